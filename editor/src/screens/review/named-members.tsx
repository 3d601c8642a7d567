import type { MemberId, MemberView } from "@travaux/blueprint";
import { useState, type FormEvent, type ReactNode } from "react";
import { useAnnounce } from "../../app/announcer.tsx";
import { ProblemNote } from "../../app/problem.tsx";
import { useAction } from "../../app/use-action.ts";
import { useText } from "../../interface-text/text.tsx";

interface NamedMembersProps {
  readonly title: string;
  /** What whoever is named may do. */
  readonly explanation: string;
  /** Said when it is saved. */
  readonly saved: string;
  /** Those who can be named. */
  readonly members: readonly MemberView[];
  readonly isNamed: (member: MemberView) => boolean;
  readonly save: (named: readonly MemberId[]) => Promise<unknown>;
  readonly onSaved: () => void;
}

/** For a focal point: which of his delegation are named for something. Drawn anew when the names are others. */
export function NamedMembers(props: NamedMembersProps): ReactNode {
  const key = props.members.map((member) => `${member.id} ${String(props.isNamed(member))}`).join();
  return <Names key={key} {...props} />;
}

function Names({ title, explanation, saved, members, isNamed, save, onSaved }: NamedMembersProps): ReactNode {
  const { say } = useText();
  const announce = useAnnounce();
  const { state, problem, run } = useAction();
  const [named, setNamed] = useState<ReadonlySet<MemberId>>(
    () => new Set(members.filter(isNamed).map(({ id }) => id)),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    run(async () => {
      await save(members.map(({ id }) => id).filter((id) => named.has(id)));
      announce(saved);
      onSaved();
    });
  };
  const name = (member: MemberId, isChosen: boolean): void => {
    const next = new Set(named);
    if (isChosen) next.add(member);
    else next.delete(member);
    setNamed(next);
  };
  return (
    <form className="form live-members" onSubmit={submit}>
      <fieldset>
        <legend className="field-label">{title}</legend>
        <p className="hint">{explanation}</p>
        {members.map((member) => (
          <label key={member.id} className="check">
            <input
              type="checkbox"
              checked={named.has(member.id)}
              onChange={(event) => name(member.id, event.target.checked)}
            />
            <bdi>{member.name}</bdi>
          </label>
        ))}
      </fieldset>
      <ProblemNote code={problem} />
      <div className="actions">
        <button
          type="submit"
          className="button"
          aria-label={`${say("live.save")}: ${title}`}
          disabled={state.kind === "busy"}
        >
          {say("live.save")}
        </button>
      </div>
    </form>
  );
}
