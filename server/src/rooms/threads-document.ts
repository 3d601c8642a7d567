import type { RoomAddress } from "@travaux/blueprint";
import {
  ANCHORS_ROOT,
  readAnchor,
  THREADS_ROOT,
  type AnchorFact,
  type CommentFact,
  type ThreadFact,
} from "@travaux/comments/model";
import type { JournalEntry } from "../journal/commit-format.ts";
import { THREADS_CLIENT, type RoomState } from "./room-state.ts";
import { ServerDocument, type ServerDocumentOptions } from "./server-document.ts";

/** How long anchors that moved wait for others before they are written, in milliseconds. */
const WRITE_AFTER_MS = 500;
/** How long after a failure they are written again, in milliseconds. */
const RETRY_AFTER_MS = 5000;

/** The threads of one audience in a section, which the server alone writes. */
export class ThreadsDocument {
  readonly address: RoomAddress;
  /** Wire name without the review. */
  readonly room: string;
  readonly #document: ServerDocument;
  /** Anchors that have moved and are not written yet. */
  readonly #moved = new Map<string, AnchorFact>();
  #timer: NodeJS.Timeout | null = null;
  /** When it goes off, by the clock of `performance`. */
  #due = 0;
  #queue: Promise<void> = Promise.resolve();

  constructor(address: RoomAddress, options: Omit<ServerDocumentOptions, "client">) {
    this.address = address;
    this.room = options.room;
    this.#document = new ServerDocument({ ...options, client: THREADS_CLIENT });
  }

  /** What is durable. */
  state(): RoomState {
    return this.#document.state();
  }

  /** @returns a function that ends the following */
  follow(follower: (entry: JournalEntry, seq: number) => void): () => void {
    return this.#document.follow(follower);
  }

  /** What it says of a thread or a comment, unchecked. */
  fact(key: string): unknown {
    return this.#document.map(THREADS_ROOT).get(key);
  }

  /** Where a thread stands at this moment; `null` if it is about no text. */
  anchor(thread: string): AnchorFact | null {
    return this.#moved.get(thread) ?? readAnchor(this.#document.map(ANCHORS_ROOT).get(thread));
  }

  /** Where the threads stand at this moment. */
  anchors(): ReadonlyMap<string, AnchorFact> {
    const anchors = new Map<string, AnchorFact>();
    for (const thread of [...this.#document.map(ANCHORS_ROOT).keys(), ...this.#moved.keys()]) {
      const anchor = this.anchor(thread);
      if (anchor !== null) anchors.set(thread, anchor);
    }
    return anchors;
  }

  /**
   * Notes where a thread stands now, to be written soon: at once where its words went, came back or are in another block,
   * which is not found again by looking at the text as surely as what stands further on in it.
   */
  place(thread: string, anchor: AnchorFact): void {
    const isFar = hasGoneFar(this.anchor(thread), anchor);
    this.#moved.set(thread, anchor);
    if (isFar) this.#flushAfter(0);
    else this.#flushAfter(WRITE_AFTER_MS);
  }

  /** Does one thing after another to the document. */
  inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(work);
    // Told to who asked for it; the next one goes on.
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /**
   * Writes facts, and with them these anchors and all that have moved; resolves when they are durable, or could not be
   * written.
   */
  async write(
    facts: ReadonlyMap<string, ThreadFact | CommentFact>,
    placed: ReadonlyMap<string, AnchorFact>,
  ): Promise<void> {
    const anchors = new Map([...this.#moved, ...placed]);
    this.#moved.clear();
    if (facts.size + anchors.size === 0) return;
    const written = await this.#document.write((document) => {
      const threads = document.getMap(THREADS_ROOT);
      for (const [key, fact] of facts) threads.set(key, fact);
      const places = document.getMap(ANCHORS_ROOT);
      for (const [thread, anchor] of anchors)
        if (JSON.stringify(places.get(thread)) !== JSON.stringify(anchor)) places.set(thread, anchor);
    });
    if (written) return;
    // The facts are written when the document is opened or refreshed next.
    for (const [thread, anchor] of anchors) if (!this.#moved.has(thread)) this.#moved.set(thread, anchor);
    if (this.#moved.size > 0) this.#flushAfter(RETRY_AFTER_MS);
  }

  /** Writes the anchors that have moved, all in one update. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#moved.size > 0) await this.write(new Map(), new Map());
  }

  /** Resolves when everything it was told is durable, or could not be written: then it is found when it is opened. */
  async finish(): Promise<void> {
    await this.#queue;
    await this.flush();
    await this.#document.settled();
  }

  #flushAfter(milliseconds: number): void {
    const due = performance.now() + milliseconds;
    if (this.#timer !== null && this.#due <= due) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => void this.flush(), milliseconds).unref();
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#document.close();
  }
}

function hasGoneFar(before: AnchorFact | null, after: AnchorFact): boolean {
  return after.parts.some((part, at) => {
    const was = before?.parts[at];
    return was?.block !== part.block || was.state !== part.state;
  });
}
