import {
  blockquote,
  doc,
  footnote,
  footnoteReference,
  footnotes,
  h1,
  h2,
  li,
  ol,
  p,
  strong,
  table,
  td,
  tr,
  ul,
} from "@travaux/blueprint/testing";
import { deleteSelection, joinBackward, lift, wrapIn } from "prosemirror-commands";
import { Fragment, Slice, type Node } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { NodeSelection, TextSelection, type Command } from "prosemirror-state";
import {
  addColumnAfter,
  addRowAfter,
  CellSelection,
  deleteColumn,
  deleteRow,
  deleteTable,
  mergeCells,
  splitCell,
} from "prosemirror-tables";
import { describe, expect, it } from "vitest";
import { recordKey, readRecord } from "../records.ts";
import { verify } from "../verify/verify.ts";
import { baseOf, find, Page, show } from "./rewriting.fixture.ts";
import { withRecords } from "./virtual.ts";

function page(...blocks: Parameters<typeof doc>): Page {
  return new Page(doc(...blocks));
}

/** A document without ids, as a command would have left it. */
function bare(node: Node): unknown {
  return JSON.parse(
    JSON.stringify(node.toJSON(), (key: string, value: unknown) => (key === "id" ? undefined : value)),
  );
}

/** Runs a command as a proposal, of which it gives the kinds: the text stays, and accepted it would be what the command does. */
function proposes(text: Page, command: Command, author = "m1"): readonly string[] {
  const before = { doc: text.doc, records: new Map(text.records) };
  let wanted: Node | null = null;
  expect(command(text.state, (made) => (wanted = made.doc))).toBe(true);
  text.as(author).run(command);
  expect(text.last?.kind).toBe("rewritten");
  expect(text.doc.eq(before.doc)).toBe(true);
  for (const [key, record] of text.records) expect(readRecord(key, record)).toEqual(record);
  expect(verify(before, { doc: text.doc, records: text.records }, { id: author, mayEdit: false })).toBe(null);
  if (wanted === null) throw new RangeError("The command did nothing");
  expect(bare(withRecords(text.doc, text.records.values()))).toEqual(bare(wanted));
  return [...text.records.values()].map(({ kind }) => kind);
}

const types = page(p()).state.schema.nodes;
const item = types["list_item"]!;

