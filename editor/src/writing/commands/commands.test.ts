import { TextSelection } from "prosemirror-state";
import { addColumnAfter, addRowAfter } from "prosemirror-tables";
import { describe, expect, it } from "vitest";
import { clearFormatting, hasLetters, toggleLetters } from "./letters.ts";
import { linkAround, removeLink, setLink } from "./links.ts";
import { indentItem, outdentItem, setListStart, toggleList } from "./lists.ts";
import { toggleQuotation } from "./quotation.ts";
import { setDirection, setLanguage } from "./script.ts";
import { leaveEmptyItem, splitItem, splitParagraph } from "./split-blocks.ts";
import { guardFootnotes, insertTable, nextCell } from "./tables.ts";
import { after, brief, node, paragraph, stateAt } from "../testing/report-state.ts";
import { setHeading, setParagraph, toggleHeading } from "./text-blocks.ts";

const item = (words: string): ReturnType<typeof node> => node("list_item", [paragraph(words)]);
const footnotes = node("footnotes", [node("footnote_text", [], { id: "n" })]);

describe("text blocks", () => {
  it("keep who they are and their language when their kind changes", () => {
    const state = after(stateAt([paragraph("one", { id: "a", lang: "fr" })], "one"), setHeading(2));
    expect(state.doc.firstChild?.attrs).toEqual({ id: "a", ins: null, lang: "fr", dir: null, level: 2 });
    expect(brief(after(state, toggleHeading(2)))).toBe("p(one)");
  });

  it("stay as they are in a footnote, which holds no heading", () => {
    const inNote = node("footnotes", [
      node("footnote_text", [paragraph("x").firstChild ?? paragraph("")], { id: "n" }),
    ]);
    expect(setHeading(1)(stateAt([inNote], "x"))).toBe(false);
  });

  it("do not change into what they are", () => {
    expect(setParagraph(stateAt([paragraph("one")], "one"))).toBe(false);
  });
});

describe("lists", () => {
  it("are made, changed in kind and left again", () => {
    const bullets = after(stateAt([paragraph("one")], "one"), toggleList("bullet_list"));
    expect(brief(bullets)).toBe("ul(li(p(one)))");
    const numbers = after(bullets, toggleList("ordered_list"));
    expect(brief(numbers)).toBe("ol(li(p(one)))");
    expect(brief(after(numbers, toggleList("ordered_list")))).toBe("p(one)");
  });

  it("indent an item under the one before it, and never the first", () => {
    const list = [node("bullet_list", [item("one"), item("two")])];
    const nested = after(stateAt(list, "two"), indentItem);
    expect(brief(nested)).toBe("ul(li(p(one) ul(li(p(two)))))");
    expect(brief(after(nested, outdentItem))).toBe("ul(li(p(one)) li(p(two)))");
    expect(indentItem(stateAt(list, "one"))).toBe(false);
  });

  it("let Enter in an empty item lead one list out, with the item's paragraph", () => {
    const list = [
      node("bullet_list", [
        node("list_item", [paragraph("one"), node("bullet_list", [item("two"), item("")])]),
      ]),
    ];
    const outer = after(stateAt(list, ""), leaveEmptyItem);
    expect(brief(outer)).toBe("ul(li(p(one) ul(li(p(two)))) li(p()))");
    expect(leaveEmptyItem(stateAt(list, "two"))).toBe(false);
  });

  it("start at the number chosen, within its bounds", () => {
    const state = stateAt([node("ordered_list", [item("one")])], "one");
    expect(after(state, setListStart(7)).doc.firstChild?.attrs["order"]).toBe(7);
    expect(setListStart(-1)(state)).toBe(false);
    expect(setListStart(1.5)(state)).toBe(false);
    expect(setListStart(2)(stateAt([paragraph("one")], "one"))).toBe(false);
  });
});

describe("Enter", () => {
  it("goes on in the language of the paragraph, and in a paragraph after a heading", () => {
    const heading = node("heading", [...paragraph("one").content.content], {
      level: 1,
      lang: "ar",
      dir: "rtl",
    });
    const start = stateAt([heading], "one");
    const atEnd = start.apply(start.tr.setSelection(TextSelection.create(start.doc, 4)));
    const split = after(atEnd, splitParagraph);
    expect(brief(split)).toBe("h1(one) p()");
    expect(split.doc.lastChild?.attrs).toMatchObject({ lang: "ar", dir: "rtl" });
  });

  it("goes on in the language of the item", () => {
    const list = [node("bullet_list", [node("list_item", [paragraph("one x", { lang: "ar", dir: "rtl" })])])];
    const split = after(stateAt(list, "x"), splitItem);
    expect(split.selection.$from.parent.attrs).toMatchObject({ lang: "ar", dir: "rtl" });
  });
});

