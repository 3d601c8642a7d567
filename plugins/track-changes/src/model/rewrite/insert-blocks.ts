import type { ReplaceStep } from "prosemirror-transform";
import { Untracked, type Draft } from "./draft.ts";

/** Puts whole blocks in as the author's proposal. */
export function insertBlocks(
  _draft: Draft,
  _step: ReplaceStep,
  _range: { readonly from: number; readonly to: number },
): void {
  throw new Untracked("too-complex");
}
