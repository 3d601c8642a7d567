import { createReportSchema } from "@travaux/blueprint";
import type { Mark, Node } from "prosemirror-model";
import { describe, expect, test } from "vitest";
import { recordKey, type SuggestionRecord } from "../records.ts";
import { formatOp } from "../review-marks.ts";
import type { TrackedDocument } from "../tracked.ts";
import { verify } from "./verify.ts";
import type { ViolationCode } from "./violation.ts";

const schema = createReportSchema();
const strong = schema.mark("strong");

function review(name: string, by: string, more: Record<string, string> = {}): Mark {
  return schema.mark(name, { id: `${by}:aaaa`, by, ...more });
}
const [insA, insB, insC] = ["a", "b", "c"].map((by) => review("insertion", by)) as [Mark, Mark, Mark];
const [delA, delB, delC] = ["a", "b", "c"].map((by) => review("deletion", by)) as [Mark, Mark, Mark];
const bold = formatOp({ adds: true, mark: strong });
const [fmtA, fmtB] = ["a", "b"].map((by) => review("fmt", by, { op: bold })) as [Mark, Mark];

function p(...content: readonly (string | Node)[]): Node {
  return block("paragraph", {}, ...content);
}

function block(name: string, attrs: Record<string, unknown>, ...content: readonly (string | Node)[]): Node {
  return schema.node(
    name,
    { id: name === "paragraph" ? "p1" : `${name}1`, ...attrs },
    content.map((piece) => (typeof piece === "string" ? schema.text(piece) : piece)),
  );
}

function t(text: string, ...marks: readonly Mark[]): Node {
  return schema.text(
    text,
    marks.reduce<readonly Mark[]>((set, mark) => mark.addToSet(set), []),
  );
}

function doc(...blocks: readonly Node[]): Node {
  return schema.node("doc", null, blocks);
}

function tracked(body: Node, records: readonly [by: string, SuggestionRecord][] = []): TrackedDocument {
  return {
    doc: body,
    records: new Map(records.map(([by, record]) => [recordKey(`${by}:rrrr`, record), record])),
  };
}

interface Case {
  readonly before: Node;
  readonly after: Node;
  /** What forbids it to who may not edit; `null` if he may do it. */
  readonly suggester: ViolationCode | null;
  readonly editor: ViolationCode | null;
}

const other = (id: string, ...content: readonly (string | Node)[]): Node =>
  block("paragraph", { id }, ...content);
const pending = (by: string, id: string, ...content: readonly (string | Node)[]): Node =>
  block("paragraph", { id, ins: `${by}:bbbb` }, ...content);

