import {
  BODY_ROOT,
  formatRoomName,
  parseRoomName,
  type ReviewId,
  type RoomAddress,
} from "@travaux/blueprint";
import { ANCHORS_ROOT, readAnchor, type AnchorFact } from "@travaux/comments/model";
import type { Logger } from "pino";
import * as Y from "yjs";
import type { RoomLog } from "../journal/review-log.ts";
import { homeOf } from "./anchor-home.ts";
import { AnchorKeeper, locateIn } from "./anchor-keeper.ts";
import type { BodyBlocks } from "./body-blocks.ts";
import { KeptOpen } from "./kept-open.ts";
import { missingFacts } from "./missing-facts.ts";
import { nameInReview } from "./name-in-review.ts";
import { restoreRoom } from "./room-state.ts";
import type { RoomDirectory, ThreadsStanding } from "./rooms.ts";
import { ThreadsDocument } from "./threads-document.ts";

export interface ThreadsDocumentsOptions {
  readonly openLog: (address: RoomAddress) => Promise<RoomLog>;
  readonly directory: () => Pick<RoomDirectory, "threads" | "threadsOf">;
  /** The text blocks of a text that nobody has open, as its journal has it; `null` if it cannot be read whole. */
  readonly blocksOf: (text: RoomAddress) => Promise<BodyBlocks | null>;
  /** Tells by its name whether an element's content is text. */
  readonly isTextblock: (name: string) => boolean;
  readonly logger: Logger;
}

/** Of how many closed documents it is remembered where their threads stand: all of some large reports. */
const ANCHORS_READ_LIMIT = 2000;

/** A text in which anchors are kept. */
export interface KeptText {
  /** Has every document of threads with an anchor in the text at hand; to be called before the text changes. */
  readonly prepare: () => Promise<void>;
  /** Resolves when every anchor of the text is written where it stands, or could not be. */
  readonly flush: () => Promise<void>;
  readonly close: () => void;
}

/** What closed texts hold, by wire name; `null` of one that cannot be read whole. */
type ClosedTexts = ReadonlyMap<string, BodyBlocks | null>;

/** One anchor that is to be looked at. */
interface Candidate {
  readonly thread: string;
  readonly anchor: AnchorFact;
  readonly home: RoomAddress;
}

/** All documents of threads, each read once and kept as long as somebody uses it, and the anchors of open texts. */
export class ThreadsDocuments {
  readonly #options: ThreadsDocumentsOptions;
  readonly #open = new KeptOpen<ThreadsDocument>();
  /** What was read of documents that nobody had open, and the last record that there was. */
  readonly #anchorsRead = new Map<string, { last: number; anchors: ReadonlyMap<string, AnchorFact> }>();
  /** By the wire name of the text. */
  readonly #keepers = new Map<string, AnchorKeeper>();

  constructor(options: ThreadsDocumentsOptions) {
    this.#options = options;
  }

  /**
   * A document of threads that says what the review's record says, with each anchor where its text is.
   *
   * @throws StorageFailure; there is nothing to be released then
   */
  acquire(address: RoomAddress): Promise<ThreadsDocument> {
    return this.#open.acquire(formatRoomName(address), () => this.#load(address));
  }

  release(address: RoomAddress): void {
    this.#open.release(formatRoomName(address));
  }

  /** Makes a document say what the review's record says now. @throws StorageFailure */
  async refresh(address: RoomAddress): Promise<void> {
    const known = this.#open.has(formatRoomName(address));
    const threads = await this.acquire(address);
    try {
      // One that was read just now is up to date.
      if (known) await this.#settle(threads, false);
    } finally {
      this.release(address);
    }
  }

  /** The same for all that are open, in time: what is said, and in which text, may be another after an act. */
  refreshOpen(review: ReviewId): void {
    for (const name of this.#open.names()) {
      const address = parseRoomName(name);
      if (address?.review !== review) continue;
      this.refresh(address).catch((error: unknown) =>
        this.#options.logger.warn({ error: String(error) }, "an act has not reached its threads yet"),
      );
    }
  }

  /** Where the threads of a document stand; of one that nobody has open, where they stood last. @throws StorageFailure */
  async anchorsOf(address: RoomAddress): Promise<ReadonlyMap<string, AnchorFact>> {
    if (this.#open.has(formatRoomName(address))) {
      const threads = await this.acquire(address);
      const anchors = threads.anchors();
      this.release(address);
      return anchors;
    }
    return this.#read(address);
  }

  /** The anchors of a document that nobody has open, read once for each state of its journal. */
  async #read(address: RoomAddress): Promise<ReadonlyMap<string, AnchorFact>> {
    const [name, room] = [formatRoomName(address), nameInReview(address)];
    const log = await this.#options.openLog(address);
    const { last } = log.weight(room);
    const known = this.#anchorsRead.get(name);
    if (known?.last === last) return known.anchors;
    const { state } = await restoreRoom(log.history(room), null);
    const anchors = anchorsIn(state);
    // What is put last goes last.
    this.#anchorsRead.delete(name);
    this.#anchorsRead.set(name, { last, anchors });
    const [oldest] = this.#anchorsRead.keys();
    if (this.#anchorsRead.size > ANCHORS_READ_LIMIT && oldest !== undefined) this.#anchorsRead.delete(oldest);
    return anchors;
  }