describe("arranging blocks", () => {
  it("E46: wraps in a quotation, and lifts out of one", () => {
    const text = page(p("one"), p("two <a>"), p("three <b>"), p("four"));
    proposes(text, wrapIn(types["blockquote"]!));
    expect([...text.records.values()]).toEqual([
      {
        kind: "shape",
        target: "b2",
        last: "b3",
        to: [{ make: "blockquote", content: [{ keep: "b2" }, { keep: "b3" }] }],
      },
    ]);
    const quoted = page(blockquote(p("one"), p("two <a>"), p("three")));
    proposes(quoted, lift);
  });

  it("E46: keeps pending changes inside", () => {
    const text = page(p("one"), p("two"));
    text.as("m2").select("one", "after").type("xyz");
    text.as("m1").range(2, 10);
    proposes(text, wrapIn(types["blockquote"]!));
    expect(show(text.doc)).toBe("p(one+1{xyz}) p(two)");
  });

  it("E47: indents and outdents items", () => {
    const text = page(ul(li(p("one")), li(p("two <a>")), li(p("three"))));
    expect(proposes(text, sinkListItem(item))).toEqual(["shape"]);
    const deep = page(ul(li(p("one"), ul(li(p("two <a>")), li(p("three")))), li(p("four"))));
    expect(proposes(deep, liftListItem(item))).toEqual(["shape"]);
    const out = page(p("x"), ul(li(p("one")), li(p("two <a>")), li(p("three"))), p("y"));
    expect(proposes(out, liftListItem(item))).toEqual(["shape"]);
  });

  it("makes lists of paragraphs and another kind of a list", () => {
    const text = page(p("one"), p("two <a>"), p("three <b>"));
    expect(proposes(text, wrapInList(types["bullet_list"]!))).toEqual(["shape"]);
    const kind = page(ul({ id: "u" }, li(p("one <a>")), li(p("two"))));
    const toggled = proposes(kind, (state, dispatch) => {
      dispatch?.(state.tr.setNodeMarkup(0, types["ordered_list"], { id: "u" }));
      return true;
    });
    expect(toggled).toEqual(["shape"]);
  });

  it("gives each of several blocks a type of its own record, in one suggestion", () => {
    const text = page(p({ id: "a" }, "one <a>"), p({ id: "b" }, "two <b>"), p("three"));
    const command: Command = (state, dispatch) => {
      dispatch?.(
        state.tr.setBlockType(state.selection.from, state.selection.to, types["heading"]!, (old) => ({
          ...old.attrs,
          level: 2,
        })),
      );
      return true;
    };
    proposes(text, command);
    expect([...text.records.keys()]).toEqual(["m1:s001/shape/a", "m1:s001/shape/b"]);
  });

  it("E44: changes attributes once, however often, and back leaves nothing", () => {
    const text = page(ol({ id: "o" }, li(p("one <a>"))), p({ id: "x" }, "two"));
    const order =
      (value: number): Command =>
      (state, dispatch) => {
        dispatch?.(state.tr.setNodeAttribute(0, "order", value));
        return true;
      };
    proposes(text, order(3));
    proposes(text, order(5));
    expect([...text.records]).toEqual([
      ["m1:s001/attrs/o/order", { kind: "attrs", target: "o", name: "order", value: 5 }],
    ]);
    text.as("m1").run(order(1));
    expect(text.records.size).toBe(0);
  });

  it("E44: two attributes at once are two records of one suggestion", () => {
    const text = page(p({ id: "x" }, "two"));
    const { attrs } = text.doc.child(0);
    proposes(text, (state, dispatch) => {
      dispatch?.(state.tr.setNodeMarkup(0, null, { ...attrs, lang: "ar", dir: "rtl" }));
      return true;
    });
    expect([...text.records.keys()]).toEqual(["m1:s001/attrs/x/lang", "m1:s001/attrs/x/dir"]);
  });

  it("splits a list between two blocks, and a quotation", () => {
    const text = page(blockquote(p("one"), p("two <a>"), p("three")));
    const split = proposes(text, (state, dispatch) => {
      dispatch?.(state.tr.split(state.selection.$from.before()));
      return true;
    });
    const lists = page(ul(li(p("one"))), ul(li(p("two"))));
    expect(split).toEqual(["shape"]);
    const joined = proposes(lists, (state, dispatch) => {
      dispatch?.(state.tr.join(state.doc.child(0).nodeSize));
      return true;
    });
    expect(joined).toEqual(["shape"]);
  });

  it("takes a paragraph behind a list into it by Backspace, and goes past it when that was proposed", () => {
    const text = page(ul(li(p("one"))), p("<a>two"));
    proposes(text, joinBackward);
    const count = text.records.size;
    text.as("m1").run(joinBackward);
    expect(text.records.size).toBe(count);
    expect(text.state.selection.$head.parent.textContent).toBe("one");
  });

  it("proposes to remove the boundary by Backspace behind a list that is itself only proposed", () => {
    const text = page(ul({ ins: "m2:aaaa" }, li(p("one"))), p({ id: "x" }, "<a>two"));
    text.as("m1").run(joinBackward);
    expect([...text.records.values()]).toEqual([{ kind: "join", target: "x" }]);
    expect(text.state.selection.$head.parent.textContent).toBe("one");
  });

  it("E65: a newer arrangement takes the place of the older", () => {
    const text = page(p({ id: "a" }, "one <a>"));
    proposes(text, wrapIn(types["blockquote"]!));
    text.as("m1").run(wrapInList(types["bullet_list"]!));
    expect([...text.records.values()]).toEqual([
      {
        kind: "shape",
        target: "a",
        last: "a",
        to: [
          {
            make: "bullet_list",
            content: [{ make: "list_item", content: [{ keep: "a" }] }],
          },
        ],
      },
    ]);
    expect([...text.records.keys()]).toEqual(["m1:s001/shape/a"]);
  });

  it("of one's own pending block is real", () => {
    const text = page(p("one"), p({ ins: "m1:aaaa" }, "two"));
    text.as("m1").select("two");
    text.as("m1").run(wrapIn(types["blockquote"]!));
    expect(text.last?.kind).not.toBe("refused");
  });
});

