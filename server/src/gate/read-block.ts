import { SERVER_NODES } from "@travaux/blueprint";
import { insertionOf } from "@travaux/track-changes/model";
import type { Node as ProseMirrorNode, NodeType, Schema } from "prosemirror-model";
import * as Y from "yjs";
import { NESTING_LIMIT } from "./limits.ts";
import { isScalar } from "./mark-key.ts";
import { readText, type MarkedPiece, type Reference, type StrayMark } from "./read-text.ts";
import { Refusal } from "./refusal.ts";

/** An element as the schema sees it; but for `node`, without what lies in the elements in it. */
export interface ElementReading {
  readonly node: ProseMirrorNode;
  readonly children: readonly Y.XmlElement[];
  /** Its node id, `null` if it has none; `undefined` for what carries no id of its own. */
  readonly id: string | null | undefined;
  /** A placeholder's identity; empty for all else. */
  readonly placeholder: string;
  readonly strays: readonly StrayMark[];
  readonly references: readonly Reference[];
  readonly marked: readonly MarkedPiece[];
  /** The suggestions whose marks its text bears, and the one that proposes the element. */
  readonly suggestions: ReadonlySet<string>;
  /** Whether a line feed stands in its text that proposes no break: concurrent formatting can take its mark away. */
  readonly bareBreak: boolean;
  /** Its text in UTF-16 code units. */
  readonly length: number;
}

/** A top-level block with all that is in it. */
export interface BlockReading {
  readonly node: ProseMirrorNode;
  readonly strays: readonly StrayMark[];
  readonly references: readonly Reference[];
}

/**
 * Reads a top-level block strictly: what y-prosemirror would trim, coerce or delete is refused.
 *
 * @throws {Refusal} `schema`
 */
export function readBlock(schema: Schema, element: Y.XmlElement): BlockReading {
  const strays: StrayMark[] = [];
  const references: Reference[] = [];
  const read = (each: Y.XmlElement, depth: number): ProseMirrorNode => {
    const reading = readElement(schema, each, depth, (child) => read(child, depth + 1));
    checkBreaks(reading);
    strays.push(...reading.strays);
    references.push(...reading.references);
    return reading.node;
  };
  return { node: read(element, 1), strays, references };
}

/** @throws {Refusal} `schema` for a line feed in base text */
export function checkBreaks({ bareBreak }: ElementReading): void {
  if (bareBreak) throw new Refusal("schema", "line feed in base text");
}

/** The elements of a sequence that are not deleted. @throws {Refusal} `schema` on anything that is no element or text */
export function readChildren(parent: Y.XmlFragment): (Y.XmlElement | Y.XmlText)[] {
  const children: (Y.XmlElement | Y.XmlText)[] = [];
  for (let item = parent._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const type: unknown = item.content instanceof Y.ContentType ? item.content.type : null;
    if (type instanceof Y.XmlElement && type.constructor === Y.XmlElement) children.push(type);
    else if (type instanceof Y.XmlText && type.constructor === Y.XmlText) children.push(type);
    else throw new Refusal("schema", "child that is neither element nor text");
  }
  return children;
}

/**
 * Reads one element strictly. What it holds is asked of `nodeOf`, which may have read it before.
 *
 * @param depth 1 for a top-level block
 * @throws {Refusal} `schema`
 */
export function readElement(
  schema: Schema,
  element: Y.XmlElement,
  depth: number,
  nodeOf: (child: Y.XmlElement) => ProseMirrorNode,
): ElementReading {
  if (depth > NESTING_LIMIT) throw new Refusal("schema", "nested too deep");
  const type = nodeTypeOf(schema, element.nodeName);
  const attributes = readAttributes(element, type);
  const content: ProseMirrorNode[] = [];
  const children: Y.XmlElement[] = [];
  const texts: ReturnType<typeof readText>[] = [];
  for (const child of readChildren(element)) {
    if (child instanceof Y.XmlElement) {
      children.push(child);
      content.push(nodeOf(child));
      continue;
    }
    if (!type.inlineContent) throw new Refusal("schema", `text in ${type.name}`);
    const text = readText(schema, child);
    content.push(...text.nodes);
    texts.push(text);
  }
  const node = createNode(type, attributes, content);
  const proposal = insertionOf(node);
  const of = texts.flatMap(({ suggestions }) => [...suggestions]);
  return {
    node,
    children,
    ...readIdentity(element, type, attributes),
    strays: texts.flatMap(({ strays }) => strays),
    references: texts.flatMap(({ references }) => references),
    marked: texts.flatMap(({ marked }) => marked),
    suggestions: new Set(proposal === null ? of : [...of, proposal]),
    bareBreak: texts.some(({ bareBreak }) => bareBreak),
    length: texts.reduce((sum, { length }) => sum + length, 0),
  };
}

/** The node, checked as far as its children's own content, which was checked when they were read. */
function createNode(
  type: NodeType,
  attributes: Record<string, unknown>,
  content: readonly ProseMirrorNode[],
): ProseMirrorNode {
  try {
    const node = type.create(attributes, content);
    if (type.inlineContent) node.check();
    else {
      // Its attributes alone: every block of the schema may be empty.
      type.create(node.attrs).check();
      if (!type.validContent(node.content)) throw new RangeError("content");
    }
    return node;
  } catch {
    // ProseMirror's message quotes the content.
    throw new Refusal("schema", `invalid ${type.name}`);
  }
}

function nodeTypeOf(schema: Schema, name: string): NodeType {
  const type = Object.hasOwn(schema.nodes, name) ? schema.nodes[name] : undefined;
  if (type === undefined || type.isText || type === schema.topNodeType)
    throw new Refusal("schema", "unknown node");
  return type;
}

function readAttributes(element: Y.XmlElement, type: NodeType): Record<string, string | number | boolean> {
  const declared = type.spec.attrs ?? {};
  const attributes: Record<string, string | number | boolean> = {};
  for (const [name, item] of element._map) {
    if (item.deleted) continue;
    if (!Object.hasOwn(declared, name)) throw new Refusal("schema", `unknown attribute of ${type.name}`);
    const { content } = item;
    const value: unknown =
      content instanceof Y.ContentAny && content.arr.length === 1 ? content.arr[0] : undefined;
    if (!isScalar(value)) throw new Refusal("schema", `attribute ${name} of ${type.name} is no scalar`);
    attributes[name] = value;
  }
  return attributes;
}

function readIdentity(
  element: Y.XmlElement,
  type: NodeType,
  { id }: Record<string, unknown>,
): Pick<ElementReading, "id" | "placeholder"> {
  if (SERVER_NODES.includes(type.name)) {
    const item = element._item?.id;
    return {
      id: undefined,
      placeholder: `\u0000${type.name} ${item?.client ?? 0}:${item?.clock ?? 0} ${String(id)}`,
    };
  }
  const carries = Object.hasOwn(type.spec.attrs ?? {}, "id");
  return { id: carries ? (typeof id === "string" ? id : null) : undefined, placeholder: "" };
}
