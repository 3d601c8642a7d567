import { Fragment, type Mark, type Node } from "prosemirror-model";
import { diffSequences, type Stretch } from "./diff-sequences.ts";
import { idOf } from "./before-after.ts";

/** One text in three forms: `base` became `mine` on one side and `theirs` on the other. */
export interface Forms<Value> {
  readonly base: Value;
  readonly mine: Value;
  readonly theirs: Value;
}

/** Two changes of one thing cannot both stand. */
class Conflict extends Error {}

/**
 * Both changes of a document in one; `null` where they touch the same thing. Nodes are told by their ids, wherever they
 * stand; within a textblock letters and their marks count one by one. What both added at one place stands mine first.
 */
export function mergeTexts({ base, mine, theirs }: Forms<Node>): Node | null {
  if (base.eq(theirs)) return mine;
  if (base.eq(mine)) return theirs;
  try {
    const all = { base: index(base), mine: index(mine), theirs: index(theirs) };
    const merged = mergeNode(all, { base, mine, theirs });
    checkWhole(all, merged);
    merged.check();
    return merged;
  } catch (error) {
    // A conflict is an answer; and what does not fit the schema together does not fit together.
    if (error instanceof Conflict || error instanceof RangeError) return null;
    throw error;
  }
}

type Index = ReadonlyMap<string, Node>;

/** Every node below by its id. @throws Conflict where a node has none, or shares it */
function index(doc: Node): Index {
  const found = new Map<string, Node>();
  doc.descendants((node) => {
    if (node.isText) return;
    const id = idOf(node);
    if (id === null || found.has(id)) throw new Conflict();
    found.set(id, node);
  });
  return found;
}

function mergeNode(all: Forms<Index>, forms: Forms<Node>): Node {
  const { base, mine, theirs } = forms;
  if (base.eq(theirs) && isMineAlone(all, mine)) return mine;
  const type = pick({ base: base.type, mine: mine.type, theirs: theirs.type });
  const attrs: Record<string, unknown> = {};
  for (const name of Object.keys(type.spec.attrs ?? {}))
    attrs[name] = pick<unknown>({
      base: base.attrs[name],
      mine: mine.attrs[name],
      theirs: theirs.attrs[name],
    });
  const content = type.inlineContent ? mergeInline(forms) : mergeChildren(all, forms);
  return type.create(attrs, content, theirs.marks);
}

/** Whether nothing below a node of mine stands with them elsewhere, or otherwise than in the base. */
function isMineAlone(all: Forms<Index>, mine: Node): boolean {
  let alone = true;
  mine.descendants((child) => {
    const theirs = all.theirs.get(idOf(child) ?? "");
    alone &&= theirs === undefined || all.base.get(idOf(child) ?? "")?.eq(theirs) === true;
  });
  return alone;
}

/** The changed one of three values. @throws Conflict if both are, differently */
function pick<Value>({ base, mine, theirs }: Forms<Value>): Value {
  if (mine === base) return theirs;
  if (theirs === base || theirs === mine) return mine;
  throw new Conflict();
}

function mergeChildren(all: Forms<Index>, forms: Forms<Node>): readonly Node[] {
  const idsOf = (node: Node): readonly string[] => node.children.map((child) => idOf(child) ?? "");
  const { base, mine, theirs } = forms;
  const ids = mergeSequences({ base: idsOf(base), mine: idsOf(mine), theirs: idsOf(theirs) });
  return ids.map((id) => mergeChild(all, id));
}

/** A node that stays, from wherever it is known. */
function mergeChild(all: Forms<Index>, id: string): Node {
  const [base, mine, theirs] = [all.base.get(id), all.mine.get(id), all.theirs.get(id)];
  if (base !== undefined && mine !== undefined && theirs !== undefined)
    return mergeNode(all, { base, mine, theirs });
  if (base !== undefined) {
    // Taken away on one side: it may be gone only if the other left it as it was.
    throw new Conflict();
  }
  if (mine !== undefined && theirs !== undefined) {
    if (!mine.eq(theirs)) throw new Conflict();
    return mine;
  }
  const only = mine ?? theirs;
  if (only === undefined) throw new Conflict();
  // New on one side, around what may stand on the other too.
  return only.inlineContent || only.isLeaf
    ? only
    : only.copy(Fragment.from(only.children.map((child) => mergeChild(all, idOf(child) ?? ""))));
}

