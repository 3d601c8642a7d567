import { CONTEXT_LENGTH, GROWN_LIMIT, PARTS_LIMIT, type AnchorPart } from "./anchor.ts";
import { fieldsOf, isId, isText } from "./read-fields.ts";
import type { AnchorFact } from "./thread.ts";

/** An anchor as it is stored, checked and copied; `null` unless every part of it is as it should be. */
export function readAnchor(value: unknown): AnchorFact | null {
  const fields = fieldsOf(value);
  if (fields === null) return null;
  const { room, parts } = fields;
  if (!isText(room, 1, 200) || !Array.isArray(parts) || parts.length > PARTS_LIMIT) return null;
  const read = parts.map(readPart).filter((part) => part !== null);
  return read.length === parts.length ? { room, parts: read } : null;
}

function readPart(value: unknown): AnchorPart | null {
  const fields = fieldsOf(value);
  if (fields === null) return null;
  const { block, from, to, quote, before, after, state } = fields;
  if (!isId(block) || !isText(quote, 1, GROWN_LIMIT)) return null;
  if (!isText(before, 0, CONTEXT_LENGTH) || !isText(after, 0, CONTEXT_LENGTH)) return null;
  if (!isOffset(from) || !isOffset(to) || (state !== "placed" && state !== "orphaned")) return null;
  if (state === "placed" && to - from !== quote.length) return null;
  return { block, from, to, quote, before, after, state };
}

function isOffset(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
