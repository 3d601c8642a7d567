import type { Mark, MarkType, Schema } from "prosemirror-model";
import { toBase64, encodeAny } from "lib0/buffer";
import { digest } from "lib0/hash/sha256";
import { ATTRIBUTE_LENGTH_LIMIT } from "./limits.ts";
import { Refusal } from "./refusal.ts";

const HASHED_KEY = /^(.*)--[A-Za-z0-9+/=]{8}$/s;
const HASH_BYTES = 6;

/** The name of the mark that a Yjs format key stands for, by the rule of y-prosemirror 1.3. */
function markNameOfKey(key: string): string {
  return HASHED_KEY.exec(key)?.[1] ?? key;
}

/**
 * The Yjs format key y-prosemirror 1.3 stores `mark` under: its name, or, if marks of the type may lie over one another,
 * `name--hash` with the SHA-256 of its JSON folded to six bytes (utils.js and marksToAttributes in sync-plugin.js there).
 */
export function keyOfMark(mark: Mark): string {
  if (mark.type.excludes(mark.type)) return mark.type.name;
  const hash = digest(encodeAny(mark.toJSON()));
  const folded = hash.slice(0, HASH_BYTES);
  for (let at = HASH_BYTES; at < hash.length; at++)
    folded[at % HASH_BYTES] = (folded[at % HASH_BYTES] ?? 0) ^ (hash[at] ?? 0);
  return `${mark.type.name}--${toBase64(folded)}`;
}

/** Marks by the very value they were read from: Yjs keeps a format's value as long as the format, and never alters it. */
const marksRead = new WeakMap<
  object,
  { readonly schema: Schema; readonly key: string; readonly mark: Mark }
>();

/**
 * Reads one format of a text as a mark.
 *
 * @throws {Refusal} `schema` unless it is exactly what y-prosemirror writes for a mark of `schema`
 */
export function readMark(schema: Schema, key: string, value: unknown): Mark {
  const known = typeof value === "object" && value !== null ? marksRead.get(value) : undefined;
  if (known?.schema === schema && known.key === key) return known.mark;
  const mark = readFormat(schema, key, value);
  if (typeof value === "object" && value !== null) marksRead.set(value, { schema, key, mark });
  return mark;
}

function readFormat(schema: Schema, key: string, value: unknown): Mark {
  const type = markTypeOf(schema, key);
  if (type === null) throw new Refusal("schema", "unknown mark");
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Refusal("schema", `format of ${type.name} is not an object`);
  const declared = Object.keys(type.spec.attrs ?? {});
  const given = Object.entries(value);
  if (given.length !== declared.length) throw new Refusal("schema", `attributes of mark ${type.name}`);
  for (const [name, attribute] of given) {
    if (!declared.includes(name) || !isScalar(attribute))
      throw new Refusal("schema", `attribute of mark ${type.name}`);
  }
  const mark = createMark(type, Object.fromEntries(given));
  if (keyOfMark(mark) !== key) throw new Refusal("schema", `key of mark ${type.name}`);
  return mark;
}

function createMark(type: MarkType, attributes: Record<string, unknown>): Mark {
  try {
    return type.create(attributes);
  } catch {
    // ProseMirror's message quotes the value.
    throw new Refusal("schema", `attributes of mark ${type.name}`);
  }
}

function markTypeOf(schema: Schema, key: string): MarkType | null {
  const name = markNameOfKey(key);
  return Object.hasOwn(schema.marks, name) ? (schema.marks[name] ?? null) : null;
}

/** Whether `value` may stand in an attribute: a short string, a finite number or a truth value. */
export function isScalar(value: unknown): value is string | number | boolean {
  if (typeof value === "string") return value.length <= ATTRIBUTE_LENGTH_LIMIT;
  return typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
}
