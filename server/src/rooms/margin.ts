import { authorOf } from "@travaux/track-changes/model";
import * as Y from "yjs";
import type { JournalEntry } from "../journal/commit-format.ts";
import type { Json } from "../storage/storage.ts";
import { MARGIN_CLIENT, type RoomState } from "./room-state.ts";
import type { MarginStanding } from "./rooms.ts";
import { ServerDocument, type ServerDocumentOptions } from "./server-document.ts";

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

/** The margin of one text, which the server alone writes. */
export class Margin {
  readonly #document: ServerDocument;

  constructor(options: Omit<ServerDocumentOptions, "client">) {
    this.#document = new ServerDocument({ ...options, client: MARGIN_CLIENT });
  }

  /** What is durable. */
  state(): RoomState {
    return this.#document.state();
  }

  /** @returns a function that ends the following */
  follow(follower: (entry: JournalEntry, seq: number) => void): () => void {
    return this.#document.follow(follower);
  }

  /**
   * Notes suggestions that were not there before. Queued when it returns; a failure is made good when the margin is next
   * opened or the next command comes by.
   */
  async note(suggestions: readonly string[], at: number): Promise<void> {
    if (suggestions.length === 0) return;
    await this.#document.write((document) => noteMissing(document, suggestions, () => at));
  }

  /** Makes the margin say what stands: of these suggestions, and as the review's record has it. */
  async settle(suggestions: readonly string[], standing: MarginStanding, at: number): Promise<void> {
    await this.#document.write((document) => {
      noteMissing(document, suggestions, (id) => standing.times.get(id) ?? at);
      noteEarlier(document, standing.times);
      markConsidered(document, standing.considered);
      writeKeys(document, standing.keys);
    });
  }

  /** Resolves when nothing noted before is still on its way to disk. */
  finish(): Promise<void> {
    return this.#document.settled();
  }

  close(): void {
    this.#document.close();
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
