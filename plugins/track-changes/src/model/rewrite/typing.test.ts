import {
  blockquote,
  doc,
  footnote,
  footnotes,
  h1,
  li,
  p,
  strong,
  td,
  tr,
  table,
  ul,
} from "@travaux/blueprint/testing";
import { joinBackward, joinForward, splitBlock, toggleMark } from "prosemirror-commands";
import { Fragment, Slice } from "prosemirror-model";
import { ReplaceStep } from "prosemirror-transform";
import { splitListItem } from "prosemirror-schema-list";
import { describe, expect, it } from "vitest";
import { reviewMarks } from "../review-marks.ts";
import { baseOf, find, Page, show } from "./rewriting.fixture.ts";

function page(...blocks: Parameters<typeof doc>): Page {
  return new Page(doc(...blocks));
}

describe("insertions", () => {
  it("E01: are proposals that leave the base alone", () => {
    const text = page(p("hello"));
    const base = baseOf(text.doc);
    text.as("m1").range(6).type(" world");
    expect(show(text.doc)).toBe("p(hello+1{ world})");
    expect(baseOf(text.doc)).toEqual(base);
    expect(text.last).toMatchObject({ kind: "rewritten", suggestion: "m1:s001", records: [] });
  });

  it("E02: typed one after the other are one suggestion, wherever in it one goes on", () => {
    const text = page(p("hello"));
    text.as("m1").range(3).type("abcd").range(4).type("x").range(3).type("y");
    expect(show(text.doc)).toBe("p(he+1{yaxbcd}llo)");
  });

  it("E11: are really deleted by their author", () => {
    const text = page(p("hello"));
    text.as("m1").range(3).type("abc").backspace(3);
    expect(show(text.doc)).toBe("p(hello)");
    expect(text.doc).toEqual(page(p("hello")).doc);
  });

  it("E19: of somebody else are struck, not removed", () => {
    const text = page(p("hello"));
    text.as("m1").range(3).type("abc");
    text.as("m2").select("bc").backspace();
    expect(show(text.doc)).toBe("p(he+1{a}+1{-2{bc}}llo)");
  });

  it("E20: of two authors at one place stay two", () => {
    const text = page(p("hello"));
    text.as("m1").range(3).type("abc");
    text.as("m2").range(5).type("xy");
    text.as("m2").range(3).type("z");
    expect(show(text.doc)).toBe("p(he+1{z}+2{ab}+3{xy}+2{c}llo)");
  });

  it("keep the letters' own marks, and inherit no review mark", () => {
    const text = page(p("he", strong("ll"), "o"));
    text.as("m1").range(4).type("x");
    expect(show(text.doc)).toBe("p(hes(l)s(+1{x})s(l)o)");
    text.as("m1").select("l").put("");
  });

  it("E52: in a table's cell are proposals like any other", () => {
    const text = page(table(tr(td(p("cell")), td(p()))));
    const base = baseOf(text.doc);
    text
      .as("m1")
      .select("cell", "after")
      .type("x")
      .range(text.doc.content.size - 4)
      .type("y");
    expect(show(text.doc)).toBe("table(table_row(table_cell(p(cell+1{x})) table_cell(p(+2{y}))))");
    expect(baseOf(text.doc)).toEqual(base);
  });

  it("put the caret behind what was typed", () => {
    const text = page(p("hello"));
    text.as("m1").range(3).type("ab");
    expect(text.state.selection.head).toBe(5);
  });
});

