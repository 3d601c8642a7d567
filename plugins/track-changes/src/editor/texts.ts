import type { Suggestion, SuggestionKind } from "../model/index.ts";
import type { BlockChange } from "./drawing/block-change.ts";

/** Every word that the plugin draws or speaks; a host gives its own to translate them. */
export interface TrackingTexts {
  /** What stands for a proposed paragraph break to those who do not see it. */
  readonly proposedBreak: (author: string) => string;
  /** The label at a block to which something is proposed. */
  readonly blockChange: (change: BlockChange, author: string) => string;
  /** Spoken when the caret comes into a suggestion. */
  readonly entered: (suggestion: Suggestion, author: string) => string;
  /** Spoken when the caret comes out of one, into none. */
  readonly left: () => string;
}

const KINDS: Readonly<Record<SuggestionKind, string>> = {
  insertion: "Insertion",
  deletion: "Deletion",
  replacement: "Replacement",
  format: "Formatting",
  structure: "Change of structure",
  malformed: "Damaged suggestion",
};

const nodeName = (type: string): string => type.replaceAll("_", " ");

function describeBlock(change: BlockChange): string {
  switch (change.kind) {
    case "new":
      return `New ${nodeName(change.node)}`;
    case "delete":
      return `Delete ${nodeName(change.node)}`;
    case "join":
      return "¶ Join with the paragraph above";
    case "attribute":
      return `${nodeName(change.name)}: ${String(change.value ?? "none")}`;
    case "type":
      return `Change to ${nodeName(change.type)}`;
    case "wrap":
      return `Put into ${nodeName(change.type)}`;
    case "arrange":
      return "Arrange anew";
    case "malformed":
      return KINDS.malformed;
  }
}

/** The plugin's texts in English. */
export const englishTexts: TrackingTexts = {
  proposedBreak: (author) => `proposed paragraph break by ${author}`,
  blockChange: (change, author) => `${describeBlock(change)} (${author})`,
  entered: (suggestion, author) => {
    const only = suggestion.pieces.length === 1 ? suggestion.pieces[0] : undefined;
    return only?.kind === "break"
      ? `Proposed paragraph break by ${author}`
      : `${KINDS[suggestion.kind]} by ${author}`;
  },
  left: () => "End of suggestion",
};
