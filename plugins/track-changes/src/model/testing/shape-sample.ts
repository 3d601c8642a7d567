import type { Node } from "prosemirror-model";
import type { ShapeNode, SuggestionRecord } from "../records.ts";
import type { Tape } from "./tape.ts";

/**
 * An arrangement of some siblings of a document, as a command would propose it; `null` if it has nothing to arrange.
 *
 * @param any also arrangements whose outcome hangs on what was accepted before: of what a list item holds, into headings,
 *   of lists with proposed items
 */
export function proposeShape(tape: Tape, doc: Node, any: boolean): SuggestionRecord | null {
  const parents: Node[] = [doc];
  doc.descendants((node) => {
    const isParent = !node.isTextblock && !node.isText && !node.isLeaf;
    if (isParent && (any || node.type.name !== "list_item")) parents.push(node);
  });
  const parent = parents[tape.pick(parents.length)] ?? doc;
  // What others propose is not part of an arrangement: it stays behind what it stands behind.
  const children = parent.content.content.filter(
    (node) => node.type.name !== "footnotes" && node.attrs["ins"] === null,
  );
  const from = tape.pick(Math.max(1, children.length));
  const range = children.slice(from, from + 1 + tape.pick(3));
  const [first, last] = [range[0], range.at(-1)];
  if (first === undefined || last === undefined) return null;
  const to = arrange(tape, parent, range, any);
  return to === null ? null : { kind: "shape", target: idOf(first), last: idOf(last), to };
}

function arrange(
  tape: Tape,
  parent: Node,
  range: readonly Node[],
  any: boolean,
): readonly ShapeNode[] | null {
  const keeps = range.map(keep);
  const [first, second] = range;
  if (parent.type.name.endsWith("_list")) return tape.chance(50) ? mergeItems(range) : indent(range);
  if (parent.type.spec["tableRole"] !== undefined || first === undefined) return null;
  switch (tape.pick(4)) {
    case 0:
      return [{ make: "blockquote", content: keeps }];
    case 1:
      return [
        { make: "bullet_list", content: keeps.map((each) => ({ make: "list_item", content: [each] })) },
      ];
    case 2:
      if (first.type.name === "blockquote") return [...standing(first).map(keep), ...keeps.slice(1)];
      if (!first.type.name.endsWith("_list") || (!any && standing(first).length < first.childCount))
        return null;
      return [...standing(first).flatMap(standing).map(keep), ...keeps.slice(1)];
    default:
      if (!first.isTextblock || second?.isTextblock === false) return null;
      return range.map((node) =>
        node.isTextblock ? { keep: idOf(node), ...(any ? heading : paragraph) } : keep(node),
      );
  }
}

const heading = { type: "heading", attrs: { level: 2 } };
const paragraph = { type: "paragraph" };

function mergeItems(range: readonly Node[]): readonly ShapeNode[] | null {
  const [first] = range;
  if (first === undefined || range.length < 2) return null;
  return [{ keep: idOf(first), content: range.flatMap(standing).map(keep) }];
}

function indent(range: readonly Node[]): readonly ShapeNode[] | null {
  const [first, ...rest] = range;
  if (first === undefined || rest.length === 0) return null;
  const nested: ShapeNode = { make: "bullet_list", content: rest.map(keep) };
  return [{ keep: idOf(first), content: [...standing(first).map(keep), nested] }];
}

function standing(node: Node): readonly Node[] {
  return node.content.content.filter((child) => child.attrs["ins"] === null);
}

function keep(node: Node): ShapeNode {
  return { keep: idOf(node) };
}

function idOf(node: Node): string {
  return String(node.attrs["id"]);
}