/** Everything that should be there is, once; what one side took away was left alone by the other. */
function checkWhole({ base, mine, theirs }: Forms<Index>, merged: Node): void {
  const made = index(merged);
  for (const [id, node] of base) {
    const [ours, other] = [mine.get(id), theirs.get(id)];
    if (ours !== undefined && other !== undefined) continue;
    const left = ours ?? other;
    // Only what it says itself: what stands in it is looked at by itself.
    if (left !== undefined && !(left.isTextblock || left.isLeaf ? left.eq(node) : left.sameMarkup(node)))
      throw new Conflict();
  }
  const wanted = [...mine.keys(), ...theirs.keys()].filter(
    (id) => !base.has(id) || (mine.has(id) && theirs.has(id)),
  );
  if (new Set(wanted).size !== made.size || !wanted.every((id) => made.has(id))) throw new Conflict();
}

interface Letter {
  readonly node: Node;
  /** Equal for equal letters under equal marks. */
  readonly key: string;
}

function mergeInline({ base, mine, theirs }: Forms<Node>): Fragment {
  if (mine.content.eq(base.content)) return theirs.content;
  if (theirs.content.eq(base.content)) return mine.content;
  const letters = { base: lettersOf(base), mine: lettersOf(mine), theirs: lettersOf(theirs) };
  const byKey = new Map<string, Node>();
  for (const { key, node } of [...letters.base, ...letters.mine, ...letters.theirs]) byKey.set(key, node);
  const keysOf = (of: readonly Letter[]): readonly string[] => of.map(({ key }) => key);
  const keys = mergeSequences({
    base: keysOf(letters.base),
    mine: keysOf(letters.mine),
    theirs: keysOf(letters.theirs),
  });
  return Fragment.fromArray(joinLetters(keys.flatMap((key) => byKey.get(key) ?? [])));
}

function lettersOf(textblock: Node): readonly Letter[] {
  return textblock.children.flatMap((node): readonly Letter[] => {
    if (!node.isText) return [{ node, key: `node ${JSON.stringify(node.toJSON())}` }];
    const marks = JSON.stringify(node.marks.map((mark: Mark) => mark.toJSON()));
    const text = node.text ?? "";
    return text.split("").map((letter, at) => ({ node: node.cut(at, at + 1), key: `${letter}${marks}` }));
  });
}

function joinLetters(letters: readonly Node[]): Node[] {
  const runs: { node: Node; text: string }[] = [];
  for (const node of letters) {
    const last = runs.at(-1);
    if (last !== undefined && node.isText && last.node.isText && last.node.sameMarkup(node))
      last.text += node.text ?? "";
    else runs.push({ node, text: node.text ?? "" });
  }
  return runs.map(({ node, text }) => (node.isText ? node.type.schema.text(text, node.marks) : node));
}

/** A change of the base: so much of it from `at` on became something else. */
interface Change<Value> {
  readonly at: number;
  readonly removed: number;
  readonly added: readonly Value[];
}

function changesOf<Value>(base: readonly Value[], to: readonly Value[]): readonly Change<Value>[] {
  const changes: Change<Value>[] = [];
  let at = 0;
  let reached = 0;
  for (const stretch of diffSequences(base, to)) {
    if (stretch.kind === "same") reached += stretch.length;
    else {
      const added = to.slice(reached, reached + stretch.added);
      changes.push({ at, removed: stretch.removed, added });
      reached += stretch.added;
    }
    at += lengthInBase(stretch);
  }
  return changes;
}

function lengthInBase(stretch: Stretch): number {
  return stretch.kind === "same" ? stretch.length : stretch.removed;
}

/** Both changes of a sequence, mine first where both add. @throws Conflict where they take away or replace the same */
export function mergeSequences<Value>({ base, mine, theirs }: Forms<readonly Value[]>): readonly Value[] {
  const all = [
    ...changesOf(base, mine).map((change) => ({ ...change, side: 0 })),
    ...changesOf(base, theirs).map((change) => ({ ...change, side: 1 })),
  ].toSorted((one, other) => one.at - other.at || one.removed - other.removed || one.side - other.side);
  const merged: Value[] = [];
  let at = 0;
  for (const [index, { at: start, removed, added }] of all.entries()) {
    if (start < at) {
      const before = all[index - 1];
      // Both took away the very same and put nothing in its place.
      const same = before?.at === start && before.removed === removed;
      if (same && added.length === 0 && before.added.length === 0) continue;
      throw new Conflict();
    }
    merged.push(...base.slice(at, start), ...added);
    at = start + removed;
  }
  merged.push(...base.slice(at));
  return merged;
}
