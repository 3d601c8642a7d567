import { doc, p, reportSchema } from "@travaux/blueprint/testing";
import type { Node } from "prosemirror-model";
import { expect, test } from "vitest";
import { resolve } from "./resolve.ts";

const A = "alice:aaaa";
function mark(name: string, id = A, more = {}): (text: string) => Node {
  return (text) => reportSchema.text(text, [reportSchema.mark(name, { id, by: id.split(":")[0], ...more })]);
}
const ins = mark("insertion");
const del = mark("deletion");

test("smoke", () => {
  const base = doc(p({ id: "b1" }, "hello ", ins("ne\nw"), del(" wor"), "ld"));
  const tracked = { doc: base, records: new Map() };
  let n = 0;
  const newId = () => `n${(n += 1)}`;
  expect(resolve(tracked, () => "keep", newId).doc).toBe(base);
  expect(resolve(tracked, () => "reject", newId).doc.toString()).toBe('doc(paragraph("hello  world"))');
  expect(resolve(tracked, () => "accept", newId).doc.toString()).toBe(
    'doc(paragraph("hello ne"), paragraph("wld"))',
  );
});
