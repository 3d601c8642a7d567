import type { Command, EditorState, Transaction } from "prosemirror-state";
import { proposeCommand, type Proposed } from "../model/index.ts";
import type { RefusedReason } from "./options.ts";
import { rewriteOptions } from "./tracking-dispatch.ts";
import { trackingKey, withMeta } from "./tracking-state.ts";

/**
 * A command of structure (lists, quotations, tables, kinds of paragraphs) as one means it who sees his own proposals
 * carried out: indenting twice indents by two, and outdenting again leaves nothing. In mode `edit`, and without the
 * plugin, `command` itself. False in mode `view`, and for what cannot be tracked; asked to do that, it tells
 * `onRefused`.
 */
export function asProposal(command: Command): Command {
  return (state, dispatch, view) => {
    const tracking = trackingKey.getState(state);
    if (tracking === undefined || tracking.mode === "edit") return command(state, dispatch, view);
    const proposed = tracking.mode === "view" ? null : propose(command, state);
    if (proposed === null) return false;
    if (proposed.kind === "rewritten") dispatch?.(tracked(proposed));
    else if (dispatch !== undefined) tracking.setup.onRefused(proposed.reason);
    return proposed.kind === "rewritten";
  };
}

/** Why `command` is not to be had now, to say so where it is disabled; `null` where it is, or does not apply at all. */
export function refusedReason(command: Command, state: EditorState): RefusedReason | null {
  const tracking = trackingKey.getState(state);
  if (tracking === undefined || tracking.mode === "edit") return null;
  if (tracking.mode === "view") return "read-only";
  const proposed = propose(command, state);
  return proposed?.kind === "refused" ? proposed.reason : null;
}

function propose(command: Command, state: EditorState): Proposed | null {
  const tracking = trackingKey.getState(state);
  if (tracking === undefined) return null;
  return proposeCommand(command, () => rewriteOptions(tracking, "suggest", tracking.records))(state);
}

function tracked({ tr, records }: Extract<Proposed, { kind: "rewritten" }>): Transaction {
  return withMeta(tr, { isTracked: true, changes: records });
}
