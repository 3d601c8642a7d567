import { doc, footnote, footnotes, li, p, reportSchema, table, td, tr, ul } from "@travaux/blueprint/testing";
import type { Node } from "prosemirror-model";
import { describe, expect, test } from "vitest";
import type { SuggestionRecord } from "../records.ts";
import { resolve } from "../resolve/resolve.ts";
import { countedIds, proposalsOf, trackedWith } from "../testing/index.ts";
import type { TrackedDocument } from "../tracked.ts";
import { suggestionHash } from "./hash.ts";
import { countSuggestions, readSuggestions, type Suggestion } from "./suggestions.ts";

const { inserted, deleted, formatted, on, reference } = proposalsOf(reportSchema);
const [A, A2, B] = ["ada:aaaa", "ada:bbbb", "ben:aaaa"];

function read(id: string, tracked: TrackedDocument): Suggestion {
  const found = readSuggestions(tracked).find((each) => each.id === id);
  if (found === undefined) throw new Error(`No suggestion ${id}`);
  return found;
}

function one(...inline: (Node | string)[]): TrackedDocument {
  return trackedWith(doc(p({ id: "b1" }, ...inline)));
}

describe("reading", () => {
  test("E139 one entry for each id though it is split across runs, its text the text in the document", () => {
    const strong = reportSchema.text("bold", [reportSchema.mark("strong")]);
    const tracked = one(
      "x",
      inserted(A, "one "),
      on("insertion", A, strong),
      "y",
      inserted(A, " two"),
      inserted(A2, "z"),
    );
    expect(readSuggestions(tracked)).toMatchObject([
      { id: A, by: "ada", kind: "insertion", from: 2, to: 15, content: { inserted: "one bold two" } },
      { id: A2, content: { inserted: "z" } },
    ]);
    expect(read(A, tracked).pieces.map(({ from, to }) => [from, to])).toEqual([
      [2, 10],
      [11, 15],
    ]);
    expect(countSuggestions(tracked)).toBe(2);
  });

  test("E05 a replacement is one entry with both texts", () => {
    expect(read(A, one(deleted(A, "old"), inserted(A, "new")))).toMatchObject({
      kind: "replacement",
      content: { inserted: "new", deleted: "old" },
    });
  });

  test("a break is a piece of its own at its character", () => {
    const { pieces, content } = read(A, one("x", inserted(A, "a\n\nb")));
    expect(pieces.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ["insert-text", 2, 3],
      ["break", 3, 4],
      ["break", 4, 5],
      ["insert-text", 5, 6],
    ]);
    expect(content.inserted).toBe("a\n\nb");
  });

  test("E56 E58 formatting says which mark comes or goes, and on what text", () => {
    const tracked = one(formatted(A, "x", "+", "strong"), formatted(A, "y", "-", "em"));
    const { kind, content } = read(A, tracked);
    expect([kind, content.formatted]).toEqual(["format", "xy"]);
    expect(content.formats.map(({ adds, mark }) => [adds, mark.type.name])).toEqual([
      [true, "strong"],
      [false, "em"],
    ]);
  });

  test("a proposed block is read with its own text, without what others propose in it", () => {
    const block = ul(
      { id: "l", ins: A },
      li(p("one")),
      li(p("two", inserted(B, " more"))),
      li({ ins: B }, p("three")),
    );
    const tracked = trackedWith(doc(p(), block));
    expect(read(A, tracked)).toMatchObject({ kind: "insertion", from: 2, content: { inserted: "one\ntwo" } });
    expect(read(A, tracked).content.structures).toEqual([{ kind: "insert", type: "bullet_list" }]);
    expect(countSuggestions(tracked)).toBe(2);
  });

  test("E44 an attribute is read with its old and its new value", () => {
    const tracked = trackedWith(doc(p({ id: "b1", dir: "ltr" })), [
      A,
      { kind: "attrs", target: "b1", name: "dir", value: "rtl" },
    ]);
    expect(read(A, tracked)).toMatchObject({ kind: "structure", from: 0, to: 2, stale: false });
    expect(read(A, tracked).content.structures).toEqual([
      { kind: "attribute", type: "paragraph", name: "dir", before: "ltr", after: "rtl" },
    ]);
  });

  test("an arrangement is read with what stands and what would", () => {
    const record: SuggestionRecord = {
      kind: "shape",
      target: "b1",
      last: "b1",
      to: [{ make: "blockquote", content: [{ keep: "b1" }] }],
    };
    const { content, from, to } = read(A, trackedWith(doc(p(), p({ id: "b1" }, "x")), [A, record]));
    expect([from, to]).toEqual([2, 5]);
    expect(content.structures).toMatchObject([
      { kind: "arrange", before: [{ type: "paragraph" }], after: [{ type: "blockquote" }] },
    ]);
  });

  test("a join is about the paragraph that goes, and says into which", () => {
    const tracked = trackedWith(doc(p({ id: "b1" }, "a"), p({ id: "b2" }, "b")), [
      A,
      { kind: "join", target: "b2" },
    ]);
    expect(read(A, tracked)).toMatchObject({ kind: "structure", from: 3, to: 6, pieces: [{ now: "b1" }] });
  });

  test("suggestions come in the order in which they begin, those about what is gone last and stale", () => {
    const tracked = trackedWith(doc(p({ id: "b1" }, inserted(B, "x")), p(inserted(A2, "y"))), [
      A,
      { kind: "join", target: "gone" },
    ]);
    expect(readSuggestions(tracked).map(({ id, stale }) => [id, stale])).toEqual([
      [B, false],
      [A2, false],
      [A, true],
    ]);
  });

  test("E53 changes in cells and footnotes are read and counted like all others", () => {
    const cells = table(tr(td(p(inserted(A, "x")))));
    const notes = footnotes(footnote({ id: "n1" }, deleted(B, "y")));
    expect(countSuggestions(trackedWith(doc(cells, p(reference("n1")), notes)))).toBe(2);
  });

  test("what no honest client makes is malformed, and stale", () => {
    const forged = reportSchema.text("x", [reportSchema.mark("deletion", { id: A, by: "ben" })]);
    const nonsense = reportSchema.text("y", [reportSchema.mark("fmt", { id: B, by: "ben", op: "+[]" })]);
    const { records } = trackedWith(doc(), ["cy:aaaa", { kind: "join", target: "b1" }]);
    const [record] = records.values();
    if (record === undefined) throw new Error("No record");
    const tracked = {
      doc: doc(p({ id: "b1" }, forged, nonsense)),
      records: new Map([
        ["cy:aaaa/join/other", record],
        ["no key", record],
      ]),
    };
    expect(readSuggestions(tracked).map(({ id, kind, stale }) => [id, kind, stale])).toEqual([
      [A, "malformed", true],
      [B, "malformed", true],
      ["cy:aaaa", "malformed", true],
      ["no key", "malformed", true],
    ]);
    const cleared = resolve(tracked, () => "reject", countedIds());
    expect([countSuggestions(cleared), cleared.doc.textContent]).toEqual([0, "xy"]);
  });

  test("after a key stroke what lies before it is the very same, and what lies behind it has moved along", () => {
    const before = trackedWith(
      doc(p({ id: "b1" }, "a", inserted(A, "b")), p({ id: "b2" }, "c"), p({ id: "b3" }, inserted(B, "d"))),
    );
    const typed = doc(before.doc.child(0), p({ id: "b2" }, "cc"), before.doc.child(2));
    const [first, second] = [readSuggestions(before), readSuggestions(trackedWith(typed))];
    expect(second[0]).toBe(first[0]);
    expect(second[1]?.from).toBe((first[1]?.from ?? 0) + 1);
  });
});

