// @vitest-environment happy-dom
import {
  readRecord,
  rewriteTransaction,
  suggestionId,
  type RewriteOptions,
  type SuggestionRecord,
} from "@travaux/track-changes/model";
import { joinBackward, setBlockType, splitBlock, toggleMark, wrapIn } from "prosemirror-commands";
import { Fragment, Slice, type Node } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { EditorState, TextSelection, type Command, type Transaction } from "prosemirror-state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { afterEach, describe, expect, test } from "vitest";
import { redo, undo, ySyncPlugin, ySyncPluginKey, yUndoPlugin, yUndoPluginKey } from "y-prosemirror";
import { readBody } from "./read-body.ts";
import { harm, snapshot } from "./testing/oracle.ts";
import type { Peer } from "./testing/peer.ts";
import { Room, schema } from "./testing/room.ts";

const open: EditorView[] = [];
afterEach(() => {
  for (const view of open.splice(0)) view.destroy();
});

/** A real editor on a peer's document, with tracked changes. */
class Writer {
  readonly peer: Peer;
  readonly view: EditorView;
  readonly #mode: RewriteOptions["mode"];
  #count = 0;

  constructor(room: Room, name: string, clientID: number, mode: RewriteOptions["mode"]) {
    this.#mode = mode;
    this.peer = room.join(name, clientID);
    room.grant(this.peer, mode);
    const plugins = [ySyncPlugin(this.peer.body), yUndoPlugin()];
    const dispatch = (view: EditorView, tr: Transaction): void => this.#dispatch(view, tr);
    this.view = new EditorView(document.createElement("div"), {
      state: EditorState.create({ schema, plugins }),
      // The binding dispatches while the view is still being made.
      dispatchTransaction(this: EditorView, tr: Transaction) {
        dispatch(this, tr);
      },
    });
    open.push(this.view);
  }

  #dispatch(view: EditorView, tr: Transaction): void {
    const isForeign = tr.getMeta(ySyncPluginKey) !== undefined || tr.getMeta(yUndoPluginKey) !== undefined;
    const rewriting = isForeign
      ? { kind: "unchanged" as const }
      : rewriteTransaction(tr, view.state, this.#options());
    if (rewriting.kind === "refused") throw new Error(`Cannot be tracked: ${rewriting.reason}`);
    if (rewriting.kind === "unchanged") return view.updateState(view.state.apply(tr));
    const records = this.peer.document.getMap("suggestions");
    view.updateState(view.state.apply(rewriting.tr));
    for (const { key, record } of rewriting.records) {
      if (record === null) records.delete(key);
      else records.set(key, record);
    }
  }

  #options(): RewriteOptions {
    const { member } = this.peer;
    const records = new Map<string, SuggestionRecord>();
    for (const [key, value] of this.peer.document.getMap("suggestions").entries()) {
      const record = readRecord(key, value);
      if (record !== null) records.set(key, record);
    }
    return {
      author: member,
      mode: this.#mode,
      records,
      newSuggestion: () => suggestionId(member, `s${(this.#count++).toString().padStart(4, "0")}`),
      newId: () => `${member}${this.#count++}`,
    };
  }

  find(text: string): number {
    let found = -1;
    this.view.state.doc.descendants((node, at) => {
      const offset = node.isTextblock ? node.textContent.indexOf(text) : -1;
      if (offset >= 0 && found < 0) found = at + 1 + offset;
    });
    if (found < 0) throw new Error(`No ${text}`);
    return found;
  }

  /** Selects from where `text` begins, to its end or as many letters. */
  select(text: string, length = text.length): this {
    const from = this.find(text);
    const { state } = this.view;
    this.view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, from, from + length)));
    return this;
  }

  type(text: string): this {
    for (const letter of text) this.view.dispatch(this.view.state.tr.insertText(letter));
    return this;
  }

  erase(): this {
    this.view.dispatch(this.view.state.tr.deleteSelection());
    return this;
  }

  run(command: Command): this {
    if (!command(this.view.state, this.view.dispatch, this.view))
      throw new Error("The command does not fit here");
    return this;
  }

  paste(...blocks: readonly Node[]): this {
    this.view.dispatch(this.view.state.tr.replaceSelection(new Slice(Fragment.from(blocks), 1, 1)));
    return this;
  }
}

const type = (name: string): Node["type"] => schema.nodes[name] ?? schema.topNodeType;
const mark = (name: string): Command => toggleMark(schema.marks[name] ?? schema.mark("em").type);
const paragraph = (text: string): Node => schema.node("paragraph", null, [schema.text(text)]);
const table = (): Node =>
  schema.node("table", null, [
    schema.node("table_row", null, [schema.node("table_cell", null, [paragraph("cell")])]),
  ]);

/** What Bob proposes before. */
function bobProposes(bob: Writer): void {
  bob.select("criminalized", 0).type("duly ");
  bob.select("Practice").erase();
  bob.select("described").run(mark("strong"));
}

