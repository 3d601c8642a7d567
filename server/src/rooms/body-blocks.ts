import { BODY_ROOT } from "@travaux/blueprint";
import type { BlockText, TextChange } from "@travaux/comments/model";
import * as Y from "yjs";
import type { RoomState } from "./room-state.ts";

/** What stands in a block's text for what is no text. */
const LEAF = "\uFFFC";

interface Block {
  readonly id: string | null;
  readonly text: string;
}

/**
 * The text blocks of a body as anchors see them, kept in step with the document: a change of a block's text costs that
 * block, one of a sequence the children of what holds it and what came or went.
 */
export class BodyBlocks {
  readonly #isTextblock: (name: string) => boolean;
  readonly #blocks = new Map<Y.XmlElement, Block>();
  /** The elements in each element that is no text block, and in the body. */
  readonly #children = new Map<Y.XmlFragment, readonly Y.XmlElement[]>();
  readonly #texts = new Map<string, string>();

  /** @param isTextblock tells by its name whether an element's content is text */
  constructor(body: Y.XmlFragment, isTextblock: (name: string) => boolean) {
    this.#isTextblock = isTextblock;
    const notes = new Notes();
    this.#follow(body, notes);
    this.#settle(notes);
  }

  /** The text of the block with that id; `null` if there is none. */
  textOf(id: string): string | null {
    return this.#texts.get(id) ?? null;
  }

  /** All blocks with an id, in no order of their own. */
  *all(): Iterable<BlockText> {
    for (const [id, text] of this.#texts) yield { id, text };
  }

  /** Follows a transaction, of which these are all events of the body; what it did to the blocks. */
  change(events: readonly Y.YEvent<Y.XmlElement | Y.XmlFragment | Y.XmlText>[]): TextChange {
    const touched = new Set<Y.XmlElement>();
    const notes = new Notes();
    for (const { target } of events) {
      if (target instanceof Y.XmlText) {
        if (target.parent instanceof Y.XmlElement) touched.add(target.parent);
      } else if (target instanceof Y.XmlElement && this.#isTextblock(target.nodeName)) touched.add(target);
      else this.#follow(target, notes);
    }
    for (const element of touched) {
      const before = this.#blocks.get(element);
      // What is unknown has gone; what came in the same transaction was read whole.
      if (before === undefined) continue;
      const after = readBlock(element);
      if (before.id === after.id && before.text === after.text) continue;
      this.#blocks.set(element, after);
      notes.gone(before);
      notes.come(after);
    }
    return this.#settle(notes);
  }

  #follow(holder: Y.XmlFragment, notes: Notes): void {
    const before = this.#children.get(holder) ?? [];
    const after = holder.toArray().filter((child) => child instanceof Y.XmlElement);
    const [was, is] = [new Set(before), new Set(after)];
    for (const child of before) if (!is.has(child)) this.#remove(child, notes);
    for (const child of after) if (!was.has(child)) this.#add(child, notes);
    this.#children.set(holder, after);
  }

  #add(element: Y.XmlElement, notes: Notes): void {
    if (!this.#isTextblock(element.nodeName)) return this.#follow(element, notes);
    const block = readBlock(element);
    this.#blocks.set(element, block);
    notes.come(block);
  }

  #remove(element: Y.XmlElement, notes: Notes): void {
    const block = this.#blocks.get(element);
    if (block !== undefined) notes.gone(block);
    this.#blocks.delete(element);
    for (const child of this.#children.get(element) ?? []) this.#remove(child, notes);
    this.#children.delete(element);
  }

  /** An element that was put in another's place under the same id is the same block to an anchor. */
  #settle({ before, after }: Notes): TextChange {
    const changed: { id: string; before: string; after: string }[] = [];
    const removed: BlockText[] = [];
    for (const [id, text] of before) {
      const now = after.get(id);
      if (now === undefined) {
        removed.push({ id, text });
        this.#texts.delete(id);
      } else if (now !== text) changed.push({ id, before: text, after: now });
    }
    const added: BlockText[] = [];
    for (const [id, text] of after) {
      if (!before.has(id)) added.push({ id, text });
      this.#texts.set(id, text);
    }
    return { changed, removed, added };
  }
}

/** What a transaction took away and what it brought, by id. */
class Notes {
  readonly before = new Map<string, string>();
  readonly after = new Map<string, string>();

  gone({ id, text }: Block): void {
    if (id !== null && !this.before.has(id)) this.before.set(id, text);
  }

  come({ id, text }: Block): void {
    if (id !== null && !this.after.has(id)) this.after.set(id, text);
  }
}

function readBlock(element: Y.XmlElement): Block {
  const id: unknown = element.getAttribute("id");
  let text = "";
  for (const child of element.toArray()) text += child instanceof Y.XmlText ? readText(child) : LEAF;
  return { id: typeof id === "string" ? id : null, text };
}

function readText(text: Y.XmlText): string {
  let read = "";
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    read += item.content instanceof Y.ContentString ? item.content.str : LEAF.repeat(item.length);
  }
  return read;
}

/** The text blocks of a text as it is stored; `null` if it cannot be read whole. */
export function blocksIn(
  { state, damaged }: Pick<RoomState, "state" | "damaged">,
  isTextblock: (name: string) => boolean,
): BodyBlocks | null {
  if (damaged) return null;
  const document = new Y.Doc();
  try {
    Y.applyUpdate(document, state);
    return new BodyBlocks(document.getXmlFragment(BODY_ROOT), isTextblock);
  } finally {
    document.destroy();
  }
}
