import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeCommit,
  decodeEntries,
  decodeSnapshot,
  encodeCommit,
  encodeEntries,
  encodeSnapshot,
} from "./commit-format.ts";

const bytes = fc.uint8Array({ maxLength: 60 });
const record = fc.record({ room: fc.string({ maxLength: 40 }), previous: fc.nat(), sealed: bytes });
const commit = fc.record({ at: fc.nat(), records: fc.array(record, { maxLength: 5 }) });

describe("the stored form of the journal", () => {
  it("reads back every commit, entry list and snapshot as written", () => {
    fc.assert(
      fc.property(commit, fc.array(fc.record({ by: fc.string(), update: bytes })), (whole, entries) => {
        expect(decodeCommit(encodeCommit(whole))).toEqual(whole);
        expect(decodeEntries(encodeEntries(entries))).toEqual(entries);
      }),
    );
    const owners: [number, string][] = [[7, "m1"]];
    const snapshot = { upTo: 9, owners, state: new Uint8Array([1, 2]) };
    expect(decodeSnapshot(encodeSnapshot(snapshot))).toEqual(snapshot);
  });

  it("never reads a shortened commit as a whole one", () => {
    fc.assert(
      fc.property(commit, fc.nat(), (whole, cut) => {
        const encoded = encodeCommit(whole);
        expect(decodeCommit(encoded.slice(0, cut % encoded.length))).toBeNull();
      }),
    );
  });

  it("refuses bytes behind the end", () => {
    const encoded = encodeCommit({ at: 1, records: [] });
    expect(decodeCommit(new Uint8Array([...encoded, 0]))).toBeNull();
  });

  it("keeps a key stroke under 120 bytes with its sealing", () => {
    // 29 bytes of nonce, tag and version; a typical update of one character is 24 bytes.
    const sealed = new Uint8Array(
      29 + encodeEntries([{ by: "m1a2b3c4", update: new Uint8Array(24) }]).length,
    );
    const stored = encodeCommit({
      at: 1_764_000_000_000,
      records: [{ room: "untoc.5.b/reviewers/text/1", previous: 100_000, sealed }],
    });
    expect(stored.length).toBeLessThan(110);
  });
});