describe("the hash of what was seen", () => {
  const hash = (id: string, tracked: TrackedDocument): string => suggestionHash(read(id, tracked));

  test("is 64 hexadecimal digits, the same at another place of its block and with other text around", () => {
    const seen = hash(A, one("x", inserted(A, "new")));
    expect(seen).toMatch(/^[0-9a-f]{64}$/);
    expect(hash(A, one("something else ", inserted(A, "new"), " more", deleted(B, "y")))).toBe(seen);
    const moved = one(inserted(A, "new")).doc.child(0);
    expect(hash(A, trackedWith(doc(p("z"), moved)))).toBe(seen);
  });

  test("changes with the paragraph in which the same words are proposed or struck", () => {
    for (const proposed of [inserted(A, "not "), deleted(A, "not ")]) {
      const here = trackedWith(doc(p({ id: "b1" }, proposed, "a"), p({ id: "b2" }, "b")));
      const there = trackedWith(doc(p({ id: "b1" }, "a"), p({ id: "b2" }, proposed, "b")));
      expect(hash(A, here)).not.toBe(hash(A, there));
    }
  });

  test.each<readonly [string, TrackedDocument]>([
    ["other text", one(inserted(A, "news"))],
    ["a deletion in place of an insertion", one(deleted(A, "new"))],
    ["another's deletion of part of it", one(inserted(A, "n"), on("deletion", B, inserted(A, "ew")))],
    ["formatting", one(on("insertion", A, reportSchema.text("new", [reportSchema.mark("em")])))],
    ["another id", one(inserted(A2, "new"))],
  ])("changes with %s", (_name, tracked) => {
    const [suggestion] = readSuggestions(tracked);
    if (suggestion === undefined) throw new Error("No suggestion");
    expect(suggestionHash(suggestion)).not.toBe(hash(A, one(inserted(A, "new"))));
  });

  test("does not hang on which of two people's marks came first", () => {
    const marks = ["ben:aaaa", "cy:aaaa"].map((id) =>
      reportSchema.mark("deletion", { id, by: id.split(":")[0] }),
    );
    const both = (order: readonly (typeof marks)[number][]): Node =>
      on("insertion", A, reportSchema.text("x", order));
    expect(hash(A, one(both(marks)))).toBe(hash(A, one(both(marks.toReversed()))));
  });

  test("of a join changes with the paragraph into which it would go", () => {
    const record: SuggestionRecord = { kind: "join", target: "b2" };
    const near = trackedWith(doc(p({ id: "b1" }), p({ id: "b2" })), [A, record]);
    const far = trackedWith(doc(p({ id: "b1" }), p({ id: "b3" }), p({ id: "b2" })), [A, record]);
    expect(hash(A, near)).not.toBe(hash(A, far));
  });

  test("is not changed by decisions on suggestions elsewhere", () => {
    const blocks = doc(
      p({ id: "b1" }, inserted(B, "x\ny"), deleted(A2, "z")),
      p({ id: "b2" }, deleted(A, "old"), inserted(A, "new")),
    );
    const tracked = trackedWith(blocks, [B, { kind: "attrs", target: "b1", name: "dir", value: "rtl" }]);
    const before = hash(A, tracked);
    for (const decision of ["accept", "reject"] as const)
      expect(
        hash(
          A,
          resolve(tracked, (id) => (id === A ? "keep" : decision), countedIds()),
        ),
      ).toBe(before);
  });
});
