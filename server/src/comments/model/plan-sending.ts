import { maySendComments } from "@travaux/blueprint";
import type { Audience, CommentsToSend, SectionId, StateId } from "@travaux/blueprint";
import { invalid, refuse } from "../../reviews/model/decision.ts";
import {
  bodyOf,
  stateUnderReview,
  type Body,
  type Member,
  type ReviewState,
  type SectionStanding,
} from "../../reviews/model/review-state.ts";
import type { Refusal, RefusalCode } from "../../reviews/reviews.ts";
import { COMMENTS_LIMIT } from "./decide-reply.ts";
import { findThread } from "./find-thread.ts";
import { marginFor } from "./margins-of-member.ts";
import { THREADS_LIMIT } from "./plan-thread.ts";
import { threadsKey, type CommentStanding, type ThreadStanding } from "./thread-standing.ts";

/** The most threads that one request may name. */
export const SENDING_LIMIT = 1000;

/** What a delegation wrote for the team and its focal point sends, before its words are read. */
export interface SendingPlan {
  readonly by: StateId;
  /** In the order in which they were named or begun. */
  readonly entries: readonly SendingEntry[];
}

/** One thread of a delegation's own margin on its way. */
export interface SendingEntry {
  readonly section: SectionStanding;
  readonly thread: ThreadStanding;
  /** What is sent of it; what was said of that among the delegation stays there. */
  readonly first: CommentStanding;
  /** The team's text of the section. */
  readonly team: Body;
}

/** Checks threads that a focal point names to be sent: all of them, or nothing is. */
export function planSending(
  state: ReviewState,
  actor: Member,
  request: CommentsToSend,
): SendingPlan | Refusal {
  const by = senderOf(state, actor);
  if (by === null) return refuse("not-permitted");
  const { threads } = request;
  if (threads.length === 0) return invalid([{ pointer: "/threads", code: "empty" }]);
  if (threads.length > SENDING_LIMIT) return invalid([{ pointer: "/threads", code: "too-many" }]);
  const space = new Space(state);
  const entries = new Map<string, SendingEntry>();
  for (const { section, thread } of threads) {
    if (entries.has(`${section}/${thread}`)) continue;
    const found = findThread(state, actor, section, thread);
    if (found === null) return refuse("absent");
    const entry = entryFor(state, actor, found.section, found.thread);
    if (typeof entry === "string") return refuse(entry);
    if (!space.take(entry)) return refuse("thread-limit");
    entries.set(`${section}/${thread}`, entry);
  }
  return { by, entries: [...entries.values()] };
}

/**
 * What goes along when a focal point submits sections: all that his delegation wrote for the team there, did not settle
 * among itself, and has not sent; what finds no room before the team waits.
 */
export function planAlong(
  state: ReviewState,
  actor: Member,
  sections: readonly SectionId[],
): SendingPlan | null {
  const by = senderOf(state, actor);
  if (by === null) return null;
  const space = new Space(state);
  const own: Audience = { kind: "state", state: by };
  const entries = sections.flatMap((id) => {
    const section = state.sections.get(id);
    const threads = [...(state.threads.get(threadsKey(id, own))?.values() ?? [])];
    if (section === undefined) return [];
    return threads
      .filter(({ forTeam, resolved, sent }) => forTeam && resolved === null && sent === null)
      .flatMap((thread) => {
        const entry = entryFor(state, actor, section, thread);
        return typeof entry === "string" || !space.take(entry) ? [] : [entry];
      });
  });
  return entries.length === 0 ? null : { by, entries };
}

function senderOf({ facts }: ReviewState, actor: Member): StateId | null {
  return maySendComments(actor, { stateUnderReview: stateUnderReview(facts) }) ? actor.state : null;
}

function entryFor(
  state: ReviewState,
  actor: Member,
  section: SectionStanding,
  thread: ThreadStanding,
): SendingEntry | RefusalCode {
  const isOwn = thread.audience.kind === "state" && thread.audience.state === actor.state;
  if (!isOwn || !thread.forTeam) return "not-permitted";
  if (thread.sent !== null) return "already-sent";
  const [first] = thread.comments.values();
  if (first === undefined || first.deletedAt !== null) return "already-deleted";
  const team = bodyOf(section, { kind: "team" });
  if (team === null || marginFor(state, actor, section, { kind: "team" }) !== "comment")
    return "not-permitted";
  return { section, thread, first, team };
}

/** How much room there still is among the team. */
class Space {
  readonly #state: ReviewState;
  readonly #taken = new Map<string, number>();

  constructor(state: ReviewState) {
    this.#state = state;
  }

  /** Whether there was room for one more; it is taken then. */
  take({ section, thread: { subject } }: SendingEntry): boolean {
    const key = threadsKey(section.id, { kind: "team" });
    const threads = this.#state.threads.get(key);
    return subject.kind === "thread"
      ? this.#count(
          `${key}/${subject.thread}`,
          threads?.get(subject.thread)?.comments.size ?? 0,
          COMMENTS_LIMIT,
        )
      : this.#count(key, threads?.size ?? 0, THREADS_LIMIT);
  }

  #count(place: string, before: number, limit: number): boolean {
    const taken = this.#taken.get(place) ?? 0;
    if (before + taken >= limit) return false;
    this.#taken.set(place, taken + 1);
    return true;
  }
}
