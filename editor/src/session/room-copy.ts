import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { CollabSocket } from "./collab-socket.ts";
import type { LocalText, RoomLog } from "./room-log.ts";
import { textBlocks, updateTextBlocks } from "./document-blocks.ts";
import { keepFormatting } from "./keep-formatting.ts";
import { LOADED_HERE, RoomProvider, type RoomListener } from "./room-provider.ts";
import { UnsentBlocks } from "./unsent-blocks.ts";

/** What an editor binds to. A refused text is replaced as a whole, so bind again whenever this value changes. */
export interface RoomText {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
}

/** One generation of a room's text in this page: document, presence, attachment and local log, made and ended together. */
export class RoomCopy implements RoomText {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly log: RoomLog;
  readonly provider: RoomProvider;
  readonly loaded: Promise<LocalText>;
  readonly unsent: UnsentBlocks;

  private mark = { position: 0, inFlight: 0, at: 0 };

  /** @param options.before what has to be done with the local rows before they are read */
  constructor(options: {
    readonly name: string;
    readonly socket: CollabSocket;
    readonly listener: RoomListener;
    readonly log: RoomLog;
    readonly before: Promise<void>;
  }) {
    this.log = options.log;
    keepFormatting(this.doc);
    // Logged before it is sent, so that a mark sent behind an edit knows the edit's place in the log.
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== LOADED_HERE) this.log.append(update, this.provider.isEdit(update, origin));
    });
    this.unsent = new UnsentBlocks(this.doc);
    const { name, socket, listener } = options;
    this.provider = new RoomProvider({
      name,
      document: this.doc,
      awareness: this.awareness,
      socket,
      listener,
    });
    this.loaded = options.before.then(() => this.load());
  }

  /** When the last mark was sent, in milliseconds since the epoch. */
  get markSentAt(): number {
    return this.mark.at;
  }

  /** Sends a mark behind everything sent so far, and notes what that is. */
  sendMark(n: number, at: number): void {
    this.mark = { position: this.log.here(), inFlight: this.provider.inFlight, at };
    this.provider.sendMark(n);
  }

  /** What was sent before the last mark is durable. */
  markAnswered(): void {
    this.log.confirm(this.mark.position);
    this.provider.settled(this.mark.inFlight);
  }

  /** Ends everything but the document, which an editor may still be holding. */
  async end(): Promise<void> {
    this.provider.drop();
    this.provider.destroy();
    await this.log.close();
  }

  private async load(): Promise<LocalText> {
    const text = await this.log.load();
    if (text.update !== null) Y.applyUpdate(this.doc, text.update, LOADED_HERE);
    if (text.unsent) {
      const known = new Set(updateTextBlocks(text.confirmed).map(({ node }) => JSON.stringify(node)));
      this.unsent.add(
        textBlocks(this.doc).flatMap(({ id, node }) => (known.has(JSON.stringify(node)) ? [] : [id])),
      );
    }
    return text;
  }
}
