import { expect, test } from "vitest";
import { initProseMirrorDoc, updateYFragment, yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";
import { readBody } from "./read-body.ts";
import { seedUpdate } from "./seed-update.ts";
import { SAMPLE, schema, SEED_CLIENT } from "./testing/room.ts";

function seeded(json: unknown): Y.Doc {
  const document = new Y.Doc();
  Y.applyUpdate(document, seedUpdate(schema, json, SEED_CLIENT));
  return document;
}

test("one text gives one update, byte for byte", () => {
  expect(seedUpdate(schema, SAMPLE, SEED_CLIENT)).toEqual(
    seedUpdate(schema, structuredClone(SAMPLE), SEED_CLIENT),
  );
});

test("a room seeded twice is the same room", () => {
  const document = seeded(SAMPLE);
  const before = Y.encodeStateAsUpdate(document);
  Y.applyUpdate(document, seedUpdate(schema, SAMPLE, SEED_CLIENT));
  expect(Y.encodeStateAsUpdate(document)).toEqual(before);
});

test("the seed reads as the text it was made of, here and in an editor", () => {
  const document = seeded(SAMPLE);
  const node = schema.nodeFromJSON(SAMPLE);
  expect(readBody(schema, document).eq(node)).toBe(true);
  expect(yXmlFragmentToProseMirrorRootNode(document.getXmlFragment("body"), schema).eq(node)).toBe(true);
});

test("an editor that opens a seeded room has nothing to write", () => {
  const document = seeded(SAMPLE);
  let updates = 0;
  document.on("update", () => updates++);
  const { doc, meta } = initProseMirrorDoc(document.getXmlFragment("body"), schema);
  updateYFragment(document, document.getXmlFragment("body"), doc, meta);
  updateYFragment(document, document.getXmlFragment("body"), schema.nodeFromJSON(SAMPLE), {
    mapping: new Map(),
    isOMark: new Map(),
  });
  expect(updates).toBe(0);
});

test("an empty text is a room without blocks", () => {
  expect(readBody(schema, seeded({ type: "doc" })).childCount).toBe(0);
});

test("a seed that the schema does not allow is told, not written", () => {
  expect(() => seedUpdate(schema, { type: "doc", content: [{ type: "table_row" }] }, SEED_CLIENT)).toThrow(
    RangeError,
  );
  expect(() => seedUpdate(schema, { type: "doc", content: [{ type: "script" }] }, SEED_CLIENT)).toThrow(
    RangeError,
  );
});
