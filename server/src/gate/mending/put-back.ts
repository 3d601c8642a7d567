import type { Mark } from "prosemirror-model";
import * as Y from "yjs";
import { putBlockBack, rootOf, type Homes } from "./block-copies.ts";
import type { HeirOf } from "./heirs.ts";
import type { Letter } from "./letters.ts";
import { formatsOf, sameMarks } from "./wanted-marks.ts";

/** Something that went and that its remover had no right to remove. */
export interface Lost {
  /** Letters of the document before, with the marks under which they come back. */
  readonly letters: ReadonlyMap<Letter, readonly Mark[]>;
  /** Whole elements of the document before. */
  readonly blocks: ReadonlySet<Y.XmlElement>;
}

/** The document before and after, as far as an update touched it. */
export interface Passage {
  /** The letters of before, in document order. */
  readonly letters: readonly Letter[];
  /** What a letter of before is now, itself or a copy. */
  readonly heir: (letter: Letter) => Letter | null;
  readonly heirOf: HeirOf;
  readonly body: Y.XmlFragment;
}

interface Place {
  /** A text, or an element that has none yet. */
  readonly home: Y.XmlText | Y.XmlElement;
  /** In UTF-16 code units. */
  readonly at: number;
}

interface Insertion extends Place {
  text: string;
  /** `null` for a deletion of as many letters. */
  readonly marks: readonly Mark[] | null;
}

/**
 * Plans to take `strays` away and to put `lost` back where it was: letters beside what stood beside them, and where
 * their paragraph went too, a copy of it with nothing else in it.
 *
 * @returns the changes to the document after, to be made in one transaction
 */
export function planPutBack(lost: Lost, strays: readonly Letter[], passage: Passage): () => void {
  const { heirOf } = passage;
  const homes = groupByHome(passage.letters);
  const insertions: Insertion[] = [];
  const roots = new Set<Y.XmlElement>();
  for (const [home, letters] of homes) {
    if (!letters.some((letter) => lost.letters.has(letter))) continue;
    const places = placesIn(home, letters, passage);
    for (const [index, letter] of letters.entries()) {
      const marks = lost.letters.get(letter);
      if (marks === undefined) continue;
      const place = places[index];
      if (place !== undefined && place !== null) pushInsertion(insertions, place, letter.text, marks);
      else if (home.parent instanceof Y.XmlElement) roots.add(rootOf(home.parent, heirOf));
    }
  }
  for (const block of lost.blocks) roots.add(rootOf(block, heirOf));
  const deletions = strays.map(({ home, at, text }) => ({ home, at, text, marks: null }));
  return () => {
    // From the end, so that places before stay what they are; at one place, what goes goes first.
    const changes = [...insertions, ...deletions].toReversed().sort((a, b) => b.at - a.at);
    for (const change of changes) apply(change);
    for (const root of [...roots].toReversed()) putBlockBack(root, lost, homes, passage);
  };
}

function groupByHome(letters: readonly Letter[]): Homes {
  const homes = new Map<Y.XmlText, Letter[]>();
  for (const letter of letters) {
    const others = homes.get(letter.home);
    if (others === undefined) homes.set(letter.home, [letter]);
    else others.push(letter);
  }
  return homes;
}

/** For each letter of a text, the place beside its nearest neighbour that is still there; `null` if none is. */
function placesIn(
  home: Y.XmlText,
  letters: readonly Letter[],
  { heir, heirOf }: Passage,
): readonly (Place | null)[] {
  const heirs = letters.map(heir);
  const places: (Place | null)[] = [];
  let left: Place | null = null;
  for (const now of heirs) {
    places.push(left);
    if (now !== null) left = { home: now.home, at: now.at + now.text.length };
  }
  const parent = home.parent instanceof Y.XmlElement ? heirOf(home.parent) : null;
  const heirOfHome = heirOf(home) ?? parent;
  let right: Place | null = heirOfHome === null ? null : { home: heirOfHome, at: 0 };
  for (let index = heirs.length - 1; index >= 0; index--) {
    places[index] ??= right;
    const now = heirs[index];
    if (now !== null && now !== undefined) right = { home: now.home, at: now.at };
  }
  return places;
}

/** Letters that come back to one place under the same marks come back together. */
function pushInsertion(
  insertions: Insertion[],
  { home, at }: Place,
  text: string,
  marks: readonly Mark[],
): void {
  const last = insertions.at(-1);
  const isNext = last?.home === home && last.at === at && last.marks !== null;
  if (last !== undefined && isNext && sameMarks(last.marks ?? [], marks)) last.text += text;
  else insertions.push({ home, at, text, marks });
}

function apply({ home, at, text, marks }: Insertion): void {
  if (home instanceof Y.XmlElement) textIn(home).insert(0, text, formatsOf(marks ?? []));
  else if (marks === null) home.delete(at, text.length);
  else home.insert(at, text, formatsOf(marks));
}

function textIn(element: Y.XmlElement): Y.XmlText {
  const [first] = element.toArray();
  if (first instanceof Y.XmlText) return first;
  const text = new Y.XmlText();
  element.insert(0, [text]);
  return text;
}
