import "./people.css";
import type { ActivationLink, Person } from "@travaux/blueprint";
import { useState, type ReactNode } from "react";
import { useApplication } from "../../app/application.tsx";
import { CopyField } from "../../app/copy-field.tsx";
import { Screen } from "../../app/frame.tsx";
import { ProblemNote } from "../../app/problem.tsx";
import { useResource } from "../../app/use-resource.ts";
import { useText } from "../../interface-text/text.tsx";
import { ImportPeople } from "./import-people.tsx";
import { PeopleTable } from "./people-table.tsx";
import { RegisterPerson } from "./register-person.tsx";

/** A link to hand on, and to whom. */
export interface FreshLink {
  readonly name: string;
  readonly link: ActivationLink;
}

type Form = "none" | "one" | "many";

/** The register of people, for the Secretariat. */
export function PeopleScreen(): ReactNode {
  const { say } = useText();
  const { api } = useApplication();
  const { resource, reload } = useResource("people", () => api.people());
  const [form, setForm] = useState<Form>("none");
  const [links, setLinks] = useState<readonly FreshLink[]>([]);
  const registered = (fresh: readonly FreshLink[]): void => {
    setLinks(fresh);
    setForm("none");
    reload();
  };
  const button = (which: Exclude<Form, "none">): ReactNode => (
    <button
      type="button"
      className={which === "one" ? "button button-main" : "button"}
      aria-expanded={form === which}
      onClick={() => setForm(form === which ? "none" : which)}
    >
      {say(`people.${which}`)}
    </button>
  );
  return (
    <Screen
      title={say("people.title")}
      actions={
        <>
          {button("one")}
          {button("many")}
        </>
      }
    >
      {form === "one" && <RegisterPerson onRegistered={registered} onCancel={() => setForm("none")} />}
      {form === "many" && <ImportPeople onRegistered={registered} onCancel={() => setForm("none")} />}
      {links.length > 0 && <Links links={links} />}
      {resource.kind === "loading" && <p role="status">{say("app.loading")}</p>}
      {resource.kind === "failed" && <ProblemNote code={resource.code} retry={reload} />}
      {resource.kind === "loaded" && (
        <Register people={resource.value} onLink={(link) => setLinks([link])} onChanged={reload} />
      )}
    </Screen>
  );
}

interface RegisterProps {
  readonly people: readonly Person[];
  readonly onLink: (link: FreshLink) => void;
  readonly onChanged: () => void;
}

function Register({ people, onLink, onChanged }: RegisterProps): ReactNode {
  const { say } = useText();
  if (people.length === 0) return <p className="soft">{say("people.none")}</p>;
  return <PeopleTable people={people} onLink={onLink} onChanged={onChanged} />;
}

/** Links that have just been made; they are shown this once, for handing on. */
function Links({ links }: { readonly links: readonly FreshLink[] }): ReactNode {
  const text = useText();
  return (
    <section className="note note-good fresh-links" aria-label={text.say("people.links")}>
      {links.map(({ name, link }) => (
        <div key={link.person}>
          <p>{text.say("people.linkText", { name, date: text.time(link.expiresAt) })}</p>
          <CopyField label={text.say("people.linkFor", { name })} value={link.url} />
        </div>
      ))}
    </section>
  );
}
