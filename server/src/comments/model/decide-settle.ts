import { formatAudience } from "@travaux/blueprint";
import { refuse, type ProposedRecord } from "../../reviews/model/decision.ts";
import type { Member, ReviewState } from "../../reviews/model/review-state.ts";
import type { Refusal } from "../../reviews/reviews.ts";
import type { FoundThread } from "./find-thread.ts";
import { threadsAddress } from "./margins-of-member.ts";

/** Resolves a thread or opens it again: for those alone whose State began it, the Secretariat among itself. */
export function decideSettle(
  state: Pick<ReviewState, "review">,
  member: Member,
  { section, audience, level, thread }: FoundThread,
  resolved: boolean,
): ProposedRecord | Refusal {
  if (level !== "comment" || member.state !== thread.of) return refuse("not-permitted");
  if (resolved && thread.resolved !== null) return refuse("already-resolved");
  if (!resolved && thread.resolved === null) return refuse("not-resolved");
  const { epoch } = threadsAddress(state, section, audience);
  return {
    act: {
      kind: "thread-settled",
      section: section.id,
      audience: formatAudience(audience),
      epoch,
      thread: thread.id,
      resolved,
    },
    payloads: [],
  };
}
