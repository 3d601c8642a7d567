import type { Mark, Node } from "prosemirror-model";
import { diffSequences } from "./diff-sequences.ts";

/** A stretch of text with its marks. */
export interface Run {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** What happens to a text, from its beginning on; lengths in UTF-16 code units. */
export type TextEdit =
  | { readonly kind: "keep"; readonly length: number }
  | { readonly kind: "remove"; readonly length: number }
  | { readonly kind: "insert"; readonly length: number };

/** Says how the text of one textblock becomes that of another. */
export type Align = (before: readonly Run[], after: readonly Run[]) => readonly TextEdit[];

/** The text nodes of a textblock. */
export function runsOf(nodes: readonly Node[]): readonly Run[] {
  return nodes.map(({ text, marks }) => ({ text: text ?? "", marks }));
}

export function textOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join("");
}

/**
 * An {@link Align} that knows which stretches go: of two equal letters side by side, one proposed and one of the base, the
 * right one stays. Only where what stays is not yet what must come out (text that was split off, or came from another
 * block) the rest follows from its beginning and end.
 */
export function alignByMarks(goes: (marks: readonly Mark[]) => boolean): Align {
  return (before, after) => {
    const edits: TextEdit[] = [];
    const stays = textOf(before.filter(({ marks }) => !goes(marks)));
    const wanted = textOf(after);
    const { start, end } = commonEnds(stays, wanted);
    const cut = { from: start, to: stays.length - end };
    let at = 0;
    for (const { text, marks } of before) {
      if (goes(marks)) edits.push({ kind: "remove", length: text.length });
      else {
        edits.push(...cutOut(at, at + text.length, cut, wanted.length - start - end));
        at += text.length;
      }
    }
    const fresh = wanted.length - start - end;
    // With nothing left behind it, what is new stands at the end.
    if (fresh > 0 && start === stays.length) edits.push({ kind: "insert", length: fresh });
    return edits;
  };
}

/** The part of a stretch that lies before, in and behind what is cut out; what is new goes where the cut begins. */
function cutOut(
  from: number,
  to: number,
  cut: { readonly from: number; readonly to: number },
  fresh: number,
): readonly TextEdit[] {
  const before = Math.max(0, Math.min(to, cut.from) - from);
  const inside = Math.max(0, Math.min(to, cut.to) - Math.max(from, cut.from));
  const inserts = fresh > 0 && from <= cut.from && cut.from < to;
  const edits: TextEdit[] = [
    { kind: "keep", length: before },
    { kind: "insert", length: inserts ? fresh : 0 },
    { kind: "remove", length: inside },
    { kind: "keep", length: to - from - before - inside },
  ];
  return edits.filter(({ length }) => length > 0);
}

function commonEnds(one: string, other: string): { readonly start: number; readonly end: number } {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  let end = 0;
  while (start + end < shorter && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return { start, end };
}

/** An {@link Align} that goes by the letters alone. */
export const alignByLetters: Align = (before, after) =>
  diffSequences([...unitsOf(before)], [...unitsOf(after)]).flatMap((stretch): readonly TextEdit[] => {
    if (stretch.kind === "same") return [{ kind: "keep", length: stretch.length }];
    const edits: readonly TextEdit[] = [
      { kind: "insert", length: stretch.added },
      { kind: "remove", length: stretch.removed },
    ];
    return edits.filter(({ length }) => length > 0);
  });

function unitsOf(runs: readonly Run[]): readonly string[] {
  return textOf(runs).split("");
}
