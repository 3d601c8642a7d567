import { BODY_ROOT } from "@travaux/blueprint";
import * as Y from "yjs";

/** A ProseMirror node as `Node.toJSON` gives it. */
export interface NodeJson {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly NodeJson[];
  readonly text?: string;
  readonly marks?: readonly { readonly type: string; readonly attrs: unknown }[];
}

/** A block of a section's text, on its own. */
export interface Block {
  /** The node id; `null` where the block bears none. */
  readonly id: string | null;
  /** Its words alone, one line a textblock. */
  readonly text: string;
  readonly node: NodeJson;
}

/**
 * The top-level blocks of a section's text in their order. Reads the Yjs types directly: this is needed when something
 * has gone wrong, and then no editor and no further download should be needed for it.
 */
export function documentBlocks(doc: Y.Doc): readonly Block[] {
  return doc
    .getXmlFragment(BODY_ROOT)
    .toArray()
    .filter((child) => child instanceof Y.XmlElement)
    .map((element) => {
      const node = elementJson(element);
      const id = node.attrs?.["id"];
      return { id: typeof id === "string" ? id : null, text: plainText(node), node };
    });
}

/** The blocks that hold text themselves, at whatever depth, in their order: paragraphs, also those in lists and tables. */
export function textBlocks(doc: Y.Doc): readonly Block[] {
  return documentBlocks(doc).flatMap(({ node }) => textBlocksOf(node));
}

function textBlocksOf(node: NodeJson): readonly Block[] {
  const children = node.content ?? [];
  if (children.some((child) => child.type !== "text")) return children.flatMap(textBlocksOf);
  const id = node.attrs?.["id"];
  return [{ id: typeof id === "string" ? id : null, text: plainText(node), node }];
}

/** The top-level blocks of the document that `update` makes of nothing. */
export function updateBlocks(update: Uint8Array | null): readonly Block[] {
  return readUpdate(update, documentBlocks);
}

/** As {@link textBlocks}, of the document that `update` makes of nothing. */
export function updateTextBlocks(update: Uint8Array | null): readonly Block[] {
  return readUpdate(update, textBlocks);
}

function readUpdate(update: Uint8Array | null, read: (doc: Y.Doc) => readonly Block[]): readonly Block[] {
  const doc = new Y.Doc();
  if (update !== null) Y.applyUpdate(doc, update);
  const blocks = read(doc);
  doc.destroy();
  return blocks;
}

function elementJson(element: Y.XmlElement): NodeJson {
  const content = element.toArray().flatMap((child): readonly NodeJson[] => {
    if (child instanceof Y.XmlElement) return [elementJson(child)];
    return child instanceof Y.XmlText ? textJson(child) : [];
  });
  const attrs = element.getAttributes();
  return {
    type: element.nodeName,
    ...(Object.keys(attrs).length === 0 ? {} : { attrs }),
    ...(content.length === 0 ? {} : { content }),
  };
}

function textJson(text: Y.XmlText): readonly NodeJson[] {
  const runs: readonly {
    readonly insert?: unknown;
    readonly attributes?: Readonly<Record<string, unknown>>;
  }[] = text.toDelta();
  return runs.flatMap(({ insert, attributes }): readonly NodeJson[] => {
    if (typeof insert !== "string") return [];
    const marks = Object.entries(attributes ?? {}).map(([name, attrs]) => ({
      // y-prosemirror keys marks that may overlap themselves by `name--hash`.
      type: name.replace(/--.{8}$/, ""),
      attrs,
    }));
    return [{ type: "text", text: insert, ...(marks.length === 0 ? {} : { marks }) }];
  });
}

function plainText(node: NodeJson): string {
  if (node.text !== undefined) return node.text;
  const children = node.content ?? [];
  const isTextblock = children.every((child) => child.type === "text");
  return children.map(plainText).join(isTextblock ? "" : "\n");
}
