import { AnchorTracker, fitsAt, locatePart, type AnchorPart } from "@travaux/comments/model";
import type * as Y from "yjs";
import { BodyBlocks } from "./body-blocks.ts";
import type { ThreadsDocument } from "./threads-document.ts";

export interface AnchorKeeperOptions {
  /** Wire name of the text without its review: how anchors name it. */
  readonly room: string;
  readonly body: Y.XmlFragment;
  /** Tells by its name whether an element's content is text. */
  readonly isTextblock: (name: string) => boolean;
  /** Keeps a document of threads open. @returns what lets it go */
  readonly retain: (threads: ThreadsDocument) => () => void;
}

interface Tracked {
  readonly threads: ThreadsDocument;
  readonly thread: string;
}

/** Keeps the anchors of one text in their places while it is open, whoever changes it; idle until it has any. */
export class AnchorKeeper {
  readonly #options: AnchorKeeperOptions;
  readonly #tracker = new AnchorTracker();
  readonly #tracked = new Map<string, Tracked>();
  readonly #retained = new Map<ThreadsDocument, () => void>();
  #blocks: BodyBlocks | null = null;
  #closed = false;

  constructor(options: AnchorKeeperOptions) {
    this.#options = options;
  }

  /** Where these parts stand in the text as it is. */
  locate(parts: readonly AnchorPart[]): readonly AnchorPart[] {
    return locateIn(this.#follow(), parts);
  }

  /** Keeps an anchor that {@link AnchorKeeper.locate} has located. */
  track(threads: ThreadsDocument, thread: string, parts: readonly AnchorPart[]): void {
    this.#follow();
    if (!this.#retained.has(threads)) this.#retained.set(threads, this.#options.retain(threads));
    const key = keyOf(threads, thread);
    this.#tracked.set(key, { threads, thread });
    this.#tracker.set(key, parts);
  }

  /** The anchor has gone to another text. */
  drop(threads: ThreadsDocument, thread: string): void {
    const key = keyOf(threads, thread);
    this.#tracked.delete(key);
    this.#tracker.delete(key);
  }

  /** Keeps every anchor of a document that stands in this text. */
  take(threads: ThreadsDocument): void {
    const { room } = this.#options;
    if (this.#closed) return;
    for (const [thread, anchor] of threads.anchors()) {
      if (anchor.room !== room || this.#tracked.has(keyOf(threads, thread))) continue;
      const parts = this.locate(anchor.parts);
      this.track(threads, thread, parts);
      if (parts !== anchor.parts) threads.place(thread, { room, parts });
    }
  }

  /** Resolves when every anchor of this text is written where it stands, or could not be. */
  async flush(): Promise<void> {
    await Promise.all([...this.#retained.keys()].map((threads) => threads.flush()));
  }

  close(): void {
    this.#closed = true;
    if (this.#blocks !== null) this.#options.body.unobserveDeep(this.#change);
    for (const release of this.#retained.values()) release();
    this.#retained.clear();
  }

  #follow(): BodyBlocks {
    if (this.#blocks !== null) return this.#blocks;
    const { body, isTextblock } = this.#options;
    this.#blocks = new BodyBlocks(body, isTextblock);
    body.observeDeep(this.#change);
    return this.#blocks;
  }

  readonly #change = (events: Parameters<BodyBlocks["change"]>[0]): void => {
    const change = this.#blocks?.change(events);
    if (change === undefined) return;
    if (change.changed.length + change.removed.length + change.added.length === 0) return;
    for (const [key, parts] of this.#tracker.change(change)) {
      const tracked = this.#tracked.get(key);
      tracked?.threads.place(tracked.thread, { room: this.#options.room, parts });
    }
  };
}

/** Where parts stand in a text; the same array where each stands as it says. */
export function locateIn(blocks: BodyBlocks, parts: readonly AnchorPart[]): readonly AnchorPart[] {
  const located = parts.map((part) => {
    const text = blocks.textOf(part.block);
    return text !== null && fitsAt(part, text) ? part : locatePart(part, blocks.all());
  });
  return located.every((part, at) => part === parts[at]) ? parts : located;
}

function keyOf(threads: ThreadsDocument, thread: string): string {
  return `${threads.room} ${thread}`;
}
