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
import { describe, expect, test } from "vitest";
import type { SuggestionRecord } from "../records.ts";
import { countedIds, proposalsOf, sketch, trackedWith } from "../testing/index.ts";
import type { Decision, TrackedDocument } from "../tracked.ts";
import { projectBase, projectFinal } from "./project.ts";
import { resolve } from "./resolve.ts";

const { inserted, deleted, reference, on } = proposalsOf(reportSchema);
const [A, B] = ["ada:aaaa", "ben:aaaa"];
const join = (target: string): SuggestionRecord => ({ kind: "join", target });
const remove = (target: string): SuggestionRecord => ({ kind: "delete", target });

function decide(tracked: TrackedDocument, decisions: Readonly<Record<string, Decision>>) {
  const result = resolve(tracked, (id) => decisions[id] ?? "keep", countedIds());
  result.doc.check();
  return { ...result, text: sketch(result.doc) };
}

describe("joins", () => {
  test("E34 a join: two paragraphs in the base, one in the final, the first id", () => {
    const tracked = trackedWith(doc(p({ id: "b1" }, "hel"), p({ id: "b2" }, "lo")), [A, join("b2")]);
    expect(sketch(projectBase(tracked))).toBe("doc(p#b1(hel) p#b2(lo))");
    expect(sketch(projectFinal(tracked, countedIds()))).toBe("doc(p#b1(hello))");
  });

  test("E35 a deletion over a boundary and letters leaves nothing invisible", () => {
    const blocks = doc(p({ id: "b1" }, "he", deleted(A, "l")), p({ id: "b2" }, deleted(A, "l"), "o"));
    expect(decide(trackedWith(blocks, [A, join("b2")]), { [A]: "accept" }).text).toBe("doc(p#b1(heo))");
  });

  test("E37 a replacement over two paragraphs: rejected, both stand; accepted, one", () => {
    const blocks = doc(
      p({ id: "b1" }, "one ", deleted(A, "two"), inserted(A, "2")),
      p({ id: "b2" }, deleted(A, "three"), " four"),
    );
    const tracked = trackedWith(blocks, [A, join("b2")]);
    expect(decide(tracked, { [A]: "reject" }).text).toBe("doc(p#b1(one two) p#b2(three four))");
    expect(decide(tracked, { [A]: "accept" }).text).toBe("doc(p#b1(one 2 four))");
  });

  test("a join between list items takes what follows in the item along, and the empty item goes", () => {
    const list = ul(
      { id: "l" },
      li({ id: "i1" }, p({ id: "b1" }, "a")),
      li({ id: "i2" }, p({ id: "b2" }, "b"), p({ id: "b3" }, "c")),
    );
    expect(decide(trackedWith(doc(list), [A, join("b2")]), { [A]: "accept" }).text).toBe(
      "doc(ul#l(li#i1(p#b1(ab) p#b3(c))))",
    );
  });

  test("a join out of a list leaves the rest of the list", () => {
    const list = ul(
      { id: "l" },
      li({ id: "i1" }, p({ id: "b2" }, "b")),
      li({ id: "i2" }, p({ id: "b3" }, "c")),
    );
    const tracked = trackedWith(doc(p({ id: "b1" }, "a"), list), [A, join("b2")], [B, join("b3")]);
    expect(decide(tracked, { [A]: "accept" }).text).toBe("doc(p#b1(ab) ul#l(li#i2(p#b3(c))))");
    expect(decide(tracked, { [A]: "accept", [B]: "accept" }).text).toBe("doc(p#b1(abc))");
  });

  test("joins pass over what others propose, which stays proposed", () => {
    const tracked = trackedWith(
      doc(p({ id: "b1" }, "a"), p({ id: "x", ins: B }, "new"), p({ id: "b2" }, "b")),
      [A, join("b2")],
    );
    expect(decide(tracked, { [A]: "accept" }).text).toBe("doc(p#b1(ab) p#x+ben(new))");
  });

  test.each([
    ["the first textblock", doc(p({ id: "b2" }, "b"))],
    ["a table before it", doc(table(tr(td(p({ id: "b1" }, "a")))), p({ id: "b2" }, "b"))],
    ["the first in its cell", doc(p({ id: "b1" }, "a"), table({ id: "t" }, tr(td(p({ id: "b2" }, "b")))))],
    [
      "a withheld passage before it",
      doc(p({ id: "b1" }), reportSchema.node("placeholder_block", { id: "w" }), p({ id: "b2" })),
    ],
    ["a proposed paragraph after a standing one", doc(p({ id: "b1" }), p({ id: "b2", ins: B }))],
  ])("no join into what is not there: %s", (_name, blocks) => {
    const result = decide(trackedWith(blocks, [A, join("b2")]), { [A]: "accept" });
    expect(result.doc.eq(blocks)).toBe(true);
    expect([result.stale, result.records.size]).toEqual([[A], 0]);
  });
});

