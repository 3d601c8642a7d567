import type { Json } from "../storage/storage.ts";

/**
 * `value` as JSON in the one form that a hash may cover: no white space, properties in ascending order of their UTF-16
 * code units, strings as `JSON.stringify` writes them (RFC 8785, for whole numbers).
 *
 * @throws RangeError for a number that is not a safe integer: nothing the record keeps is fractional, and the many
 *   spellings of fractions are what canonical forms stumble over
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value))
      throw new RangeError(`Only whole numbers have a canonical form, not ${value}`);
    return String(value === 0 ? 0 : value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const properties = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${properties.map(([name, held]) => `${JSON.stringify(name)}:${canonicalJson(held)}`).join(",")}}`;
}

/** {@link canonicalJson} in UTF-8. */
export function canonicalBytes(value: Json): Uint8Array {
  return new TextEncoder().encode(canonicalJson(value));
}

// Array.isArray does not narrow a readonly list out of a union.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
