import { blockquote, doc, h1, li, ol, p, table, td, tr, ul } from "@travaux/blueprint/testing";
import { lift, wrapIn } from "prosemirror-commands";
import type { Node } from "prosemirror-model";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import type { Command } from "prosemirror-state";
import { mergeCells, splitCell, CellSelection } from "prosemirror-tables";
import { describe, expect, it } from "vitest";
import { proposeCommand } from "./propose.ts";
import { Page } from "./rewriting.fixture.ts";
import type { Rewriting } from "./rewrite.ts";
import { withRecords } from "./virtual.ts";

function page(...blocks: Parameters<typeof doc>): Page {
  return new Page(doc(...blocks));
}

function run(text: Page, command: Command, author = "m1"): Rewriting | null {
  const proposed = proposeCommand(command, () => text.options(author))(text.state);
  if (proposed?.kind === "rewritten") {
    text.state = text.state.apply(proposed.tr);
    text.write(proposed.records);
  }
  return proposed;
}

function seen(text: Page): string {
  const outline = (node: Node): string =>
    node.isTextblock
      ? `${node.type.name}(${node.textContent})`
      : `${node.type.name}[${node.content.content.map(outline).join(" ")}]`;
  return withRecords(text.doc, text.records.values()).content.content.map(outline).join(" ");
}

const types = page(p()).state.schema.nodes;
const item = types["list_item"]!;
const heading =
  (level: number): Command =>
  (state, dispatch) => {
    const { $from } = state.selection;
    const { id, ins, lang, dir } = $from.parent.attrs;
    const type = level === 0 ? types["paragraph"]! : types["heading"]!;
    dispatch?.(
      state.tr.setNodeMarkup($from.before(), type, { id, ins, lang, dir, ...(level === 0 ? {} : { level }) }),
    );
    return true;
  };

describe("a command over what is already proposed", () => {
  it("E47: goes on from it, and back leaves nothing", () => {
    const text = page(ul(li(p("one")), li(p("two<a>")), li(p("three"))));
    const before = text.doc;
    run(text, sinkListItem(item));
    const [first] = text.records.keys();
    expect(seen(text)).toBe(
      "bullet_list[list_item[paragraph(one) bullet_list[list_item[paragraph(two)]]] list_item[paragraph(three)]]",
    );
    run(text, liftListItem(item));
    expect(text.records.size).toBe(0);
    run(text, sinkListItem(item));
    text.as("m1").range(text.doc.content.size - 5);
    run(text, sinkListItem(item));
    expect(seen(text)).toBe(
      "bullet_list[list_item[paragraph(one) bullet_list[list_item[paragraph(two)] list_item[paragraph(three)]]]]",
    );
    expect(text.records.size).toBe(1);
    expect([...text.records.keys()][0]?.split("/")[1]).toBe(first?.split("/")[1]);
    expect(text.doc.eq(before)).toBe(true);
  });

  it("E46: toggles a quotation away again", () => {
    const text = page(p("one<a>"), p("two"));
    run(text, wrapIn(types["blockquote"]!));
    expect(seen(text)).toBe("blockquote[paragraph(one)] paragraph(two)");
    run(text, lift);
    expect(text.records.size).toBe(0);
  });

  it("E44: changes a type twice as one suggestion, and back removes it", () => {
    const text = page(p({ id: "x" }, "one<a>"), p("two"));
    run(text, heading(1));
    run(text, heading(2));
    expect([...text.records]).toEqual([
      [
        "m1:s001/shape/x",
        {
          kind: "shape",
          target: "x",
          last: "x",
          to: [{ keep: "x", type: "heading", attrs: { lang: null, dir: null, level: 2 } }],
        },
      ],
    ]);
    run(text, heading(0));
    expect(text.records.size).toBe(0);
  });

  it("leaves the author's other proposals alone, and everybody else's", () => {
    const text = page(p("one<a>"), h1({ id: "h" }, "two"), ol({ id: "o" }, li(p("three"))));
    text.records.set("m2:aaaa/attrs/o/order", { kind: "attrs", target: "o", name: "order", value: 4 });
    text.records.set("m1:aaaa/attrs/h/level", { kind: "attrs", target: "h", name: "level", value: 3 });
    text.records.set("m1:bbbb/join/h", { kind: "join", target: "h" });
    const kept = [...text.records.keys()];
    run(text, wrapInList(types["bullet_list"]!));
    expect([...text.records.keys()].filter((key) => kept.includes(key))).toEqual(kept);
    expect(text.records.size).toBe(4);
    expect(text.records.get("m2:aaaa/attrs/o/order")).toMatchObject({ value: 4 });
  });

  it("keeps the caret where it was in its block", () => {
    const text = page(p("one"), p("two<a>"));
    run(text, wrapIn(types["blockquote"]!));
    run(text, wrapInList(types["bullet_list"]!));
    const { $head } = text.state.selection;
    expect([$head.parent.textContent, $head.parentOffset]).toEqual(["two", 3]);
  });

  it("goes through with tables", () => {
    const text = page(table(tr(td(p("a")), td(p("b")))));
    const cells = CellSelection.create(text.doc, 2, 2 + text.doc.child(0).child(0).child(0).nodeSize);
    text.state = text.state.apply(text.state.tr.setSelection(cells));
    run(text, mergeCells);
    expect(seen(text)).toBe("table[table_row[table_cell[paragraph(a) paragraph(b)]]]");
    text.as("m1").range(4);
    run(text, splitCell);
    expect(seen(text)).toBe("table[table_row[table_cell[paragraph(a) paragraph(b)] table_cell[]]]");
  });

  it("answers null where it does not apply", () => {
    const text = page(p("one<a>"));
    expect(run(text, lift)).toBe(null);
    run(text, wrapIn(types["blockquote"]!));
    expect(run(text, liftListItem(item))).toBe(null);
  });

  it("of an editor happens really", () => {
    const text = page(blockquote(p("one<a>")));
    const proposed = proposeCommand(lift, () => text.options("m3", "edit"))(text.state);
    expect(proposed).toMatchObject({ kind: "rewritten", records: [], suggestion: null });
    expect(proposed?.kind === "rewritten" && proposed.tr.doc.child(0).type.name).toBe("paragraph");
  });
});