describe("deletions of nodes", () => {
  test("E38 a deletion over three paragraphs is whole again when rejected, and one paragraph when accepted", () => {
    const base = doc(p({ id: "b1" }, "one two"), p({ id: "b2" }, "three"), p({ id: "b3" }, "four five"));
    const blocks = doc(
      p({ id: "b1" }, "one ", deleted(A, "two")),
      p({ id: "b2" }, deleted(A, "three")),
      p({ id: "b3" }, deleted(A, "four "), "five"),
    );
    const tracked = trackedWith(blocks, [A, join("b3")], [A, remove("b2")]);
    expect(decide(tracked, { [A]: "reject" }).doc.eq(base)).toBe(true);
    expect(decide(tracked, { [A]: "accept" }).text).toBe("doc(p#b1(one five))");
  });

  test("E40 deleting all there is leaves a valid document with a paragraph to write in", () => {
    const tracked = trackedWith(doc(p({ id: "b1" }, deleted(A, "all"))), [A, remove("b1")]);
    expect(decide(tracked, { [A]: "accept" }).text).toBe("doc(p())");
  });

  test("E41 base paragraphs are deleted, another's proposed one between them stays his", () => {
    const blocks = doc(p({ id: "b1" }, deleted(A, "x")), p({ id: "n", ins: B }, "new"), p({ id: "b2" }, "y"));
    const tracked = trackedWith(blocks, [A, remove("b1")]);
    expect(decide(tracked, { [A]: "accept" }).text).toBe("doc(p#n+ben(new) p#b2(y))");
  });

  test("E89 what an editor typed meanwhile is not swallowed", () => {
    const tracked = trackedWith(doc(p({ id: "b1" }, deleted(A, "old"), "typed")), [A, remove("b1")]);
    expect(decide(tracked, { [A]: "accept" }).text).toBe("doc(p#b1(typed))");
  });

  test("what somebody else proposed in a deleted paragraph becomes his proposal of a paragraph", () => {
    const blocks = doc(p({ id: "b0" }), p({ id: "b1" }, deleted(A, "old"), inserted(B, "x\ny")));
    const accepted = decide(trackedWith(blocks, [A, remove("b1")]), { [A]: "accept" });
    expect(accepted.text).toBe("doc(p#b0() p#b1+ben(x) p+ben(y))");
    expect(sketch(projectBase(accepted))).toBe("doc(p#b0())");
    expect(sketch(projectFinal(accepted, countedIds()))).toBe("doc(p#b0() p#b1(x) p(y))");
  });

  test("containers that an acceptance leaves empty go, a cell gets a paragraph", () => {
    const list = ul({ id: "l" }, li({ id: "i" }, p({ id: "b1" }, deleted(A, "x"))));
    expect(decide(trackedWith(doc(p({ id: "b0" }), list), [A, remove("b1")]), { [A]: "accept" }).text).toBe(
      "doc(p#b0())",
    );
    const cells = table({ id: "t" }, tr({ id: "r" }, td({ id: "c" }, p({ id: "b1" }, deleted(A, "x")))));
    expect(decide(trackedWith(doc(cells), [A, remove("b1")]), { [A]: "accept" }).text).toBe(
      "doc(table#t(tr#r(td#c(p()))))",
    );
  });

  test("a base that already had an empty list keeps it when everything is rejected", () => {
    const base = doc(ul({ id: "l" }));
    const tracked = trackedWith(doc(ul({ id: "l" }, li({ id: "i", ins: A }, p({ id: "b1" }, "x")))));
    expect(decide(tracked, { [A]: "reject" }).doc.eq(base)).toBe(true);
  });

  test("E49 a proposed list that is rejected goes with everything typed in it", () => {
    const list = ul({ id: "l", ins: A }, li({ id: "i" }, p({ id: "b1" }, "one", inserted(B, "two"))));
    const result = decide(
      trackedWith(doc(p({ id: "b0" }), list), [
        B,
        { kind: "attrs", target: "b1", name: "dir", value: "rtl" },
      ]),
      { [A]: "reject" },
    );
    expect([result.text, result.superseded, result.records.size]).toEqual(["doc(p#b0())", [B], 0]);
  });
});

