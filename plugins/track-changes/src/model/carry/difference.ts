import { Fragment, type Node } from "prosemirror-model";
import { FOOTNOTE_TEXT, FOOTNOTES, PLACEHOLDERS } from "../resolve/names.ts";
import {
  attach,
  detach,
  fits,
  freeze,
  idOf,
  indexById,
  indexOf,
  pendingAround,
  pendingBy,
  thaw,
  within,
  type Block,
} from "../resolve/tree.ts";
import { recordKey, type Scalar, type ShapeNode, type SuggestionRecord } from "../records.ts";
import { authorOf, type SuggestionId } from "../suggestion-id.ts";
import type { TrackedDocument } from "../tracked.ts";
import { newBlock } from "./new-block.ts";
import { proposeText } from "./text-difference.ts";

/** Two states of one text. */
export interface Divergence {
  /** What stands, with everything proposed to it. */
  readonly base: TrackedDocument;
  /** What somebody made of it by real edits, and by marks of his own that never arrived. */
  readonly draft: Node;
  readonly author: string;
  readonly newSuggestion: () => SuggestionId;
  /** Ids for new nodes, unique in `base`. */
  readonly newId: () => string;
}

/** What stands, with the difference proposed to it. */
export interface Difference extends TrackedDocument {
  /** The ids of the nodes of which a difference could not be proposed: moved or wrapped ones, and what is withheld. */
  readonly left: readonly string[];
}

interface Work extends Omit<Divergence, "base"> {
  readonly root: Block;
  readonly index: Map<string, Block>;
  readonly wanted: ReadonlyMap<string, Block>;
  readonly records: Map<string, SuggestionRecord>;
  readonly left: Set<string>;
  /** By footnote, the suggestion that proposes a reference to it. */
  readonly notes: Map<string, SuggestionId>;
}

/**
 * Proposes in `author`'s name what he made of a text: other text word by word, other formatting, other attributes and
 * types of blocks, blocks that came and went. What he only proposed himself before is changed really. Nothing of anybody
 * else is touched. Where the text has gone on since the author last had it, take what he had then as `base`, and carry
 * the outcome over with `carrySuggestions`: else what others did since would look as if he had undone it.
 */
export function proposeDifference({ base, draft, ...rest }: Divergence): Difference {
  const root = thaw(base.doc);
  const wanted = thaw(draft);
  const work: Work = {
    ...rest,
    draft,
    root,
    index: indexById(root),
    wanted: indexById(wanted),
    records: new Map(base.records),
    left: new Set(),
    notes: new Map(),
  };
  const standing = [...work.index];
  for (const [id, block] of standing) {
    const other = work.wanted.get(id);
    if (other !== undefined) proposeChanges(work, block, other);
  }
  for (const child of root.children.slice()) proposeAbsence(work, child);
  for (const child of wanted.children) proposePresence(work, child);
  return { doc: freeze(root), records: work.records, left: [...work.left] };
}

function isOwn(work: Work, block: Block): boolean {
  return pendingAround(block).some((id) => authorOf(id) === work.author);
}

function proposeChanges(work: Work, block: Block, other: Block): void {
  if (block.inline !== null && other.inline !== null) {
    const laid = proposeText(block.inline, other.inline, { ...work, isReal: isOwn(work, block) });
    block.inline = laid.inline;
    for (const [id, by] of laid.notes) work.notes.set(id, by);
  }
  if (block.type === other.type) proposeAttributes(work, block, other);
  else proposeType(work, block, other);
}

function proposeAttributes(work: Work, block: Block, other: Block): void {
  const target = idOf(block);
  for (const [name, value] of Object.entries(other.attrs)) {
    if (name === "id" || name === "ins" || target === null || block.attrs[name] === value) continue;
    if (!isScalar(value)) continue;
    if (isOwn(work, block)) block.attrs = { ...block.attrs, [name]: value };
    else record(work, work.newSuggestion(), { kind: "attrs", target, name, value });
  }
}

function proposeType(work: Work, block: Block, other: Block): void {
  const target = idOf(block);
  if (target === null) return;
  if (block.inline === null || other.inline === null) {
    work.left.add(target);
    return;
  }
  const own = Object.keys(other.type.spec.attrs ?? {}).filter(
    (name) => name !== "id" && name !== "ins" && block.attrs[name] !== other.attrs[name],
  );
  const attrs: Record<string, Scalar> = {};
  for (const name of own) {
    const value: unknown = other.attrs[name];
    if (isScalar(value)) attrs[name] = value;
  }
  const node: ShapeNode = { keep: target, type: other.type.name, attrs };
  record(work, work.newSuggestion(), { kind: "shape", target, last: target, to: [node] });
}

