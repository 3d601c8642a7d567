import { goToText, insertFootnote, leaveText, openSelectedReference } from "@travaux/footnotes";
import { asProposal } from "@travaux/track-changes";
import { baseKeymap, chainCommands } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import type { Command, Plugin } from "prosemirror-state";
import { redoCommand, undoCommand } from "y-prosemirror";
import { toggleLetters } from "./commands/letters.ts";
import { indentItem, outdentItem, stayInList, toggleList } from "./commands/lists.ts";
import { toggleQuotation } from "./commands/quotation.ts";
import { leaveEmptyItem, splitItem, splitParagraph } from "./commands/split-blocks.ts";
import { guardFootnotes, nextCell, previousCell } from "./commands/tables.ts";
import { onFirstParagraph } from "./empty-section.ts";
import { setParagraph, toggleHeading } from "./commands/text-blocks.ts";
import { clearFormatting } from "./commands/letters.ts";

const HISTORY_KEYS: Readonly<Record<string, Command>> = {
  "Mod-z": undoCommand,
  "Mod-y": redoCommand,
  "Mod-Shift-z": redoCommand,
};

/** Keys as in Word, then ProseMirror's own. Those that open a dialog belong to the toolbar. */
export function writingKeys(newId: () => string): readonly Plugin[] {
  return [
    keymap(HISTORY_KEYS),
    keymap(onFirstParagraphs(wordKeys(newId))),
    keymap(structureKeys()),
    keymap(baseKeymap),
  ];
}

function onFirstParagraphs(keys: Readonly<Record<string, Command>>): Record<string, Command> {
  return Object.fromEntries(Object.entries(keys).map(([key, command]) => [key, onFirstParagraph(command)]));
}

function wordKeys(newId: () => string): Record<string, Command> {
  return {
    "Mod-b": toggleLetters("strong"),
    "Mod-i": toggleLetters("em"),
    "Mod-u": toggleLetters("underline"),
    "Mod-=": toggleLetters("subscript"),
    // With Shift the key itself reads "+" on most keyboards.
    "Mod-Shift-=": toggleLetters("superscript"),
    "Mod-+": toggleLetters("superscript"),
    "Mod-Space": clearFormatting,
    "Mod-Alt-1": asProposal(toggleHeading(1)),
    "Mod-Alt-2": asProposal(toggleHeading(2)),
    "Mod-Alt-3": asProposal(toggleHeading(3)),
    "Mod-Shift-n": asProposal(setParagraph),
    "Mod-Alt-0": asProposal(setParagraph),
    "Mod-Shift-l": asProposal(toggleList("bullet_list")),
    "Mod-Shift-7": asProposal(toggleList("ordered_list")),
    "Mod-Shift-9": asProposal(toggleQuotation),
    "Mod-Alt-f": insertFootnote(newId),
    "Mod-Enter": chainCommands(leaveText, goToText),
  };
}

function structureKeys(): Record<string, Command> {
  return {
    Enter: chainCommands(leaveText, openSelectedReference, leaveEmptyItem, splitItem, splitParagraph),
    Tab: chainCommands(nextCell, asProposal(indentItem), stayInList),
    "Shift-Tab": chainCommands(previousCell, asProposal(outdentItem), stayInList),
    Delete: guardFootnotes,
    "Mod-Delete": guardFootnotes,
  };
}
