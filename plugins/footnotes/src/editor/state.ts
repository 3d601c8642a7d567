import { PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { ySyncPluginKey } from "y-prosemirror";
import type { Node } from "prosemirror-model";
import { indexFootnotes, type FootnoteIndex } from "../model/footnote-index.ts";

/** The plugin's state: where the footnotes are, and how they are drawn. */
export interface FootnoteState {
  readonly index: FootnoteIndex;
  readonly drawn: DecorationSet;
}

/** The plugin's key. */
export const footnotesKey: PluginKey<FootnoteState> = new PluginKey("footnotes");

/** How a footnote is named to those who do not see it, e.g. `n => "Footnote " + n`. */
export type NameFootnote = (number: number) => string;

/** The index of the footnotes in `state`, read from the plugin where it is installed. */
export function footnotesIn(state: EditorState): FootnoteIndex {
  return footnotesKey.getState(state)?.index ?? indexFootnotes(state.doc);
}

/** The plugin's state for `doc`. */
export function readFootnotes(doc: Node, nameFootnote: NameFootnote): FootnoteState {
  const index = indexFootnotes(doc);
  const references = index.references.map(({ id, pos, end }) => {
    const number = index.numbers.get(id) ?? 0;
    const attributes = {
      class: "footnote-number",
      "data-number": String(number),
      role: "doc-noteref",
      "aria-label": nameFootnote(number),
    };
    return Decoration.inline(pos, end, attributes);
  });
  const texts = [...index.texts.values()].map(({ id, pos, end }) =>
    Decoration.node(pos, end, textAttributes(index.numbers.get(id), nameFootnote)),
  );
  return { index, drawn: DecorationSet.create(doc, [...references, ...texts]) };
}

/** Whether y-prosemirror made `tr` from a change of the shared document: others' work, or an undo of one's own. */
export function comesFromYjs(tr: Transaction): boolean {
  const meta: unknown = tr.getMeta(ySyncPluginKey);
  return (
    typeof meta === "object" && meta !== null && "isChangeOrigin" in meta && meta.isChangeOrigin === true
  );
}

// A text that nothing refers to keeps its place at the end and bears no number.
function textAttributes(number: number | undefined, nameFootnote: NameFootnote): Record<string, string> {
  if (number === undefined) return { class: "footnote-unreferred", style: "order: 1000000" };
  return {
    "data-number": String(number),
    role: "doc-footnote",
    "aria-label": nameFootnote(number),
    style: `order: ${number}`,
  };
}
