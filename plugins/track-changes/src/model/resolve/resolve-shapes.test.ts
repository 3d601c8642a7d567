import { blockquote, doc, h1, li, p, reportSchema, table, td, tr, ul } from "@travaux/blueprint/testing";
import { describe, expect, test } from "vitest";
import type { ShapeNode, SuggestionRecord } from "../records.ts";
import { countedIds, proposalsOf, sketch, trackedWith } from "../testing/index.ts";
import type { Decision, TrackedDocument } from "../tracked.ts";
import { projectBase } from "./project.ts";
import { resolve } from "./resolve.ts";

const { inserted, deleted } = proposalsOf(reportSchema);
const [A, B] = ["ada:aaaa", "ben:aaaa"];
const keep = (id: string): ShapeNode => ({ keep: id });

function shape(target: string, last: string, ...to: ShapeNode[]): SuggestionRecord {
  return { kind: "shape", target, last, to };
}

function decide(tracked: TrackedDocument, decisions: Readonly<Record<string, Decision>>) {
  const result = resolve(tracked, (id) => decisions[id] ?? "keep", countedIds());
  result.doc.check();
  return { ...result, text: sketch(result.doc) };
}

/** Decides B and then A, A and then B, and both at once. */
function inEveryOrder(tracked: TrackedDocument): readonly string[] {
  const [first, second] = [decide(tracked, { [B]: "accept" }), decide(tracked, { [A]: "accept" })];
  return [
    decide(tracked, { [A]: "accept", [B]: "accept" }).text,
    decide(first, { [A]: "accept" }).text,
    decide(second, { [B]: "accept" }).text,
  ];
}

const paragraphs = doc(p({ id: "b1" }, "a"), p({ id: "b2" }, "b"), p({ id: "b3" }, "c"));
const list = ul({ id: "l" }, li({ id: "i1" }, p({ id: "b1" }, "a")), li({ id: "i2" }, p({ id: "b2" }, "b")));
const item = (id: string): ShapeNode => ({ make: "list_item", content: [keep(id)] });

