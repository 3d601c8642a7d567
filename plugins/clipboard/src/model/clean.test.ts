import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanClipboard, isSafeAddress, linesOfText, parseStyle, writeHtml, type Tree } from "./index.ts";

const tags = [
  "p",
  "div",
  "b",
  "span",
  "a",
  "ul",
  "ol",
  "li",
  "table",
  "tr",
  "td",
  "br",
  "img",
  "script",
  "o:p",
  "ins",
  "del",
  "h5",
  "blockquote",
  "sup",
  "hr",
];
const styles = [
  "",
  "font-weight:700",
  "mso-list:l0 level2 lfo1",
  "display:none",
  "vertical-align:super",
  "font-style:italic",
];

const trees: fc.Arbitrary<readonly Tree[]> = fc
  .letrec<{ readonly tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.string({ maxLength: 6 }).map((text): Tree => ({ kind: "text", text })),
      fc
        .record({
          tag: fc.constantFrom(...tags),
          style: fc.constantFrom(...styles),
          href: fc.constantFrom("https://www.un.org", "javascript:x", "#_ftn1"),
          children: fc.array(tie("tree"), { maxLength: 4 }),
        })
        .map(({ tag, style, href, children }): Tree => {
          return {
            kind: "element",
            tag,
            attributes: { style, href, onclick: "x()" },
            style: parseStyle(style),
            children,
          };
        }),
    ),
  }))
  .tree.chain((tree) => fc.constant([tree]));

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  p: ["lang", "dir"],
  h1: ["lang", "dir"],
  h2: ["lang", "dir"],
  h3: ["lang", "dir"],
  blockquote: ["lang", "dir"],
  ul: [],
  ol: ["start"],
  li: [],
  table: [],
  tr: [],
  td: ["lang", "dir", "colspan", "rowspan"],
  th: ["lang", "dir", "colspan", "rowspan"],
  strong: [],
  em: [],
  u: [],
  sup: [],
  sub: [],
  a: ["href"],
  span: ["data-footnote"],
  section: ["data-footnotes"],
  div: ["data-footnote-text"],
};

function strangersIn(content: readonly Tree[]): readonly string[] {
  return content.flatMap((tree) => {
    if (tree.kind === "text")
      return /[\r\n\uFFFC]/.test(tree.text) && tree.text !== "\uFFFC" ? ["a line feed"] : [];
    const known = ALLOWED[tree.tag];
    const own =
      known === undefined ? [tree.tag] : Object.keys(tree.attributes).filter((name) => !known.includes(name));
    const href = tree.attributes["href"];
    return [
      ...own,
      ...(href === undefined || isSafeAddress(href) ? [] : [href]),
      ...strangersIn(tree.children),
    ];
  });
}

describe("cleaning", () => {
  it("lets nothing out that a report does not know, whatever comes in", () => {
    fc.assert(
      fc.property(trees, (body) => {
        const { trees: clean } = cleanClipboard(
          { body, css: "" },
          { isSafeHref: isSafeAddress, script: { lang: null, dir: "ltr" } },
        );
        expect(strangersIn(clean)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("writes characters so that they are read as characters", () => {
    expect(writeHtml([{ kind: "text", text: '<b> & "\u00a0' }])).toBe("&lt;b&gt; &amp; &quot;&nbsp;");
  });
});

it.each([
  "javascript:alert(1)",
  "JAVASCRIPT:x",
  "data:text/html,x",
  "//un.org",
  "https://a b",
  `https://${"x".repeat(2048)}`,
])("takes %s for no safe address", (href) => {
  expect(isSafeAddress(href)).toBe(false);
});

it("parts plain text at the line ends of every system and drops what is no text", () => {
  expect(linesOfText("a\r\nb\rc\n\n d\t\te \u2028f\uFFFC\u0000")).toEqual(["a", "b", "c", "d e", "f"]);
});
