import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { BODY_ROOT, formatRoomName, readServerMessage, type RoomAddress } from "@travaux/blueprint";
import {
  readRecord,
  RECORDS_ROOT,
  type SuggestionRecord,
  type TrackedDocument,
} from "@travaux/track-changes/model";
import type { Node, Schema } from "prosemirror-model";
import { yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";
import { until } from "../until.ts";
import type { Participant } from "./review-under-test.ts";

/** One person's connection to one document of a room, with Hocuspocus's own provider. */
export class Connection {
  readonly who: Participant;
  readonly room: RoomAddress;
  readonly doc = new Y.Doc();
  readonly closed: string[] = [];
  readonly provider: HocuspocusProvider;
  readonly #socket: HocuspocusProviderWebsocket;
  #asked = 0;
  #marked = 0;

  /** What the server said this person may do here. */
  access: unknown = null;

  /** @param settings `schema`: the version of the schema that this client says it knows */
  constructor(url: string, who: Participant, room: RoomAddress, settings: { readonly schema?: number } = {}) {
    this.who = who;
    this.room = room;
    this.#socket = new HocuspocusProviderWebsocket({
      url: `${url.replace("http", "ws")}/collab/${room.review}${settings.schema === undefined ? "" : `?schema=${settings.schema}`}`,
      WebSocketPolyfill: who.visitor.socket,
      delay: 50,
      minDelay: 20,
      maxDelay: 200,
    });
    this.provider = new HocuspocusProvider({
      websocketProvider: this.#socket,
      name: formatRoomName(room),
      document: this.doc,
      onClose: ({ event }) => this.closed.push(event.reason),
      onAuthenticationFailed: ({ reason }) => this.closed.push(reason),
      onStateless: ({ payload }) => {
        const message = readServerMessage(payload);
        if (message?.kind === "access") this.access = message;
        if (message?.kind === "marked") this.#marked = Math.max(this.#marked, message.n);
      },
    });
    this.provider.attach();
  }

  /** @throws Error with the server's reason when it closed the document for this person */
  async ready(): Promise<this> {
    await until(
      `${this.who.part} is in the room`,
      () => this.#stillOpen() && this.provider.isSynced && this.access !== null,
    );
    return this;
  }

  /** Resolves when the server says that everything so far is durable. */
  async saved(): Promise<void> {
    const n = (this.#asked += 1);
    this.provider.sendStateless(JSON.stringify({ kind: "mark", n }));
    await until(`mark ${n} of ${this.who.part}`, () => this.#stillOpen() && this.#marked >= n);
  }

  /** The line is cut: nothing arrives and nothing is sent until {@link Connection.reconnect}. */
  async cut(): Promise<void> {
    this.#socket.disconnect();
    await until("cut off", () => !this.provider.isSynced);
  }

  async reconnect(): Promise<void> {
    await this.#socket.connect();
    await this.ready();
  }

  leave(): void {
    this.provider.destroy();
    this.#socket.destroy();
    this.doc.destroy();
  }

  #stillOpen(): true {
    if (this.closed.length > 0) throw new Error(`${this.who.part} was refused: ${this.closed.join(", ")}`);
    return true;
  }
}

/** The structural suggestions that a document's root map holds. @throws Error for one that no version knows */
export function recordsOf(
  entries: Iterable<readonly [string, unknown]>,
): ReadonlyMap<string, SuggestionRecord> {
  const records = new Map<string, SuggestionRecord>();
  for (const [key, value] of entries) {
    const record = readRecord(key, value);
    if (record === null) throw new Error(`Not a record: ${key} ${JSON.stringify(value)}`);
    records.set(key, record);
  }
  return records;
}

/** What a room's text document holds. */
export function trackedOf(doc: Y.Doc, schema: Schema): TrackedDocument {
  const node: Node = yXmlFragmentToProseMirrorRootNode(doc.getXmlFragment(BODY_ROOT), schema);
  return { doc: node, records: recordsOf(doc.getMap(RECORDS_ROOT).entries()) };
}
