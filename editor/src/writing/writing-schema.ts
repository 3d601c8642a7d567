import { createReportSchema } from "@travaux/blueprint";
import type { Schema } from "prosemirror-model";

let schema: Schema | null = null;

/** The one schema of all editors of the page, made at first use: documents of two instances do not mix. */
export function writingSchema(): Schema {
  schema ??= createReportSchema();
  return schema;
}
