import { Fragment, type Node } from "prosemirror-model";
import type { ShapeNode, SuggestionRecord } from "../records.ts";
import { insertionOf } from "../review-marks.ts";

type Shape = Extract<SuggestionRecord, { kind: "shape" }>;

/**
 * `doc` as it would be with some arrangements and attributes accepted, everything else still pending. What does not
 * fit the document is passed over.
 */
export function withRecords(doc: Node, records: Iterable<SuggestionRecord>): Node {
  let result = doc;
  for (const record of records) {
    if (record.kind === "shape") result = arranged(result, record) ?? result;
    else if (record.kind === "attrs") result = attributed(result, record) ?? result;
  }
  return result;
}

function attributed(node: Node, record: Extract<SuggestionRecord, { kind: "attrs" }>): Node | null {
  return mapChild(node, (child) => {
    if (child.isInline || child.attrs["id"] !== record.target || !(record.name in child.attrs)) return null;
    return [child.type.create({ ...child.attrs, [record.name]: record.value }, child.content, child.marks)];
  });
}

/** `node` with the first descendant for which `change` gives something replaced by that; `null` if there is none. */
function mapChild(node: Node, change: (child: Node) => readonly Node[] | null): Node | null {
  for (const [index, child] of node.content.content.entries()) {
    if (child.isInline) return null;
    const changed = change(child);
    const inside = changed === null ? mapChild(child, change) : null;
    const nodes = changed ?? (inside === null ? null : [inside]);
    if (nodes !== null)
      return node.copy(Fragment.fromArray(node.content.content.toSpliced(index, 1, ...nodes)));
  }
  return null;
}

function arranged(node: Node, shape: Shape): Node | null {
  const children = node.content.content;
  const from = children.findIndex((child) => !child.isInline && child.attrs["id"] === shape.target);
  const last = children.findIndex((child) => !child.isInline && child.attrs["id"] === shape.last);
  if (from >= 0 && last >= from) {
    const built = new Builder(children.slice(from, last + 1)).build(shape.to);
    const content = built && Fragment.fromArray(children.toSpliced(from, last - from + 1, ...built));
    return content !== null && node.type.validContent(content) ? node.copy(content) : null;
  }
  for (const [index, child] of children.entries()) {
    if (child.isInline) return null;
    const inside = arranged(child, shape);
    if (inside !== null) return node.copy(Fragment.fromArray(children.toSpliced(index, 1, inside)));
  }
  return null;
}

/** Builds an arrangement out of the nodes that stand there. */
class Builder {
  private readonly standing = new Map<string, Node>();
  /** Proposed nodes, by the id of the node that they stand behind. */
  private readonly pending = new Map<string, Node[]>();
  private readonly used = new Set<string>();

  constructor(nodes: readonly Node[]) {
    this.enter(nodes);
  }

  private enter(nodes: readonly Node[]): void {
    let before = "";
    for (const node of nodes) {
      if (node.isInline) return;
      const id = String(node.attrs["id"]);
      if (insertionOf(node) !== null) {
        this.pending.set(before, [...(this.pending.get(before) ?? []), node]);
        continue;
      }
      this.standing.set(id, node);
      before = id;
      if (!node.isTextblock) this.enter(node.content.content);
    }
  }

  /** `null` unless every textblock that stands there is kept. */
  build(to: readonly ShapeNode[]): readonly Node[] | null {
    const nodes = this.nodes(to);
    const isWhole = [...this.standing].every(([id, node]) => !node.isTextblock || this.used.has(id));
    return isWhole ? nodes : null;
  }

  private node(shape: ShapeNode): readonly Node[] | null {
    if ("make" in shape) {
      const [first] = this.standing.values();
      const type = first?.type.schema.nodes[shape.make];
      const content = this.nodes(shape.content);
      if (type === undefined || content === null) return null;
      return valid(type.create({ ...shape.attrs }, Fragment.fromArray([...content])));
    }
    const old = this.standing.get(shape.keep);
    const type = shape.type === undefined ? old?.type : old?.type.schema.nodes[shape.type];
    if (old === undefined || type === undefined || this.used.has(shape.keep)) return null;
    this.used.add(shape.keep);
    const inside = shape.content === undefined ? this.whole(old) : this.nodes(shape.content);
    if (inside === null) return null;
    const kept = Object.entries(old.attrs).filter(([name]) => name in (type.spec.attrs ?? {}));
    const made = type.create(
      { ...Object.fromEntries(kept), ...shape.attrs },
      Fragment.fromArray([...inside]),
    );
    const behind = this.pending.get(shape.keep) ?? [];
    return valid(made) === null ? null : [made, ...behind];
  }

  private nodes(shapes: readonly ShapeNode[]): readonly Node[] | null {
    const nodes = shapes.map((each) => this.node(each));
    return nodes.includes(null) ? null : nodes.flatMap((each) => each ?? []);
  }

  private whole(node: Node): readonly Node[] {
    for (const child of node.content.content) this.use(child);
    return node.content.content;
  }

  private use(node: Node): void {
    if (node.isInline) return;
    this.used.add(String(node.attrs["id"]));
    node.forEach((child) => this.use(child));
  }
}

function valid(node: Node): readonly Node[] | null {
  return node.type.validContent(node.content) ? [node] : null;
}
