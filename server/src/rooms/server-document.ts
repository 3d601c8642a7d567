import type { Logger } from "pino";
import * as Y from "yjs";
import type { JournalEntry } from "../journal/commit-format.ts";
import type { RoomLog } from "../journal/review-log.ts";
import type { RoomState } from "./room-state.ts";

export interface ServerDocumentOptions {
  /** Wire name without the review: how the log knows the document. */
  readonly room: string;
  /** Prepared for `room`. */
  readonly log: Pick<RoomLog, "append" | "listen">;
  readonly restored: RoomState;
  /** The clientID that the server writes under; nobody else writes here. */
  readonly client: number;
  readonly logger: Logger;
}

/** Somebody who shows the document, and must be told of what is durable. */
type Follower = (entry: JournalEntry, seq: number) => void;

/**
 * A document that the server alone writes: what is said in it is queued in the journal at once, so that it shares a
 * commit with what it is about, and shown when it is durable.
 */
export class ServerDocument {
  readonly #options: ServerDocumentOptions;
  readonly #shown = new Y.Doc();
  readonly #followers = new Set<Follower>();
  readonly #stopListening: () => void;
  /** Runs ahead of what is shown by what is being written; `null` until something is. */
  #ahead: Y.Doc | null = null;
  #stale = false;
  #upTo: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: ServerDocumentOptions) {
    this.#options = options;
    this.#upTo = options.restored.upTo;
    Y.applyUpdate(this.#shown, options.restored.state);
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

  /** A root map with what is being written, to be read only. */
  map(root: string): Y.Map<unknown> {
    this.#dropStale();
    return (this.#ahead ?? this.#shown).getMap(root);
  }

  /** @returns a function that ends the following */
  follow(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** Queued when it returns. Resolves with false where it was not written: whoever wants it there says it again. */
  write(change: (document: Y.Doc) => void): Promise<boolean> {
    const written = this.#write(change);
    this.#last = written;
    return written;
  }

  /** Resolves when nothing said before the call is still on its way to disk. */
  async settled(): Promise<void> {
    await this.#last;
  }

  close(): void {
    this.#stopListening();
    this.#shown.destroy();
    this.#ahead?.destroy();
  }

  async #write(change: (document: Y.Doc) => void): Promise<boolean> {
    const { room, log, logger, restored } = this.#options;
    // To what lost its end nothing can be added.
    if (restored.damaged) return true;
    const update = this.#changed(change);
    if (update === null) return true;
    const entry = { by: "", update };
    try {
      this.#show(entry, await log.append(room, entry));
      return true;
    } catch (error) {
      this.#stale = true;
      logger.warn({ error: String(error) }, "a document of the server's own was not written");
      return false;
    }
  }

  #changed(change: (document: Y.Doc) => void): Uint8Array | null {
    this.#dropStale();
    this.#ahead ??= this.#copy();
    const ahead = this.#ahead;
    const updates: Uint8Array[] = [];
    const collect = (update: Uint8Array): void => void updates.push(update);
    ahead.on("update", collect);
    ahead.transact(() => change(ahead));
    ahead.off("update", collect);
    return updates[0] ?? null;
  }

  /** What a failed write was built on is not there. */
  #dropStale(): void {
    if (!this.#stale) return;
    this.#ahead?.destroy();
    this.#ahead = null;
    this.#stale = false;
  }

  #copy(): Y.Doc {
    const document = new Y.Doc();
    Y.applyUpdate(document, Y.encodeStateAsUpdate(this.#shown));
    // Only now: Yjs gives a document another clientID when an update brings structs of its own.
    document.clientID = this.#options.client;
    return document;
  }

  #show(entry: JournalEntry, seq: number): void {
    Y.applyUpdate(this.#shown, entry.update);
    this.#upTo = Math.max(this.#upTo, seq);
    for (const follower of this.#followers) follower(entry, seq);
  }
}
