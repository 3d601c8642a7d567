import type { Node } from "prosemirror-model";
import type { ShapeNode } from "../records.ts";
import { insertionOf } from "../review-marks.ts";
import { isOwnProposal } from "./zones.ts";

/** Whether a node is a block that holds content itself: a textblock, or one without children. */
export function isContentBlock(node: Node): boolean {
  return node.isTextblock || (node.isBlock && node.isLeaf);
}

/** Which nodes of a document are those of an earlier one, by their ids. */
export class Kinship {
  private readonly old = new Map<string, Node>();
  private readonly kept = new Map<Node, string>();

  private readonly author: string;

  private constructor(author: string) {
    this.author = author;
  }

  /** `null` if a node that was changed has no id. Subtrees identical by reference are looked at only where needed. */
  static between(before: Node, after: Node, author: string): Kinship | null {
    const kin = new Kinship(author);
    const [then, now] = differing(before, after);
    if (!then.every((node) => kin.enter(node))) return null;
    const seen = new Set<string>();
    for (const node of now) kin.recognize(node, seen);
    return kin;
  }

  private enter(node: Node): boolean {
    if (node.isInline) return true;
    const id: unknown = node.attrs["id"];
    if (typeof id !== "string" || this.old.has(id)) return false;
    this.old.set(id, node);
    return node.isTextblock || node.content.content.every((child) => this.enter(child));
  }

  // Of several nodes with one id (a split copies it) the first is meant.
  private recognize(node: Node, seen: Set<string>): void {
    if (node.isInline) return;
    const id: unknown = node.attrs["id"];
    const isKept = typeof id === "string" && this.old.has(id) && !seen.has(id);
    if (isKept) {
      seen.add(id);
      this.kept.set(node, id);
    }
    if (!node.isTextblock) node.forEach((child) => this.recognize(child, seen));
  }

  /** The id under which `node`, of the later document, was there before. */
  idOf(node: Node): string | null {
    return this.kept.get(node) ?? null;
  }

  before(id: string): Node | undefined {
    return this.old.get(id);
  }

  /** Whether the author himself proposes `node`, of the earlier document, and nobody else a block in it. */
  isOwnProposal(node: Node): boolean {
    return isOwnProposal(node, this.author);
  }

  /** Whether `node`, of the later document, has something in it that was there before. */
  holdsKept(node: Node): boolean {
    return this.idOf(node) !== null || node.content.content.some((child) => this.holdsKept(child));
  }

  /** Whether two nodes are one, and nothing came into it from elsewhere or went out of it to elsewhere. */
  isSame(before: Node, after: Node): boolean {
    if (before === after) return true;
    if (this.idOf(after) !== before.attrs["id"]) return false;
    if (isContentBlock(before) !== isContentBlock(after)) return false;
    const then = this.contentsBefore(before);
    const now = this.contentsAfter(after);
    if ([...now].some((id) => !then.has(id))) return false;
    const elsewhere = this.everythingKept();
    return [...then].every((id) => now.has(id) || !elsewhere.has(id));
  }

  /**
   * Whether the later nodes hold every textblock of the earlier ones with its content as it was, and none besides. A
   * textblock without content may be missing.
   */
  coversContent(before: readonly Node[], after: readonly Node[]): boolean {
    const there = new Set<string>();
    for (const node of after) if (!this.collect(node, there)) return false;
    for (const id of before.flatMap((node) => [...this.contentsBefore(node)])) {
      const old = this.old.get(id);
      if (old === undefined) return false;
      if (!there.delete(id) && (old.content.size > 0 || old.isLeaf)) return false;
    }
    return there.size === 0;
  }

  /** `to` with the empty textblocks that it leaves out, each behind the one before it: no arrangement may lose one. */
  withLost(before: readonly Node[], to: readonly ShapeNode[]): readonly ShapeNode[] | null {
    const named = new Set<string>();
    const name = (node: ShapeNode): void => {
      if ("keep" in node) named.add(node.keep);
      for (const child of node.content ?? ("keep" in node ? this.wholeOf(node.keep) : [])) name(child);
    };
    for (const node of to) name(node);
    const ids = before.flatMap((node) => [...this.contentsBefore(node)]);
    const pending = (id: string): boolean => {
      const old = this.old.get(id);
      return old !== undefined && insertionOf(old) !== null;
    };
    let result: readonly ShapeNode[] | null = to;
    for (const [index, id] of ids.entries()) {
      if (named.has(id) || pending(id) || result === null) continue;
      const anchor = ids.slice(0, index).findLast((each) => named.has(each));
      result = anchor === undefined ? null : this.put(result, anchor, id);
      named.add(id);
    }
    return result;
  }

  private put(nodes: readonly ShapeNode[], anchor: string, id: string): readonly ShapeNode[] {
    return nodes.flatMap((node): readonly ShapeNode[] => {
      if ("keep" in node && node.keep === anchor) return [node, { keep: id }];
      const content = node.content ?? ("keep" in node ? this.wholeOf(node.keep) : []);
      const put = this.put(content, anchor, id);
      return [
        put.length === content.length && put.every((each, at) => each === content[at])
          ? node
          : { ...node, content: put },
      ];
    });
  }

  private wholeOf(id: string): readonly ShapeNode[] {
    const old = this.old.get(id);
    if (old === undefined || isContentBlock(old)) return [];
    return old.content.content.flatMap((child) =>
      insertionOf(child) === null ? [{ keep: String(child.attrs["id"]) }] : [],
    );
  }

  private collect(node: Node, into: Set<string>): boolean {
    if (!isContentBlock(node)) return node.content.content.every((child) => this.collect(child, into));
    const id = this.idOf(node);
    const old = id === null ? undefined : this.old.get(id);
    if (id === null || old === undefined || !old.content.eq(node.content)) return false;
    into.add(id);
    return true;
  }

  private contentsBefore(node: Node): ReadonlySet<string> {
    return this.contentsOf(node, (each) => String(each.attrs["id"]));
  }

  private contentsAfter(node: Node): ReadonlySet<string> {
    return this.contentsOf(node, (each) => this.idOf(each));
  }

  private contentsOf(node: Node, idOf: (node: Node) => string | null): ReadonlySet<string> {
    const ids = new Set<string>();
    const visit = (each: Node): void => {
      if (!isContentBlock(each)) return each.forEach(visit);
      const id = idOf(each);
      if (id !== null) ids.add(id);
    };
    visit(node);
    return ids;
  }

  private everythingKept(): ReadonlySet<string> {
    return new Set(this.kept.values());
  }
}

/** The children that the two documents do not share at their beginning and end. */
function differing(before: Node, after: Node): readonly [readonly Node[], readonly Node[]] {
  const [then, now] = [before.content.content, after.content.content];
  const shorter = Math.min(then.length, now.length);
  let start = 0;
  while (start < shorter && then[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && then.at(-1 - end) === now.at(-1 - end)) end += 1;
  return [then.slice(start, then.length - end), now.slice(start, now.length - end)];
}
