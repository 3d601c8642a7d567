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

/** Draws the document as a client does. Fails if drawing changes the document or gives anything ProseMirror forbids. */
function drawnByClient(document: Y.Doc): ProseMirrorNode {
  let trimmed = 0;
  const count = (): void => void trimmed++;
  document.on("update", count);
  const body = yXmlFragmentToProseMirrorRootNode(document.getXmlFragment("body"), schema);
  document.off("update", count);
  expect(trimmed).toBe(0);
  body.check();
  return body;
}

test(
  "whatever a hostile editor sends, the document stays one that every client draws whole",
  { timeout: 3_600_000 },
  () => {
    const tally = new Map<string, number>();
    for (let round = 0; round * CASES_A_ROOM < CASES; round++) {
      const random = randomOf(SEED + round);
      const room = new Room(round % 2 === 0 ? SAMPLE : TRACKED);
      room.gate.claim(ALICE, memberId("alice"));
      const kept = reserved(drawnByClient(room.live));
      let client = 1000;
      for (let step = 0; step < CASES_A_ROOM; step++) {
        const before = room.gate.state();
        const clock = Y.getState(room.live.store, client);
        const update = hostileUpdate(before, random(20) === 0 ? pickForeign(random) : client, clock, random);
        const verdict = room.gate.judge(update, { member: memberId("mallory"), level: "edit" });
        const name = verdict.kind === "refuse" ? verdict.reason : verdict.kind;
        tally.set(name, (tally.get(name) ?? 0) + 1);
        const where = `seed ${SEED + round} step ${step} ${name}`;
        if (verdict.kind !== "admit") {
          expect(canonical(room.gate.state()), where).toEqual(canonical(before));
          if (verdict.kind === "refuse") expect(verdict.detail, where).not.toContain("unforeseen");
          // A refused client loads the room anew, under another clientID.
          client++;
          continue;
        }
        Y.applyUpdate(room.live, verdict.update);
        expect(room.live.store.pendingStructs ?? room.live.store.pendingDs, where).toBeNull();
        expect(canonical(room.gate.state()), where).toEqual(canonical(Y.encodeStateAsUpdate(room.live)));
        const client2 = new Y.Doc();
        Y.applyUpdate(client2, Y.encodeStateAsUpdate(room.live));
        const body = drawnByClient(client2);
        expect(readBody(schema, room.live).toJSON(), where).toEqual(body.toJSON());
        expect(reserved(body), where).toEqual(kept);
        expect(room.live.getMap("suggestions").size + room.live.share.size, where).toBe(2);
        checkText(body, where);
        for (const id of room.live.store.clients.keys()) {
          if (id !== SEED_CLIENT && id !== REPAIR_CLIENT)
            expect(room.gate.ownerOf(id), where).toBe("mmallory");
        }
      }
    }
    console.log(
      `hostile updates: seed ${SEED}, ${CASES} cases, ${JSON.stringify(Object.fromEntries(tally))}`,
    );
  },
);

function pickForeign(random: (below: number) => number): number {
  return [ALICE, SEED_CLIENT, REPAIR_CLIENT, 2 ** 33][random(4)] ?? ALICE;
}

function checkText(body: ProseMirrorNode, where: string): void {
  const ids: unknown[] = [];
  body.descendants((node) => {
    if (Object.hasOwn(node.attrs, "id"))
      ids.push(
        `${node.type.name.startsWith("placeholder") ? node.type.name : ""}${String(node.attrs["id"])}`,
      );
    if (!node.isText) return;
    const names = node.marks.map((mark) => mark.type.name);
    expect(node.text ?? "", where).not.toMatch(/[\u0000-\u0008\u000B-\u001F]/);
    if (!names.includes("insertion")) expect(node.text, where).not.toContain("\n");
    expect(names.includes("footnote"), where).toBe(/^\uFFFC+$/.test(node.text ?? ""));
  });
  expect(new Set(ids).size, where).toBe(ids.length);
  expect(ids, where).not.toContain("null");
}
