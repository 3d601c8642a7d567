import type { Mark, Node } from "prosemirror-model";
import { updateYFragment } from "y-prosemirror";
import * as Y from "yjs";
import { keyOfMark } from "../gate/mark-key.ts";
import { dropIdleFormats } from "./idle-formats.ts";
import { diffSequences } from "./model/diff-sequences.ts";
import { runsOf, textOf, type Align, type Run } from "./model/text-edits.ts";

/**
 * Makes `fragment`, which shows `before`, show `after`. Elements are told by their node ids: what stays keeps its place
 * in Yjs, with whoever wrote it; letters come and go one by one as `align` says. Call it inside a transaction.
 *
 * @throws RangeError where the fragment is built otherwise than `before`; nothing then holds of what was done
 */
export function writeBody(fragment: Y.XmlFragment, before: Node, after: Node, align: Align): void {
  if (before.eq(after)) return;
  if (before.inlineContent) writeInline(fragment, before, after, align);
  else writeChildren(fragment, before, after, align);
}

/** Writes the whole of `after` the way y-prosemirror would, by likeness alone. */
export function rewriteBody(fragment: Y.XmlFragment, after: Node): void {
  const { doc } = fragment;
  if (doc === null) throw new RangeError("The fragment is in no document");
  updateYFragment(doc, fragment, after, { mapping: new Map(), isOMark: new Map() });
}

