import { randomBytes } from "node:crypto";
import type { ReviewId } from "@travaux/blueprint";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { StoredReviewLog } from "../src/journal/stored-review-log.ts";
import { restoreRoom } from "../src/rooms/room-state.ts";
import { openStorage } from "../src/storage/open-storage.ts";
import { StorageFailure, type Storage } from "../src/storage/storage.ts";
import { createVault, VAULT_TABLES } from "../src/vault/vault.ts";
import { afterTest, cleanUp, temporaryFolder } from "./temporary.ts";

afterEach(cleanUp);

const masterKey = randomBytes(32);

type Fate = "done" | "lost" | "landed" | "full";

/** A store that meets each write with the next fate, and from `crashAt` on does nothing any more. */
class Fates {
  readonly storage: Storage;
  readonly #fates: readonly Fate[];
  #writes = 0;
  crashAt = Number.POSITIVE_INFINITY;
  /** Whether every write that is still to come succeeds. */
  calm = false;

  constructor(storage: Storage, fates: readonly Fate[]) {
    this.#fates = fates;
    const { commits, blobs } = storage;
    this.storage = {
      ...storage,
      commits: {
        append: (review, commit) => this.#meet(() => commits.append(review, commit)),
        read: (review, from) => commits.read(review, from),
        trim: (review, below) => this.#meet(() => commits.trim(review, below)),
        purge: (review) => commits.purge(review),
        reviews: () => commits.reviews(),
      },
      blobs: {
        insert: (key, bytes) => this.#meet(() => blobs.insert(key, bytes)),
        get: (key) => blobs.get(key),
        keys: (prefix) => blobs.keys(prefix),
        delete: (key) => this.#meet(() => blobs.delete(key)),
      },
    };
  }

  get crashed(): boolean {
    return this.#writes > this.crashAt;
  }

  async #meet<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.calm) return work();
    const at = this.#writes;
    this.#writes += 1;
    // A process that is dead neither writes nor hears.
    if (at > this.crashAt) throw new StorageFailure("full", "crashed");
    const fate = this.#fates[at % this.#fates.length] ?? "done";
    if (at === this.crashAt) {
      // The last thing it did may have reached the disk, or not.
      if (fate === "done" || fate === "landed") await work();
      throw new StorageFailure("full", "crashed");
    }
    if (fate === "full") throw new StorageFailure("full", "No space left");
    if (fate === "lost") throw new StorageFailure("unavailable", "No answer");
    const result = await work();
    if (fate === "landed") throw new StorageFailure("unavailable", "No answer");
    return result;
  }
}

const ROOMS = ["untoc.5.b/reviewers/text/1", "untoc.6.b/reviewers/text/1"] as const;

type Step =
  | { readonly kind: "write"; readonly room: 0 | 1; readonly together: number }
  | { readonly kind: "act" }
  | { readonly kind: "snapshot"; readonly room: 0 | 1; readonly twice: boolean }
  | { readonly kind: "trim" }
  | { readonly kind: "reopen" };

const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant("write" as const),
        room: fc.constantFrom(0 as const, 1 as const),
        together: fc.integer({ min: 1, max: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("act" as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("snapshot" as const),
        room: fc.constantFrom(0 as const, 1 as const),
        twice: fc.boolean(),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("trim" as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("reopen" as const) }) },
  ),
  { minLength: 5, maxLength: 40 },
);

const fates = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.constant<Fate>("done") },
    { weight: 1, arbitrary: fc.constant<Fate>("lost") },
    { weight: 1, arbitrary: fc.constant<Fate>("landed") },
    { weight: 1, arbitrary: fc.constant<Fate>("full") },
  ),
  { minLength: 7, maxLength: 30 },
);

/** One writer over a room's log, as simple as can be: its live document holds what was told to be durable. */
class Writer {
  readonly doc = new Y.Doc();
  upTo = 0;

  take(update: Uint8Array, seq: number): void {
    Y.applyUpdate(this.doc, update);
    this.upTo = Math.max(this.upTo, seq);
  }
}