describe("deleting", () => {
  it("across blocks of different depth strikes, deletes and joins", () => {
    const text = page(
      p({ id: "a" }, "one"),
      ul({ id: "u" }, li({ id: "i" }, p({ id: "b" }, "two")), li({ id: "j" }, p({ id: "c" }, "three"))),
    );
    const base = baseOf(text.doc);
    text.as("m1").range(find(text.doc, "ne"), find(text.doc, "ree")).run(deleteSelection);
    expect(show(text.doc)).toBe("p(o-1{ne}) bullet_list(li(p(-1{two})) li(p(-1{th}ree)))");
    expect([...text.records.values()]).toEqual([
      { kind: "delete", target: "i" },
      { kind: "join", target: "c" },
    ]);
    expect(baseOf(text.doc)).toEqual(base);
  });

  it("E40: of the last block at the document's end is one record", () => {
    const text = page(p("one"), p({ id: "z" }, "two"));
    const { tr, doc: now } = text.state;
    text.as("m1").dispatch(tr.delete(now.child(0).nodeSize, now.content.size));
    expect(show(text.doc)).toBe("p(one) p(-1{two})");
    expect([...text.records.values()]).toEqual([{ kind: "delete", target: "z" }]);
  });

  it("E41: takes one's own pending block away and proposes the base ones", () => {
    const text = page(p({ id: "a" }, "one"), p({ ins: "m1:aaaa" }, "mine"), p({ id: "c" }, "three"));
    const { tr, doc: now } = text.state;
    text.as("m1").dispatch(tr.delete(0, now.content.size));
    expect(show(text.doc)).toBe("p(-1{one}) p(-1{three})");
    expect([...text.records.values()]).toEqual([
      { kind: "delete", target: "a" },
      { kind: "delete", target: "c" },
    ]);
  });

  it("keeps one's own pending block that holds something of another's", () => {
    const text = page(p("one"), p({ id: "m", ins: "m1:aaaa" }, "mine"));
    text.as("m2").select("ine").type("x");
    const start = text.doc.child(0).nodeSize;
    text.as("m1").dispatch(text.state.tr.delete(start, text.doc.content.size));
    expect(text.doc.childCount).toBe(2);
    expect(text.doc.child(1).textContent).toContain("x");
  });

  it("of one's own pending block takes one's records on it along", () => {
    const text = page(p("one"), p({ id: "m", ins: "m1:aaaa" }, "mine"));
    text.records.set("m1:bbbb/join/m", { kind: "join", target: "m" });
    const start = text.doc.child(0).nodeSize;
    text.as("m1").dispatch(text.state.tr.delete(start, text.doc.content.size));
    expect(text.doc.childCount).toBe(1);
    expect(text.records.size).toBe(0);
  });

  it("of a whole block by an editor keeps another's pending text in it", () => {
    const text = page(p("one"), p("two"));
    text.as("m1").select("two", "after").type("xyz");
    const start = text.doc.child(0).nodeSize;
    text.as("m3", "edit").dispatch(text.state.tr.delete(start, text.doc.content.size));
    expect(show(text.doc)).toBe("p(one) p(+1{-2{xyz}})");
  });
});