describe("deletions", () => {
  it("E04: strike and do not remove", () => {
    const text = page(p("hello world"));
    const base = baseOf(text.doc);
    text.as("m1").select("hello").backspace();
    expect(show(text.doc)).toBe("p(-1{hello} world)");
    expect(baseOf(text.doc)).toEqual(base);
    expect(text.state.selection.head).toBe(1);
  });

  it("go on letter by letter, backwards and forwards, as one suggestion", () => {
    const back = page(p("hello"));
    back.as("m1").range(5).backspace(3);
    expect(show(back.doc)).toBe("p(h-1{ell}o)");
    expect(back.state.selection.head).toBe(2);
    const forth = page(p("hello"));
    forth.as("m1").range(2).del(3);
    expect(show(forth.doc)).toBe("p(h-1{ell}o)");
    expect(forth.state.selection.head).toBe(5);
  });

  it("pass over what the author has struck already", () => {
    const text = page(p("hello"));
    text.as("m1").range(4).backspace(2).range(4).backspace();
    expect(text.state.selection.head).toBe(2);
    text.as("m1").backspace();
    expect(show(text.doc)).toBe("p(-1{hel}lo)");
  });

  it("E10: mark the very letter that was deleted", () => {
    const text = page(p("Hellooooo"));
    text.as("m1").range(6).backspace();
    expect(show(text.doc)).toBe("p(Hell-1{o}oooo)");
  });

  it("E13: over mixed text take one's own away and strike the base, as one suggestion", () => {
    const text = page(p("one two three"));
    text.as("m1").range(4).type("A").range(9).type("B");
    text.as("m1").range(1, 16).backspace();
    expect(show(text.doc)).toBe("p(-1{one two three})");
  });

  it("E14: that become neighbours are one, with the first id", () => {
    const text = page(p("abcde"));
    text.as("m1").select("b").backspace().select("d").backspace();
    expect(show(text.doc)).toBe("p(a-1{b}c-2{d}e)");
    text.as("m1").select("c").backspace();
    expect(show(text.doc)).toBe("p(a-1{bcd}e)");
  });

  it("E14: take the other half of a replacement along when they become neighbours", () => {
    const text = page(p("abcde"));
    text.as("m1").select("b").backspace().select("d").type("x").select("c").backspace();
    expect(show(text.doc)).toBe("p(a-1{bcd}+1{x}e)");
  });

  it("of two authors lie over each other", () => {
    const text = page(p("hello"));
    text.as("m1").select("hell").backspace();
    text.as("m2").select("llo").backspace();
    expect(show(text.doc)).toBe("p(-1{he}-1{-2{ll}}-2{o})");
  });
});

describe("replacements", () => {
  it("E05: are a deletion and an insertion of one id, the new text behind the old", () => {
    const text = page(p("hello world"));
    text.as("m1").select("hello").type("bye");
    expect(show(text.doc)).toBe("p(-1{hello}+1{bye} world)");
    expect(text.state.selection.head).toBe(9);
  });

  it("E05: come about by a deletion and typing at its edge, too", () => {
    const text = page(p("hello world"));
    text.as("m1").select("hello").del().type("bye");
    expect(show(text.doc)).toBe("p(+1{bye}-1{hello} world)");
  });

  it("E07: with nothing are deletions, of nothing are insertions", () => {
    const text = page(p("hello"));
    text.as("m1").dispatch(text.state.tr.insertText("", 1, 3));
    expect(show(text.doc)).toBe("p(-1{he}llo)");
    text.as("m1").dispatch(text.state.tr.insertText("x", 6, 6));
    expect(show(text.doc)).toBe("p(-1{he}llo+2{x})");
  });

  it("E08: by the same are no change", () => {
    const text = page(p("hello"));
    const { doc: before } = text;
    text.as("m1").dispatch(text.state.tr.insertText("ell", 2, 5));
    expect(text.doc.eq(before)).toBe(true);
    expect(text.last).toEqual({ kind: "unchanged" });
  });

  it("E16: text typed into struck text divides it, and appears once", () => {
    const text = page(p("12345"));
    text.as("m1").select("234").backspace().range(3).type("xyz");
    expect(show(text.doc)).toBe("p(1-1{2}+2{xyz}-1{34}5)");
  });

  it("E17: read in order where everything was struck before", () => {
    const text = page(p("old"));
    text.as("m1").select("old").backspace().type("ABCD");
    expect(show(text.doc)).toBe("p(+1{ABCD}-1{old})");
  });

  it("E55: of a word between two spaces leave both spaces", () => {
    const text = page(p("one two three"));
    text.as("m1").select("two").backspace();
    expect(show(text.doc)).toBe("p(one -1{two} three)");
  });

  it("in one's own pending text go on with it", () => {
    const text = page(p("hello"));
    text.as("m1").range(3).type("abc").select("abc").put("xyz");
    expect(show(text.doc)).toBe("p(he+1{xyz}llo)");
    expect(text.last).toMatchObject({ suggestion: "m1:s001" });
  });

  it("E37: across paragraphs have one id and propose the joining", () => {
    const text = page(p({ id: "a" }, "one two"), p({ id: "b" }, "three four"));
    const base = baseOf(text.doc);
    text.as("m1").range(5, 15).put("X");
    expect(show(text.doc)).toBe("p(one -1{two}) p(-1{three}+1{X} four)");
    expect([...text.records]).toEqual([["m1:s001/join/b", { kind: "join", target: "b" }]]);
    expect(baseOf(text.doc)).toEqual(base);
  });
});

