// @vitest-environment happy-dom
import {
  baseKeymap,
  toggleMark,
  setBlockType,
  wrapIn,
  chainCommands,
  joinBackward,
  splitBlock,
} from "prosemirror-commands";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { EditorState, TextSelection, type Command } from "prosemirror-state";
import { addColumnAfter, addRowAfter, deleteRow, mergeCells, CellSelection } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { afterEach, expect, test } from "vitest";
import { redo, undo, ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import * as Y from "yjs";
import { readBody } from "./read-body.ts";
import type { Peer } from "./testing/peer.ts";
import { Room, schema } from "./testing/room.ts";

const open: EditorView[] = [];
afterEach(() => {
  for (const view of open.splice(0)) view.destroy();
});

/** A real editor on a peer's document. */
class Author {
  readonly peer: Peer;
  readonly view: EditorView;
  readonly room: Room;

  constructor(room: Room, name: string, clientID: number) {
    this.room = room;
    this.peer = room.join(name, clientID);
    const state = EditorState.create({ schema, plugins: [ySyncPlugin(this.peer.body), yUndoPlugin()] });
    this.view = new EditorView(document.createElement("div"), { state });
    open.push(this.view);
  }

  /** Where `text` begins in the document. */
  find(text: string): number {
    let found = -1;
    this.view.state.doc.descendants((node, at) => {
      const offset = node.isTextblock ? node.textContent.indexOf(text) : -1;
      if (offset >= 0 && found < 0) found = at + 1 + offset;
    });
    if (found < 0) throw new Error(`No ${text}`);
    return found;
  }

  select(text: string, to = text.length): this {
    const from = this.find(text);
    this.view.dispatch(
      this.view.state.tr.setSelection(TextSelection.create(this.view.state.doc, from, from + to)),
    );
    return this;
  }

  type(text: string): this {
    for (const letter of text) this.view.dispatch(this.view.state.tr.insertText(letter));
    return this;
  }

  run(command: Command): this {
    if (!command(this.view.state, this.view.dispatch, this.view))
      throw new Error("The command does not fit here");
    return this;
  }

  erase(): this {
    this.view.dispatch(this.view.state.tr.deleteSelection());
    return this;
  }
}

function three(): { room: Room; a: Author; b: Author; c: Author } {
  const room = new Room();
  return {
    room,
    a: new Author(room, "alice", 100),
    b: new Author(room, "bob", 200),
    c: new Author(room, "carol", 300),
  };
}

/** Lets everything pass, and says who was refused and who sees another text than the server has. */
function discord(room: Room, authors: readonly Author[]): string[] {
  const refused = room
    .settle()
    .flatMap((verdict) => (verdict.kind === "refuse" ? [`${verdict.reason}: ${verdict.detail}`] : []));
  const body = readBody(schema, room.live);
  const astray = authors
    .filter(({ view }) => !view.state.doc.eq(body))
    .map(({ peer }) => `${peer.member} sees another text`);
  return [...refused, ...astray];
}

const mark = (name: string): Command => toggleMark(schema.marks[name] ?? schema.mark("em").type);
const node = (name: string): ReturnType<typeof schema.node>["type"] =>
  schema.nodes[name] ?? schema.topNodeType;

const SCENES: Readonly<Record<string, (a: Author, b: Author, c: Author) => void>> = {
  "three people typing into one word": (a, b, c) => {
    a.select("criminalized", 0).type("has ");
    b.select("criminalized", 0).type("had ");
    c.select("criminalized", 4).type("x");
  },
  "deleting what another one types into": (a, b) => {
    a.select("criminalized participation").erase();
    b.select("participation", 3).type("new");
  },
  "splitting a paragraph another one types into": (a, b, c) => {
    a.select("in a group", 0).run(splitBlock);
    b.select("criminalized", 0).type("duly ");
    c.select("group", 0).type("large ");
  },
  "splitting one paragraph twice": (a, b) => {
    a.select("criminalized", 0).run(splitBlock);
    b.select("in a group", 0).run(splitBlock);
  },
  "joining paragraphs another one types into": (a, b) => {
    a.select("State A", 0).run(joinBackward);
    b.select("criminalized", 0).type("also ");
  },
  "working in one list": (a, b, c) => {
    a.select("first", 0).run(splitListItem(node("list_item")));
    b.select("The second", 0).run(sinkListItem(node("list_item")));
    c.select("second", 6).type("ary");
  },
  "lifting an item that is written in": (a, b) => {
    a.select("The first", 0).run(liftListItem(node("list_item")));
    b.select("first", 5).type(" and foremost");
  },
  "wrapping a paragraph twice": (a, b) => {
    a.select("Practice", 0).run(wrapInList(node("bullet_list")));
    b.select("Practice", 0).run(wrapIn(node("blockquote")));
  },
  "changing one paragraph's type in three ways": (a, b, c) => {
    a.select("Practice", 0).run(setBlockType(node("heading"), { id: "p2", level: 2 }));
    b.select("Practice", 0).run(setBlockType(node("heading"), { id: "p2", level: 3 }));
    c.select("Practice", 8).type(" as such");
  },
  "working in one table": (a, b, c) => {
    a.select("0.0", 0).run(addRowAfter);
    b.select("1.1", 0).run(addColumnAfter);
    c.select("1.0", 3).type(" per cent");
  },
  "deleting a row that is written in": (a, b) => {
    a.select("1.0", 0).run(deleteRow);
    b.select("1.1", 3).type(" per cent");
  },
  "merging cells that are written in": (a, b) => {
    const { doc } = a.view.state;
    const cell = (text: string): number => a.view.state.doc.resolve(a.find(text)).before(-1);
    a.view.dispatch(a.view.state.tr.setSelection(CellSelection.create(doc, cell("0.0"), cell("0.1"))));
    a.run(mergeCells);
    b.select("0.1", 3).type(" of all");
  },
  "marks over one another": (a, b, c) => {
    a.select("Practice was described").run(mark("strong"));
    b.select("described in the desk").run(mark("em"));
    c.select("was described in").run(mark("superscript"));
    a.select("described").run(mark("subscript"));
  },
  "footnotes at one place": (a, b, c) => {
    for (const [author, id] of [
      [a, "na"],
      [b, "nb"],
    ] as const) {
      author.select("described", 0);
      const { tr } = author.view.state;
      tr.insert(
        author.view.state.doc.content.size - 1,
        schema.node("footnote_text", { id }, [schema.text(`Note ${id}`)]),
      );
      author.view.dispatch(
        tr.replaceSelectionWith(schema.text("\uFFFC", [schema.mark("footnote", { id })]), false),
      );
    }
    c.select("described", 0).type("well ");
  },
  "pasting three paragraphs into one that is written in": (a, b) => {
    a.select("described", 0);
    a.view.dispatch(a.view.state.tr.replaceSelection(a.view.state.doc.slice(0, a.find("second"))));
    b.select("desk review", 4).type("top");
  },
  "undoing while others go on": (a, b, c) => {
    a.select("criminalized").erase();
    a.type("made punishable");
    b.select("group", 0).type("big ");
    a.run(undo).run(redo).run(undo);
    c.select("State A", 0).run(splitBlock);
    c.run(undo);
  },
  "undoing the deletion of a block that somebody else retyped": (a, b) => {
    const at = a.view.state.doc.resolve(a.find("Practice"));
    a.view.dispatch(a.view.state.tr.delete(at.before(1), at.after(1)));
    a.run(undo);
    b.select("Practice", 0).run(setBlockType(node("heading"), { id: "p2", level: 1 }));
  },
  "deleting everything while others type": (a, b, c) => {
    a.view.dispatch(a.view.state.tr.delete(0, a.view.state.doc.content.size));
    b.select("Findings", 8).type(" of fact");
    c.select("0.1", 0).type("about ");
  },
};

test.each(Object.entries(SCENES))("%s: nobody is refused and all end with one text", (_name, play) => {
  const { room, a, b, c } = three();
  play(a, b, c);
  expect(discord(room, [a, b, c])).toEqual([]);
  for (const author of [c, b, a]) {
    if (author.view.state.doc.textContent !== "")
      author.view.dispatch(author.view.state.tr.setSelection(TextSelection.atStart(author.view.state.doc)));
    author.run(
      (state, dispatch) =>
        undo(state) || chainCommands(splitBlock, baseKeymap["Enter"] ?? splitBlock)(state, dispatch) || true,
    );
  }
  expect(discord(room, [a, b, c])).toEqual([]);
});

test("an editor that opens a room writes nothing into it", () => {
  const { room, a, b, c } = three();
  expect([a, b, c].map(({ peer }) => peer.outbox.length)).toEqual([0, 0, 0]);
  expect(room.settle()).toEqual([]);
  expect(a.view.state.doc.eq(readBody(schema, room.live))).toBe(true);
  expect(Y.encodeStateVector(a.peer.document)).toEqual(room.gate.stateVector());
});