  /** Writes every anchor that has moved. */
  async flush(): Promise<void> {
    await Promise.all([...this.#open.values()].map((threads) => threads.flush()));
  }

  /** Keeps the anchors in a text that is open from now on, or is about to be changed by the server. */
  keep(text: RoomAddress, body: Y.XmlFragment): KeptText {
    const name = formatRoomName(text);
    const keeper = new AnchorKeeper({
      room: nameInReview(text),
      body,
      isTextblock: this.#options.isTextblock,
      retain: ({ address }) => this.#open.retain(formatRoomName(address)),
    });
    this.#keepers.set(name, keeper);
    let prepared: Promise<void> | null = null;
    const prepare = async (): Promise<void> => {
      try {
        await this.#takeAll(text, keeper);
      } catch (error) {
        // A text is written without its anchors rather than not at all: where they stand is found again later.
        this.#options.logger.warn({ error: String(error) }, "threads could not be read");
        prepared = null;
      }
    };
    return {
      prepare: () => (prepared ??= prepare()),
      flush: () => keeper.flush(),
      close: () => {
        if (this.#keepers.get(name) === keeper) this.#keepers.delete(name);
        keeper.close();
      },
    };
  }

  /** Has the anchors of a text that nobody has open follow the update that `work` does to it. */
  async follow(text: RoomAddress, document: Y.Doc, work: () => Promise<Uint8Array>): Promise<void> {
    const kept = this.keep(text, document.getXmlFragment(BODY_ROOT));
    try {
      await kept.prepare();
      Y.applyUpdate(document, await work());
      await kept.flush();
    } finally {
      kept.close();
    }
  }

  async #takeAll(text: RoomAddress, keeper: AnchorKeeper): Promise<void> {
    for (const address of await this.#options.directory().threadsOf(text)) {
      const threads = await this.acquire(address);
      keeper.take(threads);
      this.release(address);
    }
  }

  async #load(address: RoomAddress): Promise<ThreadsDocument> {
    const log = await this.#options.openLog(address);
    const room = nameInReview(address);
    await log.prepare(room);
    const restored = await restoreRoom(log.history(room), null);
    const threads = new ThreadsDocument(address, { room, log, restored, logger: this.#options.logger });
    try {
      await this.#settle(threads, true);
      return threads;
    } catch (error) {
      threads.close();
      throw error;
    }
  }

  /** @param all whether every anchor is looked at, or those alone that are new or belong elsewhere now */
  #settle(threads: ThreadsDocument, all: boolean): Promise<void> {
    return threads.inTurn(async () => {
      const standing = await this.#options.directory().threads(threads.address);
      if (standing === null) return;
      const missing = await missingFacts(threads.address, standing, (key) => threads.fact(key));
      const { facts } = missing;
      const begun = new Map([...missing.begun].filter(([thread]) => threads.anchor(thread) === null));
      const choose = (): readonly Candidate[] => candidates(threads, standing.texts, begun, all);
      const closed = await this.#readClosed(choose);
      await this.#write(threads, { facts, begun, candidates: choose(), closed });
    });
  }

  /** Reads the texts that candidates belong to and that are not open. */
  async #readClosed(choose: () => readonly Candidate[]): Promise<ClosedTexts> {
    const closed = new Map<string, BodyBlocks | null>();
    for (;;) {
      // While one is read another may be closed.
      const missing = choose().find(({ home }) => {
        const name = formatRoomName(home);
        return !this.#keepers.has(name) && !closed.has(name);
      });
      if (missing === undefined) return closed;
      closed.set(formatRoomName(missing.home), await this.#options.blocksOf(missing.home));
    }
  }

  /** Synchronous up to the write: what was read of the texts holds, and whoever keeps an anchor keeps it from here on. */
  #write(threads: ThreadsDocument, found: Found): Promise<void> {
    const anchors = new Map(found.begun);
    for (const { thread, anchor, home } of found.candidates) {
      const keeper = this.#keepers.get(formatRoomName(home));
      const parts =
        keeper?.locate(anchor.parts) ?? locatePartsIn(found.closed.get(formatRoomName(home)), anchor);
      const room = nameInReview(home);
      if (parts === null || (parts === anchor.parts && room === anchor.room && !found.begun.has(thread))) {
        keeper?.track(threads, thread, anchor.parts);
        continue;
      }
      if (room !== anchor.room)
        this.#keepers.get(`${threads.address.review}/${anchor.room}`)?.drop(threads, thread);
      keeper?.track(threads, thread, parts);
      anchors.set(thread, { room, parts });
    }
    return threads.write(found.facts, anchors);
  }
}

interface Found {
  readonly facts: Parameters<ThreadsDocument["write"]>[0];
  readonly begun: ReadonlyMap<string, AnchorFact>;
  readonly candidates: readonly Candidate[];
  readonly closed: ClosedTexts;
}

function candidates(
  threads: ThreadsDocument,
  texts: ThreadsStanding["texts"],
  begun: ReadonlyMap<string, AnchorFact>,
  all: boolean,
): readonly Candidate[] {
  return [...new Map([...begun, ...threads.anchors()])].flatMap(([thread, anchor]) => {
    const home = homeOf(threads.address.review, anchor.room, texts);
    if (home === null) return [];
    const stays = nameInReview(home) === anchor.room;
    return stays && !all && !begun.has(thread) ? [] : [{ thread, anchor, home }];
  });
}

function locatePartsIn(
  blocks: BodyBlocks | null | undefined,
  anchor: AnchorFact,
): AnchorFact["parts"] | null {
  return blocks === null || blocks === undefined ? null : locateIn(blocks, anchor.parts);
}

function anchorsIn(state: Uint8Array): ReadonlyMap<string, AnchorFact> {
  const document = new Y.Doc();
  try {
    Y.applyUpdate(document, state);
    const anchors = [...document.getMap(ANCHORS_ROOT)].map(
      ([thread, value]) => [thread, readAnchor(value)] as const,
    );
    return new Map(
      anchors.flatMap(([thread, anchor]) => (anchor === null ? [] : [[thread, anchor] as const])),
    );
  } finally {
    document.destroy();
  }
}
