// One room on the review's socket. Hocuspocus's provider carries the protocol; this subclass decides when it may speak.
//
//   detached --ask--> asking --SyncStep1 of the server, answered--> up --release--> closing --CLOSE--> detached
//
// The provider as it comes would, after a cut or a document-level close,
//  - replay single updates that it queued, ahead of the handshake and of edits lost with the old socket: the server's
//    gate then refuses them as out of order;
//  - send updates, and its own CLOSE, for a room that the server has closed: the server keeps such frames and hands them
//    to the next attachment of that room, which they spoil.
// So nothing is ever queued: what is not sent in phase `up` reaches the server by the next SyncStep2.

import { HocuspocusProvider, MessageType, type ConstructableOutgoingMessage } from "@hocuspocus/provider";
import { readServerMessage, UPDATE_LIMIT_BYTES } from "@travaux/blueprint";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { Awareness } from "y-protocols/awareness";
import { messageYjsSyncStep1, messageYjsSyncStep2, writeUpdate } from "y-protocols/sync";
import * as Y from "yjs";
import type { CollabSocket } from "./collab-socket.ts";
import type { RoomAccess } from "./room-host.ts";
import { bringsNothingNew, emptyUpdate, splitUpdate } from "./split-update.ts";

/** The reason with which the server answers our own CLOSE. */
const OWN_CLOSE = "provider_initiated";

/** The origin of changes that were read from this computer: no edits, and sent by the handshake alone. */
export const LOADED_HERE: unique symbol = Symbol("loaded from this computer");

/** What a room hears of its attachment. */
export interface RoomListener {
  /** Whether the text has edits that the server has not called durable. */
  hasUnsent(): boolean;
  /** SyncStep2 with everything the server lacks has been sent. */
  up(): void;
  /** The server's whole text is in the document. */
  synced(): void;
  /** The document changed here; if the room is up, the change has been sent. */
  edited(): void;
  marked(n: number): void;
  access(access: RoomAccess): void;
  /** The server closed this room alone, or refused to open it. The provider is detached already. */
  closed(reason: string): void;
  /** The server has confirmed {@link RoomProvider.release}. */
  released(): void;
}

export interface RoomProviderOptions {
  readonly name: string;
  readonly document: Y.Doc;
  readonly awareness: Awareness;
  readonly socket: CollabSocket;
  readonly listener: RoomListener;
}

export class RoomProvider extends HocuspocusProvider {
  private readonly listener: RoomListener;
  private readonly socket: CollabSocket;
  private state: "detached" | "asking" | "up" | "closing" = "detached";
  private mayChange = true;
  /** Updates sent that no mark has answered for. */
  private sent = 0;

  constructor(options: RoomProviderOptions) {
    const { name, document, awareness, socket } = options;
    super({ name, document, awareness, websocketProvider: socket });
    this.socket = socket;
    this.listener = options.listener;
  }

  get phase(): "detached" | "asking" | "up" | "closing" {
    return this.state;
  }

  /** How many updates the server may have received and not answered for. */
  get inFlight(): number {
    return this.sent;
  }

  /** The oldest `count` of the updates in flight are known to be durable. */
  settled(count: number): void {
    this.sent = Math.max(0, this.sent - count);
  }

  /** Whether a change of the document is somebody's edit made here, as against one that arrived or cleans up. */
  isEdit(update: Uint8Array, origin: unknown): boolean {
    if (origin === this || origin === LOADED_HERE) return false;
    // Yjs removes redundant format markers by itself; whoever may not change the text does not send that.
    return this.mayChange || !bringsNothingNew(update);
  }

  /** Asks the server for the room. Only when {@link phase} is `detached` and the socket is open. */
  ask(): void {
    this.state = "asking";
    this.sent = 0;
    this.attach();
  }

  /** Gives the room back; {@link RoomListener.released} follows. Asking again before that would meet our own CLOSE. */
  release(): void {
    if (this.state !== "asking" && this.state !== "up") return;
    this.frame((encoder) => encoding.writeVarUint(encoder, MessageType.CLOSE));
    this.state = "closing";
  }

  /** Leaves without a word, because the socket is gone or the server has closed the room. */
  drop(): void {
    this.state = "detached";
    this.detach();
    this.onClose();
  }

  /** Does nothing unless attached: the socket knows rooms by name, and the name may have a new provider by now. */
  override detach(): void {
    if (this.isAttached) super.detach();
  }

