import type { Mark } from "prosemirror-model";
import { FOOTNOTES } from "../resolve/names.ts";
import { resolve, suggestionsIn } from "../resolve/resolve.ts";
import { planShape } from "../resolve/shape-plan.ts";
import {
  attach,
  fits,
  freeze,
  idOf,
  indexById,
  indexOf,
  pendingBy,
  thaw,
  within,
  type Block,
} from "../resolve/tree.ts";
import { ownerOfKey } from "../resolve/verdicts.ts";
import { isReviewMark, suggestionOf } from "../review-marks.ts";
import type { SuggestionId } from "../suggestion-id.ts";
import type { TrackedDocument } from "../tracked.ts";
import { overlayText, type TextOverlay } from "./text-overlay.ts";

/** A document with proposals laid over it, and which they are. */
export interface Overlay {
  readonly tracked: TrackedDocument;
  readonly carried: ReadonlySet<SuggestionId>;
}

/** Lays the suggestions `ids` of `draft` over `onto`, which has none of them: each whole, or not at all. */
export function overlay(
  draft: TrackedDocument,
  onto: TrackedDocument,
  ids: ReadonlySet<SuggestionId>,
): Overlay {
  let rest = draft;
  let carried = ids;
  while (carried.size > 0) {
    const { tracked, failed } = attempt(rest, onto, carried);
    if (failed.size === 0) return { tracked, carried };
    rest = resolve(rest, (id) => (failed.has(id) ? "reject" : "keep"), noId);
    // What lay within a failed one went with it.
    const present = suggestionsIn(rest);
    carried = new Set([...carried].filter((id) => present.has(id)));
  }
  return { tracked: onto, carried };
}

function noId(): never {
  throw new RangeError("Rejecting makes no nodes");
}

/** One attempt at laying all of `ids`. Its outcome is of use only if none failed. */
function attempt(
  draft: TrackedDocument,
  onto: TrackedDocument,
  ids: ReadonlySet<SuggestionId>,
): { readonly tracked: TrackedDocument; readonly failed: ReadonlySet<SuggestionId> } {
  const failed = new Set<SuggestionId>();
  const fail = (id: SuggestionId): void => void failed.add(id);
  const root = thaw(onto.doc);
  const index = indexById(root);
  const visit = (block: Block, parent: Block): void => {
    const ins = pendingBy(block);
    if (ins !== null && ids.has(ins)) {
      if (!insertBlock(block, parent, root, index)) fail(ins);
      return;
    }
    if (block.inline !== null) overlayBlock(block, index, ids, fail);
    // A copy: what is inserted elsewhere is taken from a tree of its own.
    for (const child of block.children) visit(child, block);
  };
  const began = thaw(draft.doc);
  const original = { root: began, index: indexById(began) };
  visit(began, root);
  const doc = freeze(root);
  const records = new Map(onto.records);
  for (const [key, record] of draft.records) {
    const id = ownerOfKey(key);
    if (!ids.has(id)) continue;
    records.set(key, record);
    // What has nothing to stand on in the draft either is carried as it is.
    if (!index.has(record.target) && original.index.has(record.target)) fail(id);
    else if (record.kind === "shape" && planShape({ root, index }, record) === null)
      if (planShape(original, record) !== null) fail(id);
  }
  return { tracked: { doc, records }, failed };
}

function overlayBlock(
  block: Block,
  index: ReadonlyMap<string, Block>,
  ids: ReadonlySet<SuggestionId>,
  fail: (id: SuggestionId) => void,
): void {
  const isCarried = (mark: Mark): boolean => isReviewMark(mark) && ids.has(suggestionOf(mark));
  const inline = block.inline ?? [];
  const marks = inline.flatMap((node) => node.marks.filter(isCarried));
  if (marks.length === 0) return;
  const target = index.get(idOf(block) ?? "");
  if (target === undefined || target.inline === null) {
    for (const mark of marks) fail(suggestionOf(mark));
    return;
  }
  const laid: TextOverlay = overlayText(inline, target.inline, isCarried);
  for (const id of laid.failed) fail(id);
  target.inline = laid.inline;
}

/** Puts a proposed node where it stands in the draft: behind the node before it, or before the node after it. */
function insertBlock(block: Block, parent: Block, root: Block, index: Map<string, Block>): boolean {
  const copy = block.origin === null ? null : thaw(block.origin);
  const home = homeOf(parent, root, index);
  if (copy === null || home === null) return false;
  for (const each of within(copy)) {
    const id = idOf(each);
    if (id !== null && index.has(id)) return false;
  }
  const at = placeIn(home, block, index);
  const children = [...home.children];
  children.splice(at, 0, copy);
  if (!fits(home.type, children)) return false;
  attach(home, at, [copy]);
  for (const [id, each] of indexById(copy)) index.set(id, each);
  return true;
}

/** The node of the target in which a proposed node belongs; footnotes have one container, whatever its id. */
function homeOf(parent: Block, root: Block, index: Map<string, Block>): Block | null {
  if (parent.parent === null) return root;
  const home = index.get(idOf(parent) ?? "");
  if (home !== undefined) return home.type === parent.type ? home : null;
  if (parent.type.name !== FOOTNOTES) return null;
  const standing = root.children.find((child) => child.type === parent.type);
  if (standing !== undefined) return standing;
  const made: Block = { ...parent, origin: null, children: [], parent: root };
  attach(root, root.children.length, [made]);
  index.set(idOf(made) ?? "", made);
  return made;
}

function placeIn(home: Block, block: Block, index: ReadonlyMap<string, Block>): number {
  const siblings = block.parent?.children ?? [];
  const at = siblings.indexOf(block);
  const standing = (sibling: Block): Block | null => {
    const found = index.get(idOf(sibling) ?? "");
    return found?.parent === home ? found : null;
  };
  for (const sibling of siblings.slice(0, at).reverse()) {
    const found = standing(sibling);
    if (found !== null) return indexOf(found) + 1;
  }
  for (const sibling of siblings.slice(at + 1)) {
    const found = standing(sibling);
    if (found !== null) return indexOf(found);
  }
  return home.type.name === FOOTNOTES ? home.children.length : 0;
}
