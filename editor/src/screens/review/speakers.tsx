import { maySendComments, type ReviewView } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { useApplication } from "../../app/application.tsx";
import { useText } from "../../interface-text/text.tsx";
import { NamedMembers } from "./named-members.tsx";

interface SpeakersProps {
  readonly view: ReviewView;
  readonly onChanged: () => void;
}

/** For the focal point of the State under review: which of its experts write comments to the team themselves. */
export function Speakers({ view, onChanged }: SpeakersProps): ReactNode {
  const { say } = useText();
  const { api } = useApplication();
  const self = view.members.find(({ id }) => id === view.member);
  const under = view.states.find(({ part }) => part === "under-review");
  if (self === undefined || under === undefined) return null;
  if (!maySendComments(self, { stateUnderReview: under.id })) return null;
  const experts = view.members.filter(
    ({ state, standing, role }) => state === self.state && standing === "serving" && role === "state-expert",
  );
  if (experts.length === 0) return null;
  return (
    <NamedMembers
      title={say("discussion.speakers")}
      explanation={say("discussion.speakersText")}
      saved={say("discussion.speakersSaved")}
      members={experts}
      isNamed={({ speaks }) => speaks === true}
      save={(members) => api.allowSpeakers(view.id, { members })}
      onSaved={onChanged}
    />
  );
}