describe("letters", () => {
  it("carry a mark and lose it, subscript and superscript never both", () => {
    const strong = after(stateAt([paragraph("one two")], "two", true), toggleLetters("strong"));
    expect(brief(strong)).toBe("p(one  strong:two)");
    const raised = after(after(strong, toggleLetters("superscript")), toggleLetters("subscript"));
    expect(hasLetters(raised, "superscript")).toBe(false);
    expect(brief(after(raised, clearFormatting))).toBe("p(one two)");
  });

  it("have nothing to clear where nothing is formatted", () => {
    expect(clearFormatting(stateAt([paragraph("one")], "one", true))).toBe(false);
  });
});

describe("links", () => {
  it("are made of the selection, found whole from within, and taken off", () => {
    const linked = after(stateAt([paragraph("see here now")], "here", true), setLink("https://www.un.org"));
    expect(brief(linked)).toBe("p(see  link:here  now)");
    expect(linkAround(linked)).toEqual({ href: "https://www.un.org", from: 5, to: 9 });
    expect(brief(after(linked, removeLink))).toBe("p(see here now)");
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//un.org"])(
    "refuse %s",
    (href) => {
      expect(setLink(href)(stateAt([paragraph("one")], "one", true))).toBe(false);
    },
  );
});

describe("language and direction", () => {
  it("sets Arabic from right to left, and takes both off again", () => {
    const arabic = after(stateAt([paragraph("one", { id: "a" })], "one"), setLanguage("ar"));
    expect(arabic.doc.firstChild?.attrs).toMatchObject({ id: "a", lang: "ar", dir: "rtl" });
    expect(after(arabic, setLanguage(null)).doc.firstChild?.attrs).toMatchObject({ lang: null, dir: null });
  });

  it("takes another language by its tag and refuses what is none", () => {
    const state = stateAt([paragraph("one")], "one");
    expect(after(state, setLanguage("sr-Latn")).doc.firstChild?.attrs).toMatchObject({
      lang: "sr-Latn",
      dir: "ltr",
    });
    expect(setLanguage("not a tag")(state)).toBe(false);
    expect(after(state, setDirection("rtl")).doc.firstChild?.attrs).toMatchObject({ lang: null, dir: "rtl" });
  });
});

describe("tables", () => {
  const size = { rows: 2, columns: 2, headerRow: true };

  it("come in the size chosen, in place of an empty paragraph, with the caret in the first cell", () => {
    const state = after(stateAt([paragraph("")], ""), insertTable(size));
    expect(brief(state)).toBe("table(tr(th(p()) th(p())) tr(td(p()) td(p())))");
    expect(state.selection.$from.node(-1).type.name).toBe("table_header");
  });

  it("do not stand in a table or a footnote, and have a largest size", () => {
    const inTable = after(stateAt([paragraph("")], ""), insertTable(size));
    expect(insertTable(size)(inTable)).toBe(false);
    const inNote = stateAt([footnotes], "");
    expect(insertTable(size)(inNote)).toBe(false);
    expect(insertTable({ ...size, rows: 51 })(stateAt([paragraph("")], ""))).toBe(false);
  });

  it("have a paragraph in every cell of a new row or column, for a caret to stand in", () => {
    const table = after(stateAt([paragraph("")], ""), insertTable({ rows: 1, columns: 1, headerRow: false }));
    expect(brief(after(after(table, addRowAfter), addColumnAfter))).toBe(
      "table(tr(td(p()) td(p())) tr(td(p()) td(p())))",
    );
  });

  it("lead with Tab from cell to cell", () => {
    const table = after(stateAt([paragraph("")], ""), insertTable(size));
    expect(after(table, nextCell).selection.from).toBeGreaterThan(table.selection.from);
  });
});

it("puts blocks into a quotation and takes them out", () => {
  const quoted = after(stateAt([paragraph("one")], "one"), toggleQuotation);
  expect(brief(quoted)).toBe("q(p(one))");
  expect(brief(after(quoted, toggleQuotation))).toBe("p(one)");
});

it("keeps Delete at the end of the text from the footnotes", () => {
  expect(guardFootnotes(stateAt([paragraph(""), footnotes], ""))).toBe(true);
  expect(guardFootnotes(stateAt([paragraph(""), paragraph("x"), footnotes], ""))).toBe(false);
});
