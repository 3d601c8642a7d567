import { Fragment, type Node } from "prosemirror-model";
import { EditorState, Selection, TextSelection, type Command, type Transaction } from "prosemirror-state";
import { suggestionId, type SuggestionId } from "../suggestion-id.ts";
import type { SuggestionRecord } from "../records.ts";
import type { RewriteOptions } from "./draft.ts";
import { rewriteTransaction, type Rewriting } from "./rewrite.ts";

/** A text on which several write, each in his mode. */
export class Page {
  state: EditorState;
  records = new Map<string, SuggestionRecord>();
  last: Rewriting | null = null;
  private count = 0;

  constructor(doc: Node) {
    const text = named(doc);
    this.state = EditorState.create({ doc: text, selection: selectionOf(text, Reflect.get(doc, "tag")) });
  }

  get doc(): Node {
    return this.state.doc;
  }

  options(author: string, mode: RewriteOptions["mode"] = "suggest"): RewriteOptions {
    return {
      author,
      mode,
      records: this.records,
      newSuggestion: () => suggestionId(author, `s${String((this.count += 1)).padStart(3, "0")}`),
      newId: () => `n${(this.count += 1)}`,
    };
  }

  /** Dispatches as an editor would; the answer is kept in `last`. */
  dispatch(original: Transaction, author: string, mode: RewriteOptions["mode"] = "suggest"): Rewriting {
    const rewriting = rewriteTransaction(original, this.state, this.options(author, mode));
    return this.take(rewriting, original, { author, mode });
  }

  /** Applies what became of a transaction. */
  take(
    rewriting: Rewriting,
    original: Transaction,
    { author, mode }: { readonly author: string; readonly mode: RewriteOptions["mode"] },
  ): Rewriting {
    this.last = rewriting;
    if (rewriting.kind === "refused") return rewriting;
    this.state = this.state.apply(rewriting.kind === "rewritten" ? rewriting.tr : original);
    this.state.doc.check();
    if (rewriting.kind === "rewritten") this.write(rewriting.records);
    this.nameBlocks(author, mode);
    this.last = rewriting;
    return rewriting;
  }

  // As an editor's plugin for ids does: in a transaction of its own, that is rewritten like any other.
  private nameBlocks(author: string, mode: RewriteOptions["mode"]): void {
    const { tr } = this.state;
    for (const pos of unnamed(this.doc)) tr.setNodeAttribute(pos, "id", `n${(this.count += 1)}`);
    if (tr.docChanged) this.dispatch(tr, author, mode);
  }

  write(changes: readonly { readonly key: string; readonly record: SuggestionRecord | null }[]): void {
    for (const { key, record } of changes) {
      if (record === null) this.records.delete(key);
      else this.records.set(key, record);
    }
  }

  as(author: string, mode: RewriteOptions["mode"] = "suggest"): Hand {
    return new Hand(this, author, mode);
  }
}

/** One author at work on a page. */
export class Hand {
  private readonly page: Page;
  private readonly author: string;
  private readonly mode: RewriteOptions["mode"];

  constructor(page: Page, author: string, mode: RewriteOptions["mode"]) {
    this.page = page;
    this.author = author;
    this.mode = mode;
  }

  dispatch(tr: Transaction): this {
    this.page.dispatch(tr, this.author, this.mode);
    return this;
  }

  run(command: Command): boolean {
    return command(this.page.state, (tr) => this.page.dispatch(tr, this.author, this.mode));
  }

  /** The caret behind the first `text`, or that text selected. */
  select(text: string, how: "all" | "before" | "after" = "all"): this {
    const at = find(this.page.doc, text);
    return this.range(how === "after" ? at + text.length : at, how === "before" ? at : at + text.length);
  }

  range(from: number, to = from): this {
    const { state } = this.page;
    this.page.state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
    return this;
  }

  /** Types key by key as a browser would: the marks of where the caret is come along. */
  type(text: string): this {
    for (const letter of text) {
      const { selection, tr, schema } = this.page.state;
      const marks = selection.$from.marksAcross(selection.$to) ?? [];
      this.dispatch(tr.replaceSelectionWith(schema.text(letter, marks), false));
    }
    return this;
  }

  /** Inserts a text at once. */
  put(text: string): this {
    const { selection, tr } = this.page.state;
    return this.dispatch(tr.insertText(text, selection.from, selection.to));
  }

  backspace(times = 1): this {
    for (let each = 0; each < times; each += 1) {
      const { selection, tr } = this.page.state;
      if (!selection.empty) this.dispatch(tr.deleteSelection());
      else this.dispatch(tr.delete(selection.from - 1, selection.from));
    }
    return this;
  }

  del(times = 1): this {
    for (let each = 0; each < times; each += 1) {
      const { selection, tr } = this.page.state;
      if (!selection.empty) this.dispatch(tr.deleteSelection());
      else this.dispatch(tr.delete(selection.from, selection.from + 1));
    }
    return this;
  }
}

/** Where a text begins, in positions of `doc`. @throws RangeError if it is nowhere */
export function find(doc: Node, text: string): number {
  let found = -1;
  doc.descendants((node, pos) => {
    if (found >= 0 || !node.isTextblock) return;
    const index = node.textBetween(0, node.content.size, undefined, "?").indexOf(text);
    if (index >= 0) found = pos + 1 + index;
  });
  if (found < 0) throw new RangeError(`No ${text} here`);
  return found;
}