/** Runs the steps against a store; what was acknowledged, and what may have been written. */
class Trial {
  readonly #storage: Storage;
  readonly #keys: Awaited<ReturnType<typeof createVault>>;
  readonly review: ReviewId;
  readonly acknowledged: [Set<string>, Set<string>] = [new Set(), new Set()];
  readonly acts: string[] = [];
  readonly tried = new Set<string>();
  #log: StoredReviewLog | null = null;
  #writers: readonly [Writer, Writer] = [new Writer(), new Writer()];
  #count = 0;

  constructor(storage: Storage, keys: Awaited<ReturnType<typeof createVault>>, review: ReviewId) {
    this.#storage = storage;
    this.#keys = keys;
    this.review = review;
  }

  async run(all: readonly Step[]): Promise<void> {
    for (const step of all) await this.#take(step).catch(passOverFailures);
  }

  async #take(step: Step): Promise<void> {
    const log = this.#log ?? (await this.#open());
    switch (step.kind) {
      case "write":
        await this.#write(log, step.room, step.together);
        return;
      case "act": {
        const name = `act ${(this.#count += 1)}`;
        this.tried.add(name);
        await log.appendAct(new TextEncoder().encode(name));
        this.acts.push(name);
        return;
      }
      case "snapshot": {
        const writer = this.#writers[step.room];
        const snapshot = { upTo: writer.upTo, owners: [], state: Y.encodeStateAsUpdate(writer.doc) };
        const written = [log.snapshot(ROOMS[step.room], snapshot)];
        if (step.twice) written.push(log.snapshot(ROOMS[step.room], snapshot));
        for (const outcome of await Promise.allSettled(written))
          if (outcome.status === "rejected") passOverFailures(outcome.reason);
        return;
      }
      case "trim":
        await log.trim();
        return;
      case "reopen":
        this.#log = null;
    }
  }

  async #write(log: StoredReviewLog, room: 0 | 1, together: number): Promise<void> {
    const name = ROOMS[room];
    await log.prepare(name);
    const writes = Array.from({ length: together }, async () => {
      const token = `«${(this.#count += 1)}»`;
      this.tried.add(token);
      const update = insertion(this.#count, token);
      const seq = await log.append(name, { by: "m1", update });
      this.acknowledged[room].add(token);
      this.#writers[room].take(update, seq);
    });
    for (const outcome of await Promise.allSettled(writes))
      if (outcome.status === "rejected") passOverFailures(outcome.reason);
  }

  async #open(): Promise<StoredReviewLog> {
    const log = await StoredReviewLog.open(this.review, {
      storage: this.#storage,
      keys: this.#keys,
      clock: () => 1,
      owner: "test",
    });
    const writers = [new Writer(), new Writer()] as const;
    for (const [index, writer] of writers.entries()) {
      const { state, upTo, damaged } = await restoreRoom(log.history(ROOMS[index] ?? ROOMS[0]), null);
      if (damaged) throw new RangeError(`room ${index} is damaged on opening`);
      writer.take(state, upTo);
    }
    log.listen({
      failed: () => undefined,
      landed: (room, entries, seq) => {
        const writer = room === ROOMS[0] ? writers[0] : writers[1];
        for (const entry of entries) writer.take(entry.update, seq);
      },
    });
    this.#writers = writers;
    this.#log = log;
    return log;
  }

  /** Writes once more into each room; what its live document then holds. */
  async settle(): Promise<readonly (readonly string[])[]> {
    const log = this.#log ?? (await this.#open());
    for (const room of [0, 1] as const) {
      await this.#write(log, room, 1).catch(passOverFailures);
      // An act that landed meanwhile asks for patience once.
      await this.#write(log, room, 1);
    }
    return this.#writers.map(({ doc }) => doc.getArray<string>("tokens").toArray());
  }

  /** What somebody finds who opens the review afterwards, with a store that works. */
  async found(storage: Storage) {
    const log = await StoredReviewLog.open(this.review, {
      storage,
      keys: this.#keys,
      clock: () => 1,
      owner: "after",
    });
    const rooms = await Promise.all(
      ROOMS.map(async (room) => {
        const { state, damaged } = await restoreRoom(log.history(room), null);
        const doc = new Y.Doc();
        Y.applyUpdate(doc, state);
        return { damaged, tokens: doc.getArray<string>("tokens").toArray() };
      }),
    );
    return { rooms, acts: log.acts().map(({ bytes }) => new TextDecoder().decode(bytes)) };
  }
}