describe("breaks", () => {
  it("E28: are one character under an insertion mark", () => {
    const text = page(p("hello"));
    const base = baseOf(text.doc);
    text.as("m1").range(4).run(splitBlock);
    expect(show(text.doc)).toBe("p(hel+1{¶}lo)");
    expect(text.state.selection.head).toBe(5);
    expect(baseOf(text.doc)).toEqual(base);
    text.as("m1").type("x");
    expect(show(text.doc)).toBe("p(hel+1{¶x}lo)");
  });

  it("E28: split items, headings and cells", () => {
    const text = page(ul(li(p("item"))), h1("head"), table(tr(td(p("cell")))));
    text.as("m1").select("em", "before").run(splitListItem(text.state.schema.nodes["list_item"]!));
    text.as("m1").select("ad", "before").run(splitBlock);
    text.as("m1").select("ll", "before").run(splitBlock);
    expect(show(text.doc)).toBe(
      "bullet_list(li(p(it+1{¶}em))) heading(he+2{¶}ad) table(table_row(table_cell(p(ce+3{¶}ll))))",
    );
  });

  it("E28: at a heading's end leave the heading its kind", () => {
    const text = page(h1("head"));
    text.as("m1").range(5).run(splitBlock);
    expect(show(text.doc)).toBe("heading(head+1{¶})");
    expect([...text.records]).toEqual([]);
    text.as("m1").range(1).run(splitBlock);
    expect(show(text.doc)).toBe("p+1() heading(head+2{¶})");
    expect([...text.records]).toEqual([]);
  });

  it("E28: in place of a selection stand behind what is struck", () => {
    const text = page(p("hello"));
    text.as("m1").select("ell").run(splitBlock);
    expect(show(text.doc)).toBe("p(h-1{ell}+1{¶}o)");
    expect(text.state.selection.head).toBe(6);
  });

  it("E32: go by Backspace, and another's are struck", () => {
    const text = page(p("hello"));
    text.as("m1").range(4).run(splitBlock);
    text.as("m2").range(5).backspace();
    expect(show(text.doc)).toBe("p(hel+1{-2{¶}}lo)");
    expect(text.state.selection.head).toBe(4);
    text.as("m1").range(5).backspace();
    expect(show(text.doc)).toBe("p(hello)");
  });

  it("E31: go with a half that is deleted", () => {
    const text = page(p("hello"));
    const base = baseOf(text.doc);
    text.as("m1").range(4).run(splitBlock);
    text.as("m1").range(4, 7).backspace();
    expect(show(text.doc)).toBe("p(hel-1{lo})");
    expect(baseOf(text.doc)).toEqual(base);
  });

  it("are refused in a footnote", () => {
    const text = page(p("x"), footnotes(footnote({ id: "f1" }, "note")));
    const at = find(text.doc, "te");
    const halves = new Slice(Fragment.from([footnote(), footnote()]), 1, 1);
    text.as("m1").dispatch(text.state.tr.step(new ReplaceStep(at, at, halves, true)));
    expect(text.last).toEqual({ kind: "refused", reason: "break-in-footnote" });
    expect(show(text.doc)).toBe("p(x) footnotes(footnote_text(note))");
  });
});

