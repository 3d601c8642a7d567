import { BODY_ROOT, createReportSchema, SUGGESTIONS_ROOT } from "@travaux/blueprint";
import { expect } from "@playwright/test";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { Transform } from "prosemirror-transform";
import { initProseMirrorDoc, updateYFragment } from "y-prosemirror";
import WebSocket from "ws";
import * as Y from "yjs";
import type { Person } from "./person.ts";

const [SYNC, AUTH, STATELESS, CLOSE] = [0, 2, 5, 7];
const ANSWER_LIMIT_MS = 20_000;

/** The schema of the report, as anybody may read it in the sources. */
export const reportSchema = createReportSchema();

/**
 * A Yjs client of the test's own beside the person's page: it holds his access token and nothing else of his, and keeps
 * to no rule of the editor. It writes whatever ProseMirror document it is told to.
 */
export class RawWriter {
  readonly doc = new Y.Doc();
  /** Why the room was closed to it, in the words of the contract. */
  readonly closed: string[] = [];
  readonly #room: string;
  readonly #socket: WebSocket;
  readonly #answers = new Set<number>();
  #isSynced = false;
  #marks = 0;

  private constructor(room: string, socket: WebSocket) {
    this.#room = room;
    this.#socket = socket;
    socket.on("message", (data: Buffer) => this.#receive(new Uint8Array(data)));
  }

  /** Asks for a token as the person, and for the room with that token; resolves once it is open or closed to him. */
  static async enter(person: Person, room: string): Promise<RawWriter> {
    const { url } = person.server;
    const answer = await person.context.request.post(`${url}/api/tokens`, {
      data: { review: person.review },
      headers: { origin: url },
    });
    const { token } = (await answer.json()) as { readonly token: string };
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}/collab/${person.review}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const writer = new RawWriter(room, socket);
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    writer.#ask();
    await expect
      .poll(() => writer.#isSynced || writer.closed.length > 0, { timeout: ANSWER_LIMIT_MS })
      .toBe(true);
    return writer;
  }

  /** Writes what `change` makes of the text and sends it. */
  write(change: (tr: Transform) => unknown): void {
    const fragment = this.doc.getXmlFragment(BODY_ROOT);
    const { doc, meta } = initProseMirrorDoc(fragment, reportSchema);
    const tr = new Transform(doc);
    change(tr);
    this.#send((y) => updateYFragment(y, fragment, tr.doc, meta));
  }

  /** Puts a record into the map of structural proposals, or takes one away, and sends it. */
  record(key: string, value: unknown): void {
    this.#send((y) => {
      const records = y.getMap(SUGGESTIONS_ROOT);
      if (value === null) records.delete(key);
      else records.set(key, value);
    });
  }

  /** The text as this client has it. */
  text(): string {
    return initProseMirrorDoc(this.doc.getXmlFragment(BODY_ROOT), reportSchema).doc.textContent;
  }

  /** Resolves when the server has dealt with everything sent before, or has closed the room. */
  async answered(): Promise<void> {
    const n = (this.#marks += 1);
    this.#frame(STATELESS, (encoder) =>
      encoding.writeVarString(encoder, JSON.stringify({ kind: "mark", n })),
    );
    await expect
      .poll(() => this.closed.length > 0 || this.#answers.has(n), { timeout: ANSWER_LIMIT_MS })
      .toBe(true);
  }

  leave(): void {
    this.#socket.terminate();
  }

  #ask(): void {
    this.#frame(AUTH, (encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, "");
      encoding.writeVarString(encoder, "4.8.0");
    });
    this.#frame(SYNC, (encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint8Array(encoder, Y.encodeStateVector(this.doc));
    });
  }

  #send(change: (y: Y.Doc) => void): void {
    const before = Y.encodeStateVector(this.doc);
    this.doc.transact(() => change(this.doc));
    this.#frame(SYNC, (encoder) => {
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(this.doc, before));
    });
  }

  #frame(kind: number, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, this.#room);
    encoding.writeVarUint(encoder, kind);
    write(encoder);
    this.#socket.send(encoding.toUint8Array(encoder));
  }

  #receive(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    decoding.readVarString(decoder);
    const kind = decoding.readVarUint(decoder);
    if (kind === CLOSE) this.closed.push(decoding.readVarString(decoder));
    if (kind === AUTH && decoding.readVarUint(decoder) === 1)
      this.closed.push(decoding.readVarString(decoder));
    if (kind === STATELESS) {
      const message = JSON.parse(decoding.readVarString(decoder)) as {
        readonly kind: string;
        readonly n?: number;
      };
      if (message.kind === "marked" && message.n !== undefined) this.#answers.add(message.n);
    }
    if (kind !== SYNC) return;
    const step = decoding.readVarUint(decoder);
    if (step === 0) return;
    Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder));
    if (step === 1) this.#isSynced = true;
  }
}
