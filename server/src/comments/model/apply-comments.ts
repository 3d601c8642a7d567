import { parseAudience, type Audience, type MemberId, type SectionId } from "@travaux/blueprint";
import type { ActOf } from "../../ledger/acts.ts";
import type { LedgerRecord } from "../../ledger/record.ts";
import { RecordOutOfPlace } from "../../reviews/model/record-out-of-place.ts";
import type { ReviewState } from "../../reviews/model/review-state.ts";
import { LayeredMap } from "./layered-map.ts";
import { threadsKey, type CommentStanding, type ThreadStanding } from "./thread-standing.ts";

/** What a record says about comments. */
export type CommentAct = ActOf<
  | "commented"
  | "comment-edited"
  | "comment-deleted"
  | "thread-settled"
  | "comment-disposed"
  | "comments-sent"
  | "speakers-allowed"
>;

/** The review after a record about comments. @throws RecordOutOfPlace */
export function applyComments(state: ReviewState, act: CommentAct, record: LedgerRecord): ReviewState {
  switch (act.kind) {
    case "commented":
      return applyCommented(state, act, record);
    case "comment-edited": {
      const { mentions, words } = act;
      const change = { mentions, words, editedAt: record.at };
      return changeComment(state, act, record, (comment) => ({ ...comment, ...change }));
    }
    case "comment-deleted": {
      const change = { mentions: [], deletedAt: record.at };
      return changeComment(state, act, record, (comment) => ({ ...comment, ...change }));
    }
    case "thread-settled": {
      const thread = threadOf(state, act);
      const by = byOf(record, act.kind);
      const isOfState = state.members.get(by)?.state === thread.of;
      if (!isOfState) throw new RecordOutOfPlace(act.kind, "another State began the thread");
      return putThread(state, { ...thread, resolved: act.resolved ? { by, at: record.at } : null });
    }
    case "comment-disposed": {
      const { class: sorted, outcome, reasons } = act;
      const disposition = { class: sorted, outcome, reasons, by: byOf(record, act.kind), at: record.at };
      return putThread(state, { ...threadOf(state, act), disposition });
    }
    case "comments-sent":
      return act.threads.reduce((before, sent) => applySent(before, sent, record.at), state);
    case "speakers-allowed": {
      const others = [...state.speakers].filter((id) => state.members.get(id)?.state !== act.state);
      return { ...state, speakers: new Set([...others, ...act.members]) };
    }
  }
}

function applyCommented(state: ReviewState, act: ActOf<"commented">, record: LedgerRecord): ReviewState {
  const by = byOf(record, act.kind);
  const { comment: id, mentions, words } = act;
  const comment = commentOf(state, { id, by, at: record.at, mentions, words });
  const counted = { ...state, commentCount: comment.number };
  if (act.begins === null) return putThread(counted, withNew(threadOf(state, act), comment, act.kind));
  const { subject, forTeam, class: sorted } = act.begins;
  const audience = audienceOf(act);
  const place = { section: act.section, audience, epoch: act.epoch, subject, forTeam, class: sorted };
  return putNew(counted, beginThread(act.thread, comment, place), act.kind);
}

type SentThread = ActOf<"comments-sent">["threads"][number];

function applySent(state: ReviewState, sent: SentThread, at: number): ReviewState {
  const { section, from, to, by, mentions, words } = sent;
  const source = threadOf(state, { kind: "comments-sent", section, ...from });
  if (source.sent !== null) throw new RecordOutOfPlace("comments-sent", "the thread was sent before");
  const comment = commentOf(state, { id: sent.comment, by, at, mentions, words });
  const counted = { ...state, commentCount: comment.number };
  const marked = putThread(counted, { ...source, sent: { at, thread: to.thread } });
  const team: Audience = { kind: "team" };
  if (sent.begins === null) {
    const before = threadOf(marked, { kind: "comments-sent", section, audience: "team", thread: to.thread });
    return putThread(marked, withNew(before, comment, "comments-sent"));
  }
  const place = { section, audience: team, epoch: to.epoch, forTeam: false, ...sent.begins };
  return putNew(marked, beginThread(to.thread, comment, place), "comments-sent");
}

function beginThread(
  id: string,
  first: CommentStanding,
  place: Pick<ThreadStanding, "section" | "audience" | "epoch" | "subject" | "forTeam" | "class">,
): ThreadStanding {
  const { by, of, at } = first;
  return {
    id,
    ...place,
    by,
    of,
    at,
    resolved: null,
    disposition: null,
    sent: null,
    comments: new Map([[first.id, first]]),
  };
}

function commentOf(
  state: ReviewState,
  made: Pick<CommentStanding, "id" | "by" | "at" | "mentions" | "words">,
): CommentStanding {
  const of = state.members.get(made.by)?.state ?? null;
  return { ...made, of, number: state.commentCount + 1, editedAt: null, deletedAt: null };
}

function withComment(thread: ThreadStanding, comment: CommentStanding): ThreadStanding {
  return { ...thread, comments: new Map(thread.comments).set(comment.id, comment) };
}

function withNew(thread: ThreadStanding, comment: CommentStanding, kind: string): ThreadStanding {
  if (thread.comments.has(comment.id)) throw new RecordOutOfPlace(kind, "the comment is known");
  return withComment(thread, comment);
}

function changeComment(
  state: ReviewState,
  act: ActOf<"comment-edited" | "comment-deleted">,
  record: LedgerRecord,
  change: (comment: CommentStanding) => CommentStanding,
): ReviewState {
  const thread = threadOf(state, act);
  const comment = thread.comments.get(act.comment);
  if (comment === undefined) throw new RecordOutOfPlace(act.kind, "the comment is unknown");
  if (comment.by !== record.by.member) throw new RecordOutOfPlace(act.kind, "the comment is another's");
  if (comment.deletedAt !== null) throw new RecordOutOfPlace(act.kind, "the comment is deleted");
  return putThread(state, withComment(thread, change(comment)));
}

interface Named {
  readonly kind: string;
  readonly section: SectionId;
  readonly audience: string;
  readonly thread: string;
}

function threadOf(state: ReviewState, act: Named): ThreadStanding {
  const found = state.threads.get(threadsKey(act.section, audienceOf(act)))?.get(act.thread);
  if (found === undefined) throw new RecordOutOfPlace(act.kind, "the thread is unknown");
  return found;
}

function putNew(state: ReviewState, thread: ThreadStanding, kind: string): ReviewState {
  const isKnown = state.threads.get(threadsKey(thread.section, thread.audience))?.has(thread.id) === true;
  if (isKnown) throw new RecordOutOfPlace(kind, "the thread is known");
  return putThread(state, thread);
}

function putThread(state: ReviewState, thread: ThreadStanding): ReviewState {
  const key = threadsKey(thread.section, thread.audience);
  const within = state.threads.get(key) ?? LayeredMap.empty<string, ThreadStanding>();
  return { ...state, threads: state.threads.with(key, within.with(thread.id, thread)) };
}

function audienceOf({ kind, audience }: Pick<Named, "kind" | "audience">): Audience {
  const parsed = parseAudience(audience);
  if (parsed === null) throw new RecordOutOfPlace(kind, "no such audience");
  return parsed;
}

function byOf(record: LedgerRecord, kind: string): MemberId {
  if (record.by.member === null) throw new RecordOutOfPlace(kind, "nobody did it");
  return record.by.member;
}
