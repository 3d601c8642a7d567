import { doc, p, reportSchema } from "@travaux/blueprint/testing";
import type { Node } from "prosemirror-model";
import { expect, test } from "vitest";
import { recordKey, type SuggestionRecord } from "../records.ts";
import { countSuggestions, readSuggestions } from "./suggestions.ts";
import { suggestionHash } from "./hash.ts";

const A = "alice:aaaa";
function mark(name: string, id = A, more = {}): (text: string) => Node {
  return (text) => reportSchema.text(text, [reportSchema.mark(name, { id, by: id.split(":")[0], ...more })]);
}
const ins = mark("insertion");
const del = mark("deletion");

test("smoke", () => {
  const base = doc(p({ id: "b1" }, "hello ", ins("ne\nw"), del(" wor"), "ld"), p({ id: "b2" }, "x"));
  const record: SuggestionRecord = { kind: "join", target: "b2" };
  const tracked = { doc: base, records: new Map([[recordKey("bob:bbbb", record), record]]) };
  expect(countSuggestions(tracked)).toBe(2);
  expect(readSuggestions(tracked)).toMatchObject([
    { id: A, kind: "replacement", from: 7, to: 15, content: { inserted: "ne\nw", deleted: " wor" } },
    { id: "bob:bbbb", kind: "structure", stale: false, from: 18, to: 21 },
  ]);
  expect(readSuggestions(tracked).map(suggestionHash)[0]).toMatch(/^[0-9a-f]{64}$/);
});
