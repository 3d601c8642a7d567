import fc from "fast-check";
import { Fragment, Node, type Mark, type MarkType, type NodeType } from "prosemirror-model";
import { TableMap } from "prosemirror-tables";
import { describe, expect, it } from "vitest";
import {
  a,
  blockquote,
  deletion,
  doc,
  em,
  footnote,
  footnoteReference,
  footnotes,
  h1,
  insertion,
  li,
  ol,
  p,
  reportSchema,
  strong,
  table,
  td,
  th,
  tr,
  ul,
} from "../testing.ts";
import { isSafeHref, LINK_SCHEMES, REVIEW_MARKS } from "./marks.ts";
import { FOOTNOTE_CHARACTER, HEADING_LEVELS, SERVER_NODES } from "./nodes.ts";
import { createReportSchema, SCHEMA_VERSION } from "./report-schema.ts";

const BLOCKS = Object.values(reportSchema.nodes).filter((type) => !type.isText);

const sample = doc(
  h1({ id: "b1" }, "Legal framework"),
  p(
    { id: "b2", lang: "ar", dir: "rtl" },
    "نص ",
    strong("one"),
    em(" two ", a("three")),
    footnoteReference({ id: "n1" }, FOOTNOTE_CHARACTER),
  ),
  ul(
    { id: "b3" },
    li({ id: "b4" }, p({ id: "b5" }, "item"), ol({ id: "b6", order: 3 }, li({ id: "b7" }, p({ id: "b8" })))),
  ),
  blockquote({ id: "b9" }, p({ id: "b10" }, "quoted")),
  table(
    { id: "b11" },
    tr({ id: "b12" }, th({ id: "b13", colspan: 2 }, p({ id: "b14" }, "head"))),
    tr({ id: "b15" }, td({ id: "b16", rowspan: 2 }, p({ id: "b17" })), td({ id: "b18" }, p({ id: "b19" }))),
    tr({ id: "b20" }, td({ id: "b21" }, p({ id: "b22" }))),
  ),
  footnotes({ id: "b23" }, footnote({ id: "n1" }, "See the Criminal Code.")),
);

function made(type: NodeType, attrs: Record<string, unknown>): Node {
  return type.create(type.spec["attrs"]?.["id"]?.default === undefined ? { id: "x", ...attrs } : attrs);
}

/** The document without the nodes at the given places of a walk through it: what a colleague's deletions leave. */
function without(node: Node, dropped: ReadonlySet<number>): Node {
  let place = 0;
  const walk = (parent: Node): Node => {
    const kept: Node[] = [];
    parent.forEach((child) => {
      place += 1;
      if (dropped.has(place)) return;
      kept.push(child.isLeaf ? child : walk(child));
    });
    return parent.copy(Fragment.from(kept));
  };
  return walk(node);
}

describe("the schema of a section's text", () => {
  it("holds every element of a report, and reads back what it wrote", () => {
    expect(() => sample.check()).not.toThrow();
    expect(Node.fromJSON(createReportSchema(), sample.toJSON()).toJSON()).toEqual(sample.toJSON());
  });

  it("is the version that clients are told", () => {
    expect(SCHEMA_VERSION).toBe(1);
  });

  it("still holds the document whatever nodes are deleted from it", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(80)), (places) => {
        expect(() => without(sample, new Set(places)).check()).not.toThrow();
      }),
    );
  });

  it("holds any two contents of a node one after the other, and none at all", () => {
    const holds = BLOCKS.filter(({ isLeaf }) => !isLeaf).map((type) => {
      const filling = type.contentMatch.defaultType ?? type.contentMatch.edge(0).type;
      const child = filling.isText ? reportSchema.text("x") : made(filling, {});
      const contents = [Fragment.empty, Fragment.from([child]), Fragment.from([child, child])];
      return [type.name, contents.every((content) => type.validContent(content))];
    });
    expect(holds.filter(([, valid]) => valid !== true)).toEqual([]);
    expect(holds.length).toBeGreaterThan(10);
  });

  it("has no inline node but the server's placeholder", () => {
    const inline = BLOCKS.filter(({ isInline }) => isInline).map(({ name }) => name);
    expect(inline).toEqual(["placeholder"]);
    expect(SERVER_NODES).toEqual(["placeholder", "placeholder_block"]);
  });

  it("makes tables whose merged cells the table tools understand", () => {
    const found = sample.child(4);
    expect(TableMap.get(found)).toMatchObject({ width: 2, height: 3, problems: null });
  });
});

