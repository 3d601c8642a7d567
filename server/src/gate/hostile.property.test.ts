import type { Node as ProseMirrorNode } from "prosemirror-model";
import { expect, test } from "vitest";
import { yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";
import { readBody } from "./read-body.ts";
import { randomOf } from "./testing/honest-edits.ts";
import { hostileUpdate } from "./testing/hostile-updates.ts";
import { canonical, memberId, REPAIR_CLIENT, Room, SAMPLE, schema, SEED_CLIENT } from "./testing/room.ts";

const SEED = Number(process.env["TRAVAUX_FUZZ_SEED"] ?? 20260918);
const CASES = Number(process.env["TRAVAUX_FUZZ_CASES"] ?? 3000);
const CASES_A_ROOM = 50;
const ALICE = 100;

const TRACKED = {
  type: "doc",
  content: [
    ...SAMPLE.content,
    {
      type: "paragraph",
      attrs: { id: "q1" },
      content: [
        { type: "text", text: "Kept " },
        { type: "placeholder", attrs: { id: "s1" } },
        { type: "text", text: " back" },
      ],
    },
    {
      type: "paragraph",
      attrs: { id: "q2" },
      content: [
        { type: "text", text: "a" },
        { type: "text", text: "proposed", marks: [{ type: "insertion", attrs: { id: "mb:1", by: "mb" } }] },
      ],
    },
    { type: "paragraph", attrs: { id: "q3", ins: "mb:2" } },
    { type: "placeholder_block", attrs: { id: "s2" } },
  ],
};

/** What only the server may change, in document order. */
function reserved(body: ProseMirrorNode): unknown[] {
  const found: unknown[] = [];
  body.descendants((node) => {
    if (node.type.name.startsWith("placeholder")) found.push([node.type.name, node.attrs["id"]]);
    // The binding may hand an element and with it its suggestion to another paragraph: the id alone may change.
    else if (typeof node.attrs["ins"] === "string") found.push([node.type.name, node.attrs["ins"]]);
    const marks = node.marks.filter((mark) => ["insertion", "deletion", "fmt"].includes(mark.type.name));
    // Letter by letter, since another format may part the text.
    if (marks.length > 0)
      for (const letter of node.text ?? "")
        found.push([letter, marks.map((mark) => mark.toJSON() as unknown)]);
  });
  return found;
}

/** Draws the document as a client does, and says what is wrong with it: what drawing changed, what ProseMirror forbids. */
function draw(document: Y.Doc): { body: ProseMirrorNode; faults: string[] } {
  const faults: string[] = [];
  const note = (): void => void faults.push("drawing trims the document");
  document.on("update", note);
  const body = yXmlFragmentToProseMirrorRootNode(document.getXmlFragment("body"), schema);
  document.off("update", note);
  try {
    body.check();
  } catch (error) {
    faults.push(String(error));
  }
  return { body, faults };
}

function loaded(state: Uint8Array): Y.Doc {
  const document = new Y.Doc();
  Y.applyUpdate(document, state);
  return document;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** What is wrong with the room after an update was taken; by means that are not the gate's. */
function faultsOf(room: Room, kept: unknown): string[] {
  const { live, gate } = room;
  const { body, faults } = draw(loaded(Y.encodeStateAsUpdate(live)));
  const strangers = [...live.store.clients.keys()].filter(
    (id) => id !== SEED_CLIENT && id !== REPAIR_CLIENT && gate.ownerOf(id) !== "mmallory",
  );
  const checks = {
    "something is pending": live.store.pendingStructs === null && live.store.pendingDs === null,
    "the shadow is another document": same(canonical(gate.state()), canonical(Y.encodeStateAsUpdate(live))),
    "the live document reads otherwise": readBody(schema, live).eq(body),
    "the server's own has changed": JSON.stringify(reserved(body)) === JSON.stringify(kept),
    "there is another root": live.getMap("suggestions").size === 0 && live.share.size === 2,
    "somebody else has written": strangers.length === 0,
  };
  const failed = Object.entries(checks).flatMap(([fault, holds]) => (holds ? [] : [fault]));
  return [...faults, ...failed, ...faultsOfText(body)];
}

function faultsOfText(body: ProseMirrorNode): string[] {
  const ids: string[] = [];
  const faults: string[] = [];
  body.descendants((node) => {
    const prefix = node.type.name.startsWith("placeholder") ? node.type.name : "";
    if (Object.hasOwn(node.attrs, "id")) ids.push(prefix + String(node.attrs["id"]));
    if (node.text === undefined) return;
    const names = node.marks.map((mark) => mark.type.name);
    if (/[^\P{Cc}\t\n]/u.test(node.text)) faults.push("control character");
    if (!names.includes("insertion") && node.text.includes("\n")) faults.push("line feed");
    if (names.includes("footnote") !== /^\uFFFC+$/.test(node.text)) faults.push("footnote mark");
  });
  if (new Set(ids).size !== ids.length) faults.push("an id twice");
  if (ids.includes("null")) faults.push("a block without an id");
  return faults;
}

function pickForeign(random: (below: number) => number): number {
  return [ALICE, SEED_CLIENT, REPAIR_CLIENT, 2 ** 33][random(4)] ?? ALICE;
}

/** Fifty updates of one hostile member, and everything that is wrong afterwards. */
function attackRoom(seed: number, tally: Map<string, number>): string[] {
  const random = randomOf(seed);
  const room = new Room(seed % 2 === 0 ? SAMPLE : TRACKED);
  room.gate.claim(ALICE, memberId("alice"));
  const kept = reserved(draw(room.live).body);
  const faults: string[] = [];
  let client = 1000;
  for (let step = 0; step < CASES_A_ROOM; step++) {
    const before = room.gate.state();
    const clock = Y.getState(room.live.store, client);
    const update = hostileUpdate(before, random(20) === 0 ? pickForeign(random) : client, clock, random);
    const verdict = room.gate.judge(update, { member: memberId("mallory"), level: "edit" });
    const name = verdict.kind === "refuse" ? verdict.reason : verdict.kind;
    tally.set(name, (tally.get(name) ?? 0) + 1);
    const note = (fault: string): void => void faults.push(`seed ${seed} step ${step} ${name}: ${fault}`);
    if (verdict.kind === "admit") {
      Y.applyUpdate(room.live, verdict.update);
      faultsOf(room, kept).forEach(note);
      continue;
    }
    if (!same(canonical(room.gate.state()), canonical(before))) note("the document has changed");
    if (verdict.kind === "refuse" && verdict.detail.includes("unforeseen")) note(verdict.detail);
    // A refused client loads the room anew, under another clientID.
    client++;
  }
  return faults;
}

test(
  "whatever a hostile editor sends, the document stays one that every client draws whole",
  { timeout: 3_600_000 },
  () => {
    const tally = new Map<string, number>();
    const faults: string[] = [];
    for (let round = 0; round * CASES_A_ROOM < CASES; round++)
      faults.push(...attackRoom(SEED + round, tally));
    expect(faults).toEqual([]);
    expect(tally.get("admit")).toBeGreaterThan(CASES / 100);
    process.stdout.write(
      `hostile updates: seed ${SEED}, ${CASES} cases, ${JSON.stringify(Object.fromEntries(tally))}\n`,
    );
  },
);
