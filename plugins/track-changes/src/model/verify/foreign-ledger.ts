import type { Mark, Node } from "prosemirror-model";
import { insertionOf, suggestionOf } from "../review-marks.ts";
import {
  foreignInsertion,
  foreignMarks,
  hasOwnInsertion,
  isForeignBlock,
  markKey,
  marksKey,
  withoutOwn,
} from "./layers.ts";
import { isSubsequence, OwnText } from "./own-text.ts";
import { compareWithoutOwn, withoutCommonEnds } from "./same-without-own.ts";
import { violation, type Violation } from "./violation.ts";

/** What stands in a stretch of a document that is not the author's, by suggestion and in document order. */
class Holdings {
  readonly #author: string;
  /** Inserted text, letter by letter with all marks but the author's. */
  readonly insertions = new Map<string, string[]>();
  readonly blocks = new Map<string, Node[]>();
  /** By mark, the letters under a deletion or change of format, where they are not inserted by another. */
  readonly marked = new Map<string, string>();
  /** All other text, and per letter the marks of others. */
  text = "";
  readonly keys: string[] = [];

  constructor(author: string) {
    this.#author = author;
  }

  add(nodes: readonly Node[]): void {
    for (const node of nodes) {
      if (node.text !== undefined) this.#addText(node.text, node.marks);
      else if (isForeignBlock(node, this.#author)) into(this.blocks, insertionOf(node) ?? "", [node]);
      else this.add(node.children);
    }
  }

  #addText(text: string, marks: readonly Mark[]): void {
    const inserted = foreignInsertion(marks, this.#author);
    if (inserted !== null) {
      const key = `${marksKey(withoutOwn(marks, this.#author))}${hasOwnInsertion(marks, this.#author) ? " covered" : ""}`;
      into(
        this.insertions,
        suggestionOf(inserted),
        Array.from({ length: text.length }, (_, at) => text.charAt(at) + key),
      );
      return;
    }
    const others = foreignMarks(marks, this.#author);
    const key = marksKey(others);
    for (const mark of others) this.marked.set(markKey(mark), (this.marked.get(markKey(mark)) ?? "") + text);
    this.text += text;
    for (let count = 0; count < text.length; count++) this.keys.push(key);
  }
}

function into<Item>(map: Map<string, Item[]>, key: string, items: readonly Item[]): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [...items]);
  else for (const item of items) list.push(item);
}

/**
 * Whether an author who may edit the base left everything of others as it was: their inserted text and blocks, and their
 * other marks but for letters that went. Subtrees identical by reference are not looked at.
 */
export function compareForeign(before: Node, after: Node, author: string): Violation | null {
  return new ForeignLedger(author).compare(before, after);
}

class ForeignLedger {
  readonly #author: string;
  #before: Holdings;
  #after: Holdings;

  constructor(author: string) {
    this.#author = author;
    this.#before = new Holdings(author);
    this.#after = new Holdings(author);
  }

  compare(before: Node, after: Node): Violation | null {
    return this.#enter(before, after) ?? this.#close();
  }

  #enter(before: Node, after: Node): Violation | null {
    const [then, now] = withoutCommonEnds(before.children, after.children);
    const cut = then.length < before.childCount || now.length < after.childCount;
    const found = (cut ? this.#close() : null) ?? this.#stretch(then, now);
    return found ?? (cut ? this.#close() : null);
  }

  #stretch(before: readonly Node[], after: readonly Node[]): Violation | null {
    const isPaired =
      before.length === after.length && before.every((node, at) => this.#corresponds(node, after[at]));
    if (!isPaired) {
      this.#before.add(before);
      this.#after.add(after);
      return null;
    }
    for (const [at, node] of before.entries()) {
      const other = after[at];
      if (other === undefined) continue;
      const found = node === other ? this.#close() : this.#pair(node, other);
      if (found !== null) return found;
    }
    return null;
  }

  /** Whether two nodes may be one before and after: then only what differs in them is looked at. */
  #corresponds(before: Node, after: Node | undefined): boolean {
    if (before === after) return true;
    return (
      after !== undefined &&
      !before.isText &&
      !after.isText &&
      insertionOf(before) === insertionOf(after) &&
      before.type === after.type &&
      before.attrs["id"] === after.attrs["id"]
    );
  }

  #pair(before: Node, after: Node): Violation | null {
    if (!isForeignBlock(before, this.#author)) return this.#enter(before, after);
    return this.#close() ?? this.#compareBlock(before, after);
  }

  #compareBlock(before: Node, after: Node): Violation | null {
    const own = { before: new OwnText(this.#author), after: new OwnText(this.#author) };
    const found = compareWithoutOwn(before, after, { author: this.#author, ...own });
    if (found === null) return own.after.compare(own.before);
    return found.code === "base-changed" ? violation("foreign-suggestion", "in another's block") : found;
  }

  /** Compares what was gathered, and begins anew. */
  #close(): Violation | null {
    const [before, after] = [this.#before, this.#after];
    if (before.keys.length + after.keys.length + before.blocks.size + after.blocks.size === 0)
      if (before.insertions.size + after.insertions.size === 0) return null;
    this.#before = new Holdings(this.#author);
    this.#after = new Holdings(this.#author);
    return (
      this.#compareInsertions(before, after) ??
      this.#compareBlocks(before, after) ??
      this.#compareMarks(before, after)
    );
  }

  #compareInsertions(before: Holdings, after: Holdings): Violation | null {
    for (const sid of new Set([...before.insertions.keys(), ...after.insertions.keys()])) {
      const [then, now] = [before.insertions.get(sid) ?? [], after.insertions.get(sid) ?? []];
      if (then.length !== now.length || then.some((letter, at) => letter !== now[at]))
        return violation(then.length === 0 ? "forged-author" : "foreign-suggestion", "insertion of another");
    }
    return null;
  }

  #compareBlocks(before: Holdings, after: Holdings): Violation | null {
    for (const sid of new Set([...before.blocks.keys(), ...after.blocks.keys()])) {
      const [then, now] = [before.blocks.get(sid) ?? [], after.blocks.get(sid) ?? []];
      if (then.length !== now.length)
        return violation(then.length === 0 ? "forged-author" : "foreign-suggestion", "block of another");
      for (const [at, node] of then.entries()) {
        const other = now[at];
        const found = other === undefined ? null : this.#compareBlock(node, other);
        if (found !== null) return found;
      }
    }
    return null;
  }

  #compareMarks(before: Holdings, after: Holdings): Violation | null {
    if (before.text === after.text) {
      if (before.keys.every((key, at) => key === after.keys[at])) return null;
      return violation("foreign-suggestion", "mark of another, taken or given");
    }
    for (const [key, text] of after.marked) {
      const then = before.marked.get(key);
      if (then === undefined) return violation("forged-author", "mark of another");
      if (!isSubsequence(text, then)) return violation("foreign-suggestion", "mark of another over new text");
    }
    return null;
  }
}