function writeElement(element: Y.XmlElement, before: Node, after: Node, align: Align): void {
  for (const [name, value] of Object.entries(after.attrs)) {
    if (before.attrs[name] === value) continue;
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
  writeBody(element, before, after, align);
}

/** Two nodes with the same name are one and the same. */
function nameOf(node: Node): string {
  const id: unknown = node.attrs["id"];
  return `${node.type.name} ${typeof id === "string" ? id : ""}`;
}

function writeChildren(parent: Y.XmlFragment, before: Node, after: Node, align: Align): void {
  const elements = parent.toArray();
  if (elements.length !== before.childCount) throw new RangeError("Another number of children");
  const way = diffSequences(before.children.map(nameOf), after.children.map(nameOf));
  const kept: [Y.XmlElement, Node, Node][] = [];
  let at = 0;
  let from = 0;
  for (const stretch of way) {
    if (stretch.kind === "other") {
      if (stretch.removed > 0) parent.delete(at, stretch.removed);
      insertChildren(parent, at, after.children.slice(at, at + stretch.added));
      at += stretch.added;
      from += stretch.removed;
      continue;
    }
    for (let step = 0; step < stretch.length; step += 1, at += 1, from += 1) {
      const element = elements[from];
      if (!(element instanceof Y.XmlElement)) throw new RangeError("A child that is no element");
      kept.push([element, before.child(from), after.child(at)]);
    }
  }
  for (const [element, was, becomes] of kept)
    if (!was.eq(becomes)) writeElement(element, was, becomes, align);
}

function insertChildren(parent: Y.XmlFragment, at: number, nodes: readonly Node[]): void {
  if (nodes.length === 0) return;
  const elements = nodes.map((node) => new Y.XmlElement(node.type.name));
  parent.insert(at, elements);
  for (const [index, element] of elements.entries()) {
    const node = nodes[index];
    if (node !== undefined) rewriteBody(element, node);
  }
}

/** A part of a textblock: text, or the node that stands between two texts. */
type Part = readonly Node[] | Node;

function partsOf(textblock: Node): readonly Part[] {
  const parts: (Node | Node[])[] = [];
  for (const child of textblock.children) {
    const last = parts.at(-1);
    if (!child.isText) parts.push(child);
    else if (Array.isArray(last)) last.push(child);
    else parts.push([child]);
  }
  return parts;
}

function writeInline(element: Y.XmlFragment, before: Node, after: Node, align: Align): void {
  const texts = element.toArray();
  const [was, becomes] = [partsOf(before), partsOf(after)];
  const [only] = texts;
  // An emptied text stays: who types in it at this moment goes on doing so.
  if (texts.length === 1 && only instanceof Y.XmlText && isOneText(was) && isOneText(becomes))
    return writeText(only, runsOf(before.children), runsOf(after.children), align);
  if (texts.length !== was.length || !sameParts(was, becomes)) return rewriteBody(element, after);
  for (const [index, text] of texts.entries()) {
    const [old, fresh] = [was[index], becomes[index]];
    if (text instanceof Y.XmlText && isText(old) && isText(fresh))
      writeText(text, runsOf(old), runsOf(fresh), align);
  }
}

function isText(part: Part | undefined): part is readonly Node[] {
  return Array.isArray(part);
}

function isOneText(parts: readonly Part[]): boolean {
  return parts.length === 0 || (parts.length === 1 && isText(parts[0]));
}

function sameParts(one: readonly Part[], other: readonly Part[]): boolean {
  return (
    one.length === other.length &&
    one.every((part, at) => {
      const twin = other[at];
      return isText(part) ? isText(twin) : twin !== undefined && !isText(twin) && part.eq(twin);
    })
  );
}

type Delta = {
  readonly retain?: number;
  readonly delete?: number;
  readonly insert?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}[];

function writeText(text: Y.XmlText, before: readonly Run[], after: readonly Run[], align: Align): void {
  const old = new Reader(before);
  const fresh = new Reader(after);
  const delta: Delta = [];
  for (const edit of align(before, after)) {
    if (edit.kind === "remove") {
      old.skip(edit.length);
      delta.push({ delete: edit.length });
      continue;
    }
    let left = edit.length;
    while (left > 0) {
      const length = Math.min(left, fresh.ahead, edit.kind === "keep" ? old.ahead : left);
      if (length <= 0) throw new RangeError("The text ends before its edits do");
      if (edit.kind === "insert")
        delta.push({ insert: fresh.peek(length), attributes: formatsOf(fresh.marks) });
      else {
        const changes = formatChanges(old.marks, fresh.marks);
        delta.push(changes === null ? { retain: length } : { retain: length, attributes: changes });
        old.skip(length);
      }
      fresh.skip(length);
      left -= length;
    }
  }
  if (fresh.at !== textOf(after).length) throw new RangeError("The edits end before the text does");
  dropIdleFormats(text);
  text.applyDelta(delta);
  dropIdleFormats(text);
}

/** A place in a sequence of runs. */
class Reader {
  readonly #runs: readonly Run[];
  #run = 0;
  #offset = 0;
  at = 0;

  constructor(runs: readonly Run[]) {
    this.#runs = runs.filter(({ text }) => text !== "");
  }

  /** How far the formats stay the same from here. */
  get ahead(): number {
    return (this.#runs[this.#run]?.text.length ?? 0) - this.#offset;
  }

  get marks(): readonly Mark[] {
    return this.#runs[this.#run]?.marks ?? [];
  }

  peek(length: number): string {
    return (this.#runs[this.#run]?.text ?? "").slice(this.#offset, this.#offset + length);
  }

  skip(length: number): void {
    this.at += length;
    let left = length;
    while (left > 0 && this.#run < this.#runs.length) {
      const step = Math.min(left, this.ahead);
      this.#offset += step;
      left -= step;
      if (this.ahead > 0) continue;
      this.#run += 1;
      this.#offset = 0;
    }
  }
}

function formatsOf(marks: readonly Mark[]): Record<string, unknown> {
  return Object.fromEntries(marks.map((mark) => [keyOfMark(mark), mark.attrs]));
}

/** What must be formatted to get from one set of marks to another; `null` for nothing. */
function formatChanges(before: readonly Mark[], after: readonly Mark[]): Record<string, unknown> | null {
  const changes: Record<string, unknown> = {};
  for (const mark of before) if (!mark.isInSet(after)) changes[keyOfMark(mark)] = null;
  for (const mark of after) if (!mark.isInSet(before)) changes[keyOfMark(mark)] = mark.attrs;
  return Object.keys(changes).length === 0 ? null : changes;
}
