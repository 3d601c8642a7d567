import { THREAD_ID, type ReviewId, type UserId } from "@travaux/blueprint";
import type { JsonObject, RecordStore, TableSpecs } from "../storage/storage.ts";

const TABLE = "commentReads";

/** To be among the tables that the store is opened with. */
export const READING_TABLES: TableSpecs = { [TABLE]: {} };

/** How far a person has seen the comments of a review, by their numbers. */
export interface ReadingMarks {
  /** Every comment up to this number is seen. */
  readonly upTo: number;
  /** By thread, where he has seen further: the highest number seen in it. */
  readonly threads: ReadonlyMap<string, number>;
}

/** The most threads that one person's marks of one review name; some 350 kB. */
export const MARKS_LIMIT = 10_000;

const NOTHING_SEEN: ReadingMarks = { upTo: 0, threads: new Map() };

/** Whether a comment is seen. */
export function isSeen(marks: ReadingMarks, thread: string, number: number): boolean {
  return number <= marks.upTo || number <= (marks.threads.get(thread) ?? 0);
}

/**
 * Marks where everything is seen that is seen in either; a mark never goes back. Beyond {@link MARKS_LIMIT} threads the
 * oldest fall out, and count as not seen again.
 */
export function joinMarks(one: ReadingMarks, other: ReadingMarks): ReadingMarks {
  const upTo = Math.max(one.upTo, other.upTo);
  const threads = new Map(one.threads);
  for (const [thread, number] of other.threads)
    threads.set(thread, Math.max(number, threads.get(thread) ?? 0));
  const beyond = [...threads].filter(([, number]) => number > upTo).toSorted(([, a], [, b]) => b - a);
  return { upTo, threads: new Map(beyond.slice(0, MARKS_LIMIT)) };
}

/** The marks of all members, one record a review and person. */
export class ReadingMarkStore {
  readonly #records: RecordStore;
  /** What is being written, so that two pages of one person do not undo each other's marks. */
  readonly #writing = new Map<string, Promise<unknown>>();

  constructor(records: RecordStore) {
    this.#records = records;
  }

  /** @throws StorageFailure */
  async read(review: ReviewId, user: UserId): Promise<ReadingMarks> {
    const value = await this.#records.get(TABLE, recordId(review, user));
    return value === null ? NOTHING_SEEN : parseMarks(value);
  }

  /** Adds what has been seen to what was. @throws StorageFailure */
  async add(review: ReviewId, user: UserId, seen: ReadingMarks): Promise<void> {
    const id = recordId(review, user);
    const turn = (this.#writing.get(id) ?? Promise.resolve()).then(async () => {
      const before = await this.read(review, user);
      await this.#records.put(TABLE, id, formatMarks(joinMarks(before, seen)));
    });
    // The next in turn does not share this one's failure.
    const settled = turn.catch(() => undefined);
    this.#writing.set(id, settled);
    try {
      await turn;
    } finally {
      if (this.#writing.get(id) === settled) this.#writing.delete(id);
    }
  }
}

function recordId(review: ReviewId, user: UserId): string {
  return `${review}/${user}`;
}

function formatMarks({ upTo, threads }: ReadingMarks): JsonObject {
  return { upTo, threads: Object.fromEntries(threads) };
}

function parseMarks({ upTo, threads }: JsonObject): ReadingMarks {
  const read = Object.entries(typeof threads === "object" && threads !== null ? threads : {}).flatMap(
    ([thread, number]) =>
      THREAD_ID.test(thread) && typeof number === "number" ? [[thread, number] as const] : [],
  );
  return { upTo: typeof upTo === "number" ? upTo : 0, threads: new Map(read) };
}