const KINDS: Readonly<Record<string, (writer: Writer) => unknown>> = {
  typing: (a) => a.select("Findings", 8).type(" of fact"),
  "typing at the end of a paragraph": (a) => a.select("desk review.", 12).type(" Indeed."),
  deleting: (a) => a.select("in a group", 3).erase(),
  "deleting over formats": (a) => a.select("criminalized participation in").erase(),
  replacing: (a) => a.select("group").type("gang"),
  "replacing a whole paragraph": (a) => a.select("Findings").type("Observations"),
  "E28 Enter in the middle": (a) => a.select("in a group", 0).run(splitBlock),
  "Enter at the end": (a) => a.select("desk review.", 0).select("Findings", 8).run(splitBlock).type("More"),
  "E32 Enter and Backspace": (a) => {
    a.select("in a group", 0).run(splitBlock);
    const { state } = a.view;
    a.view.dispatch(state.tr.delete(state.selection.from - 1, state.selection.from));
  },
  "E34 Backspace between paragraphs": (a) => a.select("State A", 0).run(joinBackward),
  "E37 deleting across paragraphs": (a) => {
    const { state } = a.view;
    a.view.dispatch(state.tr.delete(a.find("dings"), a.find("A duly")));
  },
  "pasting paragraphs": (a) =>
    a.select("in a group", 0).paste(paragraph("one"), paragraph("two"), paragraph("three")),
  "pasting a table": (a) => {
    const { state } = a.view;
    a.view.dispatch(
      state.tr.insert(state.doc.content.size - state.doc.child(state.doc.childCount - 1).nodeSize, table()),
    );
  },
  "bold on": (a) => a.select("in a group").run(mark("strong")),
  "bold off": (a) => a.select("participation").run(mark("strong")),
  "bold on and off": (a) => {
    a.select("in a group").run(mark("em"));
    a.select("in a group").run(mark("em"));
  },
  "a link": (a) =>
    a.select("desk review").run(
      toggleMark(type("text").schema.marks["link"] ?? schema.mark("em").type, {
        href: "https://example.org",
      }),
    ),
  "typing in one's own pending text": (a) =>
    a.select("Findings", 8).type(" of fact").select("of fact", 0).type("and "),
  "deleting one's own pending text": (a) =>
    a.select("Findings", 8).type(" of fact").select("of fact").erase(),
  "E08 typing in another's pending text": (a) => a.select("ly ", 0).type("x"),
  "striking another's pending text": (a) => a.select("duly").erase(),
  "typing in what another struck": (a) => a.select("actice", 0).type("x"),
  "an item more": (a) => a.select("measure", 0).run(splitListItem(type("list_item"))),
  "a new item at the end": (a) =>
    a
      .select("The second measure", 0)
      .select("second measure", 14)
      .run(splitListItem(type("list_item")))
      .type("Third"),
  "an item deeper": (a) => a.select("The second", 0).run(sinkListItem(type("list_item"))),
  "an item out of its list": (a) => a.select("The first", 0).run(liftListItem(type("list_item"))),
  "a list of a paragraph": (a) => a.select("desk", 0).run(wrapInList(type("bullet_list"))),
  "E46 a quotation": (a) => a.select("desk", 0).run(wrapIn(type("blockquote"))),
  "a heading": (a) => a.select("desk", 0).run(setBlockType(type("heading"), { id: "p2", level: 2 })),
  "a row more": (a) => a.select("0.0", 0).run(addRowAfter),
  "a row less": (a) => a.select("1.0", 0).run(deleteRow),
  "a column more": (a) => a.select("0.0", 0).run(addColumnAfter),
  "a column less": (a) => a.select("0.1", 0).run(deleteColumn),
  "a whole block away": (a) => {
    const $at = a.view.state.doc.resolve(a.find("The first"));
    a.view.dispatch(a.view.state.tr.delete($at.before(1), $at.after(1)));
  },
  "everything away": (a) => a.view.dispatch(a.view.state.tr.delete(0, a.view.state.doc.content.size)),
  "a language": (a) => {
    const $at = a.view.state.doc.resolve(a.find("Findings"));
    a.view.dispatch(a.view.state.tr.setNodeAttribute($at.before(1), "lang", "fr"));
  },
  "E98 undo and redo": (a) => {
    a.select("group").type("gang");
    a.run(undo).run(redo).run(undo);
  },
};

describe.each(["suggest", "edit"] as const)("in the mode %s", (mode) => {
  test.each(Object.entries(KINDS))("%s is admitted as it is", (_name, act) => {
    const room = new Room();
    const bob = new Writer(room, "bob", 200, "suggest");
    const alice = new Writer(room, "alice", 100, mode);
    bobProposes(bob);
    room.settle();
    const before = snapshot(room.gate.state());
    act(alice);
    const verdicts = room.settle();
    expect(verdicts.length).toBeGreaterThan(0);
    expect(verdicts.filter(({ kind }) => kind !== "admit")).toEqual([]);
    expect(verdicts.map((verdict) => (verdict.kind === "admit" ? verdict.mended : ""))).not.toContain("");
    expect(verdicts.flatMap((verdict) => (verdict.kind === "admit" ? (verdict.mended ?? []) : []))).toEqual(
      [],
    );
    expect(harm(before, snapshot(room.gate.state()), alice.peer.member, mode === "edit")).toEqual([]);
    for (const { view } of [alice, bob])
      expect(view.state.doc.toJSON()).toEqual(readBody(schema, room.live).toJSON());
  });
});