describe("arrangements", () => {
  test.each([
    [
      "E46 wrapping in a quotation",
      paragraphs,
      shape("b1", "b2", { make: "blockquote", content: [keep("b1"), keep("b2")] }),
      "doc(blockquote(p#b1(a) p#b2(b)) p#b3(c))",
    ],
    [
      "E46 lifting out of a quotation",
      doc(blockquote({ id: "q" }, p({ id: "b1" }, "a"))),
      shape("q", "q", keep("b1")),
      "doc(p#b1(a))",
    ],
    [
      "making a list",
      paragraphs,
      shape("b1", "b2", { make: "bullet_list", content: [item("b1"), item("b2")] }),
      "doc(ul(li(p#b1(a)) li(p#b2(b))) p#b3(c))",
    ],
    [
      "E47 indenting an item",
      doc(list),
      shape("i1", "i2", {
        keep: "i1",
        content: [keep("b1"), { make: "bullet_list", content: [keep("i2")] }],
      }),
      "doc(ul#l(li#i1(p#b1(a) ul(li#i2(p#b2(b))))))",
    ],
    [
      "E47 outdenting an item",
      doc(list),
      shape("l", "l", { keep: "l", content: [keep("i1")] }, keep("b2")),
      "doc(ul#l(li#i1(p#b1(a))) p#b2(b))",
    ],
    [
      "another kind of list",
      doc(list),
      shape("l", "l", { keep: "l", type: "ordered_list", attrs: { order: 3 } }),
      "doc(ol#l(li#i1(p#b1(a)) li#i2(p#b2(b))))",
    ],
    [
      "another kind of block",
      paragraphs,
      shape("b1", "b1", { keep: "b1", type: "heading", attrs: { level: 2 } }),
      "doc(h#b1(a) p#b2(b) p#b3(c))",
    ],
    [
      "changing places",
      paragraphs,
      shape("b1", "b2", keep("b2"), keep("b1")),
      "doc(p#b2(b) p#b1(a) p#b3(c))",
    ],
  ])("%s: the base stands until it is accepted", (_name, blocks, record, after) => {
    const tracked = trackedWith(blocks, [A, record]);
    expect(projectBase(tracked)).toBe(blocks);
    expect(decide(tracked, { [A]: "accept" }).text).toBe(after);
  });

  test("merging two cells and splitting one again", () => {
    const cells = [td({ id: "c1" }, p({ id: "b1" }, "a")), td({ id: "c2" }, p({ id: "b2" }, "b"))];
    const merged = { keep: "c1", attrs: { colspan: 2 }, content: [keep("b1"), keep("b2")] };
    const tracked = trackedWith(doc(table({ id: "t" }, tr({ id: "r" }, ...cells))), [
      A,
      shape("c1", "c2", merged),
    ]);
    const once = decide(tracked, { [A]: "accept" });
    expect(once.text).toBe("doc(table#t(tr#r(td#c1(p#b1(a) p#b2(b)))))");
    expect(once.doc.firstChild?.firstChild?.firstChild?.attrs["colspan"]).toBe(2);
    const parts: ShapeNode[] = [
      { keep: "c1", attrs: { colspan: 1 } },
      { make: "table_cell", content: [{ make: "paragraph", content: [] }] },
    ];
    const split = decide(trackedWith(once.doc, [A, shape("c1", "c1", ...parts)]), { [A]: "accept" });
    expect(split.text).toBe("doc(table#t(tr#r(td#c1(p#b1(a) p#b2(b)) td(p()))))");
  });

  test("an empty paragraph of the range may go, one with text may not", () => {
    const record = shape("b1", "b2", { make: "blockquote", content: [keep("b1")] });
    const empty = trackedWith(doc(p({ id: "b1" }, "a"), p({ id: "b2" })), [A, record]);
    expect(decide(empty, { [A]: "accept" }).text).toBe("doc(blockquote(p#b1(a)))");
    const full = trackedWith(paragraphs, [A, record]);
    expect(decide(full, { [A]: "accept" })).toMatchObject({ doc: paragraphs, stale: [A] });
  });

  test("others' proposed nodes stay behind the node before them, and go without a trace when rejected", () => {
    const blocks = doc(p({ id: "b1" }, "a"), p({ id: "n", ins: B }, "new"), p({ id: "b2" }, "b"));
    const record = shape("b1", "b2", { make: "bullet_list", content: [item("b1"), item("b2")] });
    const tracked = trackedWith(blocks, [A, record]);
    expect(inEveryOrder(tracked)).toEqual(
      Array.from({ length: 3 }, () => "doc(ul(li(p#b1(a) p#n(new)) li(p#b2(b))))"),
    );
    const rejected = decide(decide(tracked, { [A]: "accept" }), { [B]: "reject" });
    expect(rejected.text).toBe("doc(ul(li(p#b1(a)) li(p#b2(b))))");
  });

  test("another's proposed item gets a list of its own when the list around it is taken apart", () => {
    const proposed = li({ id: "n", ins: B }, p({ id: "b9" }, "new"));
    const blocks = doc(ul({ id: "l" }, li({ id: "i1" }, p({ id: "b1" }, "a")), proposed));
    const tracked = trackedWith(blocks, [A, shape("l", "l", keep("b1"))]);
    expect(inEveryOrder(tracked)).toEqual(
      Array.from({ length: 3 }, () => "doc(p#b1(a) ul(li#n(p#b9(new))))"),
    );
    const rejected = decide(decide(tracked, { [A]: "accept" }), { [B]: "reject" });
    expect(rejected.text).toBe("doc(p#b1(a))");
  });

  test("E46 pending text in the range survives", () => {
    const blocks = doc(p({ id: "b1" }, "a", inserted(B, "x")));
    const tracked = trackedWith(blocks, [
      A,
      shape("b1", "b1", { make: "blockquote", content: [keep("b1")] }),
    ]);
    expect(decide(tracked, { [A]: "accept" }).text).toBe("doc(blockquote(p#b1(a{ben: x})))");
  });

  test.each([
    ["a target that is gone", shape("gone", "b2", keep("b2"))],
    ["an end before its start", shape("b2", "b1", keep("b1"), keep("b2"))],
    ["a paragraph kept twice", shape("b1", "b1", keep("b1"), keep("b1"))],
    ["a paragraph from elsewhere", shape("b1", "b1", keep("b1"), keep("b3"))],
    ["a node where none may be", shape("b1", "b1", { make: "table_row", content: [keep("b1")] })],
    ["an unknown type", shape("b1", "b1", { keep: "b1", type: "nonsense" })],
    ["a paragraph as a list", shape("b1", "b1", { keep: "b1", type: "bullet_list" })],
    ["an attribute out of range", shape("b1", "b1", { keep: "b1", type: "heading", attrs: { level: 12 } })],
    ["text blocks out of nothing that stays", shape("b1", "b1")],
  ])("%s: no effect, and said so", (_name, record) => {
    const result = decide(trackedWith(paragraphs, [A, record]), { [A]: "accept" });
    expect(result).toMatchObject({ doc: paragraphs, stale: [A] });
    expect(decide(trackedWith(paragraphs, [A, record]), { [A]: "reject" }).doc).toBe(paragraphs);
  });

  test("nothing of the base moves into what is only proposed", () => {
    const blocks = doc(blockquote({ id: "q", ins: B }, p({ id: "n" }, "x")), p({ id: "b1" }, "a"));
    const record = shape("q", "b1", { keep: "q", content: [keep("n"), keep("b1")] });
    expect(decide(trackedWith(blocks, [A, record]), { [A]: "accept" }).stale).toEqual([A]);
  });
});

