import type { Mark } from "prosemirror-model";
import * as Y from "yjs";
import { identityOf, type Letter } from "./letters.ts";
import { formatsOf } from "./wanted-marks.ts";

/** Something that went and that its remover had no right to remove. */
export interface Lost {
  readonly letters: ReadonlyMap<Letter, readonly Mark[]>;
  /** Whole elements of the document before. */
  readonly blocks: ReadonlySet<Y.XmlElement>;
}

/** The document before and after, as far as an update touched it. */
export interface Passage {
  readonly letters: readonly Letter[];
  /** What a letter of before is now, itself or a copy. */
  readonly heir: (letter: Letter) => Letter | null;
  /** What an element or text of before is now. */
  readonly heirOf: (type: Y.XmlElement | Y.XmlText) => Y.XmlElement | Y.XmlText | null;
  readonly body: Y.XmlFragment;
}

interface Insertion {
  /** A text, or an element that has none yet. */
  readonly home: Y.XmlText | Y.XmlElement;
  readonly at: number;
  readonly text: string;
  readonly marks: readonly Mark[];
}

/**
 * Plans to take `strays` away and to put `lost` back where it was: letters beside what stood beside them, and where their paragraph went too, a
 * copy of it with nothing else in it.
 *
 * @returns the changes to the document after, to be made in one transaction
 */
export function planPutBack(lost: Lost, strays: readonly Letter[], passage: Passage): () => void {
  const insertions: Insertion[] = [];
  const roots = new Set<Y.XmlElement>();
  for (const [letter, marks] of lost.letters) {
    const place = placeOf(letter, passage);
    if (place !== null) insertions.push({ ...place, text: letter.text, marks });
    else if (letter.home.parent instanceof Y.XmlElement) roots.add(rootOf(letter.home.parent, passage));
  }
  for (const block of lost.blocks) roots.add(rootOf(block, passage));
  return () => {
    // From the end, so that places before stay what they are; at one place, what goes goes first.
    const deletions = strays.map(({ home, at, text }) => ({ home, at, text, marks: null }));
    for (const { home, at, text, marks } of [...insertions, ...deletions]
      .toReversed()
      .sort((a, b) => b.at - a.at)) {
      if (home instanceof Y.XmlElement) textIn(home).insert(0, text, formatsOf(marks ?? []));
      else if (marks === null) home.delete(at, text.length);
      else home.insert(at, text, formatsOf(marks));
    }
    for (const root of [...roots].toReversed()) putBlockBack(root, lost, passage);
  };
}

/** Beside the nearest letter of the same text that is still there; `null` if the text is nowhere any more. */
function placeOf(letter: Letter, { letters, heir, heirOf }: Passage): Pick<Insertion, "home" | "at"> | null {
  const index = letters.indexOf(letter);
  for (let left = index - 1; letters[left]?.home === letter.home; left--) {
    const neighbour = heirAt(letters[left], heir);
    if (neighbour !== null) return { home: neighbour.home, at: neighbour.at + neighbour.text.length };
  }
  for (let right = index + 1; letters[right]?.home === letter.home; right++) {
    const neighbour = heirAt(letters[right], heir);
    if (neighbour !== null) return { home: neighbour.home, at: neighbour.at };
  }
  const home =
    heirOf(letter.home) ?? (letter.home.parent instanceof Y.XmlElement ? heirOf(letter.home.parent) : null);
  return home === null ? null : { home, at: 0 };
}

function textIn(element: Y.XmlElement): Y.XmlText {
  const [first] = element.toArray();
  if (first instanceof Y.XmlText) return first;
  const text = new Y.XmlText();
  element.insert(0, [text]);
  return text;
}

function heirAt(letter: Letter | undefined, heir: Passage["heir"]): Letter | null {
  return letter === undefined ? null : heir(letter);
}

/** The outermost element around `element`, itself perhaps, that is no more. */
function rootOf(element: Y.XmlElement, { heirOf }: Passage): Y.XmlElement {
  let root = element;
  for (let parent = root.parent; parent instanceof Y.XmlElement; parent = root.parent) {
    if (heirOf(parent) !== null) break;
    root = parent;
  }
  return root;
}

function putBlockBack(root: Y.XmlElement, lost: Lost, { letters, heirOf, body }: Passage): void {
  const parent = root.parent instanceof Y.XmlElement ? heirOf(root.parent) : body;
  if (!(parent instanceof Y.XmlFragment)) return;
  const copy = copyOf(root, lost, letters, lost.blocks.has(root));
  if (copy !== null) parent.insert(placeAmong(root, parent, heirOf), [copy]);
}

/** Behind the nearest neighbour before it that is still there. */
function placeAmong(root: Y.XmlElement, parent: Y.XmlFragment, heirOf: Passage["heirOf"]): number {
  const children = parent.toArray();
  for (let before = root.prevSibling; before !== null; before = before.prevSibling) {
    const heir = before instanceof Y.XmlElement ? heirOf(before) : null;
    const index = heir === null ? -1 : children.indexOf(heir);
    if (index >= 0) return index + 1;
  }
  return 0;
}

/** A copy of `element`: whole, or with nothing in it but what was lost; `null` if that is nothing. */
function copyOf(
  element: Y.XmlElement,
  lost: Lost,
  letters: readonly Letter[],
  isWhole: boolean,
): Y.XmlElement | null {
  const content: (Y.XmlElement | Y.XmlText)[] = [];
  for (const child of element.toArray()) {
    if (child instanceof Y.XmlText) {
      const kept = letters.filter((letter) => letter.home === child && (isWhole || lost.letters.has(letter)));
      if (kept.length > 0) content.push(textOf(kept, lost));
    } else if (child instanceof Y.XmlElement) {
      const copy = copyOf(child, lost, letters, isWhole || lost.blocks.has(child));
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
  let at = 0;
  for (const letter of letters) {
    text.insert(at, letter.text, formatsOf(lost.letters.get(letter) ?? letter.marks));
    at += letter.text.length;
  }
  return text;
}

/** Maps elements and texts of a document before to those they are afterwards. */
export function heirsOf(
  elements: readonly Y.XmlElement[],
  isKnown: (identity: string) => boolean,
): Passage["heirOf"] {
  const byIdentity = new Map<string, Y.XmlElement | Y.XmlText>();
  const byNodeId = new Map<string, Y.XmlElement>();
  for (const element of elements) {
    byIdentity.set(identityOf(element), element);
    for (const child of element.toArray())
      if (child instanceof Y.XmlText) byIdentity.set(identityOf(child), child);
    const id: unknown = element.getAttribute("id");
    if (typeof id === "string" && !isKnown(identityOf(element))) byNodeId.set(id, element);
  }
  return (type) => {
    const same = byIdentity.get(identityOf(type));
    if (same !== undefined) return same;
    if (type instanceof Y.XmlText) {
      const parent = type.parent instanceof Y.XmlElement ? copyByNodeId(type.parent, byNodeId) : null;
      return parent?.toArray().find((child) => child instanceof Y.XmlText) ?? null;
    }
    return copyByNodeId(type, byNodeId);
  };
}

function copyByNodeId(
  element: Y.XmlElement,
  byNodeId: ReadonlyMap<string, Y.XmlElement>,
): Y.XmlElement | null {
  const id: unknown = element.getAttribute("id");
  return typeof id === "string" ? (byNodeId.get(id) ?? null) : null;
}
