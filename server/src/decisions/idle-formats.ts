import * as Y from "yjs";

/**
 * Takes away format markers of a text that change no character's formats.
 *
 * Clients take such markers away by themselves after remote changes, the server does not. What the server writes must not
 * lean on a marker that is gone at its readers, and must leave none to be taken away. Call it inside a transaction.
 */
export function dropIdleFormats(text: Y.XmlText): void {
  const { doc } = text;
  if (doc === null) throw new RangeError("The text is in no document");
  doc.transact((transaction) => {
    /** What holds at the last character, by key. */
    const holding = new Map<string, string>();
    let gap: Marker[] = [];
    for (let item = text._start; item !== null; item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentFormat) gap.push({ item, format: item.content });
      else gap = close(gap, holding, transaction);
    }
    close(gap, holding, transaction);
  });
}

interface Marker {
  readonly item: Y.Item;
  readonly format: Y.ContentFormat;
}

const NONE = "null";

/** Of the markers between two characters only the last of a key counts, and only if it changes what holds. */
function close(gap: readonly Marker[], holding: Map<string, string>, transaction: Y.Transaction): Marker[] {
  const last = new Map(gap.map((marker) => [marker.format.key, marker]));
  for (const marker of gap) {
    const { key, value } = marker.format;
    const idle = last.get(key) !== marker || JSON.stringify(value) === (holding.get(key) ?? NONE);
    if (idle) marker.item.delete(transaction);
  }
  for (const [key, { format }] of last) holding.set(key, JSON.stringify(format.value));
  return [];
}
