import { SERVER_NODES } from "@travaux/blueprint";
import { Fragment, type Mark, type Node } from "prosemirror-model";

/**
 * One document of several, each after the one before; their footnotes come together at the end. Ids stay as they are
 * where they are free: a later block whose id is taken gets a new one, and its footnote references follow it.
 *
 * @param documents of one schema instance; at least one
 * @throws RangeError without a document
 */
export function joinDocuments(documents: readonly Node[]): Node {
  const [first] = documents;
  if (first === undefined) throw new RangeError("There is nothing to join");
  const taken = new Set<string>();
  const renamed = documents.map((doc) => renameTaken(doc, taken));
  const blocks = renamed.flatMap((doc) => doc.children.filter((child) => child.type.name !== "footnotes"));
  const containers = renamed.flatMap((doc) =>
    doc.children.filter((child) => child.type.name === "footnotes"),
  );
  const [container] = containers;
  const footnotes = container?.copy(Fragment.from(containers.flatMap((held) => held.children)));
  return first.copy(Fragment.from(footnotes === undefined ? blocks : [...blocks, footnotes]));
}

function renameTaken(doc: Node, taken: Set<string>): Node {
  const footnotes = new Map<string, string>();
  const nodes = renameNodes(doc, taken, footnotes);
  return footnotes.size === 0 ? nodes : renameReferences(nodes, footnotes);
}

function renameNodes(node: Node, taken: Set<string>, footnotes: Map<string, string>): Node {
  if (node.isText) return node;
  const id: unknown = node.attrs["id"];
  let attrs = node.attrs;
  // A placeholder's id names the passage that it stands for; it is nobody's to change.
  if (typeof id === "string" && !SERVER_NODES.includes(node.type.name)) {
    const free = freeId(id, taken);
    taken.add(free);
    if (free !== id) attrs = { ...node.attrs, id: free };
    if (free !== id && node.type.name === "footnote_text") footnotes.set(id, free);
  }
  const content = Fragment.from(node.children.map((child) => renameNodes(child, taken, footnotes)));
  return node.type.create(attrs, content, node.marks);
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  for (let n = 2; ; n++) {
    // The schema reads ids of at most 64 characters.
    const candidate = `${id.slice(0, 56)}-${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function renameReferences(node: Node, footnotes: ReadonlyMap<string, string>): Node {
  if (node.isText) return node.mark(node.marks.map((mark) => renameReference(mark, footnotes)));
  return node.copy(Fragment.from(node.children.map((child) => renameReferences(child, footnotes))));
}

function renameReference(mark: Mark, footnotes: ReadonlyMap<string, string>): Mark {
  const renamed = mark.type.name === "footnote" ? footnotes.get(String(mark.attrs["id"])) : undefined;
  return renamed === undefined ? mark : mark.type.create({ ...mark.attrs, id: renamed });
}
