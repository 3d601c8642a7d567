import fc from "fast-check";
import { wrapIn } from "prosemirror-commands";
import type { NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem } from "prosemirror-schema-list";
import type { EditorState, Transaction } from "prosemirror-state";
import { canJoin, canSplit } from "prosemirror-transform";
import { redo, undo } from "y-prosemirror";
import { asProposal } from "./as-proposal.ts";
import { openSuggestions } from "./open-suggestions.ts";
import { withdrawSuggestion } from "./withdraw.ts";
import { paragraph, schema, type Writer } from "./writers.fixture.ts";

/** Something that somebody does somewhere. */
export interface Act {
  /** 0 or 1. */
  readonly who: number;
  readonly what: (typeof ACTS)[number];
  readonly at: number;
  readonly length: number;
}

const ACTS = [
  "write",
  "delete",
  "break",
  "join",
  "format",
  "insert block",
  "wrap",
  "indent",
  "outdent",
  "undo",
  "redo",
  "withdraw",
] as const;

export const anyAct: fc.Arbitrary<Act> = fc.record({
  who: fc.nat(1),
  what: fc.constantFrom(...ACTS),
  at: fc.nat(1000),
  length: fc.nat(30),
});

/** Does it, where it can be done there. */
export function perform(writer: Writer, { what, at, length }: Act): void {
  const { state } = writer;
  if (what === "undo" || what === "redo") {
    if (what === "undo") undo(state);
    else redo(state);
    return;
  }
  const from = at % Math.max(1, state.doc.content.size);
  const tr = changeOf(state, what, from, Math.min(state.doc.content.size, from + length));
  if (tr !== null) {
    writer.view.dispatch(tr);
    return;
  }
  if (!state.doc.resolve(from).parent.isTextblock) return;
  writer.range(from);
  if (what === "wrap") writer.run(asProposal(wrapIn(type("blockquote"))));
  if (what === "indent") writer.run(asProposal(sinkListItem(type("list_item"))));
  if (what === "outdent") writer.run(asProposal(liftListItem(type("list_item"))));
  if (what === "withdraw") {
    const all = openSuggestions(writer.state);
    writer.run(withdrawSuggestion(all[at % Math.max(1, all.length)]?.id ?? ""));
  }
}

// oxlint-disable-next-line max-params -- an act and where
function changeOf(state: EditorState, what: string, from: number, to: number): Transaction | null {
  const { tr, doc } = state;
  const { parent, depth } = doc.resolve(from);
  if (what === "write") return parent.isTextblock ? tr.insertText("word", from) : null;
  if (what === "delete") return tr.deleteRange(from, to);
  if (what === "break") return parent.isTextblock && canSplit(doc, from) ? tr.split(from) : null;
  if (what === "join") return canJoin(doc, from) ? tr.join(from) : null;
  if (what === "format") return tr.addMark(from, to, schema.mark("strong"));
  if (what === "insert block") return depth === 0 ? tr.insert(from, paragraph("made", "new")) : null;
  return null;
}

function type(name: string): NodeType {
  const found = schema.nodes[name];
  if (found === undefined) throw new RangeError(`No ${name}`);
  return found;
}
