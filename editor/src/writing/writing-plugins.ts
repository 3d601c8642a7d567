import { clipboard, type ClipboardNotice } from "@travaux/clipboard";
import { footnotes } from "@travaux/footnotes";
import { nodeIds } from "@travaux/node-ids";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import type { Plugin } from "prosemirror-state";
import { emptySection } from "./empty-section.ts";
import { ownTables } from "./own-tables.ts";
import { writingKeys } from "./writing-keys.ts";

/** What {@link writingPlugins} is told. */
export interface WritingOptions {
  readonly newId: () => string;
  readonly placeholder: string;
  readonly nameFootnote: (number: number) => string;
  readonly onPasteNotice: (notice: ClipboardNotice) => void;
}

/** What makes a bound text one that can be written in; the order is that in which keys and pastes are offered. */
export function writingPlugins(options: WritingOptions): readonly Plugin[] {
  const { newId, placeholder, nameFootnote, onPasteNotice } = options;
  return [
    emptySection(placeholder),
    ...writingKeys(newId),
    clipboard({ onNotice: onPasteNotice }),
    footnotes({ newId, nameFootnote }),
    // A footnote's id is what its reference names.
    nodeIds({ newId, leave: ["footnote_text"] }),
    dropCursor({ class: "writing-drop", color: false }),
    gapCursor(),
    ...ownTables(),
  ];
}
