import { createReportSchema, SUGGESTIONS_ROOT, type Level, type MemberId } from "@travaux/blueprint";
import type { Schema } from "prosemirror-model";
import * as Y from "yjs";
import { createGate, type Gate, type Verdict } from "../gate.ts";
import { seedUpdate } from "../seed-update.ts";
import { keepFormatting } from "../shadow.ts";
import { Peer } from "./peer.ts";

export const SEED_CLIENT = 1;
export const REPAIR_CLIENT = 2;
const DECISION_CLIENT = 3;
export const schema: Schema = createReportSchema();

/** A body with one of each: prose, a heading, a list, a table, a footnote. */
export const SAMPLE = {
  type: "doc",
  content: [
    { type: "heading", attrs: { id: "h1", level: 1 }, content: [{ type: "text", text: "Findings" }] },
    {
      type: "paragraph",
      attrs: { id: "p1" },
      content: [
        { type: "text", text: "State A criminalized " },
        { type: "text", marks: [{ type: "strong" }], text: "participation" },
        { type: "text", text: " in a group" },
        { type: "text", marks: [{ type: "footnote", attrs: { id: "n1" } }], text: "\uFFFC" },
        { type: "text", text: "." },
      ],
    },
    {
      type: "bullet_list",
      attrs: { id: "l1" },
      content: ["first", "second"].map((text, at) => ({
        type: "list_item",
        attrs: { id: `li${at}` },
        content: [
          {
            type: "paragraph",
            attrs: { id: `lp${at}` },
            content: [{ type: "text", text: `The ${text} measure` }],
          },
        ],
      })),
    },
    {
      type: "table",
      attrs: { id: "t1" },
      content: [0, 1].map((row) => ({
        type: "table_row",
        attrs: { id: `r${row}` },
        content: [0, 1].map((column) => ({
          type: "table_cell",
          attrs: { id: `c${row}${column}` },
          content: [
            {
              type: "paragraph",
              attrs: { id: `cp${row}${column}` },
              content: [{ type: "text", text: `${row}.${column}` }],
            },
          ],
        })),
      })),
    },
    {
      type: "paragraph",
      attrs: { id: "p2" },
      content: [{ type: "text", text: "Practice was described in the desk review." }],
    },
    {
      type: "footnotes",
      attrs: { id: "ns" },
      content: [
        { type: "footnote_text", attrs: { id: "n1" }, content: [{ type: "text", text: "Act 7 of 2004." }] },
      ],
    },
  ],
} as const;

export function memberId(name: string): MemberId {
  return `m${name}` as MemberId;
}

/** A gate with its live document and journal, and clients whose inboxes a test empties when it likes. */
export class Room {
  readonly gate: Gate;
  readonly live = new Y.Doc();
  readonly journal: Uint8Array[] = [];
  readonly inboxes = new Map<Peer, Uint8Array[]>();
  readonly #levels = new Map<Peer, Level>();
  readonly initial: Uint8Array;
  #fresh = 0;

  /** @param records of suggestions, by key; also such as nobody could have written */
  constructor(json: unknown = SAMPLE, records: Readonly<Record<string, unknown>> = {}) {
    this.initial = withRecords(seedUpdate(schema, json, SEED_CLIENT), records);
    keepFormatting(this.live);
    Y.applyUpdate(this.live, this.initial);
    this.gate = createGate({
      schema,
      initial: this.initial,
      owners: [],
      reserved: new Set([SEED_CLIENT, DECISION_CLIENT]),
      repairClient: REPAIR_CLIENT,
      freshId: () => `f${this.#fresh++}`,
    });
  }

  join(name: string, clientID: number): Peer {
    const peer = new Peer(schema, memberId(name), clientID, Y.encodeStateAsUpdate(this.live));
    this.inboxes.set(peer, []);
    return peer;
  }

  /** Writes a change of the server's own, past the gate, as a decision does. */
  write(change: (live: Y.Doc) => void): void {
    const updates: Uint8Array[] = [];
    const note = (update: Uint8Array): void => void updates.push(update);
    this.live.on("update", note);
    this.live.clientID = DECISION_CLIENT;
    this.live.transact(() => change(this.live));
    this.live.off("update", note);
    this.gate.reset(Y.encodeStateAsUpdate(this.live), [...this.gate.owners()]);
    for (const update of updates) for (const inbox of this.inboxes.values()) inbox.push(update);
  }

  /** Changes what a peer's member may do. */
  grant(peer: Peer, level: Level): void {
    this.#levels.set(peer, level);
  }

  leave(peer: Peer): void {
    this.inboxes.delete(peer);
    this.#levels.delete(peer);
  }

  /** Passes what the peer has to send through the gate to everybody's inbox. */
  flush(peer: Peer): Verdict | null {
    const update = peer.send();
    return update === null ? null : this.submit(peer, update);
  }

  submit(peer: Peer, update: Uint8Array): Verdict {
    const verdict = this.gate.judge(update, {
      member: peer.member,
      level: this.#levels.get(peer) ?? "edit",
    });
    if (verdict.kind === "admit") {
      this.journal.push(verdict.update);
      Y.applyUpdate(this.live, verdict.update);
      for (const inbox of this.inboxes.values()) inbox.push(verdict.update);
    }
    return verdict;
  }

  /** Hands `count` waiting updates to the peer. */
  deliver(peer: Peer, count = Infinity): void {
    const inbox = this.inboxes.get(peer) ?? [];
    for (const update of inbox.splice(0, count)) peer.receive(update);
  }

  /** Sends and delivers until nobody has anything left. */
  settle(): Verdict[] {
    const verdicts: Verdict[] = [];
    for (let rounds = 0; rounds < 50; rounds++) {
      let quiet = true;
      for (const peer of this.inboxes.keys()) {
        this.deliver(peer);
        const verdict = this.flush(peer);
        if (verdict === null) continue;
        verdicts.push(verdict);
        quiet = false;
      }
      if (quiet && [...this.inboxes.values()].every((inbox) => inbox.length === 0)) return verdicts;
    }
    throw new Error("The peers do not come to rest");
  }
}

function withRecords(seed: Uint8Array, records: Readonly<Record<string, unknown>>): Uint8Array {
  const document = new Y.Doc();
  Y.applyUpdate(document, seed);
  document.clientID = SEED_CLIENT;
  const map = document.getMap(SUGGESTIONS_ROOT);
  for (const [key, record] of Object.entries(records)) map.set(key, record);
  return Y.encodeStateAsUpdate(document);
}

/** The bytes of a fresh document made of `state`: equal for equal documents. */
export function canonical(state: Uint8Array): Uint8Array {
  const document = new Y.Doc();
  keepFormatting(document);
  Y.applyUpdate(document, state);
  return Y.encodeStateAsUpdate(document);
}
