import type { RoomView, SectionView } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { useReport } from "../report/report-model.ts";
import { isWrittenByReviewers } from "./written-by-reviewers.ts";

/**
 * Who reads what a member of the State under review proposes to the observations: its own delegation until its focal
 * point submits, or everybody at once where he was named to propose in the shared text.
 */
export function CopyBanner({
  section,
  room,
}: {
  readonly section: SectionView;
  readonly room: RoomView;
}): ReactNode {
  const { say } = useText();
  const { review, member } = useReport();
  const under = review.states.find(({ part }) => part === "under-review");
  if (
    under === undefined ||
    member?.state !== under.id ||
    !isWrittenByReviewers(section) ||
    room.standing !== "current"
  )
    return null;
  if (room.audience === "state") return <p className="copy-banner no-print">{say("copy.banner")}</p>;
  return room.level === "suggest" ? <p className="copy-banner no-print">{say("copy.live")}</p> : null;
}
