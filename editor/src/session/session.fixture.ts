// A session against a real server and a real IndexedDB, for tests.

import "fake-indexeddb/auto";
import type { ReviewId, UserId } from "@travaux/blueprint";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, vi } from "vitest";
import * as Y from "yjs";
import type { Clock } from "./clock.ts";
import { startContractServer, type ContractServer } from "./hocuspocus.fixture.ts";
import { LocalDatabase } from "./local-database.ts";
import type { OpenRoom } from "./open-room.ts";
import { openReviewSession, type ReviewSession, type ReviewSessionOptions } from "./review-session.ts";

export const REVIEW = "r00001" as ReviewId;
export const ROOM = "r00001/untoc.5.b/reviewers/text/1";
export const OTHER = "r00001/untoc.5.c/reviewers/text/1";

/** Waits for a condition, at most eight seconds. */
export const until = (condition: () => boolean): Promise<unknown> =>
  vi.waitUntil(condition, { timeout: 8000, interval: 2 });

export interface World {
  /** May be replaced; the one that stands here is stopped after the test. */
  server: ContractServer;
  readonly outlineChanges: number[];
  readonly join: (options?: Partial<ReviewSessionOptions>) => ReviewSession;
  /** The room, with the server's text in it. */
  readonly synced: (session: ReviewSession, name?: string) => Promise<OpenRoom>;
  /** Everything that the client has is on the server's disk, deletions included. */
  readonly isOnDisk: (room: OpenRoom) => boolean;
  /** Notes what the room says; a lie in it fails the test. */
  readonly listen: (room: OpenRoom) => readonly string[];
  /** A lock on the server's disk. */
  readonly slowDisk: () => { readonly release: () => void; readonly waiting: () => number };
}

/** A new world for each test of the file; what a session reports as a failure fails the test. */
export function useWorld(): World {
  const sessions: ReviewSession[] = [];
  const reported: unknown[] = [];
  const lies: string[] = [];
  const outlineChanges: number[] = [];
  const held: { server: ContractServer | null } = { server: null };

  // Beyond what any condition is waited for, so that a slow machine says which condition failed.
  vi.setConfig({ testTimeout: 30_000 });

  beforeEach(async () => {
    globalThis.indexedDB = new IDBFactory();
    held.server = await startContractServer();
    for (const list of [sessions, reported, lies, outlineChanges]) list.length = 0;
    // Hocuspocus writes every refusal there.
    vi.spyOn(console, "error").mockImplementation(() => undefined);
  });
  afterEach(async () => {
    await Promise.all(sessions.map((session) => session.close()));
    await held.server?.stop();
    vi.restoreAllMocks();
    const faults = [...reported, ...lies];
    if (faults.length > 0)
      throw new AggregateError(faults, `Reported, or said untruly: ${faults.join("; ")}`);
  });

  const world: World = {
    get server() {
      if (held.server === null) throw new RangeError("There is a server only while a test runs");
      return held.server;
    },
    set server(server) {
      held.server = server;
    },
    outlineChanges,
    join: (options = {}) => {
      const session = openReviewSession({
        review: REVIEW,
        user: { id: "u1" as UserId },
        origin: world.server.origin,
        database: LocalDatabase.open(),
        onOutlineChanged: () => outlineChanges.push(1),
        report: (error) => reported.push(error),
        random: () => 0.0123,
        ...options,
      });
      sessions.push(session);
      return session;
    },
    synced: async (session, name = ROOM) => {
      const room = session.open(name);
      await until(() => room.ready.get() === "synced");
      return room;
    },
    isOnDisk: (room) =>
      Y.equalSnapshots(Y.snapshot(world.server.onDisk(room.name)), Y.snapshot(room.text.get().doc)),
    listen: (room) => {
      const said: string[] = [];
      room.saved.subscribe(() => {
        const saved = room.saved.get();
        said.push(saved.kind === "not-saved" ? saved.reason : saved.kind);
        if (saved.kind === "saved" && !world.isOnDisk(room))
          lies.push(paragraphs(room.text.get().doc).join("|"));
      });
      return said;
    },
    slowDisk: () => slowDisk(world.server),
  };
  return world;
}

function slowDisk(server: ContractServer): { readonly release: () => void; readonly waiting: () => number } {
  let waiting: (() => void)[] = [];
  server.conduct.durable = () => new Promise((resolve) => waiting.push(resolve));
  return {
    waiting: () => waiting.length,
    release: () => {
      const now = waiting;
      waiting = [];
      for (const resolve of now) resolve();
    },
  };
}

/** A clock that stands still until it is told to go on. */
export class HandClock implements Clock {
  private at = 1_000_000;
  private tasks: { readonly due: number; readonly task: () => void }[] = [];

  now(): number {
    return this.at;
  }

  after(ms: number, task: () => void): () => void {
    const entry = { due: this.at + ms, task };
    this.tasks.push(entry);
    return () => {
      this.tasks = this.tasks.filter((one) => one !== entry);
    };
  }

  /** Moves on by `ms` milliseconds, running on the way what falls due. */
  pass(ms: number): void {
    const end = this.at + ms;
    for (;;) {
      const [next] = this.tasks.filter(({ due }) => due <= end).toSorted((one, other) => one.due - other.due);
      if (next === undefined) break;
      this.tasks = this.tasks.filter((one) => one !== next);
      this.at = Math.max(this.at, next.due);
      next.task();
    }
    this.at = end;
  }
}

/** The words of each block of a text. */
export function paragraphs(doc: Y.Doc): string[] {
  return doc
    .getXmlFragment("body")
    .toArray()
    .map((block, index) => (block instanceof Y.XmlElement ? textOf(doc, index).toString() : ""));
}

export function addParagraph(doc: Y.Doc, id: string, text: string): void {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.setAttribute("id", id);
  paragraph.insert(0, [new Y.XmlText(text)]);
  const body = doc.getXmlFragment("body");
  body.insert(body.length, [paragraph]);
}

/** @throws RangeError if that block holds no text */
export function textOf(doc: Y.Doc, index = 0): Y.XmlText {
  const block = doc.getXmlFragment("body").get(index);
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new RangeError(`No text in block ${index}`);
  return text;
}
