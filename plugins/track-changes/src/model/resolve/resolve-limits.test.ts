import { doc, p, reportSchema, table, td, tr } from "@travaux/blueprint/testing";
import { describe, expect, test } from "vitest";
import { readSuggestions } from "../read/suggestions.ts";
import { recordKey, type SuggestionRecord } from "../records.ts";
import { countedIds, proposalsOf } from "../testing/index.ts";
import { resolve } from "./resolve.ts";

const { inserted } = proposalsOf(reportSchema);
const A = "ada:aaaa";

describe("what is proposed to make a decision endless", () => {
  test("a few cells that claim a hundred columns each are taken as they are", () => {
    const wide = Array.from({ length: 100 }, (_, i) => td({ id: `c${i}`, colspan: 100 }, p({ id: `w${i}` })));
    const tall = Array.from({ length: 100 }, (_, i) =>
      tr({ id: `r${i}` }, td({ id: `d${i}`, rowspan: 1000 }, p({ id: `t${i}` }))),
    );
    const proposed = doc(table({ id: "t", ins: A }, tr({ id: "r" }, ...wide), ...tall));
    const { doc: decided } = resolve({ doc: proposed, records: new Map() }, () => "accept", countedIds());
    decided.check();
    expect(decided.firstChild?.attrs["ins"]).toBeNull();
    expect(decided.firstChild?.content.eq(proposed.firstChild?.content ?? decided.content)).toBe(true);
  });

  test("arrangements that claim a section and name one paragraph of it have no effect", () => {
    const blocks = doc(...Array.from({ length: 1000 }, (_, at) => p({ id: `b${at}` }, "base")));
    const records = new Map<string, SuggestionRecord>();
    for (let at = 0; at < 1000; at++) {
      const record: SuggestionRecord = { kind: "shape", target: "b0", last: "b999", to: [{ keep: "b0" }] };
      records.set(recordKey(`ada:${String(at).padStart(6, "0")}`, record), record);
    }
    const read = readSuggestions({ doc: blocks, records });
    expect(read).toHaveLength(1000);
    expect(read.every(({ stale }) => stale)).toBe(true);
  });

  test("a thousand breaks in a block of which a thousand things are proposed bring no million proposals", () => {
    const records = new Map<string, SuggestionRecord>();
    for (let at = 0; at < 1000; at++) {
      const record: SuggestionRecord = { kind: "delete", target: "b1" };
      records.set(recordKey(`ada:${String(at).padStart(6, "0")}`, record), record);
    }
    const proposed = doc(p({ id: "b1" }, "base", inserted(A, "\n".repeat(1000))));
    const decided = resolve({ doc: proposed, records }, (id) => (id === A ? "accept" : "keep"), countedIds());
    expect(decided.doc.childCount).toBe(1001);
    expect(decided.records.size).toBe(11_000);
    for (const key of records.keys()) expect(decided.records.has(key)).toBe(true);
  });
});
