import { authorOf } from "@travaux/track-changes/model";
import type { Logger } from "pino";
import * as Y from "yjs";
import type { JournalEntry } from "../journal/commit-format.ts";
import type { RoomLog } from "../journal/review-log.ts";
import type { Json } from "../storage/storage.ts";
import { MARGIN_CLIENT, type RoomState } from "./room-state.ts";
import type { MarginStanding } from "./rooms.ts";

/** The root map of a margin that says of each suggestion when it came, from whom, and what may be known of its state. */
const FACTS_ROOT = "facts";
/** The root map of the reviewers' margin that says which State has decided what, where each must. */
const KEYS_ROOT = "keys";

/** What a margin says of a suggestion. */
type SuggestionFact = {
  /** When it first came into the text: milliseconds since the epoch. */
  readonly at: number;
  /** The member who proposes it; empty where its id names none. */
  readonly by: string;
  /** A reviewing State has decided, and not all of them yet. */
  readonly considered?: true;
};

export interface MarginOptions {
  /** Wire name without the review: how the log knows the margin. */
  readonly room: string;
  /** Prepared for `room`. */
  readonly log: RoomLog;
  readonly restored: RoomState;
  readonly logger: Logger;
}

/** Somebody who shows the margin, and must be told of what is durable. */
type MarginFollower = (entry: JournalEntry, seq: number) => void;

/**
 * The margin of one text, which the server alone writes: what is said there is queued in the journal at once, so that it
 * shares a commit with what it is about, and shown when it is durable.
 */
export class Margin {
  readonly #options: MarginOptions;
  readonly #shown = new Y.Doc();
  readonly #followers = new Set<MarginFollower>();
  readonly #stopListening: () => void;
  /** Runs ahead of what is shown by what is being written. */
  #ahead: Y.Doc;
  #stale = false;
  #upTo: number;

  constructor(options: MarginOptions) {
    this.#options = options;
    this.#upTo = options.restored.upTo;
    Y.applyUpdate(this.#shown, options.restored.state);
    this.#ahead = this.#copy();
    this.#stopListening = options.log.listen({
      failed: () => {
        this.#stale = true;
      },
      landed: (room, entries, seq) => {
        if (room !== options.room) return;
        this.#stale = true;
        for (const entry of entries) this.#show(entry, seq);
      },
    });
  }

  /** What is durable. */
  state(): RoomState {
    const { owners, damaged } = this.#options.restored;
    return { state: Y.encodeStateAsUpdate(this.#shown), owners, upTo: this.#upTo, damaged };
  }

  /** @returns a function that ends the following */
  follow(follower: MarginFollower): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** Notes suggestions that were not there before. Queued when it returns; a failure is made good the next time. */
  note(suggestions: readonly string[], at: number): Promise<void> {
    if (suggestions.length === 0) return Promise.resolve();
    return this.#write((document) => noteMissing(document, suggestions, () => at));
  }

  /** Makes the margin say what stands: of these suggestions, and as the review's record has it. */
  settle(suggestions: readonly string[], standing: MarginStanding, at: number): Promise<void> {
    return this.#write((document) => {
      noteMissing(document, suggestions, (id) => standing.times.get(id) ?? at);
      noteEarlier(document, standing.times);
      markConsidered(document, standing.considered);
      writeKeys(document, standing.keys);
    });
  }

  close(): void {
    this.#stopListening();
    this.#shown.destroy();
    this.#ahead.destroy();
  }

  async #write(change: (document: Y.Doc) => void): Promise<void> {
    const { room, log, logger, restored } = this.#options;
    // To what lost its end nothing can be added.
    if (restored.damaged) return;
    const update = this.#changed(change);
    if (update === null) return;
    const entry = { by: "", update };
    try {
      this.#show(entry, await log.append(room, entry));
    } catch (error) {
      // Compensated: what is missing is written when the margin is next opened or the next command comes by.
      this.#stale = true;
      logger.warn({ error: String(error) }, "a margin was not written");
    }
  }

  #changed(change: (document: Y.Doc) => void): Uint8Array | null {
    if (this.#stale) {
      this.#ahead.destroy();
      this.#ahead = this.#copy();
      this.#stale = false;
    }
    const updates: Uint8Array[] = [];
    const collect = (update: Uint8Array): void => void updates.push(update);
    this.#ahead.on("update", collect);
    this.#ahead.transact(() => change(this.#ahead));
    this.#ahead.off("update", collect);
    return updates[0] ?? null;
  }

  #copy(): Y.Doc {
    const document = new Y.Doc();
    Y.applyUpdate(document, Y.encodeStateAsUpdate(this.#shown));
    // Only now: Yjs gives a document another clientID when an update brings structs of its own.
    document.clientID = MARGIN_CLIENT;
    return document;
  }

  #show(entry: JournalEntry, seq: number): void {
    Y.applyUpdate(this.#shown, entry.update);
    this.#upTo = Math.max(this.#upTo, seq);
    for (const follower of this.#followers) follower(entry, seq);
  }
}

/** When each suggestion came, of a margin in the form in which it is kept. */
export function timesIn(state: Uint8Array): ReadonlyMap<string, number> {
  const document = new Y.Doc();
  Y.applyUpdate(document, state);
  const facts = [...document.getMap(FACTS_ROOT).entries()];
  document.destroy();
  return new Map(facts.flatMap(([id, fact]) => (isFact(fact) ? [[id, fact.at] as const] : [])));
}

/** What came from elsewhere is as old as it was there. */
function noteEarlier(document: Y.Doc, times: ReadonlyMap<string, number>): void {
  const facts = document.getMap(FACTS_ROOT);
  for (const [id, at] of times) {
    const fact = facts.get(id);
    if (isFact(fact) && at < fact.at) facts.set(id, { ...fact, at });
  }
}

function noteMissing(document: Y.Doc, suggestions: readonly string[], timeOf: (id: string) => number): void {
  const facts = document.getMap(FACTS_ROOT);
  for (const id of suggestions) {
    if (facts.has(id)) continue;
    const fact: SuggestionFact = { at: timeOf(id), by: authorOf(id) ?? "" };
    facts.set(id, fact);
  }
}

function markConsidered(document: Y.Doc, considered: ReadonlySet<string>): void {
  const facts = document.getMap(FACTS_ROOT);
  for (const [id, fact] of facts.entries()) {
    if (!isFact(fact) || (fact.considered === true) === considered.has(id)) continue;
    const { at, by } = fact;
    const changed: SuggestionFact = considered.has(id) ? { at, by, considered: true } : { at, by };
    facts.set(id, changed);
  }
}

function isFact(value: unknown): value is SuggestionFact {
  return typeof value === "object" && value !== null && "at" in value && "by" in value;
}

function writeKeys(document: Y.Doc, keys: ReadonlyMap<string, Json>): void {
  const map = document.getMap(KEYS_ROOT);
  for (const id of map.keys()) if (!keys.has(id)) map.delete(id);
  for (const [id, key] of keys) if (JSON.stringify(map.get(id)) !== JSON.stringify(key)) map.set(id, key);
}