describe("attributes and links", () => {
  test("E44 an attribute: rejected the old value, accepted the new one", () => {
    const tracked = trackedWith(doc(h1({ id: "b1" }, "x")), [
      A,
      { kind: "attrs", target: "b1", name: "level", value: 3 },
    ]);
    expect(decide(tracked, { [A]: "reject" }).doc).toBe(tracked.doc);
    expect(decide(tracked, { [A]: "accept" }).doc.child(0).attrs["level"]).toBe(3);
  });

  test.each([
    ["gone", "level", 2],
    ["b1", "colour", "red"],
    ["b1", "level", 9],
    ["b1", "level", 1],
  ])("an attribute that does not fit has no effect and says so: %s %s %s", (target, name, value) => {
    const tracked = trackedWith(doc(h1({ id: "b1" }, "x")), [A, { kind: "attrs", target, name, value }]);
    const result = decide(tracked, { [A]: "accept" });
    expect([result.doc, result.stale, result.records.size]).toEqual([tracked.doc, [A], 0]);
  });

  test("E50 a rejected link leaves base text, and takes text that came with it", () => {
    const mark = reportSchema.mark("fmt", {
      id: A,
      by: "ada",
      op: '+{"type":"link","attrs":{"href":"https://example.org/"}}',
    });
    const linked = reportSchema.text("base", [mark]);
    const inLink = reportSchema.text("new", [reportSchema.mark("link", { href: "https://example.org/" })]);
    const tracked = trackedWith(doc(p({ id: "b1" }, linked, on("insertion", A, inLink))));
    expect(decide(tracked, { [A]: "reject" }).text).toBe("doc(p#b1(base))");
    expect(decide(tracked, { [A]: "accept" }).text).toBe("doc(p#b1({link: basenew}))");
  });
});

