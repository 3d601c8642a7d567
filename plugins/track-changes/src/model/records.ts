import { isSuggestionId, type SuggestionId } from "./suggestion-id.ts";

/** A value of a node attribute. */
export type Scalar = string | number | boolean | null;

/**
 * One node of a proposed arrangement. `keep` names a node that stands: as it is, or with another type or attributes, and
 * with its children arranged anew where `content` is given (all its children stay as they are where it is not).
 * `make` is a new node of the named type; a new textblock is empty.
 */
export type ShapeNode =
  | {
      readonly keep: string;
      readonly type?: string;
      readonly attrs?: Readonly<Record<string, Scalar>>;
      readonly content?: readonly ShapeNode[];
    }
  | {
      readonly make: string;
      readonly attrs?: Readonly<Record<string, Scalar>>;
      readonly content: readonly ShapeNode[];
    };

/**
 * A structural suggestion. `target` is a node id. Nothing of the base is touched before it is accepted.
 *
 * - `join`: the content of the textblock `target` goes to the end of the textblock before it in the document; what is
 *   left empty around it goes.
 * - `delete`: `target` goes, once nothing is left in it: its text is under deletion marks of the same suggestion.
 * - `attrs`: one attribute gets another value.
 * - `shape`: the siblings from `target` to `last` are arranged as `to` says. No textblock appears or disappears but
 *   empty ones; every textblock of the range is kept exactly once, with its content.
 */
export type SuggestionRecord =
  | { readonly kind: "join"; readonly target: string }
  | { readonly kind: "delete"; readonly target: string }
  | { readonly kind: "attrs"; readonly target: string; readonly name: string; readonly value: Scalar }
  | {
      readonly kind: "shape";
      readonly target: string;
      readonly last: string;
      readonly to: readonly ShapeNode[];
    };

/** The largest record, in UTF-16 code units of its JSON: a table of several hundred rows arranged anew. */
export const RECORD_LENGTH_LIMIT = 65_536;
const SHAPE_DEPTH_LIMIT = 24;
const NODE_ID = /^[A-Za-z0-9_:-]{1,64}$/;
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,39}$/;
const STRING_LIMIT = 2048;
/** Attributes that are no matter of proposal. */
const FIXED_ATTRIBUTES: readonly string[] = ["id", "ins"];

/**
 * The key of a record: `<suggestion>/<kind>/<target>`, for an attribute also `/<name>`. One author's later proposal of
 * the same suggestion to the same node takes the place of the earlier one.
 */
export function recordKey(id: SuggestionId, record: SuggestionRecord): string {
  const key = `${id}/${record.kind}/${record.target}`;
  return record.kind === "attrs" ? `${key}/${record.name}` : key;
}

/** The suggestion that a record's key names; `null` for a text that is no key. */
export function suggestionOfKey(key: string): SuggestionId | null {
  const id = key.slice(0, Math.max(0, key.indexOf("/")));
  return isSuggestionId(id) ? id : null;
}

/** Reads a stored record; `null` unless it is exactly what its key says and of a form this version knows. */
export function readRecord(key: string, value: unknown): SuggestionRecord | null {
  const id = suggestionOfKey(key);
  if (id === null || !isFields(value) || !isNodeId(value["target"])) return null;
  const record = readKind(value, value["target"]);
  if (record === null || recordKey(id, record) !== key) return null;
  return JSON.stringify(value).length <= RECORD_LENGTH_LIMIT ? record : null;
}

type Fields = Readonly<Record<string, unknown>>;

function readKind(value: Fields, target: string): SuggestionRecord | null {
  switch (value["kind"]) {
    case "join":
    case "delete":
      return hasOnly(value, ["kind", "target"]) ? { kind: value["kind"], target } : null;
    case "attrs": {
      const { name, value: proposed } = value;
      if (!hasOnly(value, ["kind", "target", "name", "value"]) || !isScalar(proposed)) return null;
      if (typeof name !== "string" || !isAttributeName(name)) return null;
      return { kind: "attrs", target, name, value: proposed };
    }
    case "shape": {
      const { last, to } = value;
      if (!hasOnly(value, ["kind", "target", "last", "to"]) || !isNodeId(last)) return null;
      const shape = readShape(to, 0);
      return shape === null ? null : { kind: "shape", target, last, to: shape };
    }
    default:
      return null;
  }
}

function readShape(value: unknown, depth: number): readonly ShapeNode[] | null {
  if (!Array.isArray(value) || depth > SHAPE_DEPTH_LIMIT) return null;
  const nodes: ShapeNode[] = [];
  for (const each of value) {
    const node = readShapeNode(each, depth);
    if (node === null) return null;
    nodes.push(node);
  }
  return nodes;
}

function readShapeNode(value: unknown, depth: number): ShapeNode | null {
  if (!isFields(value)) return null;
  const attrs = value["attrs"] === undefined ? undefined : readAttributes(value["attrs"]);
  const content = value["content"] === undefined ? undefined : readShape(value["content"], depth + 1);
  if (attrs === null || content === null) return null;
  const withAttrs = attrs === undefined ? {} : { attrs };
  if (typeof value["make"] === "string") {
    const valid = NAME.test(value["make"]) && content !== undefined;
    return valid && hasOnly(value, ["make", "attrs", "content"])
      ? { make: value["make"], ...withAttrs, content }
      : null;
  }
  const { keep, type } = value;
  if (!isNodeId(keep) || !hasOnly(value, ["keep", "type", "attrs", "content"])) return null;
  if (type !== undefined && (typeof type !== "string" || !NAME.test(type))) return null;
  return {
    keep,
    ...(type === undefined ? {} : { type }),
    ...withAttrs,
    ...(content === undefined ? {} : { content }),
  };
}

function readAttributes(value: unknown): Readonly<Record<string, Scalar>> | null {
  if (!isFields(value)) return null;
  const attributes: Record<string, Scalar> = {};
  for (const [name, each] of Object.entries(value)) {
    if (!isAttributeName(name) || !isScalar(each)) return null;
    attributes[name] = each;
  }
  return attributes;
}

function isAttributeName(name: string): boolean {
  return NAME.test(name) && !FIXED_ATTRIBUTES.includes(name);
}

function isNodeId(value: unknown): value is string {
  return typeof value === "string" && NODE_ID.test(value);
}

function isScalar(value: unknown): value is Scalar {
  if (typeof value === "string") return value.length <= STRING_LIMIT;
  return (
    value === null || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasOnly(value: Fields, names: readonly string[]): boolean {
  return Object.keys(value).every((name) => names.includes(name));
}
