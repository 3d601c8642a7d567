import { SERVER_NODES } from "@travaux/blueprint";
import type { Node as ProseMirrorNode, NodeType, Schema } from "prosemirror-model";
import * as Y from "yjs";
import { NESTING_LIMIT } from "./limits.ts";
import { isScalar } from "./mark-key.ts";
import { readText, type Reference, type StrayMark } from "./read-text.ts";
import { Refusal } from "./refusal.ts";

/** An element that carries a node id, with the id it has now. */
export interface Identified {
  readonly element: Y.XmlElement;
  readonly id: string | null;
}

/** A top-level block as the schema sees it. */
export interface BlockReading {
  readonly node: ProseMirrorNode;
  readonly identified: readonly Identified[];
  readonly strays: readonly StrayMark[];
  readonly references: readonly Reference[];
  /** Everything of the block that only the server writes: review marks, `ins`, placeholders. Empty in plain text. */
  readonly tracked: string;
  /** Its text in UTF-16 code units. */
  readonly length: number;
}

interface Collected {
  readonly identified: Identified[];
  readonly strays: StrayMark[];
  readonly references: Reference[];
  tracked: string;
  length: number;
}

/**
 * Reads a top-level block strictly: what y-prosemirror would trim, coerce or delete is refused.
 *
 * @throws {Refusal} `schema`
 */
export function readBlock(schema: Schema, element: Y.XmlElement): BlockReading {
  const collected: Collected = { identified: [], strays: [], references: [], tracked: "", length: 0 };
  const node = readElement(schema, element, 1, collected);
  try {
    node.check();
  } catch {
    // ProseMirror's message quotes the content.
    throw new Refusal("schema", `invalid ${node.type.name}`);
  }
  return { node, ...collected };
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

function readElement(
  schema: Schema,
  element: Y.XmlElement,
  depth: number,
  collected: Collected,
): ProseMirrorNode {
  if (depth > NESTING_LIMIT) throw new Refusal("schema", "nested too deep");
  const type = nodeTypeOf(schema, element.nodeName);
  const attributes = readAttributes(element, type);
  noteElement(element, type, attributes, collected);
  const content: ProseMirrorNode[] = [];
  for (const child of readChildren(element)) {
    if (child instanceof Y.XmlElement) {
      content.push(readElement(schema, child, depth + 1, collected));
      continue;
    }
    if (!type.inlineContent) throw new Refusal("schema", `text in ${type.name}`);
    const text = readText(schema, child);
    content.push(...text.nodes);
    collected.strays.push(...text.strays);
    collected.references.push(...text.references);
    collected.tracked += text.tracked;
    collected.length += text.length;
  }
  try {
    return type.create(attributes, content);
  } catch {
    // Missing or invalid; ProseMirror's message quotes the value.
    throw new Refusal("schema", `attributes of ${type.name}`);
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

function noteElement(
  element: Y.XmlElement,
  type: NodeType,
  attributes: Record<string, unknown>,
  collected: Collected,
): void {
  const { id, ins } = attributes;
  const identity = element._item === null ? "" : `${element._item.id.client}:${element._item.id.clock}`;
  if (typeof ins === "string") collected.tracked += `\u0000ins ${identity} ${ins}`;
  if (SERVER_NODES.includes(type.name)) collected.tracked += `\u0000${type.name} ${identity} ${String(id)}`;
  else if (Object.hasOwn(type.spec.attrs ?? {}, "id"))
    collected.identified.push({ element, id: typeof id === "string" ? id : null });
}