describe("pasting blocks", () => {
  it("puts a table behind the paragraph, and the text before it into the paragraph", () => {
    const text = page(p("hello"), p("next"));
    const base = baseOf(text.doc);
    const slice = new Slice(Fragment.from([p("a"), table(tr(td(p("cell")))), p("z")]), 1, 1);
    text
      .as("m1")
      .range(3)
      .dispatch(text.state.tr.replace(3, 3, slice));
    expect(show(text.doc)).toBe("p(he+1{a}llo) table+1(table_row(table_cell(p(cell)))) p+1(z) p(next)");
    expect(baseOf(text.doc)).toEqual(base);
  });

  it("puts blocks before the paragraph where the caret is at its start, the last text into it", () => {
    const text = page(p("hello"));
    const slice = new Slice(Fragment.from([p("a"), table(tr(td(p("cell")))), p("z")]), 1, 1);
    text.as("m1").dispatch(text.state.tr.replace(1, 1, slice));
    expect(show(text.doc)).toBe("p+1(a) table+1(table_row(table_cell(p(cell)))) p(+1{z}hello)");
  });

  it("gives every pasted block an id of its own, and takes nothing proposed along", () => {
    const text = page(p({ id: "x" }, "hello"));
    const slice = new Slice(
      Fragment.from([table({ id: "x", ins: "m9:aaaa" }, tr(td(p({ id: "x" }, "cell"))))]),
      0,
      0,
    );
    text.as("m1").dispatch(text.state.tr.replace(7, 7, slice));
    const ids: unknown[] = [];
    text.doc.descendants((node) => void (node.isText || ids.push(node.attrs["id"])));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(null);
    expect(show(text.doc)).toBe("p(hello) table+1(table_row(table_cell(p(cell))))");
  });

  it("of a list into a paragraph puts the list behind it", () => {
    const text = page(p("hello<a>"));
    const slice = new Slice(Fragment.from([ul(li(p("one")), li(p("two")))]), 0, 0);
    text.as("m1").dispatch(text.state.tr.replaceSelection(slice));
    expect(show(text.doc)).toBe("p(hello) bullet_list+1(li(p(one)) li(p(two)))");
    expect(text.state.selection.$head.parent.textContent).toBe("two");
  });

  it("goes into the list item or cell of the caret", () => {
    const text = page(ul(li(p("one"))), table(tr(td(p("cell")))));
    const slice = new Slice(Fragment.from([p("a"), ul(li(p("x")))]), 1, 0);
    text.as("m1").select("one", "after").dispatch(text.state.tr.replaceSelection(slice));
    expect(show(text.doc)).toContain("bullet_list(li(p(one+1{a}) bullet_list+1(li(p(x)))))");
    text.as("m1").select("cell", "before").dispatch(text.state.tr.replaceSelection(slice));
    expect(show(text.doc)).toContain("table_cell(p+2(a) bullet_list+2(li(p(x))) p(cell))");
  });

  it("E37: words typed over a selection from a list into a quotation are one replacement", () => {
    const text = page(ul(li(p("one"))), blockquote(p({ id: "q" }, "two")));
    const made = text.state.tr.insertText("new", find(text.doc, "ne"), find(text.doc, "wo"));
    text.as("m1").dispatch(made);
    expect(show(text.doc)).toBe("bullet_list(li(p(o-1{ne}))) blockquote(p(-1{t}+1{new}wo))");
    expect([...text.records.values()]).toEqual([{ kind: "join", target: "q" }]);
  });

  it("in place of selected text strikes that", () => {
    const text = page(p("hello"));
    const slice = new Slice(Fragment.from([table(tr(td(p("cell"))))]), 0, 0);
    text.as("m1").select("ell").dispatch(text.state.tr.replaceSelection(slice));
    expect(show(text.doc)).toMatch(/^p\(h-1\{ell\}o\) table\+1/u);
  });

  it("of a row into a table is a row with the suggestion on it", () => {
    const text = page(table(tr(td(p("a"))), tr(td(p("b")))));
    const at = 1 + text.doc.child(0).child(0).nodeSize;
    text.as("m1").dispatch(text.state.tr.insert(at, tr(td(p("new")))));
    expect(show(text.doc)).toBe(
      "table(table_row(table_cell(p(a))) table_row+1(table_cell(p(new))) table_row(table_cell(p(b))))",
    );
  });
});

