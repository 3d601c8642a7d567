import { Fragment } from "prosemirror-model";
import { Plugin, TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import {
  addText,
  bereftReferences,
  forsakenTexts,
  removeText,
  strayBlocks,
  type StrayBlocks,
} from "../model/change-footnotes.ts";
import { withFootnotes } from "../model/clip-footnotes.ts";
import { REFERENCE_CHARACTER, textAround } from "../model/footnote-index.ts";
import { goToText } from "./commands.ts";
import { dropWithFootnotes, pasteWithFootnotes } from "./paste.ts";
import { comesFromYjs, footnotesIn, footnotesKey, readFootnotes, type NameFootnote } from "./state.ts";

/** What {@link footnotes} is told. */
export interface FootnoteOptions {
  /** Gives a new id at every call, e.g. `() => crypto.randomUUID()`. */
  readonly newId: () => string;
  /** Default `Footnote <n>`. */
  readonly nameFootnote?: NameFootnote;
  /** Whether a transaction brings what others wrote (or an undo). Default: what y-prosemirror marks so. */
  readonly isRemote?: (tr: Transaction) => boolean;
}

/**
 * Numbers footnotes, leads from reference to text and back by click, keeps both together in copy, paste and drop, and
 * removes the text in the transaction that removes its last reference. It answers one's own transactions only.
 */
export function footnotes(options: FootnoteOptions): Plugin {
  const { newId, nameFootnote = (number) => `Footnote ${number}`, isRemote = comesFromYjs } = options;
  return new Plugin({
    key: footnotesKey,
    state: {
      init: (_config, state) => readFootnotes(state.doc, nameFootnote),
      apply: (tr, value) => (tr.docChanged ? readFootnotes(tr.doc, nameFootnote) : value),
    },
    appendTransaction: (transactions, before, state) =>
      transactions.some(isRemote) || !transactions.some((tr) => tr.docChanged)
        ? null
        : keepTogether(before, state),
    props: {
      decorations: (state) => footnotesKey.getState(state)?.drawn,
      transformCopied: (slice, view) => withFootnotes(slice, view.state.doc),
      clipboardTextSerializer: (slice) => plainText(slice.content),
      handlePaste: (view, _event, slice) => pasteWithFootnotes(view, slice, newId),
      handleDrop: (view, event, slice, moved) => dropWithFootnotes(view, { event, slice, moved }, newId),
      handleClick: (view, pos, event) => followClick(view, pos, event),
    },
  });
}

function keepTogether(before: EditorState, state: EditorState): Transaction | null {
  const forsaken = forsakenTexts(footnotesIn(before), footnotesIn(state));
  const bereft = bereftReferences(footnotesIn(before), footnotesIn(state));
  const stray = strayBlocks(before.doc, state.doc);
  if (forsaken.length === 0 && bereft.length === 0 && stray === null) return null;
  const { tr } = state;
  if (stray !== null) moveBlocks(tr, stray);
  for (const id of forsaken) removeText(tr, id);
  for (const id of bereft) addText(tr, id, Fragment.empty);
  return tr;
}

// What is moved is this transaction's own, so that nobody else's words are written anew.
function moveBlocks(tr: Transaction, { target, from, to }: StrayBlocks): void {
  const { anchor, head } = tr.selection;
  const { content } = tr.doc.slice(from, to);
  tr.delete(from, to).insert(target, content);
  const shift = target - from;
  if (anchor >= from && head >= from) {
    tr.setSelection(TextSelection.between(tr.doc.resolve(anchor + shift), tr.doc.resolve(head + shift)));
  }
}

function followClick(view: EditorView, pos: number, event: MouseEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(".footnote-number") != null) {
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, pos)));
    return goToText(view.state, view.dispatch.bind(view));
  }
  const index = footnotesIn(view.state);
  const text = textAround(index, pos);
  const reference = index.references.find((place) => place.id === text?.id);
  const drawn = text === null ? null : view.nodeDOM(text.pos);
  if (reference === undefined || !(drawn instanceof Element) || !isInMargin(drawn, event)) return false;
  const selection = TextSelection.create(view.state.doc, reference.end);
  view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
  return true;
}

// The number is drawn in the padding before the text.
function isInMargin(text: Element, event: MouseEvent): boolean {
  const { left, right } = text.getBoundingClientRect();
  const { direction, paddingInlineStart } = getComputedStyle(text);
  const inset = Number.parseFloat(paddingInlineStart) || 0;
  return direction === "rtl" ? event.clientX > right - inset : event.clientX < left + inset;
}

function plainText(fragment: Fragment): string {
  return fragment.textBetween(0, fragment.size, "\n\n").replaceAll(REFERENCE_CHARACTER, "");
}
