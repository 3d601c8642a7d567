import { formatAudience, type CommentChange } from "@travaux/blueprint";
import { isRefusal, mintPayload, refuse, type ProposedRecord } from "../../reviews/model/decision.ts";
import type { Member, ReviewState } from "../../reviews/model/review-state.ts";
import type { Refusal } from "../../reviews/reviews.ts";
import { checkWords } from "./check-words.ts";
import type { CommentDesk } from "./comment-desk.ts";
import { writeCommentWords } from "./comment-words.ts";
import type { FoundThread } from "./find-thread.ts";
import { threadsAddress } from "./margins-of-member.ts";
import type { CommentStanding, CommentWords } from "./thread-standing.ts";

/** What a change of a comment is decided over. */
export interface ChangeFacts {
  readonly comment: string;
  readonly change: CommentChange;
  /** What the comment says now, with what its thread is about; `null` where that is gone. */
  readonly before: CommentWords | null;
}

/**
 * Gives a comment of one's own other words; what its thread is about stays.
 *
 * @returns `null` where it says that already
 */
export function decideEdit(
  { state, member, random }: CommentDesk,
  found: FoundThread,
  { comment, change, before }: ChangeFacts,
): ProposedRecord | Refusal | null {
  const own = ownComment(member, found, comment);
  if (isRefusal(own)) return own;
  const { section, audience, thread } = found;
  const checked = checkWords(state, section, audience, { ...change, standing: own.mentions });
  if (isRefusal(checked)) return checked;
  // What was sent reads as it was sent.
  if (thread.sent !== null && isFirst(found, own)) return refuse("already-sent");
  if (before?.text === checked.text && checked.mentions.join() === own.mentions.join()) return null;
  const address = threadsAddress(state, section, audience);
  const words = mintPayload(address, writeCommentWords({ ...before, text: checked.text }), random);
  return {
    act: {
      kind: "comment-edited",
      section: section.id,
      audience: formatAudience(audience),
      epoch: address.epoch,
      thread: thread.id,
      comment: own.id,
      mentions: checked.mentions,
      words: words.salted.reference,
    },
    payloads: [words],
  };
}

/** Deletes a comment of one's own, of which a trace stays. */
export function decideRemove(
  state: Pick<ReviewState, "review">,
  member: Member,
  found: FoundThread,
  comment: string,
): ProposedRecord | Refusal {
  const own = ownComment(member, found, comment);
  if (isRefusal(own)) return own;
  const { section, audience, thread } = found;
  const { epoch } = threadsAddress(state, section, audience);
  return {
    act: {
      kind: "comment-deleted",
      section: section.id,
      audience: formatAudience(audience),
      epoch,
      thread: thread.id,
      comment: own.id,
    },
    payloads: [],
  };
}

/** The comment, if it is the member's own and stands; a successor has not what his predecessor wrote. */
function ownComment(member: Member, { level, thread }: FoundThread, id: string): CommentStanding | Refusal {
  const comment = thread.comments.get(id);
  if (comment === undefined) return refuse("absent");
  if (level !== "comment" || comment.by !== member.id) return refuse("not-permitted");
  return comment.deletedAt === null ? comment : refuse("already-deleted");
}

function isFirst({ thread }: FoundThread, { id }: CommentStanding): boolean {
  const [first] = thread.comments.keys();
  return first === id;
}
