import * as Y from "yjs";
import { identityOf } from "./letters.ts";

/** What an element or text of before is now, itself or a copy; `null` if it is no more. */
export type HeirOf = (type: Y.XmlElement | Y.XmlText) => Y.XmlElement | Y.XmlText | null;

/**
 * Maps elements and texts of a document before to those they are afterwards: by node id first, since the binding may
 * make one element of another.
 */
export function heirsOf(before: readonly Y.XmlElement[], after: readonly Y.XmlElement[]): HeirOf {
  const byIdentity = new Map<string, Y.XmlElement | Y.XmlText>();
  const byNodeId = new Map<string, Y.XmlElement>();
  for (const element of after) {
    byIdentity.set(identityOf(element), element);
    for (const text of textsOf(element)) byIdentity.set(identityOf(text), text);
    const id = nodeIdOf(element);
    if (id !== null && !byNodeId.has(id)) byNodeId.set(id, element);
  }
  const nodeIds = new Set(before.map(nodeIdOf));
  const heirOfElement = (element: Y.XmlElement): Y.XmlElement | null => {
    const id = nodeIdOf(element);
    const named = id === null ? undefined : byNodeId.get(id);
    if (named !== undefined) return named;
    const same = byIdentity.get(identityOf(element));
    const isOther = same instanceof Y.XmlElement && nodeIds.has(nodeIdOf(same)) && nodeIdOf(same) !== id;
    return same instanceof Y.XmlElement && !isOther ? same : null;
  };
  return (type) => {
    if (type instanceof Y.XmlElement) return heirOfElement(type);
    const parent = type.parent instanceof Y.XmlElement ? heirOfElement(type.parent) : null;
    if (parent === null) return null;
    const same = byIdentity.get(identityOf(type));
    return same instanceof Y.XmlText && same.parent === parent ? same : (textsOf(parent)[0] ?? null);
  };
}

function textsOf(element: Y.XmlElement): readonly Y.XmlText[] {
  return element.toArray().filter((child) => child instanceof Y.XmlText);
}

/** The node id of an element; `null` for what has none. */
export function nodeIdOf(element: unknown): string | null {
  const id: unknown = element instanceof Y.XmlElement ? element.getAttribute("id") : null;
  return typeof id === "string" ? id : null;
}
