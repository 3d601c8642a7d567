import { lift, wrapIn } from "prosemirror-commands";
import { Selection, TextSelection } from "prosemirror-state";
import type { Writer } from "./writer.ts";

/** A whole number below the bound. */
export type Random = (below: number) => number;

/** The same numbers for the same seed: mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Act = (writer: Writer, random: Random) => unknown;

const ACTS: Readonly<Record<string, Act>> = {
  type: (writer, random) => writer.type(["x", "new ", "words here"][random(3)] ?? "x"),
  replace: (writer, random) => choose(writer, random, 6).type("r"),
  backspace: (writer) => writer.press("Backspace"),
  delete: (writer) => writer.press("Delete"),
  strike: (writer, random) => choose(writer, random, 12).press("Backspace"),
  enter: (writer) => writer.press("Enter"),
  bold: (writer, random) => choose(writer, random, 8).press("Mod-b"),
  italic: (writer, random) => choose(writer, random, 8).press("Mod-i"),
  paste: (writer) => writer.pasteText("pasted\n\ntwice"),
  pasteList: (writer) => writer.pasteHtml("<ul><li><p>item</p></li></ul>"),
  indent: (writer) => writer.press("Tab"),
  outdent: (writer) => writer.press("Shift-Tab"),
  quote: (writer) => {
    const { blockquote } = writer.view.state.schema.nodes;
    return blockquote !== undefined && writer.propose(wrapIn(blockquote));
  },
  unquote: (writer) => writer.propose(lift),
  undo: (writer) => writer.undo(),
};

/** Does one thing somewhere. @returns what it did, and where */
export function actAtRandom(writer: Writer, random: Random): string {
  const { doc } = writer;
  if (doc.content.size > 0) {
    const $pos = doc.resolve(random(doc.content.size + 1));
    writer.view.dispatch(writer.view.state.tr.setSelection(Selection.near($pos)));
  }
  const names = Object.keys(ACTS);
  const name = names[random(names.length)] ?? "type";
  ACTS[name]?.(writer, random);
  return `${name} at ${writer.view.state.selection.from}`;
}

function choose(writer: Writer, random: Random, length: number): Writer {
  const { doc, selection } = writer.view.state;
  const to = Math.min(doc.content.size, selection.from + 1 + random(length));
  const chosen = TextSelection.between(doc.resolve(selection.from), doc.resolve(to));
  writer.view.dispatch(writer.view.state.tr.setSelection(chosen));
  return writer;
}
