import { Fragment, Slice, type Node } from "prosemirror-model";
import {
  footnoteTypes,
  indexFootnotes,
  REFERENCE_CHARACTER,
  referredId,
  type FootnoteTypes,
} from "./footnote-index.ts";

/** A pasted slice taken apart: the body, and the texts it refers to, both under ids of their own. */
export interface PastedFootnotes {
  readonly slice: Slice;
  readonly texts: readonly { readonly id: string; readonly content: Fragment }[];
}

/**
 * `slice` with the texts of the footnotes it refers to in a container at its end, for the clipboard.
 * A slice from within a footnote's text becomes plain running text.
 *
 * @param doc the document that the slice was taken from
 */
export function withFootnotes(slice: Slice, doc: Node): Slice {
  const types = footnoteTypes(doc.type.schema);
  const body = bodyOf(slice, types);
  const ids = referredIds(body.content, types);
  if (ids.size === 0) return body;
  const { texts } = indexFootnotes(doc);
  const copies = [...ids].flatMap((id) => {
    const place = texts.get(id);
    const text = place === undefined ? null : doc.nodeAt(place.pos);
    return text === null ? [] : [text];
  });
  if (copies.length === 0) return body;
  return new Slice(body.content.addToEnd(types.container.create(null, copies)), body.openStart, 0);
}

/**
 * Takes the footnotes out of a pasted slice. References get fresh ids, so that a copy never shares a text with its
 * original; a reference whose text did not come along is dropped, and so is a text without a reference.
 *
 * @param newId gives a new id at every call
 */
export function takeFootnotes(slice: Slice, newId: () => string): PastedFootnotes {
  const schema = slice.content.firstChild?.type.schema;
  if (schema === undefined) return { slice, texts: [] };
  const types = footnoteTypes(schema);
  const given = textsIn(slice.content, types);
  const body = bodyOf(slice, types);
  const fresh = new Map<string, string>();
  const content = mapInline(body.content, (node) => {
    const id = referredId(node.marks, types.mark);
    if (id === null) return node;
    if (!given.has(id) || node.text !== REFERENCE_CHARACTER || fresh.has(id)) return null;
    const renewed = newId();
    fresh.set(id, renewed);
    return node.mark(types.mark.create({ id: renewed }).addToSet(types.mark.removeFromSet(node.marks)));
  });
  const texts = Array.from(fresh, ([id, renewed]) => ({
    id: renewed,
    content: given.get(id) ?? Fragment.empty,
  }));
  return { slice: new Slice(content, body.openStart, body.openEnd), texts };
}

/** The inline content of `slice` in one line, blocks parted by a space, without references: what a footnote can take. */
export function flattenSlice(slice: Slice): Slice {
  const schema = slice.content.firstChild?.type.schema;
  if (schema === undefined) return slice;
  const types = footnoteTypes(schema);
  const inline: Node[] = [];
  let lastParent: Node | null = null;
  slice.content.descendants((node, _pos, parent) => {
    if (node.type === types.container) return false;
    if (!node.isInline) return true;
    if (referredId(node.marks, types.mark) !== null) return false;
    if (inline.length > 0 && parent !== lastParent) inline.push(schema.text(" "));
    lastParent = parent;
    inline.push(node);
    return false;
  });
  return new Slice(Fragment.fromArray(inline), 0, 0);
}

function bodyOf(slice: Slice, types: FootnoteTypes): Slice {
  const kept = slice.content.content.filter((node) => node.type !== types.container);
  if (kept.length === slice.content.childCount) return slice;
  if (kept.length === 0) return flattenSlice(unwrapTexts(slice, types));
  const content = Fragment.fromArray(kept);
  const maximum = Slice.maxOpen(content, false);
  return new Slice(content, Math.min(slice.openStart, maximum.openStart), maximum.openEnd);
}

function unwrapTexts(slice: Slice, types: FootnoteTypes): Slice {
  const texts = slice.content.content.flatMap((node) =>
    node.type === types.container ? node.content.content : [],
  );
  return new Slice(Fragment.fromArray(texts), 0, 0);
}

function textsIn(fragment: Fragment, types: FootnoteTypes): Map<string, Fragment> {
  const texts = new Map<string, Fragment>();
  fragment.descendants((node) => {
    const id: unknown = node.attrs["id"];
    if (node.type === types.text && typeof id === "string")
      texts.set(id, flattenSlice(new Slice(Fragment.from(node), 0, 0)).content);
    return !node.isTextblock;
  });
  return texts;
}

function referredIds(fragment: Fragment, types: FootnoteTypes): Set<string> {
  const ids = new Set<string>();
  fragment.descendants((node) => {
    const id = referredId(node.marks, types.mark);
    if (id !== null) ids.add(id);
  });
  return ids;
}

function mapInline(fragment: Fragment, change: (node: Node) => Node | null): Fragment {
  const nodes = fragment.content.flatMap((node) => {
    if (!node.isInline) return [node.copy(mapInline(node.content, change))];
    const changed = change(node);
    return changed === null ? [] : [changed];
  });
  return Fragment.fromArray(nodes);
}
