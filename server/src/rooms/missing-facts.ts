import { formatRoomName, parseAudience, type RoomAddress } from "@travaux/blueprint";
import type {
  AnchorFact,
  CommentFact,
  Disposition,
  ThreadFact,
  ThreadSubject,
} from "@travaux/comments/model";
import type {
  CommentStanding,
  CommentWords,
  RecordedSubject,
  ThreadStanding,
} from "../comments/model/thread-standing.ts";
import type { ThreadsStanding } from "./rooms.ts";

/** What a document of threads lacks. */
export interface MissingFacts {
  readonly facts: ReadonlyMap<string, ThreadFact | CommentFact>;
  /** Where the text stood, as their writers saw it, that threads which were not there yet are about. */
  readonly begun: ReadonlyMap<string, AnchorFact>;
}

/**
 * What the record says of threads and their document does not, or says otherwise. Words are asked for of what is new or
 * was edited alone.
 *
 * @param known what the document has under a key
 * @throws StorageFailure
 */
export async function missingFacts(
  address: RoomAddress,
  { threads, words }: Pick<ThreadsStanding, "threads" | "words">,
  known: (key: string) => unknown,
): Promise<MissingFacts> {
  const facts = new Map<string, ThreadFact | CommentFact>();
  const begun = new Map<string, AnchorFact>();
  const note = (key: string, fact: ThreadFact | CommentFact): void => {
    if (JSON.stringify(known(key)) !== JSON.stringify(fact)) facts.set(key, fact);
  };
  for (const thread of threads) {
    const before = fieldsOf(known(thread.id));
    const first = before === null ? await firstWords(thread, words) : null;
    const quote = stringOf(fieldsOf(before?.["subject"])?.["quote"]) ?? first?.quote ?? "";
    const subject = subjectOf(address, thread.subject, quote);
    note(thread.id, await threadFact(thread, subject, before, words));
    if ("room" in subject && first?.parts !== undefined && first.parts.length > 0)
      begun.set(thread.id, {
        room: subject.room,
        parts: first.parts.map((part) => ({ ...part, state: "placed" })),
      });
    for (const comment of thread.comments.values()) {
      const key = `${thread.id}/${comment.id}`;
      note(key, await commentFact(comment, fieldsOf(known(key)), words));
    }
  }
  return { facts, begun };
}

async function firstWords(
  { comments }: ThreadStanding,
  words: ThreadsStanding["words"],
): Promise<CommentWords | null> {
  const [first] = comments.values();
  return first === undefined ? null : words(first.words);
}

function subjectOf({ review, section }: RoomAddress, subject: RecordedSubject, quote: string): ThreadSubject {
  if (subject.kind === "section" || subject.kind === "thread") return subject;
  const audience = parseAudience(subject.room.audience);
  if (audience === null) throw new RangeError("The record names no such audience");
  const { epoch } = subject.room;
  const name = formatRoomName({ review, section, audience, document: "text", epoch });
  const room = name.slice(review.length + 1);
  return subject.kind === "text"
    ? { kind: "text", room, quote }
    : { kind: "suggestion", room, suggestion: subject.suggestion, quote };
}

async function threadFact(
  thread: ThreadStanding,
  subject: ThreadSubject,
  before: Fields | null,
  words: ThreadsStanding["words"],
): Promise<ThreadFact> {
  const { by, of, at, resolved, class: sorted, forTeam, sent } = thread;
  const disposition = await dispositionOf(thread.disposition, fieldsOf(before?.["disposition"]), words);
  return { subject, by, of, at, resolved, class: sorted, disposition, forTeam, sent };
}

async function dispositionOf(
  disposition: ThreadStanding["disposition"],
  before: Fields | null,
  words: ThreadsStanding["words"],
): Promise<Disposition | null> {
  if (disposition === null) return null;
  const { class: sorted, outcome, by, at } = disposition;
  const known = before?.["at"] === at && before["by"] === by ? stringOf(before["reasons"]) : null;
  const read = known === null && disposition.reasons !== null ? await words(disposition.reasons) : null;
  return { class: sorted, outcome, reasons: known ?? read?.text ?? "", by, at };
}

async function commentFact(
  comment: CommentStanding,
  before: Fields | null,
  words: ThreadsStanding["words"],
): Promise<CommentFact> {
  const { by, of, at, mentions, editedAt, deletedAt } = comment;
  const fact = { by, of, at, text: "", mentions, editedAt, deletedAt };
  if (deletedAt !== null) return fact;
  const known = before?.["editedAt"] === editedAt ? stringOf(before["text"]) : null;
  return { ...fact, text: known ?? (await words(comment.words))?.text ?? "" };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null ? { ...value } : null;
}

function stringOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