describe("joinings", () => {
  it("E34: by Backspace are records, and the next Backspace goes on", () => {
    const text = page(p({ id: "a" }, "hel"), p({ id: "b" }, "lo"));
    text.as("m1").select("lo", "before").run(joinBackward);
    expect([...text.records.values()]).toEqual([{ kind: "join", target: "b" }]);
    expect(text.state.selection.head).toBe(4);
    text.as("m1").backspace();
    expect(show(text.doc)).toBe("p(he-1{l}) p(lo)");
  });

  it("E34: by Delete put the caret behind the boundary", () => {
    const text = page(p({ id: "a" }, "hel"), p({ id: "b" }, "lo"));
    text.as("m1").select("hel", "after").run(joinForward);
    expect([...text.records.values()]).toEqual([{ kind: "join", target: "b" }]);
    expect(text.state.selection.head).toBe(6);
    text.as("m1").del();
    expect(show(text.doc)).toBe("p(hel) p(-1{l}o)");
  });

  it("E34: proposed twice are one", () => {
    const text = page(p("hel"), p("lo"));
    text.as("m1").select("lo", "before").run(joinBackward);
    text.as("m1").select("lo", "before").run(joinBackward);
    expect(text.records.size).toBe(1);
    expect(text.state.selection.head).toBe(4);
  });

  it("E35: that grow to include letters leave nothing invisible behind", () => {
    const text = page(p("hel"), p("lo"));
    const { length } = text.doc.textContent;
    text.as("m1").select("lo", "before").run(joinBackward);
    text.as("m1").backspace(3).select("lo").backspace();
    expect(text.doc.textContent.length).toBe(length);
  });

  it("E38: over three paragraphs strike the text, delete the middle one and join the last", () => {
    const text = page(p({ id: "a" }, "one"), p({ id: "b" }, "two"), p({ id: "c" }, "three"));
    const base = baseOf(text.doc);
    text.as("m1").range(3, 14).backspace();
    expect(show(text.doc)).toBe("p(on-1{e}) p(-1{two}) p(-1{thr}ee)");
    expect([...text.records.values()]).toEqual([
      { kind: "delete", target: "b" },
      { kind: "join", target: "c" },
    ]);
    expect(baseOf(text.doc)).toEqual(base);
  });

  it("E35: an empty paragraph before the caret is deleted once, and the caret gets past it", () => {
    const text = page(p("one"), p({ id: "b" }), p("two"));
    text.as("m1").select("two", "before").run(joinBackward);
    expect([...text.records.values()]).toEqual([{ kind: "delete", target: "b" }]);
    expect(text.state.selection.$head.parent.textContent).toBe("two");
    text.as("m1").run(joinBackward);
    expect(text.records.size).toBe(1);
    expect(text.state.selection.$head.parent.textContent).toBe("one");
  });
});

describe("an editor's own writing", () => {
  it("is real in base text", () => {
    const text = page(p("hello"));
    text.as("m3", "edit").range(3).type("x").select("lo").backspace();
    expect(show(text.doc)).toBe("p(hexl)");
    expect(text.last).toEqual({ kind: "unchanged" });
  });

  it("inside another's pending run is base text", () => {
    const text = page(p("hello"));
    text.as("m1").range(3).type("abc");
    text.as("m3", "edit").range(4).type("XY");
    expect(show(text.doc)).toBe("p(he+1{a}XY+1{bc}llo)");
  });

  it("E89: in a paragraph that another struck is base text, and not struck", () => {
    const text = page(p("hello"));
    text.as("m1").select("hello").backspace();
    text.as("m3", "edit").range(3).type("XY");
    expect(show(text.doc)).toBe("p(-1{he}XY-1{llo})");
  });

  it("E91: strikes another's pending text, and removes the base around it", () => {
    const text = page(p("hello"));
    text.as("m1").range(3).type("abc");
    text.as("m3", "edit").range(2, 8).backspace();
    expect(show(text.doc)).toBe("p(h+1{-2{abc}}o)");
    text.as("m3", "edit").range(1, 6).put("new");
    expect(show(text.doc)).toBe("p(+1{-2{abc}}new)");
  });

  it("removes base text that another struck, and with it his mark", () => {
    const text = page(p("hello"));
    text.as("m1").select("ell").backspace();
    text.as("m3", "edit").select("hel").backspace();
    expect(show(text.doc)).toBe("p(-1{l}o)");
  });

  it("joins and splits really, keeping what others proposed there", () => {
    const text = page(p("one"), p("two"));
    text.as("m1").range(4).type("abc").range(9).type("x");
    text.as("m3", "edit").range(9).run(joinBackward);
    expect(show(text.doc)).toBe("p(one+1{abc}+2{x}two)");
    text.as("m3", "edit").range(5).run(splitBlock);
    expect(show(text.doc)).toBe("p(one+1{a}) p(+1{bc}+2{x}two)");
  });

  it("strikes a proposed break of somebody else's", () => {
    const text = page(p("hello"));
    text.as("m1").range(4).run(splitBlock);
    text.as("m3", "edit").range(5).backspace();
    expect(show(text.doc)).toBe("p(hel+1{-2{¶}}lo)");
  });

  it("in another's pending block is a proposal", () => {
    const text = page(p("one"), p({ ins: "m1:aaaa" }, "pending"));
    text.as("m3", "edit").select("end", "before").type("x");
    expect(show(text.doc)).toBe("p(one) p+1(p+2{x}ending)");
    text.as("m3", "edit").select("ding").backspace();
    expect(show(text.doc)).toBe("p(one) p+1(p+2{x}en-3{ding})");
  });
});

