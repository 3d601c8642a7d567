import { BODY_ROOT } from "@travaux/blueprint";
import { trackingOf, type TrackingMode } from "@travaux/track-changes";
import { projectBase } from "@travaux/track-changes/model";
import type { EditorView } from "prosemirror-view";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { openSectionView } from "../writing/section-view.ts";
import { sayIn } from "../writing/text/say.ts";

const endings: (() => void)[] = [];

/** Ends every editor that a test has opened. */
export function closeEditors(): void {
  endings.splice(0).forEach((end) => end());
}

/** A text of paragraphs p0, p1, … */
export function textOf(...words: readonly string[]): Y.Doc {
  const doc = new Y.Doc();
  const blocks = words.map((word, index) => {
    const block = new Y.XmlElement("paragraph");
    block.setAttribute("id", `p${index}`);
    block.insert(0, [new Y.XmlText(word)]);
    return block;
  });
  doc.getXmlFragment(BODY_ROOT).push(blocks);
  return doc;
}

/** Somebody at his own editor of a shared text. */
export function editorOf(doc: Y.Doc, author: string, mode: TrackingMode = "suggest"): EditorView {
  const own = new Y.Doc();
  Y.applyUpdate(own, Y.encodeStateAsUpdate(doc));
  const link = (from: Y.Doc, to: Y.Doc): void => {
    from.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "link") Y.applyUpdate(to, update, "link");
    });
  };
  link(own, doc);
  doc.on("update", (update: Uint8Array) => Y.applyUpdate(own, update, "link"));
  const awareness = new Awareness(own);
  const { view, close } = openSectionView(document.body.appendChild(document.createElement("div")), {
    room: { doc: own, awareness },
    editable: true,
    tracking: { author },
    mode,
    shown: "markup",
    textLanguage: "en",
    ariaLabel: "Observations",
    say: sayIn("en"),
    newId: () => crypto.randomUUID(),
    onFocus: () => undefined,
    onPasteNotice: () => undefined,
    onRefused: () => undefined,
  });
  endings.push(() => {
    close();
    awareness.destroy();
  });
  return view;
}

/** What stands, a bar between the paragraphs. */
export function baseOf(view: EditorView): string {
  const doc = projectBase({ doc: view.state.doc, records: trackingOf(view.state).records });
  return doc.textBetween(0, doc.content.size, "|");
}
