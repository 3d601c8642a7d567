import { expect, test } from "vitest";
import { initProseMirrorDoc, updateYFragment, yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";
import { readBody, readTracked } from "./read-body.ts";
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

const RECORDS = {
  "mexpert:ab12/delete/p1": { kind: "delete", target: "p1" },
  "mexpert:ab12/attrs/p1/lang": { kind: "attrs", target: "p1", name: "lang", value: "fr" },
};

test("a text with structural suggestions gives one update, byte for byte, and an old one the update it always gave", () => {
  const [one, other] = [RECORDS, Object.fromEntries(Object.entries(RECORDS).toReversed())].map(
    (suggestions) => seedUpdate(schema, { doc: SAMPLE, suggestions }, SEED_CLIENT),
  );
  expect(one).toEqual(other);
  expect(seedUpdate(schema, { doc: SAMPLE, suggestions: {} }, SEED_CLIENT)).toEqual(
    seedUpdate(schema, SAMPLE, SEED_CLIENT),
  );
});

test("what a room began with reads back with its suggestions, but for a record that is none", () => {
  const document = seeded({
    doc: SAMPLE,
    suggestions: { ...RECORDS, "mexpert:ab12/join/p1": { kind: "join" } },
  });
  const { doc, records } = readTracked(schema, document);
  expect(doc.eq(schema.nodeFromJSON(SAMPLE))).toBe(true);
  expect(Object.fromEntries(records)).toEqual(RECORDS);
});

test("what is neither a document nor one with records is told, not written", () => {
  for (const json of [null, [], { doc: SAMPLE }, { doc: SAMPLE, suggestions: [] }, { suggestions: {} }])
    expect(() => seedUpdate(schema, json, SEED_CLIENT)).toThrow(RangeError);
});