describe("one's own pending block", () => {
  it("is written in really, by suggesters too", () => {
    const text = page(p("one"), blockquote({ ins: "m1:aaaa" }, p("pending")));
    text.as("m1").select("end", "before").type("x").run(splitBlock);
    expect(show(text.doc)).toBe("p(one) blockquote+1(p(px) p(ending))");
    text.as("m1").select("ding").backspace();
    expect(show(text.doc)).toBe("p(one) blockquote+1(p(px) p(en))");
    expect(text.last).toEqual({ kind: "unchanged" });
  });

  it("keeps what another proposed in it", () => {
    const text = page(p("one"), p({ ins: "m1:aaaa" }, "pending"));
    text.as("m2").select("end", "before").type("xyz");
    text.as("m1").select("pxyzend").backspace();
    expect(show(text.doc)).toBe("p(one) p+1(+2{-3{xyz}}ing)");
  });
});

describe("pasting", () => {
  it("E22: into an insertion joins it, into a deletion stands alone", () => {
    const text = page(p("hello world"));
    text.as("m1").range(3).type("ab").range(4).put("PASTE");
    expect(show(text.doc)).toBe("p(he+1{aPASTEb}llo world)");
    text.as("m1").select("world").backspace().select("rld", "before").put("P");
    expect(show(text.doc)).toBe("p(he+1{aPASTEb}llo -2{wo}+3{P}-2{rld})");
  });

  it("E23: of formatted text is one insertion without suggestions of formatting", () => {
    const text = page(p("hello"));
    const slice = new Slice(Fragment.from(p("a", strong("b"), "c").content), 0, 0);
    text.as("m1").dispatch(text.state.tr.replace(3, 3, slice));
    expect(show(text.doc)).toBe("p(he+1{a}s(+1{b})+1{c}llo)");
  });

  it("E25: brings in no review marks and nothing proposed", () => {
    const text = page(p("hello"));
    const { insertion, deletion } = reviewMarks(text.state.schema);
    const foreign = text.state.schema.text("x", [
      insertion.create({ id: "m9:aaaa", by: "m9" }),
      deletion.create({ id: "m9:bbbb", by: "m9" }),
    ]);
    text.as("m1").dispatch(text.state.tr.replace(3, 3, new Slice(Fragment.from(foreign), 0, 0)));
    expect(show(text.doc)).toBe("p(he+1{x}llo)");
    text.as("m3", "edit").dispatch(text.state.tr.replace(2, 2, new Slice(Fragment.from(foreign), 0, 0)));
    expect(show(text.doc)).toBe("p(hxe+1{x}llo)");
  });

  it("of paragraphs is text with breaks", () => {
    const text = page(p("hello"));
    const slice = new Slice(Fragment.from([p("a"), p("b"), p("c")]), 1, 1);
    text.as("m1").dispatch(text.state.tr.replace(3, 3, slice));
    expect(show(text.doc)).toBe("p(he+1{a¶b¶c}llo)");
    expect(find(text.doc, "a\nb")).toBe(3);
  });
});

