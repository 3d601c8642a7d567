import { Schema } from "prosemirror-model";
import { marks } from "./marks.ts";
import { nodes } from "./nodes.ts";

/** Raised with every change to a node or mark spec; a client of another version reads only. */
export const SCHEMA_VERSION = 1;

/** The schema of a section's text. Build it once and pass it on; two instances do not mix. */
export function createReportSchema(): Schema {
  return new Schema({ nodes, marks });
}

/** The name of the Y.XmlFragment that holds a section's text. */
export const BODY_ROOT = "body";
/** The name of the Y.Map that holds records of structural suggestions. */
export const SUGGESTIONS_ROOT = "suggestions";
