import { recordKey, type SuggestionRecord } from "../records.ts";
import { register, withNewId, type Draft, type Tail } from "./draft.ts";
import { HEADING, LIST_ITEM, PARAGRAPH } from "./names.ts";
import { splitInShapes } from "./shape-upkeep.ts";
import { attach, idOf, indexOf, makeBlock, pendingBy, within, type Block } from "./tree.ts";
import { ownerOfKey } from "./verdicts.ts";

/**
 * The most records that the splits of one decision add: as many breaks as somebody likes in a block of which as many
 * things are proposed as he likes would else fill the memory. What comes beyond is proposed of first halves alone.
 */
const FOLLOWER_LIMIT = 10_000;

/** Records that follow when the block they aim at is split, by that block's id. */
interface Followers {
  readonly byTarget: Map<string, (readonly [key: string, record: SuggestionRecord])[]>;
  /** How many records there may be in all. */
  readonly most: number;
}

/** Splits every textblock that has tails, in document order. */
export function splitBlocks(draft: Draft): void {
  if (draft.tails.size === 0) return;
  const followers = followersIn(draft);
  for (const block of Array.from(within(draft.root))) {
    let first = block;
    for (const tail of draft.tails.get(block) ?? []) first = splitOff(draft, followers, first, tail) ?? first;
  }
  draft.tails.clear();
}

function followersIn({ records }: Draft): Followers {
  const byTarget: Followers["byTarget"] = new Map();
  for (const [key, record] of records) {
    if (record.kind !== "attrs" && record.kind !== "delete") continue;
    const known = byTarget.get(record.target);
    if (known === undefined) byTarget.set(record.target, [[key, record]]);
    else known.push([key, record]);
  }
  return { byTarget, most: records.size + FOLLOWER_LIMIT };
}

/**
 * Puts a tail into a textblock of its own after `first`. Directly in a list item, the item is split: what follows goes
 * into a new item. After the end of a heading comes a paragraph.
 */
function splitOff(
  draft: Draft,
  followers: Followers,
  first: Block,
  { inline, ends, deletedBy }: Tail,
): Block | null {
  const { parent } = first;
  if (parent === null) return null;
  const paragraph = first.type.schema.nodes[PARAGRAPH];
  const endsHeading = ends && first.type.name === HEADING && paragraph !== undefined;
  const second = endsHeading
    ? makeBlock(paragraph, withNewId(draft, shared(first.attrs, paragraph.create().attrs)), inline ?? [])
    : makeBlock(first.type, withNewId(draft, first.attrs), inline ?? []);
  const items = splitsItem(first, parent) ? splitItem(draft, parent, first) : null;
  if (items === null) attach(parent, indexOf(first) + 1, [second]);
  else attach(items[1], 0, [second]);
  register(draft, second);
  followSplit(draft, followers, first, second);
  if (items !== null) followSplit(draft, followers, items[0], items[1]);
  splitInShapes(draft, { first, second, items, ends });
  proposeJoins(draft, second, deletedBy);
  return second;
}

/** A proposed textblock in a standing item leaves the item whole: the item must not change should the block go. */
function splitsItem(first: Block, parent: Block): boolean {
  return parent.type.name === LIST_ITEM && parent.parent !== null && pendingBy(first) === null;
}

function splitItem(draft: Draft, item: Block, first: Block): readonly [Block, Block] {
  const next = makeBlock(item.type, withNewId(draft, item.attrs));
  const moved = item.children.splice(indexOf(first) + 1);
  if (item.parent !== null) attach(item.parent, indexOf(item) + 1, [next]);
  attach(next, 0, moved);
  register(draft, next);
  return [item, next];
}

/** Values of `attrs` for the names in `defaults`, and the defaults where there is none. */
function shared(attrs: Block["attrs"], defaults: Block["attrs"]): Block["attrs"] {
  return Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, attrs[name] ?? value]));
}

/** What was proposed of the whole, its deletion or an attribute, is proposed of both halves. */
function followSplit(draft: Draft, { byTarget, most }: Followers, first: Block, second: Block): void {
  const [from, into] = [idOf(first), idOf(second)];
  if (from === null || into === null) return;
  const copies: (readonly [string, SuggestionRecord])[] = [];
  for (const [key, record] of byTarget.get(from) ?? []) {
    if (draft.records.size >= most) break;
    if (draft.records.get(key) !== record) continue;
    if (record.kind === "attrs" && !(record.name in second.attrs)) continue;
    const copy: SuggestionRecord = { ...record, target: into };
    const copied = recordKey(ownerOfKey(key), copy);
    draft.records.set(copied, copy);
    copies.push([copied, copy]);
  }
  byTarget.set(into, copies);
}

/** Whoever proposed to delete the break proposes, now that it is one of the base, to join what it parts. */
function proposeJoins(draft: Draft, second: Block, deletedBy: readonly string[]): void {
  const target = idOf(second);
  if (target === null) return;
  for (const id of deletedBy) {
    const record: SuggestionRecord = { kind: "join", target };
    draft.records.set(recordKey(id, record), record);
  }
}