describe("tables and footnotes", () => {
  const cell = (id: string, text: string, ins: string | null = null) =>
    td({ id: `c${id}`, ins }, p({ id }, text));

  test("E52 rejecting everything in a cell leaves no revision and no base character marked", () => {
    const text = p({ id: "b1" }, "a", inserted(A, "b"), deleted(B, "c"));
    const result = resolve(trackedWith(doc(table(tr(td(text))))), () => "reject", countedIds());
    expect(sketch(result.doc)).toBe("doc(table(tr(td(p#b1(ac)))))");
  });

  test("a proposed row is one row more, a deleted column one cell less in each row", () => {
    const rows = [
      tr({ id: "r1" }, cell("1", "a"), td({ id: "c2" }, p({ id: "2" }, deleted(B, "b")))),
      tr({ id: "r2", ins: A }, cell("3", "c"), cell("4", "d")),
    ];
    const tracked = trackedWith(doc(table({ id: "t" }, ...rows)), [B, remove("c2")]);
    expect(decide(tracked, { [B]: "accept" }).text).toBe(
      "doc(table#t(tr#r1(td#c1(p#1(a))) tr#r2+ada(td#c3(p#3(c)) td#c4(p#4(d)))))",
    );
    // The two do not know of one another: the table is put right.
    const both = decide(tracked, { [A]: "accept", [B]: "accept" });
    expect(both.doc.child(0).content.content.map((row) => row.childCount)).toEqual([2, 2]);
  });

  test("a row under a cell that spans two is put right when the row is deleted", () => {
    const wide = td({ id: "c1", rowspan: 2 }, p({ id: "1" }, "a"));
    const rows = [
      tr({ id: "r1" }, wide, cell("2", "b")),
      tr({ id: "r2" }, td({ id: "c3" }, p({ id: "3" }, deleted(A, "c")))),
    ];
    const result = decide(trackedWith(doc(table({ id: "t" }, ...rows)), [A, remove("r2")]), {
      [A]: "accept",
    });
    expect(result.text).toBe("doc(table#t(tr#r1(td#c1(p#1(a)) td#c2(p#2(b)))))");
    expect(result.doc.child(0).child(0).child(0).attrs["rowspan"]).toBe(1);
  });

  test("an irregular table that nobody decided about is left alone", () => {
    const odd = table(
      { id: "t" },
      tr({ id: "r1" }, cell("1", "a")),
      tr({ id: "r2" }, cell("2", "b"), cell("3", "c")),
    );
    const tracked = trackedWith(doc(odd, p({ id: "b1" }, inserted(A, "x"))));
    expect(decide(tracked, { [A]: "accept" }).doc.child(0)).toBe(tracked.doc.child(0));
  });

  test("E53 two footnotes are decided one without the other; a text goes with its reference", () => {
    const text = p(
      { id: "b1" },
      "a",
      on("insertion", A, reference("n1")),
      on("deletion", B, reference("n2")),
    );
    const notes = footnotes(
      { id: "f" },
      footnote({ id: "n1", ins: A }, "one"),
      footnote({ id: "n2" }, "two"),
    );
    const tracked = trackedWith(doc(text, notes));
    expect(decide(tracked, { [A]: "reject" }).text).toBe(
      "doc(p#b1(a{footnote ben: ￼}) footnotes#f(note#n2(two)))",
    );
    expect(decide(tracked, { [B]: "accept" }).text).toBe(
      "doc(p#b1(a{footnote ada: ￼}) footnotes#f(note#n1+ada(one)))",
    );
    expect(decide(tracked, { [A]: "reject", [B]: "accept" }).text).toBe("doc(p#b1(a))");
  });

  test("changes in a footnote's text are decided like all others", () => {
    const notes = footnotes({ id: "f" }, footnote({ id: "n1" }, "one", inserted(A, " more")));
    const tracked = trackedWith(doc(p({ id: "b1" }, reference("n1")), notes));
    expect(decide(tracked, { [A]: "accept" }).text).toBe(
      "doc(p#b1({footnote: ￼}) footnotes#f(note#n1(one more)))",
    );
  });

  test("an empty container of footnotes is no part of a projection", () => {
    const tracked = trackedWith(doc(p({ id: "b1" }, "a"), footnotes({ id: "f" })));
    expect(sketch(projectBase(tracked))).toBe("doc(p#b1(a))");
    expect(resolve(tracked, () => "keep", countedIds()).doc).toBe(tracked.doc);
  });

  test("a quotation that is deleted while others' paragraphs wait in it stays for them", () => {
    const quote = blockquote({ id: "q" }, p({ id: "b1" }, deleted(A, "x")), p({ id: "n", ins: B }, "new"));
    const tracked = trackedWith(doc(p({ id: "b0" }), quote), [A, remove("q")]);
    const accepted = decide(tracked, { [A]: "accept" });
    expect(sketch(projectBase(accepted))).toBe("doc(p#b0())");
    expect(sketch(projectFinal(accepted, countedIds()))).toBe("doc(p#b0() blockquote#q(p#n(new)))");
  });
});
