import type { Node } from "prosemirror-model";
import { Decoration } from "prosemirror-view";
import { BREAK, isReviewMark, suggestionOf, type SuggestionId } from "../../model/index.ts";
import type { DrawnSpec } from "./draw-text.ts";

/**
 * Square brackets around each run of one suggestion in a textblock: at its first and at its last letter. A replacement
 * is one run: what goes and what comes stand in one pair.
 */
export function drawBrackets(block: Node, start: number): Decoration[] {
  const drawn: Decoration[] = [];
  block.forEach((node, offset, index) => {
    const before = index === 0 ? null : block.child(index - 1);
    const after = block.maybeChild(index + 1);
    const pos = start + offset;
    const end = pos + node.nodeSize;
    for (const id of proposedBy(node)) {
      const text = node.text ?? "";
      if (!proposedBy(before).includes(id)) drawn.push(bracket(pos, pos + firstOf(text).length, "opens"));
      if (!proposedBy(after).includes(id)) drawn.push(bracket(end - lastOf(text).length, end, closing(text)));
    }
  });
  return drawn;
}

function proposedBy(node: Node | null): readonly SuggestionId[] {
  const marks = node?.marks.filter((mark) => isReviewMark(mark) && mark.type.name !== "fmt") ?? [];
  return [...new Set(marks.map(suggestionOf))];
}

function bracket(from: number, to: number, side: string): Decoration {
  // Not the suggestion's own drawing, which is emphasised when it is the active one.
  const spec: DrawnSpec = { suggestions: [] };
  return Decoration.inline(from, to, { nodeName: "span", class: `suggestion-${side}` }, spec);
}

// Behind a break the bracket would stand on the next line.
function closing(text: string): string {
  return text.endsWith(BREAK) ? "closes-before" : "closes";
}

function firstOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

function lastOf(text: string): string {
  return /[\s\S]$/u.exec(text)?.[0] ?? "";
}
