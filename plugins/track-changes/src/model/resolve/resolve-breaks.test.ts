import {
  blockquote,
  doc,
  footnote,
  footnotes,
  h1,
  li,
  p,
  reportSchema,
  table,
  td,
  tr,
  ul,
} from "@travaux/blueprint/testing";
import type { Node } from "prosemirror-model";
import { describe, expect, test } from "vitest";
import { countedIds, proposalsOf, sketch, trackedWith } from "../testing/index.ts";
import type { TrackedDocument } from "../tracked.ts";
import { projectBase, projectFinal } from "./project.ts";
import { resolve } from "./resolve.ts";

const { inserted, deleted, on } = proposalsOf(reportSchema);
const [A, B] = ["ada:aaaa", "ben:aaaa"];
const enter = inserted(A, "\n");

function final(tracked: TrackedDocument): string {
  const projected = projectFinal(tracked, countedIds());
  projected.check();
  return sketch(projected);
}

function plain(node: Node): TrackedDocument {
  return trackedWith(node);
}

describe("paragraph breaks", () => {
  test("E28 Enter in the middle: one paragraph in the base, two in the final, the first keeps the id", () => {
    const tracked = plain(doc(p({ id: "b1", dir: "rtl" }, "hel", enter, "lo")));
    expect(sketch(projectBase(tracked))).toBe("doc(p#b1(hello))");
    const projected = projectFinal(tracked, countedIds());
    expect(sketch(projected)).toBe("doc(p#b1(hel) p(lo))");
    expect(projected.child(1).attrs).toMatchObject({ dir: "rtl", ins: null, id: "new1" });
  });

  test("E29 a rejected split leaves the original, ids and marks included", () => {
    const base = doc(p({ id: "b1" }, "hel", reportSchema.text("lo", [reportSchema.mark("em")])));
    const [first, second] = [base.child(0).child(0), base.child(0).child(1)];
    const tracked = plain(doc(p({ id: "b1" }, first, enter, second)));
    expect(resolve(tracked, () => "reject", countedIds()).doc.eq(base)).toBe(true);
  });

  test("E31 a split half of which is deleted, the split rejected: the deletion stands in the one paragraph", () => {
    const tracked = plain(doc(p({ id: "b1" }, "hel", enter, deleted(B, "lo"))));
    const { doc: after } = resolve(tracked, (id) => (id === A ? "reject" : "keep"), countedIds());
    expect(sketch(after)).toBe("doc(p#b1(hel{ben: lo}))");
  });

  test("several breaks make several paragraphs, empty ones too", () => {
    expect(final(plain(doc(p({ id: "b1" }, "a", inserted(A, "\n\nx\n"), "b"))))).toBe(
      "doc(p#b1(a) p() p(x) p(b))",
    );
  });

  test("in a list item the item is split, and what follows in it goes along", () => {
    const tracked = plain(
      doc(ul({ id: "l" }, li({ id: "i" }, p({ id: "b1" }, "a", enter, "b"), p({ id: "b2" }, "c")))),
    );
    expect(final(tracked)).toBe("doc(ul#l(li#i(p#b1(a)) li(p(b) p#b2(c))))");
  });

  test("in a proposed paragraph of a standing item the item is left whole", () => {
    const item = li(
      { id: "i" },
      p({ id: "b0" }, "x"),
      p({ id: "b1", ins: B }, "a", enter, "b"),
      p({ id: "b2" }, "c"),
    );
    const { doc: after } = resolve(
      plain(doc(ul({ id: "l" }, item))),
      (id) => (id === A ? "accept" : "keep"),
      countedIds(),
    );
    expect(sketch(after)).toBe("doc(ul#l(li#i(p#b0(x) p#b1+ben(a) p+ben(b) p#b2(c))))");
  });

  test("after the end of a heading comes a paragraph, out of its middle two headings", () => {
    expect(final(plain(doc(h1({ id: "b1" }, "Title", enter))))).toBe("doc(h#b1(Title) p())");
    expect(final(plain(doc(h1({ id: "b1" }, "Title", inserted(A, "\ntext")))))).toBe(
      "doc(h#b1(Title) p(text))",
    );
    expect(final(plain(doc(h1({ id: "b1" }, "Ti", enter, "tle"))))).toBe("doc(h#b1(Ti) h(tle))");
  });

  test("in quotations and cells the two halves stay inside", () => {
    const text = p({ id: "b1" }, "a", enter, "b");
    expect(final(plain(doc(blockquote({ id: "q" }, text))))).toBe("doc(blockquote#q(p#b1(a) p(b)))");
    expect(final(plain(doc(table({ id: "t" }, tr({ id: "r" }, td({ id: "c" }, text))))))).toBe(
      "doc(table#t(tr#r(td#c(p#b1(a) p(b)))))",
    );
  });

  test("a footnote's text stays one", () => {
    const note = footnotes({ id: "f" }, footnote({ id: "n1" }, "a", enter, "b"));
    expect(final(plain(doc(p({ id: "b1" }), note)))).toBe("doc(p#b1() footnotes#f(note#n1(ab)))");
  });

  test("E32 another's deletion of a break: accepting the break leaves a proposed join", () => {
    const tracked = plain(doc(p({ id: "b1" }, "a", on("deletion", B, enter), "b")));
    const split = resolve(tracked, (id) => (id === A ? "accept" : "keep"), countedIds());
    expect(sketch(split.doc)).toBe("doc(p#b1(a) p(b))");
    expect([...split.records]).toEqual([["ben:aaaa/join/new1", { kind: "join", target: "new1" }]]);
    expect(sketch(resolve(split, () => "accept", countedIds()).doc)).toBe("doc(p#b1(ab))");
    expect(sketch(resolve(tracked, (id) => (id === B ? "accept" : "keep"), countedIds()).doc)).toBe(
      "doc(p#b1(ab))",
    );
  });

  test("what was proposed of the whole paragraph is proposed of both halves", () => {
    const tracked = trackedWith(
      doc(p({ id: "b0" }), p({ id: "b1" }, deleted(B, "a"), enter, deleted(B, "b"))),
      [B, { kind: "delete", target: "b1" }],
    );
    const split = resolve(tracked, (id) => (id === A ? "accept" : "keep"), countedIds());
    expect([...split.records.keys()]).toEqual(["ben:aaaa/delete/b1", "ben:aaaa/delete/new1"]);
    expect(sketch(resolve(split, () => "accept", countedIds()).doc)).toBe("doc(p#b0())");
    expect(sketch(projectBase(split))).toBe("doc(p#b0() p#b1(a) p(b))");
  });
});
