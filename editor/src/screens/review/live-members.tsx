import { mayNameLive, type ReviewView } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { useApplication } from "../../app/application.tsx";
import { useText } from "../../interface-text/text.tsx";
import { NamedMembers } from "./named-members.tsx";

interface LiveMembersProps {
  readonly view: ReviewView;
  readonly onChanged: () => void;
}

/** For a focal point: who of his delegation proposes in the shared text directly. */
export function LiveMembers({ view, onChanged }: LiveMembersProps): ReactNode {
  const { say } = useText();
  const { api } = useApplication();
  const self = view.members.find(({ id }) => id === view.member);
  const under = view.states.find(({ part }) => part === "under-review");
  if (self === undefined || under === undefined) return null;
  const facts = { phase: view.phase, stateUnderReview: under.id };
  if (!mayNameLive({ id: self.id, role: self.role, state: self.state }, facts)) return null;
  const own = view.members.filter(
    ({ state, standing, role }) => state === self.state && standing === "serving" && role !== "observer",
  );
  return (
    <NamedMembers
      title={say("live.title")}
      explanation={say("live.text")}
      saved={say("live.saved")}
      members={own}
      isNamed={({ live }) => live === true}
      save={(members) => api.allowLive(view.id, { members })}
      onSaved={onChanged}
    />
  );
}