describe("tables", () => {
  const grid = (): Page => page(table(tr(td(p("a<a>")), td(p("b"))), tr(td(p("c")), td(p("d")))));

  it("get rows and columns as proposed nodes", () => {
    const rows = grid();
    rows.as("m1").run(addRowAfter);
    expect(show(rows.doc)).toBe(
      "table(table_row(table_cell(p(a)) table_cell(p(b))) table_row+1(table_cell() table_cell()) table_row(table_cell(p(c)) table_cell(p(d))))",
    );
    const columns = grid();
    const base = baseOf(columns.doc);
    columns.as("m1").run(addColumnAfter);
    expect(show(columns.doc)).toBe(
      "table(table_row(table_cell(p(a)) table_cell+1() table_cell(p(b))) table_row(table_cell(p(c)) table_cell+1() table_cell(p(d))))",
    );
    expect(baseOf(columns.doc)).toEqual(base);
  });

  it("lose rows and columns by records, and by really removing one's own", () => {
    const rows = grid();
    rows.as("m1").run(deleteRow);
    expect(show(rows.doc)).toBe(
      "table(table_row(table_cell(p(-1{a})) table_cell(p(-1{b}))) table_row(table_cell(p(c)) table_cell(p(d))))",
    );
    expect([...rows.records.values()].map(({ kind }) => kind)).toEqual(["delete"]);
    const columns = grid();
    columns.as("m1").run(deleteColumn);
    expect([...columns.records.values()].map(({ kind }) => kind)).toEqual(["delete", "delete"]);
    expect(new Set([...columns.records.keys()].map((key) => key.split("/")[0])).size).toBe(1);
    const own = grid();
    const before = own.doc;
    own.as("m1").run(addColumnAfter);
    const added = 2 + own.doc.child(0).child(0).child(0).nodeSize;
    own.state = own.state.apply(own.state.tr.setSelection(CellSelection.create(own.doc, added)));
    own.as("m1").run(deleteColumn);
    expect(own.doc.eq(before)).toBe(true);
  });

  it("go as a whole by one record", () => {
    const text = grid();
    text.as("m1").run(deleteTable);
    expect([...text.records.values()]).toEqual([{ kind: "delete", target: text.doc.child(0).attrs["id"] }]);
  });

  it("merge cells by an arrangement that keeps every paragraph", () => {
    const text = grid();
    const cells = CellSelection.create(text.doc, 2, 2 + text.doc.child(0).child(0).child(0).nodeSize);
    text.state = text.state.apply(text.state.tr.setSelection(cells));
    proposes(text, mergeCells);
    expect([...text.records.values()].map(({ kind }) => kind)).toEqual(["shape"]);
  });

  it("merge cells of which one is empty", () => {
    const text = page(table(tr(td(p("a")), td(p())), tr(td(p("c")), td(p("d")))));
    const cells = CellSelection.create(text.doc, 2, 2 + text.doc.child(0).child(0).child(0).nodeSize);
    text.state = text.state.apply(text.state.tr.setSelection(cells));
    text.as("m1").run(mergeCells);
    expect(text.last?.kind).toBe("rewritten");
    expect(show(text.doc)).toBe(
      "table(table_row(table_cell(p(a)) table_cell(p())) table_row(table_cell(p(c)) table_cell(p(d))))",
    );
    expect([...text.records.values()]).toEqual([
      { kind: "attrs", target: "b2", name: "colspan", value: 2 },
      { kind: "delete", target: "b4" },
    ]);
  });

  it("split cells", () => {
    const text = page(table(tr(td({ colspan: 2 }, p("a<a>"))), tr(td(p("c")), td(p("d")))));
    expect(proposes(text, splitCell)).toEqual(["shape"]);
  });

  it("refuse a row or column through a merged cell", () => {
    const text = page(table(tr(td({ colspan: 2 }, p("a"))), tr(td(p("c<a>")), td(p("d")))));
    const before = text.doc;
    text.as("m1").run(addColumnAfter);
    expect(text.last).toEqual({ kind: "refused", reason: "spanning-cell" });
    expect(text.doc.eq(before)).toBe(true);
    const rows = page(table(tr(td({ rowspan: 2 }, p("a<a>")), td(p("b"))), tr(td(p("d")))));
    rows.as("m1").range(find(rows.doc, "b"));
    rows.as("m1").run(addRowAfter);
    expect(rows.last).toEqual({ kind: "refused", reason: "spanning-cell" });
    rows.as("m1").run(deleteRow);
    expect(rows.last).toEqual({ kind: "refused", reason: "spanning-cell" });
    expect(rows.records.size).toBe(0);
  });

  it("keep their cells where cells are pasted over them", () => {
    const text = grid();
    const base = baseOf(text.doc);
    const row = text.doc.child(0).child(1);
    const start = 1 + text.doc.child(0).child(0).nodeSize + 1;
    const cells = new Slice(Fragment.from([td(p("x")), td(p("y"))]), 0, 0);
    text.as("m1").dispatch(text.state.tr.replace(start, start + row.content.size, cells));
    expect(show(text.doc)).toBe(
      "table(table_row(table_cell(p(a)) table_cell(p(b))) table_row(table_cell(p(-1{c}) p+1(x)) table_cell(p(-1{d}) p+1(y))))",
    );
    expect(baseOf(text.doc)).toEqual(base);
  });

  it("are inserted whole, with real editing inside", () => {
    const text = page(p("hello"), p());
    const base = baseOf(text.doc);
    const grown = table(tr(td(p()), td(p())));
    const { state } = text;
    const pos = text.doc.child(0).nodeSize;
    const made = state.tr.delete(pos, state.doc.content.size).insert(pos, grown);
    text.as("m1").dispatch(made.setSelection(TextSelection.create(made.doc, pos + 4)));
    expect(show(text.doc)).toBe("p(hello) p() table+1(table_row(table_cell(p()) table_cell(p())))");
    expect(baseOf(text.doc)).toEqual(base);
    expect(text.state.selection.$head.node(-1).type.name).toBe("table_cell");
    text.as("m1").type("cell");
    expect(show(text.doc)).toBe("p(hello) p() table+1(table_row(table_cell(p(cell)) table_cell(p())))");
  });
});

