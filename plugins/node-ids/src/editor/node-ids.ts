import { Plugin, type Transaction } from "prosemirror-state";
import type { Mapping } from "prosemirror-transform";
import { ySyncPluginKey } from "y-prosemirror";
import { planIds, withoutIds, type IdRule, type Range } from "../model/plan-ids.ts";

/** What {@link nodeIds} is told. */
export interface NodeIdOptions {
  /** Gives a new id at every call, e.g. `() => crypto.randomUUID()`. */
  readonly newId: () => string;
  /** The attribute that holds the id. Default `id`. */
  readonly attribute?: string;
  /** Node types whose ids are somebody else's business. Default none. */
  readonly leave?: readonly string[];
  /** Whether a transaction brings what others wrote (or an undo). Default: what y-prosemirror marks so. */
  readonly isRemote?: (tr: Transaction) => boolean;
}

/**
 * Gives every new block an id of its own, in the very transaction that makes the block.
 * It answers one's own transactions only: a client never writes because of what others wrote.
 */
export function nodeIds(options: NodeIdOptions): Plugin {
  const { newId, isRemote = comesFromYjs } = options;
  const rule: IdRule = { attribute: options.attribute ?? "id", leave: options.leave ?? [] };
  return new Plugin({
    appendTransaction(transactions, _before, state) {
      if (transactions.some(isRemote) || !transactions.some((tr) => tr.docChanged)) return null;
      const positions = planIds(state.doc, changedRanges(transactions), rule);
      if (positions.length === 0) return null;
      const tr = state.tr;
      for (const pos of positions) tr.setNodeAttribute(pos, rule.attribute, newId());
      return tr;
    },
    props: { transformPasted: (slice) => withoutIds(slice, rule) },
  });
}

/** Whether y-prosemirror made `tr` from a change of the shared document: others' work, or an undo of one's own. */
export function comesFromYjs(tr: Transaction): boolean {
  const meta: unknown = tr.getMeta(ySyncPluginKey);
  return (
    typeof meta === "object" && meta !== null && "isChangeOrigin" in meta && meta.isChangeOrigin === true
  );
}

function changedRanges(transactions: readonly Transaction[]): readonly Range[] {
  const maps = transactions.flatMap((tr) => tr.mapping.maps);
  return maps.flatMap((map, index) => {
    const ranges: Range[] = [];
    map.forEach((_oldStart, _oldEnd, from, to) =>
      ranges.push(mapThrough(maps.slice(index + 1), { from, to })),
    );
    return ranges;
  });
}

function mapThrough(maps: Mapping["maps"], range: Range): Range {
  return maps.reduce((mapped, map) => ({ from: map.map(mapped.from, -1), to: map.map(mapped.to, 1) }), range);
}