describe("formatting", () => {
  const bold = (text: Page): ReturnType<typeof toggleMark> => toggleMark(text.state.schema.marks["strong"]!);

  it("E56: of base text is a suggestion", () => {
    const text = page(p("hello"));
    text.as("m1").select("ell").run(bold(text));
    expect(show(text.doc)).toBe("p(h~1{ell}o)");
  });

  it("E56: taken back leaves nothing", () => {
    const text = page(p("hello"));
    text.as("m1").select("ell").run(bold(text));
    text.as("m1").run(bold(text));
    expect(show(text.doc)).toBe("p(hello)");
  });

  it("E58: of bold text away is a suggestion that leaves it bold", () => {
    const text = page(p("h", strong("ell"), "o"));
    text.as("m1").select("ell").run(bold(text));
    expect(show(text.doc)).toBe("p(hs(~1{ell})o)");
  });

  it("E59: of two kinds that overlap is two suggestions", () => {
    const text = page(p("hello"));
    text.as("m1").select("hel").run(bold(text));
    text.as("m1").select("llo").run(toggleMark(text.state.schema.marks["em"]!));
    expect(show(text.doc)).toBe("p(~1{he}~1{~2{l}}~2{lo})");
  });

  it("E61: is real over one's own pending text and a suggestion over the rest", () => {
    const text = page(p("hello"));
    text.as("m1").range(3).type("ab").range(2, 6).run(bold(text));
    expect(show(text.doc)).toBe("p(h~1{e}s(+2{ab})~1{l}lo)");
  });

  it.each([
    ["inside", "ell", "l", "p(h~1{e}~1{~2{l}}~1{l}o)"],
    ["from the left", "ell", "he", "p(~2{h}~1{~2{e}}~1{ll}o)"],
    ["from the right", "ell", "lo", "p(h~1{el}~1{~2{l}}~2{o})"],
    ["around", "ell", "hello", "p(~2{h}~1{~2{ell}}~2{o})"],
  ])("E59: of another kind %s stays a suggestion of its own", (_where, first, second, shown) => {
    const text = page(p("hello"));
    text.as("m1").select(first).run(bold(text));
    text.as("m1").select(second).run(toggleMark(text.state.schema.marks["em"]!));
    const ids = new Set<unknown>();
    text.doc.descendants((node) => node.marks.forEach((mark) => ids.add(mark.attrs["id"])));
    expect([ids.size, show(text.doc).replaceAll(/\d/gu, "")]).toEqual([2, shown.replaceAll(/\d/gu, "")]);
  });

  const link = (text: Page, href: string): void => {
    const type = text.state.schema.marks["link"]!;
    const { from, to } = text.state.selection;
    text.as("m1").dispatch(text.state.tr.removeMark(from, to, type).addMark(from, to, type.create({ href })));
  };

  it("E50: by a link over standing text leaves the text untouched", () => {
    const text = page(p("hello"));
    const base = baseOf(text.doc);
    text.as("m1").select("ell");
    link(text, "https://example.org/a");
    expect(show(text.doc)).toBe("p(h~1{ell}o)");
    expect(baseOf(text.doc)).toEqual(base);
  });

  it("E50: by a link over one's own pending text is part of that", () => {
    const text = page(p("hello"));
    text.as("m1").range(3).type("new").select("new");
    link(text, "https://example.org/a");
    expect(show(text.doc)).toBe("p(hel(+1{new})llo)");
  });

  it("E44: a link's target changed twice is one suggestion with the last target", () => {
    const text = page(p("hello"));
    text.as("m1").select("ell");
    link(text, "https://example.org/a");
    link(text, "https://example.org/b");
    expect(show(text.doc)).toBe("p(h~1{ell}o)");
    const [mark] = text.doc.nodeAt(2)?.marks ?? [];
    expect(mark?.attrs["op"]).toContain("example.org/b");
    expect(mark?.attrs["id"]).toBe("m1:s001");
  });

  it("E62: stands beside insertion and deletion of one span", () => {
    const text = page(p("hello"));
    text.as("m1").range(3).type("ab");
    text.as("m2").select("ab").run(bold(text));
    text.as("m3").select("ab").backspace();
    expect(show(text.doc)).toBe("p(he+1{-2{~3{ab}}}llo)");
  });

  it("E64: adds nothing to text that is struck", () => {
    const text = page(p("hello"));
    text.as("m1").select("ell").backspace().range(1, 6).run(bold(text));
    expect(show(text.doc)).toBe("p(~1{h}-2{ell}~1{o})");
  });
});
