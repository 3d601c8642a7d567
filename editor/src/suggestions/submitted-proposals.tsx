import type { SectionId } from "@travaux/blueprint";
import { authorOf } from "@travaux/track-changes/model";
import type { ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { useReport } from "../report/report-model.ts";

/** What submitting a State's copy sends to the review team, and what of others' is there already. */
export function SubmittedProposals({
  open,
  isCounting,
}: {
  /** The proposals open in each section's copy; `null` where they could not be counted. */
  readonly open: ReadonlyMap<SectionId, ReadonlySet<string>> | null;
  readonly isCounting: boolean;
}): ReactNode {
  const text = useText();
  const { review, member } = useReport();
  const ids = open === null ? [] : [...open.values()].flatMap((each) => [...each]);
  const isOwn = (id: string): boolean => {
    const author = review.members.find((each) => each.id === authorOf(id));
    return author !== undefined && author.state === member?.state;
  };
  const own = ids.filter(isOwn).length;
  const others = ids.length - own;
  return (
    <>
      <p>{text.say("submit.text")}</p>
      {isCounting && <p role="status">{text.say("leave.counting")}</p>}
      {open !== null && (
        <p>
          <strong>{text.say("submit.changes", { count: own })}</strong>{" "}
          {others > 0 && text.say("submit.stays", { count: others })}
        </p>
      )}
    </>
  );
}