  /** Sends a mark behind everything sent so far. Only in phase `up`. */
  sendMark(n: number): void {
    this.sendStateless(JSON.stringify({ kind: "mark", n }));
  }

  override send(message: ConstructableOutgoingMessage, args: unknown): void {
    if ((this.state === "asking" || this.state === "up") && this.socket.isOpen) super.send(message, args);
  }

  override documentUpdateHandler(update: Uint8Array, origin: unknown): void {
    if (!this.isEdit(update, origin)) return;
    if (this.state === "up") this.sendUpdate(update);
    this.listener.edited();
  }

  /** Speaks for this document's own client alone: news of others, such as their timing out here, is not ours to send. */
  override awarenessUpdateHandler(
    { added, updated, removed }: Readonly<Record<"added" | "updated" | "removed", readonly number[]>>,
    origin: unknown,
  ): void {
    const own = (clients: readonly number[]): number[] =>
      clients.filter((id) => id === this.document.clientID);
    if (own([...added, ...updated, ...removed]).length === 0) return;
    super.awarenessUpdateHandler({ added: own(added), updated: own(updated), removed: own(removed) }, origin);
  }

  override onMessage(event: MessageEvent): void {
    const decoder = decoding.createDecoder(new Uint8Array(event.data));
    decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (this.state === "detached") return;
    if (type === MessageType.CLOSE) return this.hearClose(decoding.readVarString(decoder));
    if (this.state === "closing") return;
    if (type === MessageType.Stateless) return this.hear(decoding.readVarString(decoder));
    // SyncStatus 0: a connection that the server holds read-only dropped an update without closing.
    if (type === MessageType.SyncStatus && decoding.readVarInt(decoder) === 0)
      return this.closedBy("not-permitted");
    if (type !== MessageType.Sync) return super.onMessage(event);
    const step = decoding.readVarUint(decoder);
    if (step === messageYjsSyncStep1) return this.answer(decoding.readVarUint8Array(decoder));
    super.onMessage(event);
    if (step === messageYjsSyncStep2) this.listener.synced();
  }

  override permissionDeniedHandler(reason: string): void {
    super.permissionDeniedHandler(reason);
    this.closedBy(reason);
  }

  /** A connection that the server holds read-only drops updates without closing; the rest is told by marks. */
  private hearStatus(wasTaken: boolean): void {
    // Before the handshake it can only be the echo of an attachment that has been closed.
    if (!wasTaken && this.state === "up") this.closedBy("not-permitted");
  }

  private hear(payload: string): void {
    const message = readServerMessage(payload);
    if (message?.kind === "marked") this.listener.marked(message.n);
    if (message?.kind === "access") {
      this.mayChange = message.level === "edit" || message.level === "suggest";
      const { level, damaged, outdated } = message;
      this.listener.access({ level, damaged, outdated });
    }
  }

  private hearClose(reason: string): void {
    if (this.state !== "closing") return this.closedBy(reason);
    if (reason !== OWN_CLOSE) return this.closedBy(reason);
    this.drop();
    this.listener.released();
  }

  private closedBy(reason: string): void {
    this.drop();
    this.listener.closed(reason);
  }

  /** Answers the server's SyncStep1, split where it is long; from here on, edits are sent as they are made. */
  private answer(serverStateVector: Uint8Array): void {
    const missing = Y.encodeStateAsUpdate(this.document, serverStateVector);
    // Every state carries all deletions there ever were; without edits of our own the server need not read them.
    const nothing = !this.listener.hasUnsent() && bringsNothingNew(missing);
    const [first = emptyUpdate(), ...rest] = nothing ? [] : splitUpdate(missing, UPDATE_LIMIT_BYTES);
    this.state = "up";
    this.sent += 1;
    this.frame((encoder) => {
      encoding.writeVarUint(encoder, MessageType.Sync);
      encoding.writeVarUint(encoder, messageYjsSyncStep2);
      encoding.writeVarUint8Array(encoder, first);
    });
    for (const piece of rest) this.sendUpdate(piece);
    this.listener.up();
  }

  private sendUpdate(update: Uint8Array): void {
    for (const piece of splitUpdate(update, UPDATE_LIMIT_BYTES)) {
      this.sent += 1;
      this.frame((encoder) => {
        encoding.writeVarUint(encoder, MessageType.Sync);
        writeUpdate(encoder, piece);
      });
    }
  }

  private frame(write: (encoder: encoding.Encoder) => void): void {
    if (!this.socket.isOpen) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, this.effectiveName);
    write(encoder);
    this.socket.send(encoding.toUint8Array(encoder));
  }
}
