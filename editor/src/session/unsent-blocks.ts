import { BODY_ROOT } from "@travaux/blueprint";
import * as Y from "yjs";
import { textBlocks, type Block } from "./document-blocks.ts";

/** How much met when unsent work and others' work were merged, in paragraphs. */
export interface Merged {
  readonly mine: number;
  readonly others: number;
}

/**
 * The paragraphs that hold this person's unsent edits, and what becomes of them when others' work comes in. Yjs merges
 * an edit into a paragraph that somebody else deleted by deleting it too; its author should not lose it unseen.
 */
export class UnsentBlocks {
  private readonly doc: Y.Doc;
  private readonly touched = new Set<string>();
  private before: readonly Block[] = [];
  private whole: ReadonlySet<string> | null = null;

  constructor(doc: Y.Doc) {
    this.doc = doc;
    const body = doc.getXmlFragment(BODY_ROOT);
    body.observeDeep((events, transaction) => {
      if (transaction.local) for (const event of events) this.touch(event);
    });
  }

  /** Counts these blocks as touched: they were loaded with unsent edits in them. */
  add(ids: Iterable<string | null>): void {
    for (const id of ids) if (id !== null) this.touched.add(id);
  }

  /** Everything is durable. */
  clear(): void {
    this.touched.clear();
    this.before = [];
  }

  /** To be called before others' work is merged. */
  remember(): void {
    const blocks = textBlocks(this.doc);
    this.before = blocks.filter(({ id }) => id !== null && this.touched.has(id));
    this.whole = new Set(blocks.map(fingerprint));
  }

  /** To be called after it: how many paragraphs were unsent here, and how many stand otherwise than before. Told once. */
  merged(): Merged {
    const { whole } = this;
    this.whole = null;
    if (whole === null) return { mine: 0, others: 0 };
    const now = new Set(textBlocks(this.doc).map(fingerprint));
    const lacking = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
      [...one].filter((block) => !other.has(block)).length;
    const others = Math.max(lacking(now, whole), lacking(whole, now));
    return { mine: this.touched.size, others };
  }

  /** To be called after it: what was remembered and is no more, with the words as they were. Told once. */
  overtaken(): readonly Block[] {
    const left = new Set(textBlocks(this.doc).map(({ id }) => id));
    const gone = this.before.filter(({ id, text }) => !left.has(id) && text.trim() !== "");
    this.before = [];
    return gone;
  }

  private touch({ target, changes }: Y.YEvent<Y.AbstractType<unknown>>): void {
    let around: Y.AbstractType<unknown> | null = target;
    while (around !== null && !(around instanceof Y.XmlElement && idOf(around) !== null))
      around = around.parent;
    if (around instanceof Y.XmlElement) this.add([idOf(around)]);
    for (const { content } of changes.added) {
      const type: unknown = content instanceof Y.ContentType ? content.type : null;
      if (type instanceof Y.XmlElement) this.add(idsIn(type));
    }
  }
}

function fingerprint({ id, node }: Block): string {
  return `${id ?? ""} ${JSON.stringify(node)}`;
}

function idOf(element: Y.XmlElement): string | null {
  const id: unknown = element.getAttribute("id");
  return typeof id === "string" ? id : null;
}

function idsIn(element: Y.XmlElement): readonly (string | null)[] {
  const children = element.toArray().filter((child) => child instanceof Y.XmlElement);
  return [idOf(element), ...children.flatMap(idsIn)];
}
