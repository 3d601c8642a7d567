import type { SuggestionRecord } from "../records.ts";
import type { SuggestionId } from "../suggestion-id.ts";
import type { TrackedDocument } from "../tracked.ts";
import { idOf, indexById, thaw, type Block } from "./tree.ts";
import { isSound, type Verdicts } from "./verdicts.ts";

/** How a reference to a footnote went: with an accepted deletion, or with a rejected insertion. */
export type Loss = "accepted" | "rejected";

/** The text of a textblock after an accepted paragraph break. */
export interface Tail {
  readonly inline: Block["inline"];
  /** No text of the base came after the break: a heading ends there. */
  readonly ends: boolean;
  /** Pending deletions of the break itself. */
  readonly deletedBy: readonly SuggestionId[];
}

/** A resolution under way. Its parts change the tree and the records in place. */
export interface Draft {
  readonly root: Block;
  readonly index: Map<string, Block>;
  /** All records that are not yet carried out, dropped or malformed. */
  readonly records: Map<string, SuggestionRecord>;
  /** Whether there is an arrangement among the records: if not, none need be kept up. */
  readonly hasShapes: boolean;
  readonly verdicts: Verdicts;
  readonly newId: () => string;
  /** Accepted suggestions that had an effect. */
  readonly effective: Set<SuggestionId>;
  readonly lostReferences: Map<string, Loss>;
  readonly tails: Map<Block, readonly Tail[]>;
  /** Tables in which something was accepted. */
  readonly tables: Set<Block>;
  /** Blocks that an acceptance may have left without children. */
  readonly emptied: Set<Block>;
}

/** A draft of `tracked` in which nothing has happened yet. */
export function draftOf({ doc, records }: TrackedDocument, verdicts: Verdicts, newId: () => string): Draft {
  const root = thaw(doc);
  const sound = new Map([...records].filter(([key, record]) => isSound(key, record)));
  return {
    root,
    index: indexById(root),
    records: sound,
    hasShapes: [...sound.values()].some(({ kind }) => kind === "shape"),
    verdicts,
    newId,
    effective: new Set(),
    lostReferences: new Map(),
    tails: new Map(),
    tables: new Set(),
    emptied: new Set(),
  };
}

/** The block of an id that still stands. */
export function find(draft: Pick<Draft, "root" | "index">, id: string): Block | null {
  const block = draft.index.get(id);
  for (let at: Block | null = block ?? null; at !== null; at = at.parent)
    if (at === draft.root) return block ?? null;
  return null;
}

/** Makes a new block known. */
export function register(draft: Draft, block: Block): void {
  const id = idOf(block);
  if (id !== null) draft.index.set(id, block);
}

/** Attributes with an id of their own, for a block of a type that has ids. */
export function withNewId(draft: Draft, attrs: Block["attrs"]): Block["attrs"] {
  return "id" in attrs ? { ...attrs, id: draft.newId() } : attrs;
}

/** Says that something of a suggestion was accepted in `block`. */
export function accepted(draft: Draft, block: Block, id: SuggestionId): void {
  draft.effective.add(id);
  touchTables(draft, block);
}

/** Says that an acceptance changed something in `block`. */
export function touchTables(draft: Draft, block: Block): void {
  for (let at: Block | null = block; at !== null; at = at.parent)
    if (at.type.spec["tableRole"] === "table") draft.tables.add(at);
}
