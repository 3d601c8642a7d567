import { asProposal } from "@travaux/track-changes";
import {
  baseKeymap,
  chainCommands,
  createParagraphNear,
  liftEmptyBlock,
  splitBlockAs,
  toggleMark,
} from "prosemirror-commands";
import type { Schema } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import type { Command } from "prosemirror-state";
import { redoCommand, undoCommand } from "y-prosemirror";

/** The keys that scenarios press, with the commands that ProseMirror's own packages give for them. */
export function writingKeys(schema: Schema): Record<string, Command> {
  const { list_item: item, paragraph } = schema.nodes;
  const { strong, em } = schema.marks;
  if (!item || !paragraph || !strong || !em) throw new RangeError("Not the schema of a report");
  const splitParagraph = chainCommands(
    createParagraphNear,
    liftEmptyBlock,
    splitBlockAs((_node, atEnd) => (atEnd ? { type: paragraph } : null)),
  );
  return {
    ...baseKeymap,
    Enter: chainCommands(splitListItem(item), splitParagraph),
    Tab: asProposal(sinkListItem(item)),
    "Shift-Tab": asProposal(liftListItem(item)),
    "Mod-b": toggleMark(strong),
    "Mod-i": toggleMark(em),
    "Mod-z": undoCommand,
    "Mod-y": redoCommand,
  };
}
