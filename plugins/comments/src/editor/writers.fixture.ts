import { Schema, type Node } from "prosemirror-model";
import { schema as basic } from "prosemirror-schema-basic";
import { EditorState, TextSelection, type Command, type Plugin } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { initProseMirrorDoc, prosemirrorToYXmlFragment, ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import { applyUpdate, encodeStateAsUpdate, Doc } from "yjs";
import { anchorParts, type AnchorPart } from "../model/index.ts";
import { comments } from "./comments.ts";
import { commentsOf } from "./comments-state.ts";
import { partsByThread } from "./draw-part.ts";
import { showThreads } from "./commands.ts";
import type { CommentsOptions, ThreadMark } from "./options.ts";

const attrs = { id: { default: null } };
const { paragraph, blockquote } = basic.spec.nodes.toObject();

/** Somebody else's schema than the report's, whose blocks bear ids. */
export const schema = new Schema({
  nodes: {
    doc: { content: "block*" },
    paragraph: {
      ...paragraph,
      attrs,
      parseDOM: [{ tag: "p", getAttrs: (p) => ({ id: p.getAttribute("data-id") }) }],
      toDOM: (node) => ["p", { "data-id": String(node.attrs["id"]) }, 0],
    },
    blockquote: { ...blockquote, content: "block*", attrs },
    text: { group: "inline" },
    image: basic.spec.nodes.get("image") ?? {},
  },
  marks: basic.spec.marks,
});

/** A document of paragraphs with the ids p0, p1 and so on. */
export function textOfParagraphs(...texts: readonly string[]): Node {
  return schema.node(
    "doc",
    null,
    texts.map((text, index) =>
      schema.node("paragraph", { id: `p${index}` }, text === "" ? [] : [schema.text(text)]),
    ),
  );
}

/** Where the first `words` stand, as positions of `doc`. */
export function placeOf(doc: Node, words: string): { readonly from: number; readonly to: number } {
  let from = -1;
  doc.descendants((node, pos) => {
    if (from >= 0 || !node.isTextblock) return from < 0;
    const index = node.textBetween(0, node.content.size, undefined, "\uFFFC").indexOf(words);
    if (index >= 0) from = pos + 1 + index;
    return false;
  });
  if (from < 0) throw new RangeError(`No ${words} here`);
  return { from, to: from + words.length };
}

/** The parts of the first `words` of `doc`. */
export function partsOf(doc: Node, words: string): readonly AnchorPart[] {
  const { from, to } = placeOf(doc, words);
  const parts = anchorParts(doc, from, to);
  if (parts === null) throw new RangeError(`No place for ${words}`);
  return parts;
}

/** A thread on the first `words` of `doc`. */
export function markOn(doc: Node, words: string, more: Partial<ThreadMark> = {}): ThreadMark {
  return { id: words, parts: partsOf(doc, words), audience: "team", resolved: false, ...more };
}

/** Somebody at an editor; of a Yjs document what he writes reaches the others at once. */
export class Writer {
  readonly view: EditorView;
  readonly heard: string[] = [];

  constructor(text: Node | Doc, options: CommentsOptions = {}, more: readonly Plugin[] = []) {
    const started = text instanceof Doc ? initProseMirrorDoc(text.getXmlFragment("body"), schema) : null;
    const shared =
      text instanceof Doc && started !== null
        ? [ySyncPlugin(text.getXmlFragment("body"), { mapping: started.mapping }), yUndoPlugin()]
        : [];
    const spoken: CommentsOptions = {
      onActive: (id) => this.heard.push(`active ${id ?? "none"}`),
      onEnter: ({ id }) => this.heard.push(`enter ${id}`),
      onLeave: ({ id }) => this.heard.push(`leave ${id}`),
    };
    this.view = new EditorView(document.body.appendChild(document.createElement("div")), {
      state: EditorState.create({
        ...(text instanceof Doc ? {} : { doc: text }),
        ...(started === null ? {} : { doc: started.doc }),
        plugins: [...shared, comments({ ...spoken, ...options }), ...more],
      }),
    });
  }

  get state(): EditorState {
    return this.view.state;
  }

  get text(): Node {
    return this.view.state.doc;
  }

  run(command: Command): boolean {
    return command(this.view.state, (tr) => this.view.dispatch(tr), this.view);
  }

  show(...marks: readonly ThreadMark[]): this {
    showThreads(this.view, marks);
    return this;
  }

  /** Selects the first `words`, or puts the caret into their middle, before or behind them. */
  select(words: string, how: "all" | "before" | "inside" | "after" = "all"): this {
    const { from, to } = placeOf(this.text, words);
    const caret = { before: from, inside: Math.floor((from + to) / 2), after: to };
    return how === "all" ? this.range(from, to) : this.range(caret[how]);
  }

  range(from: number, to = from): this {
    this.view.dispatch(this.state.tr.setSelection(TextSelection.create(this.text, from, to)));
    return this;
  }

  type(text: string): this {
    for (const letter of text) this.view.dispatch(this.state.tr.insertText(letter));
    return this;
  }

  erase(): this {
    this.view.dispatch(this.state.tr.deleteSelection());
    return this;
  }

  /** The words that each thread is drawn on. */
  get drawn(): Readonly<Record<string, string>> {
    const { placed } = commentsOf(this.state);
    return Object.fromEntries(
      [...partsByThread(placed)].map(([id, parts]) => [
        id,
        parts.map(({ from, to }) => this.text.textBetween(from, to, "|", "\uFFFC")).join(" … "),
      ]),
    );
  }

  /** The words that the page shows under a class. */
  shown(selector: string): string {
    return [...this.view.dom.querySelectorAll(selector)].map(({ textContent }) => textContent).join("");
  }
}

/** A Yjs document whose text is `text`. */
export function sharedDocument(text: Node): Doc {
  const doc = new Doc();
  prosemirrorToYXmlFragment(text, doc.getXmlFragment("body"));
  return doc;
}

/** Another peer's document with what `doc` has; both receive the other's changes at once. */
export function peerOf(doc: Doc): Doc {
  const peer = new Doc();
  applyUpdate(peer, encodeStateAsUpdate(doc));
  for (const [from, to] of [
    [doc, peer],
    [peer, doc],
  ] as const)
    from.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "link") applyUpdate(to, update, "link");
    });
  return peer;
}
