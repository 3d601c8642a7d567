import type { Audience, MarginAccess, SectionId, ThreadMade } from "@travaux/blueprint";
import { refuse } from "../../reviews/model/decision.ts";
import type { Member, ReviewState, SectionStanding } from "../../reviews/model/review-state.ts";
import type { Refusal } from "../../reviews/reviews.ts";
import { marginFor, marginsOf } from "./margins-of-member.ts";
import { threadsKey, type CommentStanding, type ThreadStanding } from "./thread-standing.ts";

/** A thread that a member may read, and what he may do where it is. */
export interface FoundThread {
  readonly section: SectionStanding;
  readonly audience: Audience;
  readonly level: MarginAccess["level"];
  readonly thread: ThreadStanding;
}

/** `null` alike for a thread that does not exist and for one in a margin that the member does not have. */
export function findThread(
  state: ReviewState,
  member: Member,
  id: SectionId,
  thread: string,
): FoundThread | null {
  const section = state.sections.get(id);
  if (section === undefined) return null;
  for (const { audience, level } of marginsOf(state, member, section)) {
    const found = state.threads.get(threadsKey(id, audience))?.get(thread);
    if (found !== undefined) return { section, audience, level, thread: found };
  }
  return null;
}

/** A comment in its thread. */
export interface NamedComment {
  readonly thread: ThreadStanding;
  readonly comment: CommentStanding;
}

/** The comment of that id anywhere in the review, as far as the member may read; `null` for none. */
export function commentNamed(state: ReviewState, member: Member, id: string): NamedComment | null {
  for (const within of state.threads.values())
    for (const thread of within.values()) {
      const comment = thread.comments.get(id);
      const section = comment === undefined ? undefined : state.sections.get(thread.section);
      if (comment === undefined || section === undefined) continue;
      if (marginFor(state, member, section, thread.audience) !== null) return { thread, comment };
    }
  return null;
}

/** The thread that a comment begins. */
export function threadBegunBy(comment: string): string {
  return `t${comment.slice(1)}`;
}

/** What somebody asks to be said. */
export interface Saying {
  readonly section: SectionId;
  readonly thread: string;
  readonly comment: string;
  readonly text: string;
}

/**
 * The answer to a request whose comment's id is known already: the first answer again where it says the same.
 *
 * @param said what that comment says; `null` where it is gone
 */
export function answerAgain(
  member: Member,
  { thread, comment }: NamedComment,
  said: string | null,
  asked: Saying,
): ThreadMade | Refusal {
  const isSame =
    comment.by === member.id &&
    thread.id === asked.thread &&
    thread.section === asked.section &&
    said === asked.text.trim();
  return isSame ? { thread: thread.id, comment: comment.id } : refuse("conflict");
}
