import type { Person, ReviewId, UserId } from "@travaux/blueprint";
import type { Logger } from "pino";
import type { Mailer } from "../identity/mail.ts";
import type { ReviewsContext } from "../reviews/service.ts";
import type { JsonObject, RecordStore, TableSpecs } from "../storage/storage.ts";
import { digestLetter } from "./digest-letter.ts";
import { dueDay } from "./digest-time.ts";
import { authorNames, type PlacedNotice } from "./notice-views.ts";
import { noticesOf } from "./queries.ts";
import type { ReadingMarkStore } from "./reading-marks.ts";

const TABLE = "commentDigests";

/** To be among the tables that the store is opened with. */
export const DIGEST_TABLES: TableSpecs = { [TABLE]: {} };

/** The record that says up to which day everybody has had his letter; no person's id has a stroke. */
const EVERYBODY = "everybody/";

/** How long after a failure the letters of that day are tried again, in milliseconds; twice as long after each further one. */
const RETRY_AFTER_MS = 60_000;
/** The longest wait, in milliseconds: an address may be refused for good. */
const RETRY_LIMIT_MS = 3_600_000;

export interface DigestOptions extends Pick<ReviewsContext, "shelf" | "identity"> {
  readonly marks: ReadingMarkStore;
  readonly records: RecordStore;
  readonly mailer: Mailer;
  readonly baseUrl: URL;
  readonly log: Logger;
  /** When letters go out, in minutes after midnight UTC; `null`: never. */
  readonly at: number | null;
}

/** How far one person has been told, by review: the highest number of a comment that a letter was about. */
type Told = ReadonlyMap<ReviewId, number>;

/** One letter a day for everybody whom unread comments concern that no letter told of yet. */
export class Digest {
  readonly #options: DigestOptions;
  #running: Promise<void> = Promise.resolve();
  #closing = false;
  /** The day whose letters failed last, and when they are tried again; the next day's wait for nothing. */
  #failed: { readonly day: string; readonly until: number; readonly wait: number } | null = null;

  constructor(options: DigestOptions) {
    this.#options = options;
  }

  /**
   * Sends what is due and was not sent: the letters of the last day whose hour has come, be it long past. What could not
   * be sent is logged, and sent by a later call: one a minute later or more, within an hour at the latest.
   *
   * @param now milliseconds since the epoch
   */
  run(now: number): Promise<void> {
    const { at } = this.#options;
    if (at === null) return Promise.resolve();
    const turn = this.#running.then(() => this.#send(dueDay(now, at), now));
    // The next in turn does not share this one's failure.
    this.#running = turn.catch(() => undefined);
    return turn;
  }

  /** Sends nothing more, once the letter under way is sent. */
  close(): Promise<void> {
    this.#closing = true;
    return this.#running;
  }

  async #send(day: string, now: number): Promise<void> {
    const { records, shelf, log } = this.#options;
    const failed = this.#failed?.day === day ? this.#failed : null;
    if (failed !== null && now < failed.until) return;
    const last = (await records.get(TABLE, EVERYBODY))?.["day"];
    if (typeof last === "string" && last >= day) return;
    let failures = 0;
    for (const user of await shelf.everybody()) {
      if (this.#closing) return;
      try {
        await this.#sendTo(user, day);
      } catch (error) {
        // Reported and tried again: one address that is refused must not keep the letters of others.
        failures += 1;
        log.error(
          { user, error: error instanceof Error ? error.name : typeof error },
          "a digest was not sent",
        );
      }
    }
    if (failures > 0) {
      const wait = failed === null ? RETRY_AFTER_MS : Math.min(2 * failed.wait, RETRY_LIMIT_MS);
      this.#failed = { day, until: now + wait, wait };
    } else await records.put(TABLE, EVERYBODY, { day });
  }

  async #sendTo(user: UserId, day: string): Promise<void> {
    const { records, identity, mailer, baseUrl } = this.#options;
    const before = await records.get(TABLE, user);
    const lastDay = before?.["day"];
    if (typeof lastDay === "string" && lastDay >= day) return;
    const told = toldIn(before);
    // Rights are those of this moment: what he may not read any more is not among them.
    const fresh = (await noticesOf(this.#options, user)).filter(
      ({ state, notice }) => !notice.read && notice.comment.number > (told.get(state.review) ?? 0),
    );
    if (fresh.length === 0) return;
    const person = await identity.person(user);
    if (person === null || !mayGetLetters(person)) return;
    const nameOf = await authorNames(identity, fresh);
    await mailer.send(digestLetter({ person, baseUrl }, fresh, nameOf));
    // Written down after the letter has gone: whoever falls between the two gets it twice, and nobody misses one.
    await records.put(TABLE, user, { day, told: Object.fromEntries(afterLetter(told, fresh)) });
  }
}

function mayGetLetters({ standing }: Person): boolean {
  return standing === "active";
}

function toldIn(record: JsonObject | null): Told {
  const told = record?.["told"];
  const entries = Object.entries(typeof told === "object" && told !== null ? told : {});
  return new Map(
    entries.flatMap(([review, number]) =>
      typeof number === "number" ? [[review as ReviewId, number] as const] : [],
    ),
  );
}

function afterLetter(told: Told, notices: readonly PlacedNotice[]): Told {
  const after = new Map(told);
  for (const { state, notice } of notices)
    after.set(state.review, Math.max(notice.comment.number, after.get(state.review) ?? 0));
  return after;
}
