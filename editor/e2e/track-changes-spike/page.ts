import { createReportSchema } from "@travaux/blueprint";
import {
  coordsOf,
  nextSuggestion,
  openSuggestions,
  previousSuggestion,
  setSuggestionView,
  setTrackingMode,
  suggestionRecords,
  trackChanges,
  trackingDispatch,
  type SuggestionView,
  type TrackingMode,
} from "@travaux/track-changes";
import "@travaux/track-changes/style.css";
import { baseKeymap, chainCommands, toggleMark } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import { Node, type Schema } from "prosemirror-model";
import { splitListItem } from "prosemirror-schema-list";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import "prosemirror-view/style/prosemirror.css";
import {
  initProseMirrorDoc,
  prosemirrorToYXmlFragment,
  redoCommand,
  undoCommand,
  ySyncPlugin,
  ySyncPluginKey,
  yUndoPlugin,
} from "y-prosemirror";
import * as Y from "yjs";

/** Two people at one text in one page: ann proposes in the first editor, bob edits in the second. */
class Spike {
  readonly schema: Schema = createReportSchema();
  readonly views = new Map<string, EditorView>();
  readonly refused: string[] = [];
  readonly said: string[] = [];
  #count = 0;

  /** Opens both editors, or ann's alone, over a text given as ProseMirror's JSON. */
  open(content: readonly unknown[], isAlone = false): void {
    const doc = Node.fromJSON(this.schema, { type: "doc", content });
    doc.check();
    const one = new Y.Doc();
    prosemirrorToYXmlFragment(doc, one.getXmlFragment("body"));
    this.#write("ann", one, "suggest");
    if (isAlone) return;
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const)
      from.on("update", (update: Uint8Array, origin: unknown) => {
        if (origin !== "link") Y.applyUpdate(to, update, "link");
      });
    this.#write("bob", other, "edit");
  }

  #write(author: string, doc: Y.Doc, mode: TrackingMode): void {
    const { schema } = this;
    const fragment = doc.getXmlFragment("body");
    const records = suggestionRecords(doc);
    const undoManager = new Y.UndoManager([fragment, records.root], {
      trackedOrigins: new Set([ySyncPluginKey]),
    });
    const started = initProseMirrorDoc(fragment, schema);
    const item = schema.nodes["list_item"];
    const strong = schema.marks["strong"];
    const enter = baseKeymap["Enter"];
    if (item === undefined || strong === undefined || enter === undefined) throw new RangeError("No schema");
    const place = document.body.appendChild(document.createElement("div"));
    const view = new EditorView(place, {
      state: EditorState.create({
        doc: started.doc,
        plugins: [
          ySyncPlugin(fragment, { mapping: started.mapping }),
          yUndoPlugin({ undoManager }),
          trackChanges({
            author,
            records,
            mode,
            random: () => `r${String((this.#count += 1)).padStart(5, "0")}`,
            newId: () => `n${(this.#count += 1)}`,
            describeAuthor: (by) => ({ name: by, colour: by === "ann" ? 1 : 2 }),
            onRefused: (reason) => this.refused.push(reason),
            ...(author === "ann" ? { announce: (text: string) => this.said.push(text) } : {}),
          }),
          keymap({
            "Mod-z": undoCommand,
            "Mod-y": redoCommand,
            "Mod-b": toggleMark(strong),
            "Alt-ArrowDown": nextSuggestion,
            "Alt-ArrowUp": previousSuggestion,
            Enter: chainCommands(splitListItem(item), enter),
          }),
          keymap(baseKeymap),
        ],
      }),
      attributes: { id: author, role: "textbox", "aria-multiline": "true", "aria-label": author },
      dispatchTransaction(this: EditorView, tr) {
        trackingDispatch(this, tr);
      },
    });
    this.views.set(author, view);
  }

  view(author: string): EditorView {
    const view = this.views.get(author);
    if (view === undefined) throw new RangeError(`No ${author}`);
    return view;
  }

  /** Selects from one place to another; a place is a position in the document. */
  select(author: string, from: number, to = from): void {
    const view = this.view(author);
    view.focus();
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));
  }

  /** Where the first `text` begins. */
  find(author: string, text: string): number {
    let found = -1;
    this.view(author).state.doc.descendants((node, pos) => {
      if (found >= 0 || !node.isTextblock) return;
      const index = node.textBetween(0, node.content.size, undefined, "?").indexOf(text);
      if (index >= 0) found = pos + 1 + index;
    });
    if (found < 0) throw new RangeError(`No ${text} here`);
    return found;
  }

  head(author: string): number {
    return this.view(author).state.selection.head;
  }

  range(author: string): readonly [number, number] {
    const { from, to } = this.view(author).state.selection;
    return [from, to];
  }

  setView(author: string, view: SuggestionView): void {
    setSuggestionView(view)(this.view(author).state, (tr) => this.view(author).dispatch(tr));
  }

  setMode(author: string, mode: TrackingMode): void {
    setTrackingMode(mode)(this.view(author).state, (tr) => this.view(author).dispatch(tr));
  }

  /** Where the caret is painted, in pixels of the window; where the browser's own selection is. */
  caret(author: string): { readonly left: number; readonly top: number; readonly bottom: number } {
    const view = this.view(author);
    const { left, top, bottom } = view.coordsAtPos(view.state.selection.head);
    return { left, top, bottom };
  }

  coords(
    author: string,
    pos: number,
  ): { readonly left: number; readonly top: number; readonly bottom: number } {
    const { left, top, bottom } = this.view(author).coordsAtPos(pos);
    return { left, top, bottom };
  }

  insert(author: string, text: string, pos: number): void {
    const view = this.view(author);
    view.dispatch(view.state.tr.insertText(text, pos));
  }

  suggestions(
    author: string,
  ): readonly { readonly id: string; readonly kind: string; readonly by: string }[] {
    return openSuggestions(this.view(author).state).map(({ id, kind, by }) => ({ id, kind, by }));
  }

  placeOf(author: string, id: string): { readonly top: number; readonly bottom: number } | null {
    return coordsOf(this.view(author), id);
  }

  /** The text of an editor: `+{…}` proposed, `-{…}` struck, `~{…}` formatted, `¶` a proposed break. */
  show(author: string): string {
    const signs: Readonly<Record<string, string>> = { insertion: "+", deletion: "-", fmt: "~" };
    const walk = (node: Node): string => {
      if (node.isText)
        return node.marks.reduceRight(
          (text, mark) => `${signs[mark.type.name] ?? mark.type.name}{${text}}`,
          (node.text ?? "").replaceAll("\n", "¶"),
        );
      const inside = node.content.content.map(walk).join(node.isTextblock ? "" : " ");
      return node.type.name === "paragraph" ? inside : `${node.type.name}(${inside})`;
    };
    return this.view(author).state.doc.content.content.map(walk).join(" | ");
  }

  /** The document as JSON, with the marks of each letter in one order: Yjs knows none among marks of one kind. */
  content(author: string): string {
    return JSON.stringify(this.view(author).state.doc.toJSON(), (key, value: unknown) =>
      key === "marks" && Array.isArray(value) ? value.map((mark) => JSON.stringify(mark)).toSorted() : value,
    );
  }
}

declare global {
  interface Window {
    spike: Spike;
  }
}

window.spike = new Spike();
