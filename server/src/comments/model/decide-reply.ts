import { formatAudience, type NewComment } from "@travaux/blueprint";
import {
  isRefusal,
  mintPayload,
  refuse,
  type ProposedRecord,
  type Random,
} from "../../reviews/model/decision.ts";
import type { ReviewState } from "../../reviews/model/review-state.ts";
import type { Refusal } from "../../reviews/reviews.ts";
import { checkWords } from "./check-words.ts";
import { writeCommentWords } from "./comment-words.ts";
import type { FoundThread } from "./find-thread.ts";
import { threadsAddress } from "./margins-of-member.ts";

/** The most comments of one thread, deleted ones among them. */
export const COMMENTS_LIMIT = 500;

/** Whoever may comment in a margin may reply there, to an open thread or a resolved one, which stays so. */
export function decideReply(
  state: ReviewState,
  { section, audience, level, thread }: FoundThread,
  request: NewComment,
  random: Random,
): ProposedRecord | Refusal {
  if (level !== "comment") return refuse("not-permitted");
  const checked = checkWords(state, section, audience, request);
  if (isRefusal(checked)) return checked;
  if (thread.comments.size >= COMMENTS_LIMIT) return refuse("thread-limit");
  const address = threadsAddress(state, section, audience);
  const words = mintPayload(address, writeCommentWords({ text: checked.text }), random);
  return {
    act: {
      kind: "commented",
      section: section.id,
      audience: formatAudience(audience),
      epoch: address.epoch,
      thread: thread.id,
      comment: request.id,
      begins: null,
      mentions: checked.mentions,
      words: words.salted.reference,
    },
    payloads: [words],
  };
}