function sorted(tokens: readonly string[]): readonly string[] {
  return tokens.toSorted();
}

/** The store as if the newest snapshot of each room with two had been damaged. */
async function withoutNewestSnapshots(storage: Storage, review: ReviewId): Promise<Storage> {
  const keys = await storage.blobs.keys(`snapshot/${review}/`);
  const newest = ROOMS.flatMap((room) => {
    const own = keys.filter((key) => key.includes(`/${room}/`)).toSorted((a, b) => upToOf(a) - upToOf(b));
    return own.length < 2 ? [] : own.slice(-1);
  });
  const { blobs } = storage;
  return {
    ...storage,
    blobs: {
      insert: (key, bytes) => blobs.insert(key, bytes),
      keys: (prefix) => blobs.keys(prefix),
      delete: (key) => blobs.delete(key),
      get: async (key) => {
        const bytes = await blobs.get(key);
        return bytes === null || !newest.includes(key) ? bytes : bytes.map((byte) => byte ^ 1);
      },
    },
  };
}

function upToOf(key: string): number {
  return Number(key.slice(key.lastIndexOf("-") + 1));
}

function passOverFailures(error: unknown): void {
  if (!(error instanceof StorageFailure)) throw error;
}

/** An update of its own client that says `token`, and needs nothing before it. */
function insertion(client: number, token: string): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = client + 10;
  doc.getArray<string>("tokens").push([token]);
  return Y.encodeStateAsUpdate(doc);
}

describe("a log whose store fails and whose process dies at any write", () => {
  it(
    "has everything once that it acknowledged, and nothing that was never tried",
    { timeout: 120_000 },
    async () => {
      const real = await openStorage({ dataDir: await temporaryFolder(), tables: VAULT_TABLES });
      afterTest(() => real.close());
      const keys = await createVault({ masterKey, records: real.records, random: randomBytes });
      let count = 0;
      await fc.assert(
        fc.asyncProperty(steps, fates, fc.integer({ min: 0, max: 60 }), async (all, met, crashAt) => {
          const faulty = new Fates(real, met);
          faulty.crashAt = crashAt;
          const trial = new Trial(
            faulty.storage,
            keys,
            `r${(count += 1).toString().padStart(9, "0")}` as ReviewId,
          );
          await trial.run(all);
          faulty.calm = !faulty.crashed;
          const live = faulty.crashed ? null : await trial.settle();
          const { rooms, acts } = await trial.found(real);
          for (const [index, { damaged, tokens }] of rooms.entries()) {
            expect(damaged).toBe(false);
            expect(new Set(tokens).size).toBe(tokens.length);
            for (const token of trial.acknowledged[index === 0 ? 0 : 1]) expect(tokens).toContain(token);
            for (const token of tokens) expect(trial.tried.has(token)).toBe(true);
          }
          const stored = rooms.map(({ tokens }) => sorted(tokens));
          expect(stored).toEqual(live?.map(sorted) ?? stored);
          const without = await trial.found(await withoutNewestSnapshots(real, trial.review));
          expect(without.rooms.map(({ tokens }) => sorted(tokens))).toEqual(
            rooms.map(({ tokens }) => sorted(tokens)),
          );
          expect(acts.filter((act) => trial.acts.includes(act))).toEqual(trial.acts);
          expect(new Set(acts).size).toBe(acts.length);
          for (const act of acts) expect(trial.tried.has(act)).toBe(true);
        }),
        { numRuns: 200 },
      );
    },
  );
});
