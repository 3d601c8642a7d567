import * as Y from "yjs";
import { identityOf } from "./letters.ts";

/** What an element or text of before is now, itself or a copy; `null` if it is no more. */
export type HeirOf = (type: Y.XmlElement | Y.XmlText) => Y.XmlElement | Y.XmlText | null;

/** Maps elements and texts of a document before to those they are afterwards. */
export function heirsOf(elements: readonly Y.XmlElement[], isKnown: (identity: string) => boolean): HeirOf {
  const byIdentity = new Map<string, Y.XmlElement | Y.XmlText>();
  const byNodeId = new Map<string, Y.XmlElement>();
  for (const element of elements) {
    byIdentity.set(identityOf(element), element);
    for (const child of element.toArray())
      if (child instanceof Y.XmlText) byIdentity.set(identityOf(child), child);
    const id: unknown = element.getAttribute("id");
    if (typeof id === "string" && !isKnown(identityOf(element))) byNodeId.set(id, element);
  }
  return (type) => {
    const same = byIdentity.get(identityOf(type));
    if (same !== undefined) return same;
    if (type instanceof Y.XmlText) {
      const parent = type.parent instanceof Y.XmlElement ? copyByNodeId(type.parent, byNodeId) : null;
      return parent?.toArray().find((child) => child instanceof Y.XmlText) ?? null;
    }
    return copyByNodeId(type, byNodeId);
  };
}

function copyByNodeId(
  element: Y.XmlElement,
  byNodeId: ReadonlyMap<string, Y.XmlElement>,
): Y.XmlElement | null {
  const id: unknown = element.getAttribute("id");
  return typeof id === "string" ? (byNodeId.get(id) ?? null) : null;
}