function record(work: Work, id: SuggestionId, made: SuggestionRecord): void {
  work.records.set(recordKey(id, made), made);
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

/** Proposes to delete what the draft has no more. */
function proposeAbsence(work: Work, block: Block): void {
  const ids = [...within(block)].map(idOf);
  const remains = ids.some((id) => id !== null && work.wanted.has(id));
  const id = idOf(block);
  if (id !== null && work.wanted.has(id)) {
    if (isMoved(work, block)) work.left.add(id);
    for (const child of block.children.slice()) proposeAbsence(work, child);
    return;
  }
  // An empty container of footnotes is no difference, and a footnote's text goes with its reference.
  if (block.type.name === FOOTNOTES) {
    if (remains) for (const child of block.children.slice()) proposeAbsence(work, child);
    return;
  }
  if (block.type.name === FOOTNOTE_TEXT) return;
  const isWithheld = [...within(block)].some((each) => PLACEHOLDERS.includes(each.type.name));
  if (id === null || remains || isWithheld) {
    if (id !== null) work.left.add(id);
    if (remains) for (const child of block.children.slice()) proposeAbsence(work, child);
    return;
  }
  if (isOwn(work, block) && hasOnlyOwn(work, block)) {
    detach(block);
    return;
  }
  const suggestion = work.newSuggestion();
  for (const each of within(block))
    if (each.inline !== null) {
      const isReal = isOwn(work, each);
      each.inline = proposeText(each.inline, [], { ...work, isReal, newSuggestion: () => suggestion }).inline;
    }
  record(work, suggestion, { kind: "delete", target: id });
}

function hasOnlyOwn(work: Work, block: Block): boolean {
  return [...within(block)].every((each) => {
    const ins = pendingBy(each);
    const marks = (each.inline ?? []).flatMap((node) => node.marks);
    const foreign = marks.some(
      (mark) => typeof mark.attrs["by"] === "string" && mark.attrs["by"] !== work.author,
    );
    return (ins === null || authorOf(ins) === work.author) && !foreign;
  });
}

/** Whether a block that both have stands under another one in the draft. */
function isMoved(work: Work, block: Block): boolean {
  const other = work.wanted.get(idOf(block) ?? "");
  const [here, there] = [block.parent, other?.parent ?? null];
  if (here === null || there === null) return false;
  return (here.parent === null) !== (there.parent === null) || idOf(here) !== idOf(there);
}

/** Proposes what only the draft has, behind the node before it. */
function proposePresence(work: Work, block: Block): void {
  const id = idOf(block);
  const stands =
    id !== null && work.index.has(id) && work.index.get(id)?.type.isTextblock === block.type.isTextblock;
  const isContainer = block.type.name === FOOTNOTES;
  if (stands || isContainer) {
    for (const child of block.children) proposePresence(work, child);
    return;
  }
  const kept = [...within(block)].filter((each) => work.index.has(idOf(each) ?? "") && idOf(each) !== null);
  if (kept.length > 0 || [...within(block)].some((each) => PLACEHOLDERS.includes(each.type.name))) {
    // Around what stands already: the new node itself cannot be proposed, what else is in it can.
    if (id !== null) work.left.add(id);
    for (const each of kept) work.left.add(idOf(each) ?? "");
    return;
  }
  if (!insert(work, block) && id !== null) work.left.add(id);
}

function insert(work: Work, block: Block): boolean {
  const home = homeOf(work, block);
  const suggestion = work.notes.get(idOf(block) ?? "") ?? work.newSuggestion();
  const copy = newBlock(block, work);
  if (home === null || copy === null) return false;
  const at = placeIn(work, home, block);
  if (!fits(home.type, home.children.toSpliced(at, 0, copy))) return false;
  if (!isOwn(work, home)) copy.attrs = { ...copy.attrs, ins: suggestion };
  attach(home, at, [copy]);
  const id = idOf(block);
  // What comes behind it in the draft finds its place by it.
  if (id !== null) work.index.set(id, copy);
  return true;
}

function homeOf(work: Work, block: Block): Block | null {
  const { parent } = block;
  if (parent === null || parent.parent === null) return work.root;
  const home = work.index.get(idOf(parent) ?? "");
  if (home !== undefined || parent.type.name !== FOOTNOTES) return home ?? null;
  const standing = work.root.children.find((child) => child.type === parent.type);
  if (standing !== undefined) return standing;
  const made = thaw(parent.type.create({ ...parent.attrs, id: work.newId(), ins: null }, Fragment.empty));
  attach(work.root, work.root.children.length, [made]);
  return made;
}

function placeIn(work: Work, home: Block, block: Block): number {
  const siblings = block.parent?.children ?? [];
  for (const sibling of siblings.slice(0, siblings.indexOf(block)).reverse()) {
    const found = work.index.get(idOf(sibling) ?? "");
    if (found?.parent === home) return indexOf(found) + 1;
  }
  return home.type.name === FOOTNOTES ? home.children.length : 0;
}
