import { Mark, type Node } from "prosemirror-model";

/** One UTF-16 code unit of a textblock, or one inline node, with its marks. */
export interface Unit {
  readonly node: Node;
  readonly marks: readonly Mark[];
  /** The character; for an inline node one that no text holds. */
  readonly character: string;
}

/** Stands for an inline node in a comparison of texts: a noncharacter, which no text may contain. */
const INLINE_NODE = "\uFFFF";

/** Inline content unit by unit. */
export function unitsOf(inline: readonly Node[]): readonly Unit[] {
  return inline.flatMap((node): readonly Unit[] => {
    const { marks } = node;
    if (!node.isText) return [{ node, marks, character: INLINE_NODE }];
    return (node.text ?? "").split("").map((character) => ({ node, marks, character }));
  });
}

/** The text of units, one character each. */
export function textOf(units: readonly Unit[]): string {
  return units.map(({ character }) => character).join("");
}

/** Units as inline content; neighbours with the same marks become one node. */
export function inlineOf(units: readonly Unit[]): readonly Node[] {
  const inline: Node[] = [];
  for (let from = 0; from < units.length;) {
    const first = units[from];
    if (first === undefined) break;
    let to = from + 1;
    while (first.node.isText && isLike(units[to], first)) to += 1;
    const { node, marks } = first;
    inline.push(node.isText ? node.type.schema.text(textOf(units.slice(from, to)), marks) : node.mark(marks));
    from = to;
  }
  return inline;
}

function isLike(unit: Unit | undefined, first: Unit): boolean {
  return unit !== undefined && unit.node.isText && Mark.sameSet(unit.marks, first.marks);
}
