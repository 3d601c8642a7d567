import type { Person } from "@travaux/blueprint";
import { useState, type ReactNode } from "react";
import { useAnnounce } from "../../app/announcer.tsx";
import { useApplication } from "../../app/application.tsx";
import { ProblemNote } from "../../app/problem.tsx";
import { useAction } from "../../app/use-action.ts";
import { DialogWindow } from "../../design/dialog-window.tsx";
import { LANGUAGE_NAMES } from "../../interface-text/load-messages.ts";
import { useText } from "../../interface-text/text.tsx";
import type { FreshLink } from "./people-screen.tsx";

interface PeopleTableProps {
  readonly people: readonly Person[];
  readonly onLink: (link: FreshLink) => void;
  readonly onChanged: () => void;
}

type Asked = { readonly act: "renew" | "reset"; readonly person: Person };

/** Everybody who is registered, and what can be done for each. */
export function PeopleTable({ people, onLink, onChanged }: PeopleTableProps): ReactNode {
  const text = useText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const ordered = people.toSorted((one, other) => text.compare(one.name, other.name));
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={text.say("people.title")}>
      <table className="grid-table people-table stack-table">
        <caption>{text.say("people.count", { count: people.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{text.say("people.name")}</th>
            <th scope="col">{text.say("people.email")}</th>
            <th scope="col">{text.say("people.noteVerbale")}</th>
            <th scope="col">{text.say("people.standing")}</th>
            <th scope="col">{text.say("people.actions")}</th>
          </tr>
        </thead>
        <tbody>
          {ordered.map((person) => (
            <PersonRow key={person.id} person={person} onAsk={setAsked} />
          ))}
        </tbody>
      </table>
      {asked !== null && (
        <Confirmation
          asked={asked}
          onClose={() => setAsked(null)}
          onLink={onLink}
          onDone={() => {
            setAsked(null);
            onChanged();
          }}
        />
      )}
    </div>
  );
}

function PersonRow({
  person,
  onAsk,
}: {
  readonly person: Person;
  readonly onAsk: (asked: Asked) => void;
}): ReactNode {
  const text = useText();
  return (
    <tr>
      <th scope="row">
        <bdi>{person.name}</bdi>
        <div className="hint">
          <bdi>{person.function}</bdi>
          {person.staff && <> · {text.say("people.isStaff")}</>}
        </div>
      </th>
      <td>
        <bdi>{person.email}</bdi>
        <div className="hint">
          <bdi dir="ltr">{person.phone}</bdi>
        </div>
      </td>
      <td data-label={text.say("people.noteVerbale")}>
        <bdi>{person.noteVerbale}</bdi>
      </td>
      <td data-label={text.say("people.standing")}>
        {text.say(`people.${person.standing}`)}
        <div className="hint">
          {text.say("people.secondFactor")}: {text.say(person.secondFactor ? "people.on" : "people.off")} ·{" "}
          <span lang={person.language}>{LANGUAGE_NAMES[person.language]}</span>
        </div>
      </td>
      <td>
        <div className="row-actions">
          {person.standing !== "ended" && (
            <button
              type="button"
              className="button button-small"
              onClick={() => onAsk({ act: "renew", person })}
            >
              {text.say("people.renew")}
              <span className="unseen">: {person.name}</span>
            </button>
          )}
          {person.secondFactor && (
            <button
              type="button"
              className="button button-small"
              onClick={() => onAsk({ act: "reset", person })}
            >
              {text.say("people.reset")}
              <span className="unseen">: {person.name}</span>
            </button>
          )}
        </div>
      </td>
    </tr>
  );
}

interface ConfirmationProps {
  readonly asked: Asked;
  readonly onClose: () => void;
  readonly onLink: (link: FreshLink) => void;
  readonly onDone: () => void;
}

function Confirmation({ asked, onClose, onLink, onDone }: ConfirmationProps): ReactNode {
  const { say } = useText();
  const { api } = useApplication();
  const announce = useAnnounce();
  const { state, problem, run } = useAction();
  const { act, person } = asked;
  const perform = (): void =>
    run(async () => {
      if (act === "renew") onLink({ name: person.name, link: await api.renewActivation(person.id) });
      else {
        await api.resetSecondFactor(person.id);
        announce(say("people.resetDone", { name: person.name }));
      }
      onDone();
    });
  return (
    <DialogWindow title={say(`people.${act}`)} onClose={onClose} serious>
      <p>{say(`people.${act}Text`, { name: person.name })}</p>
      <ProblemNote code={problem} />
      <div className="actions">
        <button
          type="button"
          className="button button-main"
          onClick={perform}
          disabled={state.kind === "busy"}
        >
          {say(`people.${act}`)}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {say("do.cancel")}
        </button>
      </div>
    </DialogWindow>
  );
}
