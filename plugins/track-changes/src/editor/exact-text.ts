import { encodeAny, toBase64 } from "lib0/buffer";
import { digest } from "lib0/hash/sha256";
import type { Mark, Node, ResolvedPos } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { AddMarkStep, RemoveMarkStep, ReplaceStep, type Step } from "prosemirror-transform";
import { ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";

/**
 * Writes what `transactions` do to text, letter by letter, into the Yjs text that `state` is bound to, so that
 * y-prosemirror finds nothing left to write. By itself it compares the letters before and after, and where a letter
 * typed equals the next one it takes somebody else's for the new one: marks and authorship then change places.
 *
 * Goes as far as the steps concern text within one textblock; the rest is y-prosemirror's. To be called within its
 * transaction, with the state before it.
 *
 * @returns the texts that were written, for {@link noteWritten}
 */
export function writeExactText(
  state: EditorState,
  transactions: readonly Transaction[],
): ReadonlySet<Y.XmlText> {
  const written = new Set<Y.XmlText>();
  const root = bindingOf(state)?.root;
  if (root === undefined) return written;
  let { doc } = state;
  for (const tr of transactions) {
    for (const [index, step] of tr.steps.entries()) {
      const text = tr.docs[index] === doc ? writeStep(root, doc, step) : null;
      if (text === null) return written;
      written.add(text);
      doc = tr.docs[index + 1] ?? tr.doc;
    }
  }
  return written;
}

/**
 * Tells y-prosemirror which nodes the written texts belong to now. It remembers the node of each Yjs element, and found
 * no reason to look into those that were equal already.
 */
export function noteWritten(state: EditorState, written: ReadonlySet<Y.XmlText>): void {
  const binding = bindingOf(state);
  if (binding === null) return;
  for (const text of written) {
    const path = pathTo(text, binding.root);
    if (path !== null) noteAlong(path, state.doc, binding.mapping);
  }
}

interface Binding {
  readonly root: Y.XmlFragment;
  /** The node that each Yjs element was drawn as. */
  readonly mapping: Map<unknown, unknown>;
}

function bindingOf(state: EditorState): Binding | null {
  const sync: unknown = ySyncPluginKey.getState(state);
  if (typeof sync !== "object" || sync === null) return null;
  const root: unknown = Reflect.get(sync, "type");
  const binding: unknown = Reflect.get(sync, "binding");
  const mapping: unknown =
    typeof binding === "object" && binding !== null ? Reflect.get(binding, "mapping") : null;
  return root instanceof Y.XmlFragment && mapping instanceof Map ? { root, mapping } : null;
}

/** The elements from the outermost to the one around `text`; `null` for a text that is no longer there. */
function pathTo(text: Y.XmlText, root: Y.XmlFragment): readonly Y.XmlElement[] | null {
  const path: Y.XmlElement[] = [];
  for (let each: unknown = text.parent; each !== root; each = each.parent) {
    if (!(each instanceof Y.XmlElement) || each._item?.deleted !== false) return null;
    path.unshift(each);
  }
  return path;
}

function noteAlong(path: readonly Y.XmlElement[], doc: Node, mapping: Map<unknown, unknown>): void {
  let node: Node | null = doc;
  for (const element of path) {
    const siblings: readonly unknown[] =
      element.parent instanceof Y.XmlFragment ? element.parent.toArray() : [];
    node = node.maybeChild(siblings.indexOf(element));
    if (node?.type.name !== element.nodeName) return;
    mapping.set(element, node);
  }
}

/** Writes one step, into the text returned; `null`, and nothing, for one not about text within one textblock. */
function writeStep(root: Y.XmlFragment, doc: Node, step: Step): Y.XmlText | null {
  const isMark = step instanceof AddMarkStep || step instanceof RemoveMarkStep;
  if (!isMark && !(step instanceof ReplaceStep)) return null;
  const place = placeOf(root, doc, step.from, step.to);
  if (place === null) return null;
  const { text, offset } = place;
  const length = step.to - step.from;
  if (isMark) return writeMark(place, length, step) ? text : null;
  const { content, openStart, openEnd } = step.slice;
  if (openStart > 0 || openEnd > 0 || content.content.some((node) => !node.isText)) return null;
  if (length > 0) text.delete(offset, length);
  let at = offset;
  for (const node of content.content) {
    text.insert(at, node.text ?? "", attributesOf(node.marks));
    at += node.nodeSize;
  }
  return text;
}

function writeMark(
  { text, offset, parent, parentOffset }: Place,
  length: number,
  step: AddMarkStep | RemoveMarkStep,
): boolean {
  if (step instanceof RemoveMarkStep) {
    text.format(offset, length, { [keyOf(step.mark)]: null });
    return true;
  }
  // Marks that a new one drives out differ from letter to letter.
  let isAlone = true;
  parent.nodesBetween(parentOffset, parentOffset + length, (node) => {
    isAlone &&= step.mark.addToSet(node.marks).length === node.marks.length + 1;
  });
  if (isAlone) text.format(offset, length, { [keyOf(step.mark)]: step.mark.attrs });
  return isAlone;
}

/** A stretch of text in one textblock, in ProseMirror's and in Yjs's terms. */
interface Place {
  readonly parent: Node;
  readonly parentOffset: number;
  readonly text: Y.XmlText;
  readonly offset: number;
}

function placeOf(root: Y.XmlFragment, doc: Node, from: number, to: number): Place | null {
  const $from = doc.resolve(from);
  const { parent, parentOffset } = $from;
  if (!parent.isTextblock || parent.content.size === 0 || !$from.sameParent(doc.resolve(to))) return null;
  const block = blockOf(root, $from);
  // A textblock with anything but text in it is several texts in Yjs.
  if (block?.length !== 1 || parent.content.content.some((node) => !node.isText)) return null;
  const text: unknown = block.get(0);
  if (!(text instanceof Y.XmlText) || plainText(text) !== parent.textContent) return null;
  return { parent, parentOffset, text, offset: parentOffset };
}

function blockOf(root: Y.XmlFragment, $pos: ResolvedPos): Y.XmlFragment | null {
  let block: Y.XmlFragment = root;
  for (let depth = 0; depth < $pos.depth; depth += 1) {
    const child: unknown = block.get($pos.index(depth));
    if (!(child instanceof Y.XmlElement) || child.nodeName !== $pos.node(depth + 1).type.name) return null;
    block = child;
  }
  return block;
}

function plainText(text: Y.XmlText): string {
  const runs: readonly { readonly insert?: unknown }[] = text.toDelta();
  return runs.map(({ insert }) => (typeof insert === "string" ? insert : "\u0000")).join("");
}

function attributesOf(marks: readonly Mark[]): Record<string, unknown> {
  return Object.fromEntries(marks.map((mark) => [keyOf(mark), mark.attrs]));
}

/** The name under which y-prosemirror stores a mark: with a hash where several of its type may lie over one another. */
function keyOf(mark: Mark): string {
  const { type } = mark;
  return type.excludes(type) ? type.name : `${type.name}--${shortHash(mark)}`;
}

const HASH_BYTES = 6;

function shortHash(mark: Mark): string {
  const whole = digest(encodeAny(mark.toJSON()));
  const short = whole.slice(0, HASH_BYTES);
  for (const [index, byte] of whole.entries())
    if (index >= HASH_BYTES) short[index % HASH_BYTES] = (short[index % HASH_BYTES] ?? 0) ^ byte;
  return toBase64(short);
}