function selectionOf(doc: Node, tags: unknown): Selection {
  const tag = (name: string): number | null => {
    const pos: unknown = typeof tags === "object" && tags !== null ? Reflect.get(tags, name) : undefined;
    return typeof pos === "number" ? pos : null;
  };
  const anchor = tag("a");
  if (anchor === null) return Selection.atStart(doc);
  return TextSelection.create(doc, anchor, tag("b") ?? anchor);
}

/** `doc` with an id on every block that has none. */
export function named(doc: Node): Node {
  let count = 0;
  const walk = (node: Node): Node => {
    if (node.isText || node.isInline) return node;
    const children = Fragment.fromArray(node.content.content.map(walk));
    if (!("id" in node.attrs) || node.attrs["id"] !== null) return node.copy(children);
    return node.type.create({ ...node.attrs, id: `b${(count += 1)}` }, children, node.marks);
  };
  return doc.type.create(doc.attrs, Fragment.fromArray(doc.content.content.map(walk)));
}

/** Where blocks stand without an id of their own; of two with one id a block of the base keeps it. */
function unnamed(doc: Node): readonly number[] {
  const found: { readonly pos: number; readonly id: unknown; readonly isBase: boolean }[] = [];
  const walk = (node: Node, start: number, isBase: boolean): void =>
    node.forEach((child, offset) => {
      if (child.isInline) return;
      const inside = isBase && child.attrs["ins"] === null;
      found.push({ pos: start + offset, id: child.attrs["id"], isBase: inside });
      walk(child, start + offset + 1, inside);
    });
  walk(doc, 0, true);
  const taken = new Set<unknown>([null]);
  return [...found.filter(({ isBase }) => isBase), ...found.filter(({ isBase }) => !isBase)].flatMap(
    ({ pos, id }) => {
      if (taken.has(id)) return [pos];
      taken.add(id);
      return [];
    },
  );
}

/**
 * The base of a document, by an oracle that shares nothing with the code under test: what is proposed is left out, and
 * no mark of a proposal stays.
 */
export function baseOf(doc: Node): unknown {
  const walk = (node: Node): Record<string, unknown> | null => {
    const marks = node.marks.filter(({ type }) => !["insertion", "deletion", "fmt"].includes(type.name));
    if (node.isText)
      return node.marks.some(({ type }) => type.name === "insertion")
        ? null
        : { text: node.text, marks: marks.map((mark) => mark.toJSON() as unknown) };
    if (typeof node.attrs["ins"] === "string") return null;
    const content: Record<string, unknown>[] = [];
    for (const child of node.content.content) {
      const based = walk(child);
      const before = content.at(-1);
      if (based === null) continue;
      if (
        typeof based["text"] === "string" &&
        typeof before?.["text"] === "string" &&
        JSON.stringify(before["marks"]) === JSON.stringify(based["marks"])
      )
        before["text"] += based["text"];
      else content.push(based);
    }
    if (node.type.name === "footnotes" && content.length === 0) return null;
    return { type: node.type.name, attrs: node.attrs, content };
  };
  return walk(doc);
}

/** What others proposed, in the order of the text: nothing of it may be lost or changed. */
export function proposedBy(doc: Node, isTheirs: (id: SuggestionId) => boolean): readonly string[] {
  const found: string[] = [];
  doc.descendants((node) => {
    const { ins } = node.attrs;
    if (typeof ins === "string" && isTheirs(ins)) found.push(`<${node.type.name} ${ins}>`);
    if (!node.isText) return;
    for (const mark of node.marks) {
      const id: unknown = mark.attrs["id"];
      if (!["insertion", "deletion", "fmt"].includes(mark.type.name)) continue;
      if (typeof id !== "string" || !isTheirs(id)) continue;
      for (const letter of node.text ?? "") found.push(`${mark.type.name} ${id} ${letter}`);
    }
  });
  return found;
}

/** A document as a short text: `+1{…}` proposed, `-1{…}` struck, by the number of the suggestion. */
export function show(doc: Node): string {
  const numbers = new Map<string, number>();
  const number = (id: unknown): number => {
    const key = String(id);
    if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
    return numbers.get(key) ?? 0;
  };
  doc.descendants((node) => {
    if (typeof node.attrs["ins"] === "string") number(node.attrs["ins"]);
    for (const mark of node.marks) if (typeof mark.attrs["by"] === "string") number(mark.attrs["id"]);
  });
  const signs: Readonly<Record<string, string>> = { insertion: "+", deletion: "-", fmt: "~" };
  const walk = (node: Node): string => {
    if (node.isText)
      return node.marks.reduceRight(
        (text, mark) => {
          const sign = signs[mark.type.name];
          return sign === undefined
            ? `${mark.type.name[0]}(${text})`
            : `${sign}${number(mark.attrs["id"])}{${text}}`;
        },
        (node.text ?? "").replaceAll("\n", "¶"),
      );
    const { ins } = node.attrs;
    const name = node.type.name.replace("paragraph", "p").replace("list_item", "li");
    const inside = node.content.content.map(walk).join(node.isTextblock ? "" : " ");
    return `${name}${typeof ins === "string" ? `+${number(ins)}` : ""}(${inside})`;
  };
  return doc.content.content.map(walk).join(" ");
}
