import { LANGUAGES, type NewPerson } from "@travaux/blueprint";
import { useState, type FormEvent, type ReactNode } from "react";
import { useAnnounce } from "../../app/announcer.tsx";
import { useApplication } from "../../app/application.tsx";
import { ProblemNote, sayFault } from "../../app/problem.tsx";
import { faultAt, useAction } from "../../app/use-action.ts";
import { ChoiceField } from "../../design/choice-field.tsx";
import { Field } from "../../design/field.tsx";
import { LANGUAGE_NAMES } from "../../interface-text/load-messages.ts";
import { useText } from "../../interface-text/text.tsx";
import type { FreshLink } from "./people-screen.tsx";

interface RegisterPersonProps {
  readonly onRegistered: (links: readonly FreshLink[]) => void;
  readonly onCancel: () => void;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Registers one person. */
export function RegisterPerson({ onRegistered, onCancel }: RegisterPersonProps): ReactNode {
  const { say, language } = useText();
  const { api } = useApplication();
  const announce = useAnnounce();
  const { state, problem, run } = useAction();
  const [person, setPerson] = useState<NewPerson>({
    name: "",
    function: "",
    email: "",
    phone: "",
    noteVerbale: "",
    language,
    staff: false,
  });
  const [checked, setChecked] = useState(false);
  const change = (part: Partial<NewPerson>): void => setPerson((before) => ({ ...before, ...part }));
  const own = {
    name: person.name.trim() === "" ? say("fault.required") : null,
    email: EMAIL.test(person.email.trim()) ? null : say("fault.email"),
  };
  const fault = (field: keyof NewPerson): string | null => {
    const code = faultAt(state, `/${field}`);
    if (code !== null) return sayFault({ say }, code, field);
    return checked && (field === "name" || field === "email") ? own[field] : null;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (own.name !== null || own.email !== null) return;
    run(async () => {
      const { link } = await api.register(person);
      announce(say("people.registered", { count: 1 }));
      onRegistered([{ name: person.name, link }]);
    });
  };
  const field = (
    name: "name" | "function" | "email" | "phone" | "noteVerbale",
    required = false,
  ): ReactNode => (
    <Field
      label={say(`people.${name}`)}
      value={person[name]}
      onChange={(value) => change({ [name]: value })}
      fault={fault(name)}
      required={required}
      {...(name === "email" || name === "phone"
        ? { type: name === "email" ? "email" : "tel", dir: "ltr" as const }
        : {})}
      {...(name === "noteVerbale" ? { hint: say("people.noteVerbaleHint") } : {})}
    />
  );
  return (
    <form className="form part" onSubmit={submit} aria-label={say("people.one")} noValidate>
      <h2>{say("people.one")}</h2>
      <div className="field-columns">
        {field("name", true)}
        {field("function")}
        {field("email", true)}
        {field("phone")}
        {field("noteVerbale")}
        <ChoiceField
          label={say("people.language")}
          value={person.language}
          choices={LANGUAGES.map((each) => ({ value: each, name: LANGUAGE_NAMES[each] }))}
          onChange={(value) => change({ language: LANGUAGES.find((each) => each === value) ?? "en" })}
        />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={person.staff === true}
          onChange={(event) => change({ staff: event.target.checked })}
        />
        <span>{say("people.staff")}</span>
      </label>
      <ProblemNote code={problem} />
      <div className="actions">
        <button type="submit" className="button button-main" disabled={state.kind === "busy"}>
          {say("people.register")}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {say("do.cancel")}
        </button>
      </div>
    </form>
  );
}
