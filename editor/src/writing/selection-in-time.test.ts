import { Awareness } from "y-protocols/awareness";
import { BODY_ROOT } from "@travaux/blueprint";
import { openSuggestions } from "@travaux/track-changes";
import { afterEach, expect, it } from "vitest";
import * as Y from "yjs";
import { openSectionView, type SectionView } from "./section-view.ts";
import { sayIn } from "./text/say.ts";

const endings: (() => void)[] = [];
afterEach(() => endings.splice(0).forEach((end) => end()));

function editorWith(words: string): SectionView {
  const doc = new Y.Doc();
  const block = new Y.XmlElement("paragraph");
  block.setAttribute("id", "p0");
  block.insert(0, [new Y.XmlText(words)]);
  doc.getXmlFragment(BODY_ROOT).push([block]);
  const awareness = new Awareness(doc);
  const place = document.body.appendChild(document.createElement("div"));
  const opened = openSectionView(place, {
    room: { doc, awareness },
    editable: true,
    tracking: { author: "m1" },
    mode: "suggest",
    shown: "markup",
    onRefused: () => undefined,
    textLanguage: "en",
    ariaLabel: "Observations",
    say: sayIn("en"),
    newId: () => crypto.randomUUID(),
    onFocus: () => undefined,
    onPasteNotice: () => undefined,
  });
  endings.push(() => {
    opened.close();
    awareness.destroy();
    place.remove();
  });
  opened.view.focus();
  return opened;
}

/** Selects as a browser does whose event about it is still to come. */
function selectUnheard({ view }: SectionView, from: number, to: number): void {
  const hold = (event: Event): void => event.stopImmediatePropagation();
  window.addEventListener("selectionchange", hold, { capture: true });
  const [one, other] = [view.domAtPos(from), view.domAtPos(to)];
  getSelection()?.setBaseAndExtent(one.node, one.offset, other.node, other.offset);
  window.removeEventListener("selectionchange", hold, { capture: true });
}

function press({ view }: SectionView, key: string, ctrlKey = false): void {
  view.dom.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey, bubbles: true, cancelable: true }));
}

it("a command by key takes what is selected, though no event has told of it", () => {
  const opened = editorWith("The law provides.");
  selectUnheard(opened, 5, 8);
  expect(opened.view.state.selection.empty).toBe(true);
  press(opened, "b", true);
  const { selection, doc } = opened.view.state;
  expect(doc.textBetween(selection.from, selection.to)).toBe("law");
  expect(openSuggestions(opened.view.state).map(({ kind }) => kind)).toEqual(["format"]);
});

it("Delete strikes what is selected now, not what was before", () => {
  const opened = editorWith("The law provides.");
  selectUnheard(opened, 1, 4);
  press(opened, "Shift");
  selectUnheard(opened, 5, 8);
  press(opened, "Delete");
  const struck = openSuggestions(opened.view.state).flatMap(({ pieces }) =>
    pieces.map((piece) => ("text" in piece ? piece.text : "")),
  );
  expect(struck).toEqual(["law"]);
});
