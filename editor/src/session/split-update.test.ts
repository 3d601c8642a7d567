// @vitest-environment node
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { splitUpdate } from "./split-update.ts";

const LIMIT = 1024;

interface Edit {
  readonly writer: 0 | 1;
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
  readonly meet: boolean;
}

const edits = fc.array(
  fc.record({
    writer: fc.constantFrom<0 | 1>(0, 1),
    at: fc.nat(5000),
    remove: fc.nat(40),
    insert: fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.string({ unit: "grapheme", minLength: 300, maxLength: 1500 }),
    ),
    meet: fc.boolean(),
  }),
  { maxLength: 25 },
);

/** Two writers who see each other now and then, and what both have written. */
function written(plan: readonly Edit[]): Y.Doc {
  const docs = [new Y.Doc(), new Y.Doc()] as const;
  for (const { writer, at, remove, insert, meet } of plan) {
    const doc = docs[writer];
    const text = doc.getText("t");
    const position = Math.min(at, text.length);
    text.delete(position, Math.min(remove, text.length - position));
    text.insert(position, insert, at % 3 === 0 ? { strong: {} } : {});
    if (meet) Y.applyUpdate(docs[writer === 0 ? 1 : 0], Y.encodeStateAsUpdate(doc));
  }
  Y.applyUpdate(docs[0], Y.encodeStateAsUpdate(docs[1]));
  return docs[0];
}

describe("a long update", () => {
  it("says the same in pieces within the limit, each complete when the ones before it have arrived", () => {
    fc.assert(
      fc.property(edits, (plan) => {
        const doc = written(plan);
        const copy = new Y.Doc();
        for (const piece of splitUpdate(Y.encodeStateAsUpdate(doc), LIMIT)) {
          expect(piece.byteLength).toBeLessThanOrEqual(LIMIT);
          Y.applyUpdate(copy, piece);
          expect(copy.store.pendingStructs).toBeNull();
          expect(copy.store.pendingDs).toBeNull();
        }
        expect(copy.getText("t").toDelta()).toEqual(doc.getText("t").toDelta());
        expect(Y.equalSnapshots(Y.snapshot(copy), Y.snapshot(doc))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it("is left as it is when it is short", () => {
    const doc = new Y.Doc();
    doc.getText("t").insert(0, "short");
    const update = Y.encodeStateAsUpdate(doc);
    expect(splitUpdate(update, LIMIT)).toEqual([update]);
  });
});
