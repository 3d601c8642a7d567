import { isCloseReason } from "@travaux/blueprint";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as Y from "yjs";
import { until } from "./until.ts";

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const STATELESS = 5;
const CLOSE = 7;

/** A client that keeps to no rule but the wire format, with whatever socket it was given. */
export class RawClient {
  readonly room: string;
  readonly doc = new Y.Doc();
  readonly closed: string[] = [];
  readonly stateless: unknown[] = [];
  /** Every byte the server ever sent, for looking after what should not be in it. */
  readonly received: Uint8Array[] = [];
  socketClosed: number | null = null;
  #socket: WebSocket;
  #synced = false;

  constructor(socket: WebSocket, room: string) {
    this.#socket = socket;
    this.room = room;
    socket.binaryType = "nodebuffer";
    socket.on("error", () => undefined);
    socket.on("close", (code) => (this.socketClosed = code));
    socket.on("message", (data: Buffer) => this.#receive(new Uint8Array(data)));
  }

  /** Authenticates and asks for the text. */
  async enter(): Promise<this> {
    await until("open", () => this.#socket.readyState === WebSocket.OPEN);
    this.authenticate();
    this.askForText();
    await until(
      "synced or refused",
      () => this.#synced || this.closed.length > 0 || this.socketClosed !== null,
    );
    return this;
  }

  authenticate(token = ""): void {
    this.#frame(AUTH, (encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, token);
      encoding.writeVarString(encoder, "4.8.0");
    });
  }

  askForText(): void {
    this.#frame(SYNC, (encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint8Array(encoder, Y.encodeStateVector(this.doc));
    });
  }

  /** Sends bytes as a Yjs update. */
  update(bytes: Uint8Array): void {
    this.#frame(SYNC, (encoder) => {
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint8Array(encoder, bytes);
    });
  }

  /** Applies `change` to the client's own document and sends what Yjs makes of it. */
  edit(change: (doc: Y.Doc) => void): void {
    const before = Y.encodeStateVector(this.doc);
    this.doc.transact(() => change(this.doc));
    this.update(Y.encodeStateAsUpdate(this.doc, before));
  }

  presence(clientID: number, state: unknown, clock = 1): void {
    this.#frame(AWARENESS, (encoder) => {
      const inner = encoding.createEncoder();
      encoding.writeVarUint(inner, 1);
      encoding.writeVarUint(inner, clientID);
      encoding.writeVarUint(inner, clock);
      encoding.writeVarString(inner, JSON.stringify(state));
      encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
    });
  }

  /** Resolves when the server has answered everything sent before, or closed the room. */
  async answered(): Promise<void> {
    const n = Math.floor(Math.random() * 1e9);
    this.#frame(STATELESS, (encoder) =>
      encoding.writeVarString(encoder, JSON.stringify({ kind: "mark", n })),
    );
    await until(
      "an answer",
      () =>
        this.closed.length > 0 ||
        this.socketClosed !== null ||
        this.stateless.some((message) => JSON.stringify(message).includes(String(n))),
    );
  }

  leave(): void {
    this.#socket.terminate();
  }

  /** Sends a frame as it is. */
  raw(bytes: Uint8Array): void {
    this.#socket.send(bytes);
  }

  #frame(type: number, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, this.room);
    encoding.writeVarUint(encoder, type);
    write(encoder);
    this.#socket.send(encoding.toUint8Array(encoder));
  }

  #receive(bytes: Uint8Array): void {
    this.received.push(bytes);
    const decoder = decoding.createDecoder(bytes);
    decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type === SYNC || type === 4) this.#receiveSync(decoder);
    if (type === AUTH && decoding.readVarUint(decoder) === 1)
      this.closed.push(decoding.readVarString(decoder));
    if (type === STATELESS) this.stateless.push(JSON.parse(decoding.readVarString(decoder)));
    if (type === CLOSE) this.closed.push(decoding.readVarString(decoder));
  }

  #receiveSync(decoder: decoding.Decoder): void {
    const step = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (step === 0) return;
    Y.applyUpdate(this.doc, payload);
    if (step === 1) this.#synced = true;
  }
}

/** Whether every reason is one that the contract documents. */
export function allDocumented(reasons: readonly string[]): boolean {
  return reasons.every(isCloseReason);
}
