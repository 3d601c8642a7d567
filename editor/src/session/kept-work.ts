import type { CloseReason } from "@travaux/blueprint";
import type { Block, NodeJson } from "./document-blocks.ts";

/** One block of work that the server did not take. */
export interface KeptBlock {
  readonly kind: "added" | "changed" | "removed";
  readonly id: string | null;
  /** The words as the person left them; of a removed block, the words that he removed. */
  readonly text: string;
  /** The words before; `null` for an added block. */
  readonly before: string | null;
  /** ProseMirror JSON, for putting the block back into a text of the same schema. */
  readonly node: NodeJson;
}

/** Why work is kept: the server's reason, or that others had deleted meanwhile the paragraph that it was written in. */
export type KeptReason = CloseReason | "deleted-meanwhile";

/** Work that was not saved and is kept on this computer, private to its author, until he decides about it. */
export interface KeptWork {
  readonly id: string;
  readonly user: string;
  readonly review: string;
  /** The wire name of the room it was written in, epoch included; the room may be gone. */
  readonly room: string;
  /** Milliseconds since the epoch, by this computer's clock. */
  readonly at: number;
  readonly reason: KeptReason;
  readonly blocks: readonly KeptBlock[];
}

/**
 * What `mine` has that `base` lacks: blocks added or changed in the order of `mine`, then those it removed.
 * Blocks are paired by id; one without an id counts as changed only if no equal one stands in `base`.
 */
export function keptBlocks(base: readonly Block[], mine: readonly Block[]): readonly KeptBlock[] {
  const before = new Map(base.flatMap((block) => (block.id === null ? [] : [[block.id, block] as const])));
  const known = new Set(base.map((block) => canonical(block.node)));
  const written = mine.flatMap((block): readonly KeptBlock[] => {
    const old = block.id === null ? undefined : before.get(block.id);
    if (old === undefined ? known.has(canonical(block.node)) : sameBlock(old, block)) return [];
    const { id, text, node } = block;
    return [{ kind: old === undefined ? "added" : "changed", id, text, before: old?.text ?? null, node }];
  });
  const remaining = new Set(mine.map((block) => block.id));
  const texts = new Set(mine.map((block) => canonical(block.node)));
  const removed = base
    .filter(({ id, node }) => (id === null ? !texts.has(canonical(node)) : !remaining.has(id)))
    .map(({ id, text, node }): KeptBlock => ({ kind: "removed", id, text, before: text, node }));
  // An empty paragraph that came or went is no work to offer back.
  return [...written, ...removed].filter(
    ({ text, before: old }) => text.trim() !== "" || (old ?? "").trim() !== "",
  );
}

/** `kept` without the blocks that `text` has after all: an edit refused together with others may have been taken before. */
export function withoutTaken(kept: readonly KeptBlock[], text: readonly Block[]): readonly KeptBlock[] {
  const byId = new Map(text.flatMap((block) => (block.id === null ? [] : [[block.id, block] as const])));
  const known = new Set(text.map((block) => canonical(block.node)));
  return kept.filter((block) => {
    if (block.kind === "removed")
      return block.id === null ? known.has(canonical(block.node)) : byId.has(block.id);
    const there = block.id === null ? undefined : byId.get(block.id);
    return there === undefined ? !known.has(canonical(block.node)) : !sameBlock(there, block);
  });
}

/** Those of `works` of which `text` has something after all, without that. */
export function keptWithout(works: readonly KeptWork[], text: readonly Block[]): readonly KeptWork[] {
  return works.flatMap((work) => {
    const blocks = withoutTaken(work.blocks, text);
    return blocks.length < work.blocks.length ? [{ ...work, blocks }] : [];
  });
}

/** A whole block as kept work. */
export function asKept({ id, text, node }: Block): KeptBlock {
  return { kind: "added", id, text, before: null, node };
}

function sameBlock(one: { readonly node: NodeJson }, other: { readonly node: NodeJson }): boolean {
  return canonical(one.node) === canonical(other.node);
}

/** JSON with the keys of every object in order, so that equal nodes give equal strings. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
