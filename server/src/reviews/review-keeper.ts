import type { MemberId, ReviewId } from "@travaux/blueprint";
import type { Logger } from "pino";
import type { Actor } from "../identity/actor.ts";
import type { Payloads, ReviewLog, RoomLog } from "../journal/review-log.ts";
import { chainRecord, verifyChain, type ChainedRecord } from "../ledger/chain.ts";
import { CHAIN_START } from "../ledger/record.ts";
import { applyRecord } from "./model/apply-record.ts";
import type { ProposedPayload, ProposedRecord } from "./model/decision.ts";
import { RecordOutOfPlace } from "./model/record-out-of-place.ts";
import type { ReviewState } from "./model/review-state.ts";

/** A review's log, as far as reviews need it: its acts, and which rooms were ever written to. */
export type ActLog = ReviewLog & Pick<RoomLog, "rooms">;

/** Who writes a record, and when. */
export interface Signature {
  readonly actor: Actor;
  readonly member: MemberId | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How many payloads are put down side by side. */
const PAYLOADS_AT_ONCE = 8;

/** One review in memory: what its record amounts to. Every command passes through its queue, one after the other. */
export class ReviewKeeper {
  readonly review: ReviewId;
  readonly #log: ActLog;
  readonly #payloads: Payloads;
  readonly #logger: Logger;
  #state: ReviewState | null = null;
  #records: ChainedRecord[] = [];
  #taken = 0;
  #broken = false;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(log: ActLog, payloads: Payloads, logger: Logger) {
    this.review = log.review;
    this.#log = log;
    this.#payloads = payloads;
    this.#logger = logger;
    this.#refresh();
  }

  /** What stands; `null` before the review was opened. */
  get state(): ReviewState | null {
    this.#refresh();
    return this.#state;
  }

  /** The record so far, oldest first. */
  get records(): readonly ChainedRecord[] {
    this.#refresh();
    return this.#records;
  }

  /** Whether the record could be followed only so far; the review is then for reading alone. */
  get broken(): boolean {
    return this.#broken;
  }

  /** Wire names, without the review, of rooms that anybody ever wrote to. */
  writtenRooms(): ReadonlySet<string> {
    return new Set(this.#log.rooms());
  }

  /** Runs `command` when all before it are done. Its rejection is its caller's alone. */
  enqueue<Result>(command: () => Promise<Result>): Promise<Result> {
    const run = this.#queue.then(command);
    this.#queue = run.catch(() => undefined);
    return run;
  }

  /**
   * Puts the payloads down, then the record that names them, then lets it count.
   *
   * @throws StorageFailure; the record then does not stand, unless the log shows it later
   */
  async write(proposed: ProposedRecord, { actor, member, at }: Signature): Promise<ChainedRecord> {
    this.#refresh();
    if (this.#broken) throw new RangeError("A broken record takes no more acts");
    const stamp = { at, by: { user: actor.user, member }, session: actor.session };
    const previous = this.#records.at(-1)?.hash ?? CHAIN_START;
    const chained = chainRecord(this.review, previous, stamp, proposed.act);
    // What cannot follow is a bug of the decision: it must fail before it is on disk.
    applyRecord(this.#state, chained.record);
    await this.#putAll(proposed.payloads);
    await this.#log.appendAct(chained.bytes);
    this.#refresh();
    return chained;
  }

  async #putAll(payloads: readonly ProposedPayload[]): Promise<void> {
    for (let from = 0; from < payloads.length; from += PAYLOADS_AT_ONCE) {
      const batch = payloads.slice(from, from + PAYLOADS_AT_ONCE);
      await Promise.all(
        batch.map(({ room, salted }) => this.#payloads.put(room, salted.reference.id, salted.bytes)),
      );
    }
  }

  /** Follows the log: also what turned out durable after its append had been given up. */
  #refresh(): void {
    const acts = this.#log.acts();
    if (this.#broken || acts.length === this.#taken) return;
    const verdict = verifyChain(
      this.review,
      acts.slice(this.#taken),
      this.#records.at(-1)?.hash ?? CHAIN_START,
    );
    this.#taken = acts.length;
    for (const chained of verdict.good) if (!this.#apply(chained)) return;
    if (verdict.kind === "broken") this.#break(verdict.fault);
  }

  #apply(chained: ChainedRecord): boolean {
    try {
      this.#state = applyRecord(this.#state, chained.record);
      this.#records.push(chained);
      return true;
    } catch (error) {
      // Reported and kept as a standing: the review goes on for reading, up to here.
      if (!(error instanceof RecordOutOfPlace)) throw error;
      this.#break("out-of-place");
      return false;
    }
  }

  #break(fault: string): void {
    this.#broken = true;
    this.#logger.error(
      { review: this.review, fault, records: this.#records.length },
      "the record of a review is broken",
    );
  }
}
