import { randomBytes } from "node:crypto";
import {
  formatAudience,
  formatRoomName,
  parseRoomName,
  type RoomAddress,
  type RoomStanding,
} from "@travaux/blueprint";
import { reportSchema } from "@travaux/blueprint/testing";
import {
  ANCHORS_ROOT,
  blockTextsOf,
  readThreads,
  THREADS_ROOT,
  type AnchorFact,
  type AnchorPart,
  type Thread,
} from "@travaux/comments/model";
import type { Node } from "prosemirror-model";
import { yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import WebSocket from "ws";
import type * as Y from "yjs";
import type { CommentStanding, CommentWords, ThreadStanding } from "../src/comments/model/thread-standing.ts";
import type { RoomDirectory, RoomEffect, ThreadsStanding } from "../src/rooms/rooms.ts";
import { openStorage } from "../src/storage/open-storage.ts";
import { createVault, VAULT_TABLES } from "../src/vault/vault.ts";
import { withWeather } from "./faulty-storage.ts";
import { enter, REVIEW, startRooms, type Cast } from "./room-fixture.ts";
import { afterTest } from "./temporary.ts";
import { Connection } from "./track-changes/connection.ts";
import { openEditor } from "./track-changes/editor.ts";
import type { Writer } from "./track-changes/writer.ts";
import { until } from "./until.ts";

const masterKey = randomBytes(32);

export const PEOPLE: Cast = {
  b: { level: "edit", role: "reviewing-expert", state: "b" },
  c: { level: "edit", role: "reviewing-expert", state: "c" },
};

/** What a review's record says of threads, in memory. */
export class RecordOfThreads {
  readonly #threads = new Map<string, ThreadStanding[]>();
  readonly #words = new Map<string, CommentWords>();
  /** Which texts an audience may read, the best first. */
  readonly texts: { address: RoomAddress; standing: RoomStanding }[] = [];
  /** What each text begins with. */
  seed: Node;
  /** What the last act did to every text. */
  effect: RoomEffect | null = null;
  /** How often words were asked for. */
  read = 0;

  constructor(seed: Node) {
    this.seed = seed;
  }

  readonly directory: Pick<RoomDirectory, "threads" | "threadsOf" | "seed" | "effect"> = {
    effect: async () => this.effect,
    seed: async () => ({ ...this.seed.toJSON(), type: "doc" }),
    threads: async (address) => this.#standing(address),
    threadsOf: async (text) =>
      [...this.#threads.keys()].flatMap((name) => {
        const address = parseRoomName(name);
        return address === null || address.section !== text.section ? [] : [address];
      }),
  };

  begin(threads: RoomAddress, id: string, text: RoomAddress, parts: readonly AnchorPart[]): void {
    const quote = parts.map((part) => part.quote).join("\n");
    const first = this.#comment(id, { text: `About ${quote}`, quote, parts });
    const room = { audience: formatAudience(text.audience), epoch: text.epoch };
    const { section, audience, epoch } = threads;
    const { by, of, at } = first;
    this.#put(threads, {
      id,
      section,
      audience,
      epoch,
      subject: { kind: "text", room },
      by,
      of,
      at,
      resolved: null,
      class: null,
      disposition: null,
      forTeam: false,
      sent: null,
      comments: new Map([[first.id, first]]),
    });
  }

  change(threads: RoomAddress, id: string, change: (thread: ThreadStanding) => ThreadStanding): void {
    const all = this.#threads.get(formatRoomName(threads)) ?? [];
    this.#threads.set(
      formatRoomName(threads),
      all.map((each) => (each.id === id ? change(each) : each)),
    );
  }

  /** A comment with these words, to be put into a thread. */
  comment(id: string, text: string): CommentStanding {
    return this.#comment(id, { text });
  }

  #comment(id: string, words: CommentWords): CommentStanding {
    const reference = { id: `w${this.#words.size}`, commitment: "" };
    this.#words.set(reference.id, words);
    const at = 1_000 + this.#words.size;
    const edits = { mentions: [], words: reference, editedAt: null, deletedAt: null };
    return { id: `c${id.slice(1)}`, by: "mb" as never, of: "b" as never, at, number: at, ...edits };
  }

  #put(threads: RoomAddress, thread: ThreadStanding): void {
    const name = formatRoomName(threads);
    this.#threads.set(name, [...(this.#threads.get(name) ?? []), thread]);
  }

  #standing(address: RoomAddress): ThreadsStanding {
    return {
      threads: this.#threads.get(formatRoomName(address)) ?? [],
      words: async ({ id }) => {
        this.read += 1;
        return this.#words.get(id) ?? null;
      },
      texts: this.texts,
    };
  }
}

