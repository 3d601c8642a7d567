import type { ReplaceAroundStep } from "prosemirror-transform";
import { Untracked, type Draft } from "./draft.ts";

/** Rewrites what keeps a range and changes what is around it. */
export function rewriteReplaceAround(draft: Draft, step: ReplaceAroundStep): void {
  const node = draft.doc.nodeAt(draft.places.place(step.from, 1));
  if (node !== null && draft.divided.has(node.attrs["id"])) {
    draft.places.original(step.getMap());
    return;
  }
  throw new Untracked("too-complex");
}
