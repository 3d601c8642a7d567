import type { MemberView, NewMember, Person, ReviewView, Role } from "@travaux/blueprint";
import { useState, type FormEvent, type ReactNode } from "react";
import { useAnnounce } from "../../app/announcer.tsx";
import { useApplication } from "../../app/application.tsx";
import { roleName } from "../../app/names.ts";
import { ProblemNote } from "../../app/problem.tsx";
import { useAction } from "../../app/use-action.ts";
import { useResource } from "../../app/use-resource.ts";
import { ChoiceField } from "../../design/choice-field.tsx";
import { DialogWindow } from "../../design/dialog-window.tsx";
import { Field } from "../../design/field.tsx";
import { useText } from "../../interface-text/text.tsx";
import { rolesFor } from "./member-roles.ts";

/** Stands for the Secretariat in the list of States. */
const SECRETARIAT = "secretariat";

interface AddMemberDialogProps {
  readonly view: ReviewView;
  /** Whom the new member follows; State and role are taken over. */
  readonly replaces: MemberView | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Makes a registered person a member, or the successor of one. */
export function AddMemberDialog({ view, replaces, onClose, onDone }: AddMemberDialogProps): ReactNode {
  const text = useText();
  const { api } = useApplication();
  const announce = useAnnounce();
  const { state, problem, run } = useAction();
  const { resource } = useResource("people", () => api.people());
  const [user, setUser] = useState("");
  const [place, setPlace] = useState<string>(replaces === null ? "" : (replaces.state ?? SECRETARIAT));
  const [role, setRole] = useState<Role | "">(replaces?.role ?? "");
  const [noteVerbale, setNoteVerbale] = useState("");
  const [checked, setChecked] = useState(false);
  const people =
    resource.kind === "loaded" ? resource.value.filter((person) => person.standing !== "ended") : [];
  const chosenState = view.states.find((each) => each.id === place) ?? null;
  const roles = place === "" ? [] : rolesFor(chosenState);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    const person = people.find((each) => each.id === user);
    const chosenRole = roles.find((each) => each === role);
    if (person === undefined || chosenRole === undefined) return;
    const member: NewMember = {
      user: person.id,
      role: chosenRole,
      state: chosenState?.id ?? null,
      noteVerbale: noteVerbale.trim(),
      ...(replaces === null ? {} : { replaces: replaces.id }),
    };
    run(async () => {
      await api.addMember(view.id, member);
      announce(text.say("review.memberAdded", { name: person.name }));
      onDone();
    });
  };
  const choosePlace = (value: string): void => {
    setPlace(value);
    const possible = value === "" ? [] : rolesFor(view.states.find((each) => each.id === value) ?? null);
    setRole(possible.length === 1 ? (possible[0] ?? "") : "");
  };
  const fault = (value: string): string | null =>
    checked && value === "" ? text.say("fault.required") : null;
  const title =
    replaces === null ? text.say("review.addMember") : text.say("review.replaceOf", { name: replaces.name });
  return (
    <DialogWindow title={title} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        {replaces !== null && <p>{text.say("review.replacesHint")}</p>}
        <PersonField people={people} value={user} onChange={setUser} fault={fault(user)} />
        {replaces === null && (
          <PlaceField view={view} value={place} onChange={choosePlace} fault={fault(place)} />
        )}
        <ChoiceField
          label={text.say("review.role")}
          value={role}
          placeholder={text.say("review.chooseRole")}
          choices={roles.map((each) => ({ value: each, name: roleName(text, each) }))}
          onChange={(value) => setRole(roles.find((each) => each === value) ?? "")}
          fault={fault(role)}
        />
        <Field
          label={text.say("people.noteVerbale")}
          hint={text.say("people.noteVerbaleHint")}
          value={noteVerbale}
          onChange={setNoteVerbale}
        />
        <ProblemNote code={problem} />
        <div className="actions">
          <button type="submit" className="button button-main" disabled={state.kind === "busy"}>
            {text.say("do.add")}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {text.say("do.cancel")}
          </button>
        </div>
      </form>
    </DialogWindow>
  );
}

interface PartProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault: string | null;
}

function PersonField({ people, ...part }: PartProps & { readonly people: readonly Person[] }): ReactNode {
  const text = useText();
  const choices = people.map(({ id, name, email }) => ({ value: id, name: `${name} (${email})` }));
  return (
    <ChoiceField
      label={text.say("review.person")}
      placeholder={text.say("review.choosePerson")}
      choices={choices.toSorted((one, other) => text.compare(one.name, other.name))}
      {...part}
    />
  );
}

function PlaceField({ view, ...part }: PartProps & { readonly view: ReviewView }): ReactNode {
  const text = useText();
  const states = view.states.map(({ id, name }) => ({ value: id, name: text.name(name) }));
  return (
    <ChoiceField
      label={text.say("review.state")}
      placeholder={text.say("review.chooseState")}
      choices={[
        ...states.toSorted((one, other) => text.compare(one.name, other.name)),
        { value: SECRETARIAT, name: text.say("role.secretariat") },
      ]}
      {...part}
    />
  );
}
