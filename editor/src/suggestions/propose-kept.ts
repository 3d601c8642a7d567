import { trackingKey, trackingOf } from "@travaux/track-changes";
import { proposeDifference, suggestionId, type RecordChange } from "@travaux/track-changes/model";
import { Fragment, type Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { KeptBlock } from "../session/kept-work.ts";

/** What a person had written, laid over the text as it stands. */
interface Laid {
  readonly doc: Node;
  /** What could not be laid over it: the paragraph has gone or reads differently by now. */
  readonly left: readonly KeptBlock[];
}

/**
 * Proposes in the person's name what was not taken of his work: changed and removed paragraphs where the text still reads
 * as he had it, new ones at its end. Nothing of the text or of anybody else's proposals is touched.
 *
 * @param newId gives a new id at every call
 * @returns the blocks that could not be proposed; all of them where the text is not to be written in
 */
export function proposeKept(
  view: EditorView,
  blocks: readonly KeptBlock[],
  newId: () => string,
): readonly KeptBlock[] {
  const { setup, records } = trackingOf(view.state);
  const { author } = setup;
  const { doc } = view.state;
  const laid = layOver(doc, blocks);
  if (laid.left.length === blocks.length) return blocks;
  const difference = proposeDifference({
    base: { doc, records },
    draft: laid.doc,
    author,
    newSuggestion: () => suggestionId(author, newId().replaceAll("-", "")),
    newId,
  });
  const changes = [...difference.records].flatMap(([key, record]): readonly RecordChange[] =>
    records.get(key) === record ? [] : [{ key, record }],
  );
  const tr = view.state.tr;
  if (!doc.eq(difference.doc)) replaceChildren(tr, doc, difference.doc);
  if (!tr.docChanged && changes.length === 0) return blocks;
  view.dispatch(tr.setMeta(trackingKey, { isTracked: true, changes }));
  const unproposed = new Set(difference.left);
  return [...laid.left, ...blocks.filter(({ id }) => id !== null && unproposed.has(id))];
}

function layOver(doc: Node, blocks: readonly KeptBlock[]): Laid {
  const left: KeptBlock[] = [];
  let children: readonly Node[] = doc.children;
  for (const block of blocks) {
    const next = layBlock(doc, children, block);
    if (next === null) left.push(block);
    else children = next;
  }
  return { doc: doc.copy(Fragment.from([...children])), left };
}

/** The children with one block laid over them; `null` where that is not possible. */
function layBlock(doc: Node, children: readonly Node[], block: KeptBlock): readonly Node[] | null {
  const at = children.findIndex((child) => block.id !== null && child.attrs["id"] === block.id);
  const there = children[at];
  const mine = block.kind === "removed" ? null : readNode(doc, block);
  if (block.kind !== "removed" && mine === null) return null;
  if (there === undefined) return block.kind === "added" && mine !== null ? atEnd(children, mine) : null;
  if (there.textContent !== (block.before ?? "").replaceAll("\n", "") || block.kind === "added") return null;
  return children.toSpliced(at, 1, ...(mine === null ? [] : [mine]));
}

function atEnd(children: readonly Node[], node: Node): readonly Node[] {
  const end = children.at(-1)?.type.name === "footnotes" ? children.length - 1 : children.length;
  return children.toSpliced(end, 0, node);
}

/** The block as a node of this schema; `null` for one that it does not allow. */
function readNode(doc: Node, { node }: KeptBlock): Node | null {
  try {
    const read = doc.type.schema.nodeFromJSON(node);
    read.check();
    return read;
  } catch (error) {
    // Of an earlier release, or damaged: it is offered as words to copy.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Puts the children that differ in the place of those that stand, and leaves the others untouched. */
function replaceChildren(tr: Transaction, before: Node, after: Node): void {
  let head = 0;
  while (head < before.childCount && head < after.childCount && before.child(head).eq(after.child(head)))
    head += 1;
  let tail = 0;
  const most = Math.min(before.childCount, after.childCount) - head;
  while (
    tail < most &&
    before.child(before.childCount - 1 - tail).eq(after.child(after.childCount - 1 - tail))
  )
    tail += 1;
  const size = (nodes: readonly Node[]): number => nodes.reduce((sum, node) => sum + node.nodeSize, 0);
  const from = size(before.children.slice(0, head));
  const to = before.content.size - size(before.children.slice(before.childCount - tail));
  tr.replaceWith(from, to, after.children.slice(head, after.childCount - tail));
}
