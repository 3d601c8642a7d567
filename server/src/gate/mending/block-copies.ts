import type { Mark } from "prosemirror-model";
import * as Y from "yjs";
import type { HeirOf } from "./heirs.ts";
import type { Letter } from "./letters.ts";
import type { Lost, Passage } from "./put-back.ts";
import { formatsOf, sameMarks } from "./wanted-marks.ts";

/** The letters of a document by the text they stand in. */
export type Homes = ReadonlyMap<Y.XmlText, readonly Letter[]>;

/** The outermost element around `element`, itself perhaps, that is no more. */
export function rootOf(element: Y.XmlElement, heirOf: HeirOf): Y.XmlElement {
  let root = element;
  for (let parent = root.parent; parent instanceof Y.XmlElement; parent = root.parent) {
    if (heirOf(parent) !== null) break;
    root = parent;
  }
  return root;
}

/** Writes a copy of `root` where it stood: with nothing in it but what was lost. */
export function putBlockBack(
  root: Y.XmlElement,
  lost: Lost,
  homes: Homes,
  { body, heirOf }: Pick<Passage, "body" | "heirOf">,
): void {
  const parent = root.parent instanceof Y.XmlElement ? heirOf(root.parent) : body;
  if (!(parent instanceof Y.XmlFragment)) return;
  const copy = copyOf(root, lost, homes, lost.blocks.has(root));
  if (copy !== null) parent.insert(placeAmong(root, parent, heirOf), [copy]);
}

/** Behind the nearest neighbour before it that is still there. */
function placeAmong(root: Y.XmlElement, parent: Y.XmlFragment, heirOf: HeirOf): number {
  const places = new Map(parent.toArray().map((child, index) => [child, index]));
  for (let before = root.prevSibling; before !== null; before = before.prevSibling) {
    const heir = before instanceof Y.XmlElement ? heirOf(before) : null;
    const place = heir === null ? undefined : places.get(heir);
    if (place !== undefined) return place + 1;
  }
  return 0;
}

/** A copy of `element`: whole, or with nothing in it but what was lost; `null` if that is nothing. */
function copyOf(element: Y.XmlElement, lost: Lost, homes: Homes, isWhole: boolean): Y.XmlElement | null {
  const content: (Y.XmlElement | Y.XmlText)[] = [];
  for (const child of element.toArray()) {
    if (child instanceof Y.XmlText) {
      const letters = homes.get(child) ?? [];
      const kept = isWhole ? letters : letters.filter((letter) => lost.letters.has(letter));
      if (kept.length > 0) content.push(textOf(kept, lost));
    } else if (child instanceof Y.XmlElement) {
      const copy = copyOf(child, lost, homes, isWhole || lost.blocks.has(child));
      if (copy !== null) content.push(copy);
    }
  }
  if (content.length === 0 && !isWhole) return null;
  const copy = new Y.XmlElement(element.nodeName);
  for (const [name, value] of Object.entries(element.getAttributes()))
    if (value !== undefined) copy.setAttribute(name, value);
  copy.insert(0, content);
  return copy;
}

function textOf(letters: readonly Letter[], lost: Lost): Y.XmlText {
  const text = new Y.XmlText();
  const pieces: { words: string; readonly marks: readonly Mark[] }[] = [];
  for (const letter of letters) {
    const marks = lost.letters.get(letter) ?? letter.marks;
    const last = pieces.at(-1);
    if (last !== undefined && sameMarks(last.marks, marks)) last.words += letter.text;
    else pieces.push({ words: letter.text, marks });
  }
  let at = 0;
  for (const { words, marks } of pieces) {
    text.insert(at, words, formatsOf(marks));
    at += words.length;
  }
  return text;
}