/** Always by `a`, who may or may not edit. */
const CASES: Readonly<Record<string, Case>> = {
  nothing: { before: doc(p("x")), after: doc(p("x")), suggester: null, editor: null },
  // The author's own.
  typing: { before: doc(p("xy")), after: doc(p("x", t("new", insA), "y")), suggester: null, editor: null },
  striking: { before: doc(p("xyz")), after: doc(p("x", t("y", delA), "z")), suggester: null, editor: null },
  replacing: {
    before: doc(p("xyz")),
    after: doc(p("x", t("y", delA), t("w", insA), "z")),
    suggester: null,
    editor: null,
  },
  withdrawing: {
    before: doc(p("x", t("y", delA), t("w", insA), t("z", fmtA))),
    after: doc(p("xyz")),
    suggester: null,
    editor: null,
  },
  "proposing a format": {
    before: doc(p("xyz")),
    after: doc(p("x", t("y", fmtA), "z")),
    suggester: null,
    editor: null,
  },
  "proposing a break": {
    before: doc(p("xy")),
    after: doc(p("x", t("\n", insA), "y")),
    suggester: null,
    editor: null,
  },
  "making own pending text bold": {
    before: doc(p("x", t("y", insA))),
    after: doc(p("x", t("y", insA, strong))),
    suggester: null,
    editor: null,
  },
  "striking another's pending text": {
    before: doc(p("x", t("y", insB))),
    after: doc(p("x", t("y", insB, delA))),
    suggester: null,
    editor: null,
  },
  "typing in another's pending text": {
    before: doc(p(t("xy", insB))),
    after: doc(p(t("x", insB), t("new", insA), t("y", insB))),
    suggester: null,
    editor: null,
  },
  "a pending block of one's own": {
    before: doc(p("x")),
    after: doc(p("x"), pending("a", "n1", "new")),
    suggester: null,
    editor: null,
  },
  "a pending table": {
    before: doc(p("x")),
    after: doc(
      p("x"),
      block("table", { ins: "a:bbbb" }, block("table_row", {}, block("table_cell", {}, other("n1", "cell")))),
    ),
    suggester: null,
    editor: null,
  },
  "a pending item in a list of the base": {
    before: doc(block("bullet_list", {}, block("list_item", {}, p("x")))),
    after: doc(
      block(
        "bullet_list",
        {},
        block("list_item", {}, p("x")),
        block("list_item", { id: "n1", ins: "a:bbbb" }, other("n2", "y")),
      ),
    ),
    suggester: null,
    editor: null,
  },
  "splitting one's pending block": {
    before: doc(pending("a", "n1", "xy")),
    after: doc(pending("a", "n1", "x"), pending("a", "n2", "y")),
    suggester: null,
    editor: null,
  },
  "taking one's pending block back": {
    before: doc(p("x"), pending("a", "n1", "y")),
    after: doc(p("x")),
    suggester: null,
    editor: null,
  },
  "deleting own text that another struck": {
    before: doc(p("x", t("abc", insA, delB))),
    after: doc(p("x", t("ac", insA, delB))),
    suggester: null,
    editor: null,
  },
  "the first footnote, its container and all": {
    before: doc(p("x")),
    after: doc(
      p("x", t("\uFFFC", insA, schema.mark("footnote", { id: "n1" }))),
      block("footnotes", {}, block("footnote_text", { id: "n1", ins: "a:aaaa" }, "See.")),
    ),
    suggester: null,
    editor: null,
  },
  "the first footnote taken back, its container and all": {
    before: doc(
      p("x", t("\uFFFC", insA, schema.mark("footnote", { id: "n1" }))),
      block("footnotes", {}, block("footnote_text", { id: "n1", ins: "a:aaaa" }, "See.")),
    ),
    after: doc(p("x")),
    suggester: null,
    editor: null,
  },
  "an empty container of footnotes gone": {
    before: doc(p("x"), block("footnotes", {})),
    after: doc(p("x")),
    suggester: null,
    editor: null,
  },
  // E113: the order of marks is no content.
  "marks of others in another order": {
    before: doc(p(t("x", delB, delC))),
    after: doc(p(t("x", delC, delB))),
    suggester: null,
    editor: null,
  },
  // The base.
  "typing into the base": {
    before: doc(p("xy")),
    after: doc(p("xny")),
    suggester: "base-changed",
    editor: null,
  },
  "deleting base text": {
    before: doc(p("xyz")),
    after: doc(p("xz")),
    suggester: "base-changed",
    editor: null,
  },
  "deleting base text under a false mark elsewhere": {
    before: doc(p("xyz")),
    after: doc(p("xz", t("y", insA))),
    suggester: "base-changed",
    editor: null,
  },
  "passing base text off as one's own": {
    before: doc(p("xyz")),
    after: doc(p("x", t("y", insA), "z")),
    suggester: "base-changed",
    editor: null,
  },
  "accepting one's own": {
    before: doc(p("x", t("y", insA))),
    after: doc(p("xy")),
    suggester: "base-changed",
    editor: null,
  },
  "accepting one's own deletion": {
    before: doc(p("x", t("y", delA))),
    after: doc(p("x")),
    suggester: "base-changed",
    editor: null,
  },
  "bold in the base": {
    before: doc(p("x")),
    after: doc(p(t("x", strong))),
    suggester: "base-changed",
    editor: null,
  },
  "a base block": {
    before: doc(p("x")),
    after: doc(p("x"), other("n1", "y")),
    suggester: "base-changed",
    editor: null,
  },
  "a base block away": {
    before: doc(p("x"), other("p2", "y")),
    after: doc(p("x")),
    suggester: "base-changed",
    editor: null,
  },
  "base blocks swapped": {
    before: doc(p("x"), other("p2", "y")),
    after: doc(other("p2", "y"), p("x")),
    suggester: "base-changed",
    editor: null,
  },
  "a heading made of a paragraph": {
    before: doc(p("x")),
    after: doc(block("heading", { id: "p1" }, "x")),
    suggester: "base-changed",
    editor: null,
  },
  "a language": {
    before: doc(p("x")),
    after: doc(block("paragraph", { lang: "fr" }, "x")),
    suggester: "base-changed",
    editor: null,
  },
  "an id": { before: doc(p("x")), after: doc(other("p9", "x")), suggester: "base-changed", editor: null },
  "a split of the base": {
    before: doc(p("xy")),
    after: doc(p("x"), other("n1", "y")),
    suggester: "base-changed",
    editor: null,
  },
  "a base block into one's own": {
    before: doc(p("x")),
    after: doc(block("blockquote", { ins: "a:bbbb" }, p("x"))),
    suggester: "base-changed",
    editor: null,
  },
  "a base block made one's own": {
    before: doc(p("x")),
    after: doc(pending("a", "p1", "x")),
    suggester: "base-changed",
    editor: null,
  },
  "a pending block made base": {
    before: doc(pending("a", "p1", "x")),
    after: doc(p("x")),
    suggester: "base-changed",
    editor: null,
  },
  // Others' suggestions.
  "another's insertion away": {
    before: doc(p("x", t("y", insB))),
    after: doc(p("x")),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's insertion accepted": {
    before: doc(p("x", t("y", insB))),
    after: doc(p("xy")),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's insertion taken over": {
    before: doc(p("x", t("y", insB))),
    after: doc(p("x", t("y", insA))),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's insertion covered by one's own": {
    before: doc(p("x", t("y", insB))),
    after: doc(p("x", t("y", insB, insA))),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's insertion lengthened": {
    before: doc(p("x", t("y", insB))),
    after: doc(p("x", t("yz", insB))),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's insertion respelled": {
    before: doc(p(t("xy", insB))),
    after: doc(p(t("xz", insB))),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's insertion in bold": {
    before: doc(p(t("xy", insB))),
    after: doc(p(t("xy", insB, strong))),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "an insertion in another's name": {
    before: doc(p("x")),
    after: doc(p("x", t("y", insB))),
    suggester: "foreign-suggestion",
    editor: "forged-author",
  },
  "a deletion in another's name": {
    before: doc(p("xy")),
    after: doc(p("x", t("y", delB))),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "a deletion in another's name over new text": {
    before: doc(p("x")),
    after: doc(p("x", t("y", delB))),
    suggester: "foreign-suggestion",
    editor: "forged-author",
  },
  "another's deletion off": {
    before: doc(p("x", t("y", delB))),
    after: doc(p("xy")),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's deletion carried out": {
    before: doc(p("x", t("y", delB))),
    after: doc(p("x")),
    suggester: "foreign-suggestion",
    editor: null,
  },
  "another's deletion longer": {
    before: doc(p("x", t("y", delB), "z")),
    after: doc(p("x", t("yz", delB))),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's format off": {
    before: doc(p("x", t("y", fmtB))),
    after: doc(p("xy")),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's block away": {
    before: doc(p("x"), pending("b", "n1", "y")),
    after: doc(p("x")),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's block accepted": {
    before: doc(pending("b", "n1", "y")),
    after: doc(other("n1", "y")),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's block taken over": {
    before: doc(pending("b", "n1", "y")),
    after: doc(pending("a", "n1", "y")),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's block retyped": {
    before: doc(pending("b", "n1", "y")),
    after: doc(block("heading", { id: "n1", ins: "b:bbbb" }, "y")),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "a block in another's name": {
    before: doc(p("x")),
    after: doc(p("x"), pending("b", "n1", "y")),
    suggester: "foreign-suggestion",
    editor: "forged-author",
  },
  "unmarked text in another's block": {
    before: doc(pending("b", "n1", "y")),
    after: doc(pending("b", "n1", "yz")),
    suggester: "base-changed",
    editor: "foreign-suggestion",
  },
  "own marks in another's block": {
    before: doc(pending("b", "n1", "yz")),
    after: doc(pending("b", "n1", t("y", delA), t("new", insA), "z")),
    suggester: null,
    editor: null,
  },
  "a row of one's own in another's table": {
    before: doc(block("table", { ins: "b:bbbb" }, block("table_row", {}, block("table_cell", {}, p("x"))))),
    after: doc(
      block(
        "table",
        { ins: "b:bbbb" },
        block("table_row", {}, block("table_cell", {}, p("x"))),
        block("table_row", { id: "r2", ins: "a:bbbb" }),
      ),
    ),
    suggester: null,
    editor: null,
  },
  "an unmarked row in another's table": {
    before: doc(block("table", { ins: "b:bbbb" }, block("table_row", {}, block("table_cell", {}, p("x"))))),
    after: doc(
      block(
        "table",
        { ins: "b:bbbb" },
        block("table_row", {}, block("table_cell", {}, p("x"))),
        block("table_row", { id: "r2" }),
      ),
    ),
    suggester: "base-changed",
    editor: "foreign-suggestion",
  },
  // What others stacked on the author's own.
  "another's mark off one's own text": {
    before: doc(p("x", t("abc", insA, delB))),
    after: doc(p("x", t("abc", insA))),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's mark moved over one's own text": {
    before: doc(p("x", t("ab", insA, delB), t("c", insA))),
    after: doc(p("x", t("a", insA), t("bc", insA, delB))),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's mark onto one's own text": {
    before: doc(p("x", t("abc", insA))),
    after: doc(p("x", t("abc", insA, delC))),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "another's mark onto one's own new text": {
    before: doc(p("x")),
    after: doc(p("x", t("abc", insA, delC))),
    suggester: "foreign-suggestion",
    editor: "forged-author",
  },
  "one's block with another's words in it": {
    before: doc(p("x"), pending("a", "n1", "y", t("z", insB))),
    after: doc(p("x")),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "one's block with another's block in it": {
    before: doc(block("blockquote", { ins: "a:bbbb" }, pending("b", "n1", "y"))),
    after: doc(),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "splitting one's block with another's words in it": {
    before: doc(pending("a", "n1", "xy", t("z", insB), "w")),
    after: doc(pending("a", "n1", "x"), pending("a", "n2", "y", t("z", insB), "w")),
    suggester: null,
    editor: null,
  },
  // Authors of two names.
  "a mark of one's own over another's id": {
    before: doc(p("x")),
    after: doc(p("x", t("y", schema.mark("insertion", { id: "b:aaaa", by: "a" })))),
    suggester: "forged-author",
    editor: "forged-author",
  },
  "a mark of another over one's own id": {
    before: doc(p("x")),
    after: doc(p("x", t("y", schema.mark("insertion", { id: "a:aaaa", by: "b" })))),
    suggester: "forged-author",
    editor: "forged-author",
  },
  "an id that only begins like one's own": {
    before: doc(p("x")),
    after: doc(p("x", t("y", schema.mark("insertion", { id: "ab:aaaa", by: "a" })))),
    suggester: "forged-author",
    editor: "forged-author",
  },
  "an id that is none": {
    before: doc(p("x")),
    after: doc(p("x", t("y", schema.mark("insertion", { id: "a:", by: "a" })))),
    suggester: "forged-author",
    editor: "forged-author",
  },
  "a block of nobody": {
    before: doc(p("x")),
    after: doc(p("x"), block("paragraph", { id: "n1", ins: "a:" })),
    suggester: "foreign-suggestion",
    editor: "forged-author",
  },
  // Form.
  "a line feed in the base": {
    before: doc(p("x")),
    after: doc(p("x\n")),
    suggester: "base-changed",
    editor: "stray-break",
  },
  "a line feed under a deletion": {
    before: doc(pending("a", "n1", "x")),
    after: doc(pending("a", "n1", "x", t("\n", delA))),
    suggester: "stray-break",
    editor: "stray-break",
  },
  "a break in a footnote": {
    before: doc(block("footnotes", {}, block("footnote_text", {}, "x"))),
    after: doc(block("footnotes", {}, block("footnote_text", {}, "x", t("\n", insA)))),
    suggester: "stray-break",
    editor: "stray-break",
  },
  "a format that says nothing": {
    before: doc(p("x")),
    after: doc(p(t("x", review("fmt", "a", { op: "bold" })))),
    suggester: "malformed-mark",
    editor: "malformed-mark",
  },
  "a format in other spelling": {
    before: doc(p("x")),
    after: doc(p(t("x", review("fmt", "a", { op: '+{ "type":"strong"}' })))),
    suggester: "malformed-mark",
    editor: "malformed-mark",
  },
  "a format that is a review mark": {
    before: doc(p("x")),
    after: doc(p(t("x", review("fmt", "a", { op: `+${JSON.stringify(insB.toJSON())}` })))),
    suggester: "malformed-mark",
    editor: "malformed-mark",
  },
  "a format that runs": {
    before: doc(p("x")),
    after: doc(p(t("x", review("fmt", "a", { op: '+{"type":"link","attrs":{"href":"javascript:1"}}' })))),
    suggester: "malformed-mark",
    editor: "malformed-mark",
  },
  "a format that takes a footnote away": {
    before: doc(p("x")),
    after: doc(p(t("x", review("fmt", "a", { op: '-{"type":"footnote","attrs":{"id":"n1"}}' })))),
    suggester: "malformed-mark",
    editor: "malformed-mark",
  },
  "beside a malformed format that was there": {
    before: doc(p(t("x", review("fmt", "a", { op: "bold" })))),
    after: doc(p(t("x", review("fmt", "a", { op: "bold" })), t("y", insA))),
    suggester: null,
    editor: null,
  },
  "a malformed format taken back": {
    before: doc(p(t("x", review("fmt", "a", { op: "bold" })))),
    after: doc(p("x")),
    suggester: null,
    editor: null,
  },
  // Honest rewriting of whole elements, as the binding does it, by who may edit.
  "a heading made of a paragraph with suggestions in it": {
    before: doc(p("x", t("y", insB), t("z", delB), t("w", insA), t("v", fmtB))),
    after: doc(block("heading", { id: "p1" }, "x", t("y", insB), t("z", delB), t("w", insA), t("v", fmtB))),
    suggester: "base-changed",
    editor: null,
  },
  "a paragraph with suggestions split": {
    before: doc(p("x", t("yy", insB), t("zz", delC), "w")),
    after: doc(p("x", t("y", insB)), other("n1", t("y", insB), t("zz", delC), "w")),
    suggester: "foreign-suggestion",
    editor: null,
  },
  "paragraphs with suggestions joined, with a word cut out": {
    before: doc(p("x cut", t("y", insB)), other("p2", t("zz", delC), "w")),
    after: doc(p("x", t("y", insB), t("zz", delC), "w")),
    suggester: "foreign-suggestion",
    editor: null,
  },
  "a paragraph with suggestions wrapped": {
    before: doc(p("x", t("y", insB), t("z", delC)), pending("b", "n1", "y")),
    after: doc(block("blockquote", {}, p("x", t("y", insB), t("z", delC)), pending("b", "n1", "y"))),
    suggester: "base-changed",
    editor: null,
  },
  "base text with another's words in it deleted around them": {
    before: doc(p("before ", t("y", insB), " after")),
    after: doc(p(t("y", insB))),
    suggester: "foreign-suggestion",
    editor: null,
  },
  "a split that loses another's word": {
    before: doc(p("x", t("yy", insB), "w")),
    after: doc(p("x", t("y", insB)), other("n1", "w")),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
  "two insertions of others in one another's place": {
    before: doc(p(t("x", insB), t("y", insC))),
    after: doc(p(t("y", insB), t("x", insC))),
    suggester: "foreign-suggestion",
    editor: "foreign-suggestion",
  },
};

describe.each([
  ["suggester", false],
  ["editor", true],
] as const)("who is %s", (role, mayEdit) => {
  test.each(Object.entries(CASES))("%s", (_name, { before, after, [role]: expected }) => {
    before.check();
    const author = { id: "a", mayEdit };
    expect(verify(tracked(before), tracked(after), author)?.code ?? null).toBe(expected);
    expect(verify(tracked(before), tracked(before), author)).toBeNull();
  });
});

test("each part of a document is judged in its own place", () => {
  const before = Array.from({ length: 6 }, (_, at) => other(`q${at}`, "text ", t("proposed", insB)));
  const change = (at: number, ...content: readonly (string | Node)[]): readonly Node[] =>
    before.map((node, index) => (index === at ? other(`q${at}`, ...content) : node));
  const author = { id: "a", mayEdit: true };
  const judge = (after: readonly Node[]): string | undefined =>
    verify(tracked(doc(...before)), tracked(doc(...after)), author)?.code;
  expect(judge(change(2, "text!", t("proposed", insB)))).toBeUndefined();
  expect(judge(change(2, "text ", t("propose", insB)))).toBe("foreign-suggestion");
  // The same letters of the same suggestion, elsewhere.
  const moved = [...change(1, "text ")];
  moved[4] = other("q4", "text ", t("proposedproposed", insB));
  expect(judge(moved)).toBe("foreign-suggestion");
});

const target: SuggestionRecord = { kind: "delete", target: "p1" };
const RECORDS: Readonly<
  Record<string, [before: TrackedDocument, after: TrackedDocument, code: ViolationCode | null]>
> = {
  "one's own made": [tracked(doc(p("x"))), tracked(doc(p("x")), [["a", target]]), null],
  "one's own taken back": [tracked(doc(p("x")), [["a", target]]), tracked(doc(p("x"))), null],
  "another's made": [tracked(doc(p("x"))), tracked(doc(p("x")), [["b", target]]), "forged-author"],
  "another's taken back": [tracked(doc(p("x")), [["b", target]]), tracked(doc(p("x"))), "foreign-suggestion"],
  "another's changed": [
    tracked(doc(p("x")), [["b", { kind: "attrs", target: "p1", name: "lang", value: "fr" }]]),
    tracked(doc(p("x")), [["b", { kind: "attrs", target: "p1", name: "lang", value: "ar" }]]),
    "foreign-suggestion",
  ],
  "one that aims at nothing": [
    tracked(doc(p("x"))),
    tracked(doc(p("x")), [["a", { kind: "delete", target: "p9" }]]),
    "malformed-record",
  ],
  "one whose node went at the same time": [
    tracked(doc(p("x"), pending("a", "n1", "y"))),
    tracked(doc(p("x")), [["a", { kind: "delete", target: "n1" }]]),
    null,
  ],
  "one under a key that says otherwise": [
    tracked(doc(p("x"))),
    { doc: doc(p("x")), records: new Map([["a:rrrr/join/p1", target]]) },
    "malformed-record",
  ],
  "one under a key that says nothing": [
    tracked(doc(p("x"))),
    { doc: doc(p("x")), records: new Map([["a", target]]) },
    "forged-author",
  ],
};

describe.each([true, false])("records, mayEdit %s", (mayEdit) => {
  test.each(Object.entries(RECORDS))("%s", (_name, [before, after, code]) => {
    expect(verify(before, after, { id: "a", mayEdit })?.code ?? null).toBe(code);
  });
});
