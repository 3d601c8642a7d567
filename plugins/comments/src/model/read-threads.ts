import { readAnchor } from "./read-anchor.ts";
import { fieldsOf, isAmong, isId, isText, isTime, nullOr, type Fields } from "./read-fields.ts";
import {
  COMMENT_CLASSES,
  COMMENT_LIMIT,
  DISPOSITIONS,
  type AnchorFact,
  type CommentFact,
  type Disposition,
  type Thread,
  type ThreadFact,
  type ThreadSubject,
} from "./thread.ts";

/** The most members that one comment may mention and still be read. */
const MENTIONS_LIMIT = 100;

/** The longest quotation of a subject, in UTF-16 code units: {@link QUOTE_LIMIT} with what joins its parts. */
const SUBJECT_QUOTE_LIMIT = 10_000;

type Entries = Iterable<readonly [string, unknown]>;
type ReadComment = Thread["comments"][number];

/**
 * The threads that two root maps hold, oldest first, each with its comments oldest first. Every value is checked and
 * copied. What is not as it should be is left out: a comment that is malformed or of no thread, a thread that is
 * malformed or has no comment; a malformed anchor leaves its thread without one.
 */
export function readThreads(threads: Entries, anchors: Entries): readonly Thread[] {
  const facts = new Map<string, ThreadFact>();
  const comments = new Map<string, ReadComment[]>();
  for (const [key, value] of threads) {
    const [id, comment, ...rest] = key.split("/", 3);
    if (!isId(id) || rest.length > 0) continue;
    if (comment === undefined) putRead(facts, id, readFact(value));
    else if (isId(comment)) addComment(comments, id, comment, readComment(value));
  }
  const places = new Map<string, AnchorFact>();
  for (const [id, value] of anchors) if (facts.has(id)) putRead(places, id, readAnchor(value));
  return [...facts]
    .flatMap(([id, fact]) => {
      const said = comments.get(id)?.sort(byTime);
      return said === undefined ? [] : [{ ...fact, id, anchor: places.get(id) ?? null, comments: said }];
    })
    .sort(byTime);
}

interface Dated {
  readonly id: string;
  readonly at: number;
}

function byTime(one: Dated, other: Dated): number {
  return one.at - other.at || (one.id < other.id ? -1 : 1);
}

function putRead<Value>(map: Map<string, Value>, id: string, value: Value | null): void {
  if (value !== null) map.set(id, value);
}

function addComment(
  comments: Map<string, ReadComment[]>,
  thread: string,
  id: string,
  fact: CommentFact | null,
): void {
  if (fact === null) return;
  const said = comments.get(thread) ?? [];
  comments.set(thread, said);
  said.push({ ...fact, id });
}

function readFact(value: unknown): ThreadFact | null {
  const fields = fieldsOf(value);
  if (fields === null) return null;
  const subject = readSubject(fields["subject"]);
  const { by, of, at, forTeam } = fields;
  const resolved = nullOr(fields["resolved"], readResolved);
  const sorted = nullOr(fields["class"], (each) => (isAmong(COMMENT_CLASSES, each) ? each : undefined));
  const disposition = nullOr(fields["disposition"], readDisposition);
  const sent = nullOr(fields["sent"], readSent);
  if (subject === null || !isId(by) || !isState(of) || !isTime(at) || typeof forTeam !== "boolean")
    return null;
  if (resolved === undefined || sorted === undefined || disposition === undefined || sent === undefined)
    return null;
  return { subject, by, of, at, resolved, class: sorted, disposition, forTeam, sent };
}

function readSubject(value: unknown): ThreadSubject | null {
  const fields = fieldsOf(value);
  if (fields === null) return null;
  const { kind, room, quote, suggestion, thread } = fields;
  if (kind === "section") return { kind };
  if (kind === "thread") return isId(thread) ? { kind, thread } : null;
  if (!isText(room, 1, 200) || !isText(quote, 0, SUBJECT_QUOTE_LIMIT)) return null;
  if (kind === "text") return { kind, room, quote };
  return kind === "suggestion" && isText(suggestion, 1, 200) ? { kind, room, suggestion, quote } : null;
}

function readResolved(value: unknown): NonNullable<ThreadFact["resolved"]> | undefined {
  const { by, at } = fieldsOf(value) ?? NOTHING;
  return isId(by) && isTime(at) ? { by, at } : undefined;
}

function readSent(value: unknown): NonNullable<ThreadFact["sent"]> | undefined {
  const { at, thread } = fieldsOf(value) ?? NOTHING;
  return isTime(at) && isId(thread) ? { at, thread } : undefined;
}

function readDisposition(value: unknown): Disposition | undefined {
  const fields = fieldsOf(value) ?? NOTHING;
  const { outcome, reasons, by, at, class: sorted } = fields;
  const isSorted = isAmong(COMMENT_CLASSES, sorted) && isAmong(DISPOSITIONS, outcome);
  if (!isSorted || !isText(reasons, 0, COMMENT_LIMIT) || !isId(by) || !isTime(at)) return undefined;
  return { class: sorted, outcome, reasons, by, at };
}

function readComment(value: unknown): CommentFact | null {
  const fields = fieldsOf(value);
  if (fields === null) return null;
  const { by, of, at, text, mentions, editedAt, deletedAt } = fields;
  if (!isId(by) || !isState(of) || !isTime(at) || !isText(text, 0, COMMENT_LIMIT)) return null;
  if (!Array.isArray(mentions) || mentions.length > MENTIONS_LIMIT || !mentions.every(isId)) return null;
  if (!isTimeOrNull(editedAt) || !isTimeOrNull(deletedAt)) return null;
  return { by, of, at, text, mentions: [...mentions], editedAt, deletedAt };
}

const NOTHING: Fields = {};

function isState(value: unknown): value is string | null {
  return value === null || isId(value);
}

function isTimeOrNull(value: unknown): value is number | null {
  return value === null || isTime(value);
}
