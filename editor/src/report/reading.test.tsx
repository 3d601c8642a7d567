import { createReportSchema, FOOTNOTE_CHARACTER } from "@travaux/blueprint";
import { DOMSerializer, type Node } from "prosemirror-model";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { countWords, footnoteOrder, isBlank, readDocument } from "./document-json.ts";
import { drawDocument } from "./reading.tsx";

const schema = createReportSchema();
const context = {
  section: "untoc.5.b",
  placeholder: "[text withheld]",
  footnotes: "Footnotes",
  footnoteName: (number: number) => `Footnote ${number}`,
};

function text(words: string, ...marks: readonly string[]): Node {
  return schema.text(
    words,
    marks.map((name) => schema.mark(name)),
  );
}

function reference(id: string): Node {
  return schema.text(FOOTNOTE_CHARACTER, [schema.mark("footnote", { id })]);
}

function node(type: string, attrs: Record<string, unknown>, ...content: readonly Node[]): Node {
  return schema.node(type, attrs, [...content]);
}

const paragraph = (...content: readonly Node[]): Node => node("paragraph", { id: "p1" }, ...content);

function draw(doc: Node): HTMLElement {
  const json = readDocument(doc.toJSON());
  if (json === null) throw new RangeError("Not a document");
  const place = document.createElement("div");
  place.innerHTML = renderToStaticMarkup(drawDocument(json, context));
  return place;
}

function serialize(doc: Node): HTMLElement {
  const place = document.createElement("div");
  place.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content, { document }));
  return place;
}

/** Elements, attributes and text, with what the two ways of drawing do differently on purpose taken out. */
function shape(place: HTMLElement): unknown {
  return [...place.childNodes].flatMap((child): readonly unknown[] => {
    if (!(child instanceof HTMLElement)) return [child.textContent];
    if (child.className === "tableWrapper") return shape(child) as readonly unknown[];
    if (child.tagName === "BR") return [];
    const attributes = [...child.attributes]
      .map(({ name, value }) => `${name}=${value}`)
      .filter((each) => each !== "start=1")
      .toSorted();
    return [[child.tagName, attributes, shape(child)]];
  });
}

const EVERYTHING = schema.node("doc", null, [
  paragraph(
    text("strong", "strong"),
    text("em", "em"),
    text("u", "underline"),
    text("up", "superscript"),
    text("down", "subscript"),
  ),
  paragraph(schema.text("a link", [schema.mark("link", { href: "https://example.org/" })])),
  paragraph(text("both", "strong", "em")),
  node("paragraph", { id: "p2", lang: "ar", dir: "rtl" }, text("نص")),
  paragraph(),
  ...[1, 2, 3].map((level) => node("heading", { id: `h${level}`, level }, text("Heading"))),
  node("blockquote", { id: "q" }, paragraph(text("Quoted"))),
  node("bullet_list", { id: "b" }, node("list_item", { id: "i" }, paragraph(text("Item")))),
  node("ordered_list", { id: "o", order: 3 }, node("list_item", { id: "j" }, paragraph(text("Third")))),
  node(
    "table",
    { id: "t" },
    node("table_row", { id: "r" }, node("table_header", { id: "c", colspan: 2 }, paragraph(text("Head")))),
    node(
      "table_row",
      { id: "s" },
      node("table_cell", { id: "d" }, paragraph(text("One"))),
      node("table_cell", { id: "e", rowspan: 2 }, paragraph(text("Two"))),
    ),
  ),
]);

describe("drawDocument", () => {
  it("draws every node and mark as the schema does, so that the editor can take its place", () => {
    expect(shape(draw(EVERYTHING))).toEqual(shape(serialize(EVERYTHING)));
  });

  it("numbers footnotes by their references, shows them in that order and links the two", () => {
    const place = draw(
      schema.node("doc", null, [
        paragraph(text("One"), reference("b"), text(" two"), reference("a")),
        node(
          "footnotes",
          {},
          node("footnote_text", { id: "a" }, text("Second")),
          node("footnote_text", { id: "b" }, text("First")),
          node("footnote_text", { id: "c" }, text("Of nothing")),
        ),
      ]),
    );
    const references = [...place.querySelectorAll("a.footnote-number")];
    expect(references.map((each) => each.getAttribute("data-number"))).toEqual(["1", "2"]);
    expect(references.map((each) => each.getAttribute("aria-label"))).toEqual(["Footnote 1", "Footnote 2"]);
    expect([...place.querySelectorAll("[data-footnote-text]")].map((each) => each.textContent)).toEqual([
      "First",
      "Second",
    ]);
    expect(place.querySelector("[data-footnote-text]")?.id).toBe(
      references[0]?.getAttribute("href")?.slice(1),
    );
  });

  it("shows review marks and the place of a withheld passage", () => {
    const insertion = schema.mark("insertion", { id: "m1:x", by: "m1" });
    const deletion = schema.mark("deletion", { id: "m2:y", by: "m2" });
    const place = draw(
      schema.node("doc", null, [
        paragraph(
          schema.text("new", [insertion]),
          schema.text("old", [deletion]),
          schema.node("placeholder", { id: "x" }),
        ),
        node("placeholder_block", { id: "y" }),
      ]),
    );
    expect(place.querySelector("ins")?.getAttribute("data-by")).toBe("m1");
    expect(place.querySelector("del")?.textContent).toBe("old");
    expect(place.querySelectorAll("[data-placeholder]")).toHaveLength(2);
    expect(place.textContent).toContain("[text withheld]");
  });

  it("makes no link of an address that could run or leak, and no element of what it does not know", () => {
    const forged = readDocument({
      type: "doc",
      content: [
        {
          type: "paragraph",
          content: [
            { type: "text", text: "x", marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }] },
          ],
        },
        { type: "script", content: [{ type: "text", text: "<b>y</b>" }] },
        "nonsense",
      ],
    });
    if (forged === null) throw new RangeError("Not a document");
    const drawn = renderToStaticMarkup(drawDocument(forged, context));
    expect(drawn).not.toMatch(/javascript:|<script|<b>/);
    expect(drawn).toContain("&lt;b&gt;y");
  });
});

describe("a document as JSON", () => {
  const doc = readDocument(EVERYTHING.toJSON());

  it("is none when it has not the form of one", () => {
    for (const value of [null, 3, "doc", [], {}, { type: 1 }]) expect(readDocument(value)).toBeNull();
  });

  it("is blank without words, and not blank with a table", () => {
    expect(isBlank(readDocument({ type: "doc", content: [{ type: "paragraph" }] }) ?? raise())).toBe(true);
    expect(isBlank(readDocument({ type: "doc", content: [{ type: "table" }] }) ?? raise())).toBe(false);
    expect(isBlank(doc ?? raise())).toBe(false);
  });

  it("counts words by the language, not by spaces, and no footnote reference", () => {
    const words = (content: string, locale: string): number =>
      countWords(
        readDocument({
          type: "doc",
          content: [{ type: "paragraph", content: [{ type: "text", text: content }] }],
        }) ?? raise(),
        locale,
      );
    expect(words(`State A reported 12 cases.${FOOTNOTE_CHARACTER}`, "en")).toBe(5);
    expect(words("打击跨国有组织犯罪", "zh")).toBeGreaterThan(2);
  });

  it("takes a footnote referred to twice for one", () => {
    const twice = schema.node("doc", null, [
      paragraph(reference("a"), text("x"), reference("b"), text("y"), reference("a")),
    ]);
    expect(footnoteOrder(readDocument(twice.toJSON()) ?? raise())).toEqual(["a", "b"]);
  });
});

function raise(): never {
  throw new RangeError("Not a document");
}
