import { mayNameLive, type MemberId, type MemberView, type ReviewView } from "@travaux/blueprint";
import { useState, type FormEvent, type ReactNode } from "react";
import { useAnnounce } from "../../app/announcer.tsx";
import { useApplication } from "../../app/application.tsx";
import { ProblemNote } from "../../app/problem.tsx";
import { useAction } from "../../app/use-action.ts";
import { useText } from "../../interface-text/text.tsx";

interface LiveMembersProps {
  readonly view: ReviewView;
  readonly onChanged: () => void;
}

/** For a focal point: who of his delegation proposes in the shared text directly. */
export function LiveMembers({ view, onChanged }: LiveMembersProps): ReactNode {
  const self = view.members.find(({ id }) => id === view.member);
  const under = view.states.find(({ part }) => part === "under-review");
  if (self === undefined || under === undefined) return null;
  const facts = { phase: view.phase, stateUnderReview: under.id };
  if (!mayNameLive({ id: self.id, role: self.role, state: self.state }, facts)) return null;
  const own = view.members.filter(
    ({ state, standing, role }) => state === self.state && standing === "serving" && role !== "observer",
  );
  const key = own.map(({ id, live }) => `${id} ${String(live === true)}`).join();
  return <LiveForm key={key} view={view} own={own} onChanged={onChanged} />;
}

function LiveForm({
  view,
  own,
  onChanged,
}: LiveMembersProps & { readonly own: readonly MemberView[] }): ReactNode {
  const { say } = useText();
  const { api } = useApplication();
  const announce = useAnnounce();
  const { state, problem, run } = useAction();
  const [named, setNamed] = useState<ReadonlySet<MemberId>>(
    () => new Set(own.filter(({ live }) => live === true).map(({ id }) => id)),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    run(async () => {
      await api.allowLive(view.id, { members: own.map(({ id }) => id).filter((id) => named.has(id)) });
      announce(say("live.saved"));
      onChanged();
    });
  };
  const name = (member: MemberId, isNamed: boolean): void => {
    const next = new Set(named);
    if (isNamed) next.add(member);
    else next.delete(member);
    setNamed(next);
  };
  return (
    <form className="form live-members" onSubmit={submit}>
      <fieldset>
        <legend className="field-label">{say("live.title")}</legend>
        <p className="hint">{say("live.text")}</p>
        {own.map((member) => (
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
        <button type="submit" className="button" disabled={state.kind === "busy"}>
          {say("live.save")}
        </button>
      </div>
    </form>
  );
}
