import type { Doc } from "yjs";

/**
 * Stops Yjs from deleting redundant format markers of `document` by itself, as the server does for its own copy. Where
 * one side has a marker that the other has taken away, text that is written beside it later looks different to the two.
 */
export function keepFormatting(document: Doc): void {
  document.on("afterTransaction", (transaction) => {
    transaction._needFormattingCleanup = false;
  });
}