/** A server of rooms with threads, on a store in `folder`. */
export async function startCommentedRooms(folder: string, record: RecordOfThreads) {
  const faulty = withWeather(await openStorage({ dataDir: folder, tables: VAULT_TABLES }));
  const { storage } = faulty;
  const vault = await createVault({ masterKey, records: storage.records, random: randomBytes });
  const server = await startRooms(storage, vault, PEOPLE, { record: record.directory });
  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    await server.stop();
    await server.rooms.flush();
    await storage.close();
  };
  const stopOnce = (): Promise<void> => (stopped ??= stop());
  afterTest(stopOnce);
  return { ...server, faulty, stop: stopOnce };
}

export type CommentedRooms = Awaited<ReturnType<typeof startCommentedRooms>>;

/** The documents of a section. */
export interface Places {
  readonly text: RoomAddress;
  readonly threads: RoomAddress;
}

/** A text of the reviewers, and their threads. */
export function placesOf(section: string): Places {
  const text = parseRoomName(`${REVIEW}/${section}/reviewers/text/1`);
  if (text === null) throw new RangeError(section);
  return { text, threads: { ...text, document: "threads" } };
}

/** Somebody who writes in a text with an editor of his own, until he leaves. */
export async function writerIn(
  server: CommentedRooms,
  user: string,
  text: RoomAddress,
): Promise<{ readonly writer: Writer; readonly leave: () => void }> {
  const socket = class extends WebSocket {
    constructor(address: string | URL) {
      super(`${address}?user=${user}`);
    }
  };
  const who = { part: "C", member: `m${user}`, visitor: { socket } } as never;
  const connection = await new Connection(`http://127.0.0.1:${server.port}`, who, text).ready();
  const writer = openEditor(connection, { mode: "edit", nameOf: (member) => member });
  let left = false;
  const leave = (): void => {
    if (left) return;
    left = true;
    writer.view.destroy();
    connection.leave();
  };
  afterTest(leave);
  return { writer, leave };
}

/** What somebody sees who comes anew: the text, and the threads in it. */
export async function seenAnew(server: CommentedRooms, places: Places) {
  const text = enter(server, "c", places.text);
  const threads = enter(server, "c", places.threads);
  await Promise.all([text.ready(), threads.ready()]);
  const doc = documentOf(text.doc);
  const seen = { doc, blocks: blockTextsOf(doc), threads: threadsIn(threads.doc) };
  text.leave();
  threads.leave();
  return seen;
}

export function documentOf(doc: Y.Doc): Node {
  return yXmlFragmentToProseMirrorRootNode(doc.getXmlFragment("body"), reportSchema);
}

export function threadsIn(doc: Y.Doc): readonly Thread[] {
  return readThreads(doc.getMap(THREADS_ROOT).entries(), doc.getMap(ANCHORS_ROOT).entries());
}

/** The anchor of a thread once the server keeps it so that `holds` is true of it. */
export function anchorOnce(
  server: CommentedRooms,
  threads: RoomAddress,
  thread: string,
  holds: (anchor: AnchorFact) => boolean,
): Promise<AnchorFact> {
  return until("the anchor is kept so", async () => {
    const anchor = (await server.rooms.anchorsOf(threads)).get(thread);
    return anchor !== undefined && holds(anchor) ? anchor : null;
  });
}