describe("arrangements follow other decisions", () => {
  const wrap = shape("b1", "b3", { make: "bullet_list", content: ["b1", "b2", "b3"].map(item) });

  test("a paragraph of the range is split", () => {
    const blocks = doc(
      p({ id: "b1" }, "a", inserted(B, "\n"), "x"),
      p({ id: "b2" }, "b"),
      p({ id: "b3" }, "c"),
    );
    expect(inEveryOrder(trackedWith(blocks, [A, wrap]))).toEqual(
      Array.from({ length: 3 }, () => "doc(ul(li(p#b1(a)) li(p(x)) li(p#b2(b)) li(p#b3(c))))"),
    );
  });

  test.each(["b1", "b2", "b3"])("a paragraph of the range is deleted: %s", (gone) => {
    const texts = ["b1", "b2", "b3"].map((id) => p({ id }, id === gone ? deleted(B, "x") : "y"));
    const tracked = trackedWith(
      doc(p({ id: "b0" }), ...texts),
      [A, wrap],
      [B, { kind: "delete", target: gone }],
    );
    const rest = ["b1", "b2", "b3"].filter((id) => id !== gone).map((id) => `li(p#${id}(y))`);
    expect(inEveryOrder(tracked)).toEqual(
      Array.from({ length: 3 }, () => `doc(p#b0() ul(${rest.join(" ")}))`),
    );
  });

  test("two paragraphs of the range are joined", () => {
    const tracked = trackedWith(paragraphs, [A, wrap], [B, { kind: "join", target: "b2" }]);
    expect(inEveryOrder(tracked)).toEqual(
      Array.from({ length: 3 }, () => "doc(ul(li(p#b1(ab)) li(p#b3(c))))"),
    );
  });

  test("the deletion of a list that is taken apart goes on as that of its paragraphs", () => {
    const struck = ul(
      { id: "l" },
      li({ id: "i1" }, p({ id: "b1" }, deleted(B, "a"))),
      li({ id: "i2" }, p({ id: "b2" }, "b")),
    );
    const tracked = trackedWith(
      doc(p({ id: "b0" }), struck),
      [A, shape("l", "l", keep("b1"), keep("b2"))],
      [B, { kind: "delete", target: "i1" }],
    );
    expect(inEveryOrder(tracked)).toEqual(Array.from({ length: 3 }, () => "doc(p#b0() p#b2(b))"));
  });

  test("two arrangements that contradict one another: one is carried out, the other is stale", () => {
    const other = shape("b1", "b2", { make: "blockquote", content: [keep("b1"), keep("b2")] });
    const tracked = trackedWith(paragraphs, [A, wrap], [B, other]);
    const result = decide(tracked, { [A]: "accept", [B]: "accept" });
    expect(result.stale).toHaveLength(1);
  });

  test("a heading that ends at a break is followed by a paragraph wherever it goes", () => {
    const tracked = trackedWith(doc(h1({ id: "b1" }, "a", inserted(B, "\n"))), [
      A,
      shape("b1", "b1", { make: "blockquote", content: [keep("b1")] }),
    ]);
    expect(inEveryOrder(tracked)).toEqual(Array.from({ length: 3 }, () => "doc(blockquote(h#b1(a) p()))"));
  });
});
