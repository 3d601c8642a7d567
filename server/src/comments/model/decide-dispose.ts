import { formatAudience, type NewDisposition } from "@travaux/blueprint";
import { COMMENT_LIMIT } from "@travaux/comments/model";
import {
  invalid,
  mintPayload,
  refuse,
  type Fault,
  type ProposedRecord,
} from "../../reviews/model/decision.ts";
import { stateUnderReview } from "../../reviews/model/review-state.ts";
import type { Refusal } from "../../reviews/reviews.ts";
import type { CommentDesk } from "./comment-desk.ts";
import { writeCommentWords } from "./comment-words.ts";
import type { FoundThread } from "./find-thread.ts";
import { disposesIn, threadsAddress } from "./margins-of-member.ts";
import type { CommentWords } from "./thread-standing.ts";

export interface DisposeFacts {
  readonly disposition: NewDisposition;
  /** The reasons that stand; `null` where there are none. */
  readonly before: CommentWords | null;
}

/**
 * Says how a comment of the State under review was taken in: its reviewers do, and the State itself where it takes the
 * comment back. What was said before is replaced; the record keeps it.
 *
 * @returns `null` where the member has said exactly that already
 */
export function decideDispose(
  desk: CommentDesk,
  found: FoundThread,
  { disposition: request, before }: DisposeFacts,
): ProposedRecord | Refusal | null {
  const { state, member, random } = desk;
  const { section, audience, thread } = found;
  if (!mayDispose(desk, found, request)) return refuse("not-permitted");
  const reasons = request.reasons.trim();
  const faults = reasonsFaults(request, reasons);
  if (faults.length > 0) return invalid(faults);
  const said = thread.disposition;
  const isTheSame = said?.class === request.class && said.outcome === request.outcome;
  if (isTheSame && said.by === member.id && reasons === (before?.text ?? "")) return null;
  const address = threadsAddress(state, section, audience);
  const kept = reasons === "" ? null : mintPayload(address, writeCommentWords({ text: reasons }), random);
  return {
    act: {
      kind: "comment-disposed",
      section: section.id,
      audience: formatAudience(audience),
      epoch: address.epoch,
      thread: thread.id,
      class: request.class,
      outcome: request.outcome,
      reasons: kept?.salted.reference ?? null,
    },
    payloads: kept === null ? [] : [kept],
  };
}

function mayDispose(
  { state, member }: CommentDesk,
  { section, audience, level, thread }: FoundThread,
  { outcome }: NewDisposition,
): boolean {
  const of = stateUnderReview(state.facts);
  if (audience.kind !== "team" || thread.of !== of) return false;
  if (disposesIn(state, member, section)) return true;
  return outcome === "withdrawn" && level === "comment" && member.state === of;
}

function reasonsFaults({ outcome }: NewDisposition, reasons: string): readonly Fault[] {
  const pointer = "/reasons";
  if (reasons.length > COMMENT_LIMIT) return [{ pointer, code: "too-long" }];
  const isOwed = outcome === "in-part" || outcome === "not-accepted";
  return isOwed && reasons === "" ? [{ pointer, code: "empty" }] : [];
}
