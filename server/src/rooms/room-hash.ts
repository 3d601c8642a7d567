import { createHash } from "node:crypto";
import { SCHEMA_VERSION } from "@travaux/blueprint";
import type { TextJson } from "./text-json.ts";

/** Hex SHA-256 over the schema version and the text's canonical JSON: keys in order, no white space. */
export function hashOf(text: TextJson): string {
  return createHash("sha256")
    .update(`${SCHEMA_VERSION}\n${canonical(text)}`)
    .digest("hex");
}

// Not the canonical form of the record: a suggestion may hold a fraction, which that one refuses, and is hashed all the same.
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}
