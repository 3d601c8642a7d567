import { asProposal } from "@travaux/track-changes";
import type { Node } from "prosemirror-model";
import { CellSelection } from "prosemirror-tables";
import { NodeSelection, TextSelection, type Command, type Selection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { UndoManager } from "yjs";
import type { Connection } from "./connection.ts";

/** Where words stand, in document positions. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The words in the `nth` textblock place that has them, from 0. @throws Error where there are none */
export function findWords(doc: Node, words: string, nth = 0): Range {
  const found: Range[] = [];
  doc.descendants((block, pos) => {
    if (!block.isTextblock) return true;
    const text = block.textBetween(0, block.content.size, "", "\u25A2");
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1))
      found.push({ from: pos + 1 + at, to: pos + 1 + at + words.length });
    return false;
  });
  const range = found[nth];
  if (range === undefined) throw new Error(`No ${nth}th "${words}" in ${doc.toString()}`);
  return range;
}

/** The node with that id, and its position. */
export function findNode(doc: Node, id: string): { readonly node: Node; readonly pos: number } {
  let found: { node: Node; pos: number } | null = null;
  doc.descendants((node, pos) => {
    if (node.attrs["id"] === id) found = { node, pos };
    return found === null;
  });
  if (found === null) throw new Error(`No node ${id} in ${doc.toString()}`);
  return found;
}

interface Notes {
  readonly spoken: string[];
  readonly refused: string[];
  readonly undoManager: UndoManager;
}

/** A person at an editor: what he does goes the way of key strokes, pastes and commands. */
export class Writer {
  readonly connection: Connection;
  readonly view: EditorView;
  /** What a screen reader was told, in order. */
  readonly spoken: string[];
  /** Why changes were not made, in order. */
  readonly refused: string[];
  readonly #undoManager: UndoManager;

  constructor(connection: Connection, view: EditorView, notes: Notes) {
    this.connection = connection;
    this.view = view;
    this.spoken = notes.spoken;
    this.refused = notes.refused;
    this.#undoManager = notes.undoManager;
  }

  get part(): string {
    return this.connection.who.part;
  }

  get member(): string {
    return this.connection.who.member;
  }

  get doc(): Node {
    return this.view.state.doc;
  }

  /** Puts the caret behind the words. */
  after(words: string, nth = 0): this {
    return this.#put(findWords(this.doc, words, nth).to);
  }

  /** Puts the caret before the words. */
  before(words: string, nth = 0): this {
    return this.#put(findWords(this.doc, words, nth).from);
  }

  /** Puts the caret into the textblock with that id, at an offset in its content. */
  into(id: string, offset = 0): this {
    return this.#put(findNode(this.doc, id).pos + 1 + offset);
  }

  /** Selects from the beginning of some words to the end of them, or of others. */
  select(words: string, upTo = words): this {
    const { from } = findWords(this.doc, words);
    const { to } = findWords(this.doc, upTo);
    return this.selectRange({ from, to });
  }

  selectRange({ from, to }: Range): this {
    return this.#choose(TextSelection.create(this.doc, from, to));
  }

  /** Selects a whole node, as a click on its edge does. */
  selectNode(id: string): this {
    return this.#choose(NodeSelection.create(this.doc, findNode(this.doc, id).pos));
  }

  /** Selects table cells, from one to another. */
  selectCells(anchor: string, head = anchor): this {
    const [from, to] = [anchor, head].map((id) => findNode(this.doc, id).pos);
    return this.#choose(CellSelection.create(this.doc, from ?? 0, to));
  }

  selectAll(): this {
    return this.#choose(TextSelection.between(this.doc.resolve(0), this.doc.resolve(this.doc.content.size)));
  }

  /** Types letter by letter. */
  type(text: string): this {
    for (const letter of text) {
      const { view } = this;
      const { from, to } = view.state.selection;
      const insert = (): ReturnType<typeof view.state.tr.insertText> =>
        view.state.tr.insertText(letter, from, to);
      const taken = view.someProp("handleTextInput", (handle) => handle(view, from, to, letter, insert));
      if (taken !== true) view.dispatch(insert().scrollIntoView());
    }
    return this;
  }

  /** Presses keys, each by ProseMirror's name for it, such as `Enter` or `Mod-b`. */
  press(...keys: readonly string[]): this {
    for (const key of keys) this.#press(key);
    return this;
  }

  pasteHtml(html: string): this {
    this.view.pasteHTML(html);
    return this;
  }

  pasteText(text: string): this {
    this.view.pasteText(text);
    return this;
  }

  /** Puts a block below the textblock with the caret, as a toolbar's command does. */
  insertBelow(block: Node): this {
    const { state } = this.view;
    this.view.dispatch(state.tr.insert(state.selection.$head.after(), block));
    return this;
  }

  /** What copying the selection puts on the clipboard. */
  copy(): { readonly html: string; readonly text: string } {
    const { dom, text } = this.view.serializeForClipboard(this.view.state.selection.content());
    return { html: dom.innerHTML, text };
  }

  /** Runs a command as a toolbar would. @returns whether it applied */
  run(command: Command): boolean {
    return command(this.view.state, this.view.dispatch.bind(this.view), this.view);
  }

  /** Runs a command that arranges blocks anew, over what one proposed before. @returns whether it applied */
  propose(command: Command): boolean {
    return this.run(asProposal(command));
  }

  /** What follows is a step of undo of its own, as after a pause. */
  pause(): this {
    this.#undoManager.stopCapturing();
    return this;
  }

  undo(): this {
    return this.press("Mod-z");
  }

  redo(): this {
    return this.press("Mod-y");
  }

  #put(pos: number): this {
    return this.#choose(TextSelection.create(this.doc, pos));
  }

  #choose(selection: Selection): this {
    this.view.dispatch(this.view.state.tr.setSelection(selection));
    return this;
  }

  #press(name: string): void {
    const { view } = this;
    const parts = name.split("-");
    const key = parts.at(-1) ?? "";
    const event = new KeyboardEvent("keydown", {
      key,
      ctrlKey: parts.includes("Mod"),
      shiftKey: parts.includes("Shift"),
      altKey: parts.includes("Alt"),
      bubbles: true,
      cancelable: true,
    });
    if (view.someProp("handleKeyDown", (handle) => handle(view, event)) === true) return;
    if (key === "Backspace" || key === "Delete") this.#eraseAsABrowserDoes(key);
  }

  // Inside a text ProseMirror leaves these keys to the browser and reads what it did.
  #eraseAsABrowserDoes(key: "Backspace" | "Delete"): void {
    const { $head, empty } = this.view.state.selection;
    if (!empty) throw new Error(`${key}: nobody took the selection`);
    const step = key === "Backspace" ? -1 : 1;
    const at = $head.parentOffset + step;
    if (at < 0 || at > $head.parent.content.size) return;
    const [from, to] = [$head.pos, $head.pos + step].toSorted((one, other) => one - other);
    this.view.dispatch(this.view.state.tr.delete(from ?? 0, to ?? 0).scrollIntoView());
  }
}