describe("footnotes", () => {
  const reference = "\uFFFC";

  it("E53: are a reference under an insertion mark and a proposed text, of one id", () => {
    const text = page(p("hello"));
    const { state } = text;
    const mark = state.schema.mark("footnote", { id: "f1" });
    const made = state.tr.insert(3, state.schema.text(reference, [mark]));
    const end = made.doc.content.size;
    made.insert(end, types["footnotes"]!.create(null, types["footnote_text"]!.create({ id: "f1" })));
    text.as("m1").dispatch(made.setSelection(TextSelection.create(made.doc, end + 2)));
    expect(show(text.doc)).toBe(`p(hef(+1{${reference}})llo) footnotes(footnote_text+1())`);
    expect(text.doc.child(1).child(0).attrs["id"]).toBe("f1");
    expect(text.state.selection.$head.parent.type.name).toBe("footnote_text");
    text.as("m1").type("note");
    expect(show(text.doc)).toContain("footnote_text+1(note)");
    text.as("m1").dispatch(text.state.tr.delete(3, 4));
    const start = text.doc.child(0).nodeSize;
    text.as("m1").dispatch(text.state.tr.delete(start, text.doc.content.size));
    expect(show(text.doc)).toBe("p(hello)");
  });

  it("E53: of somebody else take one's own words as a proposal", () => {
    const text = page(
      p("hello", footnoteReference({ id: "f1" }, reference)),
      footnotes(footnote({ id: "f1", ins: "m1:aaaa" }, "note")),
    );
    const before = { doc: text.doc, records: new Map() };
    text.as("m2").select("te", "before").type("x");
    expect(show(text.doc)).toContain("footnote_text+1(no+2{x}te)");
    const after = { doc: text.doc, records: text.records };
    expect(verify(before, after, { id: "m2", mayEdit: false })).toBe(null);
  });

  it("E53: of the base keep their text while the reference is struck", () => {
    const text = page(
      p("he", footnoteReference({ id: "f1" }, reference), "llo"),
      footnotes(footnote({ id: "f1" }, "note")),
    );
    text.as("m1").range(4).backspace();
    expect(show(text.doc)).toBe(`p(hef(-1{${reference}})llo) footnotes(footnote_text(note))`);
    expect(text.records.size).toBe(0);
  });
});

describe("splitting in lists", () => {
  it("of an empty item proposes to leave the list", () => {
    const text = page(ul(li(p("one")), li(p("<a>"))));
    expect(proposes(text, liftListItem(item))).toEqual(["shape"]);
  });

  it("is a break that splits the item, the language of the new one left to the split", () => {
    const text = page(ul(li(p({ lang: "ar", dir: "rtl" }, "one<a>two"))));
    text
      .as("m1")
      .run((state, dispatch) =>
        splitListItem(item)(
          state,
          dispatch &&
            ((made) => dispatch(made.setNodeAttribute(made.selection.$from.before(), "lang", "ar"))),
        ),
      );
    expect(show(text.doc)).toBe("bullet_list(li(p(one+1{¶}two)))");
    expect(text.records.size).toBe(0);
  });
});

it("a record's key is that of its suggestion and target", () => {
  const text = page(h1({ id: "a" }, "one <a>"), h2("two"), p(strong("x")));
  proposes(text, wrapIn(types["blockquote"]!));
  const [[key, record]] = [...text.records] as [[string, Parameters<typeof recordKey>[1]]];
  expect(recordKey("m1:s001", record)).toBe(key);
});

it("a selected block is deleted by a record", () => {
  const text = page(p("one"), blockquote({ id: "q" }, p("two")));
  const at = text.doc.child(0).nodeSize;
  text.state = text.state.apply(text.state.tr.setSelection(NodeSelection.create(text.doc, at)));
  text.as("m1").run(deleteSelection);
  expect([...text.records.values()]).toEqual([{ kind: "delete", target: "q" }]);
});
