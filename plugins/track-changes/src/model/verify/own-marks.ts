import type { Mark, Node } from "prosemirror-model";
import { formatOp, isMarkOf, readFormatOp } from "../review-marks.ts";
import { BREAK } from "../tracked.ts";
import { hasOwnInsertion, markKey } from "./layers.ts";
import { withoutCommonEnds } from "./same-without-own.ts";
import { violation, type Violation } from "./violation.ts";

/** Checks the form of everything that is new of the author's in `after`. Subtrees identical by reference are not looked at. */
export function checkOwnMarks(before: Node | null, after: Node, author: string): Violation | null {
  if (before === after) return null;
  if (after.isTextblock) return checkTextblock(before, after, author);
  const [then, now] = withoutCommonEnds(before?.children ?? [], after.children);
  const standing = new Set(then);
  for (const [at, node] of now.entries()) {
    if (standing.has(node)) continue;
    const other = then.length === now.length ? (then[at] ?? null) : null;
    const found = checkOwnMarks(other, node, author);
    if (found !== null) return found;
  }
  return null;
}

function checkTextblock(before: Node | null, after: Node, author: string): Violation | null {
  const known = new Set<string>();
  for (const piece of before?.children ?? [])
    for (const mark of piece.marks) if (isMarkOf(mark, author)) known.add(markKey(mark));
  for (const { text, marks } of after.children) {
    if (text?.includes(BREAK) === true) {
      if (!marks.some((mark) => mark.type.name === "insertion"))
        return violation("stray-break", "line feed in base text");
      if (after.type.spec.isolating === true && hasOwnInsertion(marks, author))
        return violation("stray-break", `break in ${after.type.name}`);
    }
    for (const mark of marks) {
      const isNew = isMarkOf(mark, author) && !known.has(markKey(mark));
      if (isNew && mark.type.name === "fmt" && !isReadable(mark))
        return violation("malformed-mark", "change of format");
    }
  }
  return null;
}

/** A change of format is written in one way only; footnotes are no matter of format. */
function isReadable(mark: Mark): boolean {
  const op = String(mark.attrs["op"]);
  const change = readFormatOp(mark.type.schema, op);
  return change !== null && formatOp(change) === op && change.mark.type.name !== "footnote";
}
