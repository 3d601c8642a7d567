import { readSuggestions } from "@travaux/track-changes/model";
import type { Schema } from "prosemirror-model";
import * as Y from "yjs";
import { readTracked } from "../gate/read-body.ts";
import { Refusal } from "../gate/refusal.ts";

/** The ids of all suggestions of a text; none where it cannot be read whole, which nobody writes then. */
export function suggestionsIn(schema: Schema, state: Uint8Array): readonly string[] {
  const doc = new Y.Doc();
  try {
    Y.applyUpdate(doc, state);
    return readSuggestions(readTracked(schema, doc)).map(({ id }) => id);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  } finally {
    doc.destroy();
  }
}
