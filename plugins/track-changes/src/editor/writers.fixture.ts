import { createReportSchema } from "@travaux/blueprint";
import type { Node, Schema } from "prosemirror-model";
import { EditorState, TextSelection, type Command, type Plugin } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import {
  initProseMirrorDoc,
  prosemirrorToYXmlFragment,
  ySyncPlugin,
  ySyncPluginKey,
  yUndoPlugin,
} from "y-prosemirror";
import { UndoManager, applyUpdate, encodeStateAsUpdate, Doc } from "yjs";
import type { RefusedReason, TrackChangesOptions } from "./options.ts";
import { suggestionRecords } from "./shared-records.ts";
import { trackChanges } from "./track-changes.ts";
import { trackingDispatch } from "./tracking-dispatch.ts";

export const schema = createReportSchema();

/** Somebody at an editor of his own; what he writes reaches the others at once. */
export class Writer {
  readonly view: EditorView;
  readonly doc: Doc;
  readonly refused: RefusedReason[] = [];
  readonly said: string[] = [];
  readonly undoManager: UndoManager;

  constructor(doc: Doc, author: string, more: Partial<TrackChangesOptions> & WriterSettings = {}) {
    this.doc = doc;
    const { plugins = [], schema: own = schema, ...options } = more;
    const fragment = doc.getXmlFragment("body");
    const records = suggestionRecords(doc);
    this.undoManager = new UndoManager([fragment, records.root], {
      trackedOrigins: new Set([ySyncPluginKey]),
      captureTransaction: (transaction) => transaction.meta.get("addToHistory") !== false,
    });
    let count = 0;
    const started = initProseMirrorDoc(fragment, own);
    this.view = new EditorView(document.body.appendChild(document.createElement("div")), {
      state: EditorState.create({
        doc: started.doc,
        plugins: [
          ySyncPlugin(fragment, { mapping: started.mapping }),
          yUndoPlugin({ undoManager: this.undoManager }),
          trackChanges({
            author,
            records,
            mode: "suggest",
            random: () => `r${String((count += 1)).padStart(4, "0")}${doc.clientID}`,
            newId: () => `${author}${doc.clientID}n${(count += 1)}`,
            onRefused: (reason) => this.refused.push(reason),
            announce: (text) => this.said.push(text),
            ...options,
          }),
          ...plugins,
        ],
      }),
      dispatchTransaction(this: EditorView, tr) {
        trackingDispatch(this, tr);
      },
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

  /** Selects the first `text`, or puts the caret before or behind it. */
  select(text: string, how: "all" | "before" | "after" = "all"): this {
    const at = placeOf(this.text, text);
    return this.range(how === "after" ? at + text.length : at, how === "before" ? at : at + text.length);
  }

  range(from: number, to = from): this {
    this.view.dispatch(this.state.tr.setSelection(TextSelection.create(this.text, from, to)));
    return this;
  }

  type(text: string): this {
    for (const letter of text) this.view.dispatch(this.state.tr.insertText(letter));
    return this;
  }

  backspace(): this {
    const { selection, tr } = this.state;
    this.view.dispatch(
      selection.empty ? tr.delete(selection.head - 1, selection.head) : tr.deleteSelection(),
    );
    return this;
  }
}

interface WriterSettings {
  readonly plugins?: readonly Plugin[];
  readonly schema?: Schema;
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

/** Another peer's document; the two exchange what they have only when they meet. */
export function slowPeerOf(doc: Doc): { readonly peer: Doc; readonly meet: () => void } {
  const peer = new Doc();
  applyUpdate(peer, encodeStateAsUpdate(doc));
  return {
    peer,
    meet: () => {
      applyUpdate(peer, encodeStateAsUpdate(doc), "link");
      applyUpdate(doc, encodeStateAsUpdate(peer), "link");
    },
  };
}

/** A paragraph of the report's schema. */
export function paragraph(id: string, text: string): Node {
  return schema.node("paragraph", { id }, text === "" ? [] : [schema.text(text)]);
}

function placeOf(doc: Node, text: string): number {
  let found = -1;
  doc.descendants((node, pos) => {
    if (found >= 0 || !node.isTextblock) return;
    const index = node.textBetween(0, node.content.size, undefined, "?").indexOf(text);
    if (index >= 0) found = pos + 1 + index;
  });
  if (found < 0) throw new RangeError(`No ${text} here`);
  return found;
}

/** A document as a short text: `+{…}` proposed, `-{…}` struck, `~{…}` formatted. */
export function show(doc: Node): string {
  const signs: Readonly<Record<string, string>> = { insertion: "+", deletion: "-", fmt: "~" };
  const walk = (node: Node): string => {
    if (node.isText)
      return node.marks.reduceRight(
        (text, mark) => `${signs[mark.type.name] ?? mark.type.name}{${text}}`,
        (node.text ?? "").replaceAll("\n", "¶"),
      );
    const inside = node.content.content.map(walk).join(node.isTextblock ? "" : " ");
    return node.isTextblock ? inside : `${node.type.name}(${inside})`;
  };
  return doc.content.content.map(walk).join(" | ");
}