describe("an attribute", () => {
  const notScalar = fc.oneof(fc.array(fc.anything(), { maxLength: 3 }), fc.object());

  const attributesOf = (types: readonly (NodeType | MarkType)[]): readonly (readonly [string, string])[] =>
    types.flatMap((type) => Object.keys(type.spec.attrs ?? {}).map((name) => [type.name, name] as const));

  it("is never an array or an object, on any node", () => {
    const places = attributesOf(BLOCKS);
    expect(places.length).toBeGreaterThan(40);
    fc.assert(
      fc.property(fc.constantFrom(...places), notScalar, ([type, name], value) => {
        const json = { type, attrs: { id: "x", [name]: value } };
        expect(() => Node.fromJSON(reportSchema, json).check()).toThrow(RangeError);
      }),
      { numRuns: 500 },
    );
  });

  it("is never an array or an object, on any mark", () => {
    const places = attributesOf(Object.values(reportSchema.marks));
    const others = { id: "m1:x", by: "m1", op: "strong", href: "https://example.org/" };
    fc.assert(
      fc.property(fc.constantFrom(...places), notScalar, ([type, name], value) => {
        const json = { type: "text", text: "x", marks: [{ type, attrs: { ...others, [name]: value } }] };
        expect(() => Node.fromJSON(reportSchema, json).check()).toThrow(RangeError);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["paragraph", { id: "a b" }],
    ["paragraph", { id: "x".repeat(65) }],
    ["paragraph", { id: "" }],
    ["paragraph", { id: 7 }],
    ["paragraph", { dir: "auto" }],
    ["paragraph", { lang: "<script>" }],
    ["paragraph", { ins: "x".repeat(129) }],
    ["heading", { level: 4 }],
    ["heading", { level: 0 }],
    ["heading", { level: "1" }],
    ["ordered_list", { order: -1 }],
    ["table_cell", { colspan: 0 }],
    ["table_cell", { colspan: 101 }],
    ["table_header", { rowspan: 1.5 }],
    ["table_cell", { colwidth: 100 }],
  ])("out of its bounds is refused: %s %j", (type, attrs) => {
    expect(() => Node.fromJSON(reportSchema, { type, attrs }).check()).toThrow(RangeError);
  });

  it("takes each heading level there is", () => {
    for (const level of HEADING_LEVELS)
      expect(() => reportSchema.node("heading", { level }).check()).not.toThrow();
  });
});

describe("a link", () => {
  it.each([
    "https://example.org/",
    "http://example.org/a?b#c",
    "mailto:focal.point@example.org",
    "HTTPS://EXAMPLE.ORG",
  ])("may lead to %s", (href) => {
    expect(isSafeHref(href)).toBe(true);
    expect(() => doc(p(a({ href }, "x"))).check()).not.toThrow();
  });

  it.each([
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//example.org",
    "/relative",
    "https://",
    "mailto:",
    "https://example.org/ x",
    "https://example.org/\u0000",
    "https://example.org/\n",
    "java\nscript:alert(1)",
    `https://example.org/${"x".repeat(2048)}`,
    "",
  ])("may not lead to %j", (href) => {
    expect(isSafeHref(href)).toBe(false);
    expect(() => doc(p(a({ href }, "x"))).check()).toThrow(RangeError);
  });

  it("has one of the schemes that are listed, whatever the text", () => {
    const text = fc.tuple(fc.constantFrom("https://", "javascript:", "mailto:", "data:", ""), fc.string());
    fc.assert(
      fc.property(text, ([scheme, rest]) => {
        const href = `${scheme}${rest}`;
        fc.pre(isSafeHref(href));
        expect(LINK_SCHEMES.some((known) => href.toLowerCase().startsWith(known))).toBe(true);
      }),
    );
  });
});

describe("marks", () => {
  const mark = (name: string, id: string): Mark => reportSchema.mark(name, { id, by: "m1", op: "strong" });

  it.each(REVIEW_MARKS)("%s of two people lie over one another, and over every other review mark", (name) => {
    const set = [
      mark(name, "m1:a"),
      mark(name, "m2:b"),
      ...REVIEW_MARKS.map((other) => mark(other, "m3:c")),
    ].reduce<readonly Mark[]>((marks, next) => next.addToSet(marks), []);
    expect(set).toHaveLength(5);
    expect(() => reportSchema.text("x", set).check()).not.toThrow();
  });

  it.each(REVIEW_MARKS)("%s does not grow with what is typed at its edge", (name) => {
    expect(reportSchema.marks[name]?.spec.inclusive).toBe(false);
  });

  it("a review mark without author or id is no mark", () => {
    expect(() => doc(p(insertion({ id: "m1:a" }, "x"))).check()).toThrow(RangeError);
    expect(() => doc(p(deletion({ id: 1, by: "m1" }, "x"))).check()).toThrow(RangeError);
  });

  it("superscript and subscript exclude each other", () => {
    const both = reportSchema.mark("subscript").addToSet([reportSchema.mark("superscript")]);
    expect(both.map(({ type }) => type.name)).toEqual(["subscript"]);
  });
});

describe("what is drawn", () => {
  const drawn = (node: Node): unknown => node.type.spec.toDOM?.(node);

  it("bears the block's id, language and direction, and nothing that is not set", () => {
    expect(drawn(p({ id: "b1", lang: "ar", dir: "rtl" }))).toEqual([
      "p",
      { "data-block": "b1", lang: "ar", dir: "rtl" },
      0,
    ]);
    expect(drawn(p())).toEqual(["p", {}, 0]);
  });

  it("puts a section's headings below the section's own", () => {
    const tags = HEADING_LEVELS.map((level) => drawn(reportSchema.node("heading", { level })));
    expect(tags.map((spec) => (Array.isArray(spec) ? spec[0] : null))).toEqual(["h4", "h5", "h6"]);
  });

  it("opens a link without handing over where it came from", () => {
    const link = reportSchema.mark("link", { href: "https://example.org/" });
    expect(link.type.spec.toDOM?.(link, true)).toEqual([
      "a",
      { href: "https://example.org/", rel: "noopener noreferrer" },
      0,
    ]);
  });
});
