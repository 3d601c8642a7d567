import * as Y from "yjs";
import type { DeleteRange } from "./read-update.ts";

/**
 * Whether deleting `deletions` takes away nothing but what is gone already and format markers that change no
 * character's formats: Yjs's own clean-up after remote edits, which every client sends for itself.
 */
export function isCleanUp(document: Y.Doc, deletions: ReadonlyMap<number, readonly DeleteRange[]>): boolean {
  const markers = markersWithin(document, deletions);
  if (markers === null) return false;
  const texts = new Set([...markers].map((marker) => marker.parent));
  for (const text of texts) {
    if (!(text instanceof Y.XmlText) || !sameFormats(text, markers)) return false;
  }
  return true;
}

/** The living format markers in `deletions`; `null` if anything else there lives. */
function markersWithin(
  document: Y.Doc,
  deletions: ReadonlyMap<number, readonly DeleteRange[]>,
): Set<Y.Item> | null {
  const markers = new Set<Y.Item>();
  for (const [client, ranges] of deletions) {
    const structs = document.store.clients.get(client);
    if (structs === undefined) continue;
    for (const { clock, len } of ranges) {
      for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
        const struct = structs[at];
        if (struct === undefined || struct.id.clock >= clock + len) break;
        if (struct.deleted) continue;
        if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentFormat)) return null;
        markers.add(struct);
      }
    }
  }
  return markers;
}

/** Walks the text once with two sets of formats in hand: as it is, and without `markers`. */
function sameFormats(text: Y.XmlText, markers: ReadonlySet<Y.Item>): boolean {
  const now = new Map<string, string>();
  const then = new Map<string, string>();
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) {
      setFormat(now, item.content);
      if (!markers.has(item)) setFormat(then, item.content);
    } else if (now.size !== then.size || [...now].some(([key, value]) => then.get(key) !== value))
      return false;
  }
  return true;
}

function setFormat(formats: Map<string, string>, { key, value }: Y.ContentFormat): void {
  if (value === null) formats.delete(key);
  else formats.set(key, JSON.stringify(value));
}
