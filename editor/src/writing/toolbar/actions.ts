import { insertFootnote } from "@travaux/footnotes";
import { asProposal, refusedReason } from "@travaux/track-changes";
import type { Command, EditorState } from "prosemirror-state";
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  isInTable,
  mergeCells,
  splitCell,
  toggleHeaderRow,
} from "prosemirror-tables";
import { redoCommand, undoCommand } from "y-prosemirror";
import { clearFormatting, hasLetters, toggleLetters, type LetterMark } from "../commands/letters.ts";
import { linkAround, mayLink } from "../commands/links.ts";
import { indentItem, listAround, outdentItem, toggleList, type ListKind } from "../commands/lists.ts";
import { isInQuotation, toggleQuotation } from "../commands/quotation.ts";
import { insertTable } from "../commands/tables.ts";
import { hasHeading, setHeading, setParagraph } from "../commands/text-blocks.ts";
import { onFirstParagraph } from "../empty-section.ts";
import type { WritingKey } from "../text/writing-messages.ts";

/** One thing that can be done to the text, as the toolbar and its menus offer it. */
export interface WritingAction {
  /** Names it on screen. */
  readonly label: WritingKey;
  /** The key for it in prosemirror-keymap's notation, for showing; {@link writingKeys} or the toolbar binds it. */
  readonly keys?: string;
  readonly run: Command;
  /** The bare command behind `run`, where that is proposed as one change of structure. */
  readonly structure?: Command;
  /** Whether it is in force at the selection. */
  readonly isActive?: (state: EditorState) => boolean;
  /** Why it does not apply, should it not. */
  readonly why: WritingKey;
}

/** Why `action` does not apply in `state`; null when it does. */
export function reasonAgainst(action: WritingAction, state: EditorState): WritingKey | null {
  if (action.run(state)) return null;
  const isUntracked = action.structure !== undefined && refusedReason(action.structure, state) !== null;
  return isUntracked ? "why.untracked" : action.why;
}

/** A command of structure: it gets its first paragraph in an empty section, and is proposed whole. */
const structure = (command: Command): Pick<WritingAction, "run" | "structure"> => ({
  run: onFirstParagraph(asProposal(command)),
  structure: command,
});

const letters = (mark: LetterMark, keys: string): WritingAction => ({
  label: mark,
  keys,
  run: onFirstParagraph(toggleLetters(mark)),
  isActive: (state) => hasLetters(state, mark),
  why: "why.letters",
});

const heading = (level: 1 | 2 | 3): WritingAction => ({
  label: `heading${level}`,
  keys: `Mod-Alt-${level}`,
  ...structure(setHeading(level)),
  isActive: (state) => hasHeading(state, level),
  why: "why.block",
});

const list = (label: WritingKey, kind: ListKind, keys: string): WritingAction => ({
  label,
  keys,
  ...structure(toggleList(kind)),
  isActive: (state) => listAround(state)?.list.type.name === kind,
  why: "why.block",
});

const table = (label: WritingKey, run: Command, why: WritingKey = "why.noTable"): WritingAction => ({
  label,
  run: asProposal(run),
  structure: run,
  why,
});

/** Undo and redo of one's own changes. */
export const HISTORY: readonly WritingAction[] = [
  { label: "undo", keys: "Mod-z", run: undoCommand, why: "why.nothingToUndo" },
  { label: "redo", keys: "Mod-y", run: redoCommand, why: "why.nothingToRedo" },
];

/** What a text block may be. */
export const STYLES: readonly WritingAction[] = [
  {
    label: "paragraph",
    keys: "Mod-Shift-n",
    run: asProposal(setParagraph),
    structure: setParagraph,
    isActive: (state) => state.selection.$from.parent.type.name === "paragraph",
    why: "why.block",
  },
  heading(1),
  heading(2),
  heading(3),
];

/** Marks of letters. */
export const LETTERS: readonly WritingAction[] = [
  letters("strong", "Mod-b"),
  letters("em", "Mod-i"),
  letters("underline", "Mod-u"),
  letters("superscript", "Mod-Shift-="),
  letters("subscript", "Mod-="),
  { label: "clear", keys: "Mod-Space", run: clearFormatting, why: "why.clear" },
];

/** Lists and quotations. */
export const BLOCKS: readonly WritingAction[] = [
  list("bullets", "bullet_list", "Mod-Shift-l"),
  list("numbers", "ordered_list", "Mod-Shift-7"),
  {
    label: "outdent",
    keys: "Shift-Tab",
    run: asProposal(outdentItem),
    structure: outdentItem,
    why: "why.list",
  },
  { label: "indent", keys: "Tab", run: asProposal(indentItem), structure: indentItem, why: "why.listFirst" },
  {
    label: "quotation",
    keys: "Mod-Shift-9",
    ...structure(toggleQuotation),
    isActive: isInQuotation,
    why: "why.block",
  },
];

/** What opens a dialog; `run` only says whether it applies. */
export const DIALOGS = {
  link: {
    label: "link",
    keys: "Mod-k",
    run: onFirstParagraph(mayLink),
    isActive: (state) => linkAround(state) !== null,
    why: "why.link",
  },
  start: {
    label: "start",
    run: (state) => listAround(state)?.list.type.name === "ordered_list",
    why: "why.ordered",
  },
  table: {
    label: "table.insert",
    run: onFirstParagraph(insertTable({ rows: 1, columns: 1, headerRow: false })),
    why: "why.tableHere",
  },
} as const satisfies Record<string, WritingAction>;

/** A new footnote at the selection's end. */
export function footnoteAction(newId: () => string): WritingAction {
  return {
    label: "footnote",
    keys: "Mod-Alt-f",
    run: onFirstParagraph(insertFootnote(newId)),
    why: "why.footnote",
  };
}

/** What can be done to a table. */
export const TABLE: readonly WritingAction[] = [
  table("table.rowBefore", addRowBefore),
  table("table.rowAfter", addRowAfter),
  table("table.columnBefore", addColumnBefore),
  table("table.columnAfter", addColumnAfter),
  table("table.merge", mergeCells, "why.merge"),
  table("table.split", splitCell, "why.split"),
  table("table.headerRow", (state, dispatch) => isInTable(state) && toggleHeaderRow(state, dispatch)),
  table("table.deleteRow", deleteRow),
  table("table.deleteColumn", deleteColumn),
  table("table.delete", deleteTable),
];

/** What is proposed whole, and therefore dear to ask about while proposing. */
export const STRUCTURE: readonly WritingAction[] = [...STYLES, ...BLOCKS, ...TABLE];
