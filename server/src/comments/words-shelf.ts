import { formatRoomName, type RoomAddress } from "@travaux/blueprint";
import type { Payloads } from "../journal/review-log.ts";
import type { PayloadReference } from "../ledger/acts.ts";
import type { CommentWords } from "./model/thread-standing.ts";
import { readThreadWords } from "./threads-standing.ts";

/** How much text is kept, in UTF-16 code units: some fifty reports' discussions of 1 500 threads. */
const KEPT_UNITS = 16_000_000;

/** What one entry costs beside its text. */
const ENTRY_UNITS = 200;

/** The words of comments, each read and unsealed once as long as they are asked for again and again. */
export class WordsShelf {
  readonly #payloads: Payloads;
  readonly #limit: number;
  /** In the order of last use. A payload never changes, so neither does an entry. */
  readonly #kept = new Map<string, CommentWords>();
  #units = 0;

  constructor(payloads: Payloads, limit = KEPT_UNITS) {
    this.#payloads = payloads;
    this.#limit = limit;
  }

  /** The words of a comment or of reasons; `null` where they are gone. @throws StorageFailure */
  async read(threads: RoomAddress, reference: PayloadReference): Promise<CommentWords | null> {
    const key = `${formatRoomName(threads)}/${reference.id}`;
    const known = this.#kept.get(key);
    if (known !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known;
    }
    const words = await readThreadWords(this.#payloads, threads, reference);
    if (words !== null) this.#keep(key, words);
    return words;
  }

  #keep(key: string, words: CommentWords): void {
    // Two who asked at once both read it.
    if (this.#kept.has(key)) return;
    this.#kept.set(key, words);
    this.#units += unitsOf(words);
    for (const [oldest, each] of this.#kept) {
      if (this.#units <= this.#limit) return;
      this.#kept.delete(oldest);
      this.#units -= unitsOf(each);
    }
  }
}

function unitsOf({ text, quote, parts }: CommentWords): number {
  const quoted = (parts ?? []).reduce((sum, part) => sum + part.quote.length + ENTRY_UNITS, 0);
  return ENTRY_UNITS + text.length + (quote ?? "").length + quoted;
}
