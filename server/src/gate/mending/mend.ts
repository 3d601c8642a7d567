import { BODY_ROOT, SUGGESTIONS_ROOT, type MemberId } from "@travaux/blueprint";
import { authorOf, isMarkOf, suggestionId, suggestionOfKey, type Writer } from "@travaux/track-changes/model";
import type { Mark, Schema } from "prosemirror-model";
import * as Y from "yjs";
import { readChildren } from "../read-block.ts";
import { readStoredRecord } from "../read-records.ts";
import type { Touched } from "../shadow.ts";
import { readKinship, type Side } from "./kinship.ts";
import { identityOf, kindOf, readLetters, type Letter } from "./letters.ts";
import { planPutBack, type Lost, type Passage } from "./put-back.ts";
import { findStrayBreaks, planMarks } from "./wanted-marks.ts";

/** What a repair is made of. */
export interface Mending {
  readonly schema: Schema;
  /** The document before the update. */
  readonly before: Y.Doc;
  /** The document with it; it will be changed. */
  readonly after: Y.Doc;
  readonly touched: Touched;
  readonly author: Writer;
  readonly ownerOf: (client: number) => MemberId | null;
}

/**
 * Plans how to put right what an honest update did without its author's meaning to, because he did not know what others
 * had written: marks that slipped, text he took back after it was accepted, what others proposed in a block he deleted.
 * Nothing is decided here: whether the document may then stand is for the rule to say.
 *
 * @returns the changes to `after`, to be made in one transaction; `null` if nothing can be put right
 */
export function planMending(mending: Mending): (() => void) | null {
  const { schema, author, touched, after } = mending;
  const [then, now] = readSides(mending);
  const { origin, heir, heirOf } = readKinship(then, now);
  const passage: Passage = { letters: then.letters, heir, heirOf, body: after.getXmlFragment(BODY_ROOT) };
  const marks = planMarks(schema, now.letters, origin, author);
  const lost = findLost(then, passage, mending);
  const aimless = findAimless(after, touched, author);
  const strays = findStrayBreaks(now.letters, origin, author);
  if (strays.length + marks.length + lost.letters.size + lost.blocks.size + aimless.length === 0) return null;
  const putBack = planPutBack(lost, strays, passage);
  return () => {
    // Formats first: they move no letter.
    for (const { home, at, length, formats } of marks) home.format(at, length, { ...formats });
    putBack();
    for (const key of aimless) after.getMap(SUGGESTIONS_ROOT).delete(key);
  };
}

/** The blocks that differ, read on both sides. */
function readSides({ schema, before, after, touched, author }: Mending): [then: Side, now: Side] {
  const was = blocksOf(before);
  const is = blocksOf(after);
  const dirty = new Set(is.filter((block) => touched.elements.has(block)).map(identityOf));
  const [old, current] = [new Set(was.map(identityOf)), new Set(is.map(identityOf))];
  const differs = (identity: string): boolean =>
    dirty.has(identity) || !old.has(identity) || !current.has(identity);
  const read = (blocks: readonly Y.XmlElement[]): Side => {
    const sides = blocks
      .filter((block) => differs(identityOf(block)))
      .map((block) => readLetters(schema, block, author.id));
    return {
      letters: sides.flatMap(({ letters }) => letters),
      elements: [...new Set([...blocks, ...sides.flatMap(({ elements }) => elements)])],
    };
  };
  return [read(was), read(is)];
}

function blocksOf(document: Y.Doc): Y.XmlElement[] {
  return readChildren(document.getXmlFragment(BODY_ROOT)).filter((child) => child instanceof Y.XmlElement);
}

/** What went and was not the author's to remove. */
function findLost(then: Side, { heir, heirOf }: Passage, mending: Mending): Lost {
  const { author } = mending;
  const blocks = new Set<Y.XmlElement>();
  const inBlocks = new Set<Y.XmlElement>();
  for (const element of then.elements) {
    if (element.parent instanceof Y.XmlElement && inBlocks.has(element.parent)) inBlocks.add(element);
    else if (isForeignBlock(element, author.id) && heirOf(element) === null) {
      blocks.add(element);
      inBlocks.add(element);
    }
  }
  const letters = new Map<Letter, readonly Mark[]>();
  let struck: Mark | null = null;
  // All that one update takes back is one proposal.
  const strike = ({ client, clock }: Letter): Mark => {
    const id = suggestionId(author.id, `w${client.toString(36)}x${clock.toString(36)}`);
    struck ??= mending.schema.mark("deletion", { id, by: author.id });
    return struck;
  };
  for (const letter of then.letters) {
    if (heir(letter) !== null) continue;
    if (letter.home.parent instanceof Y.XmlElement && inBlocks.has(letter.home.parent)) continue;
    const marks = marksPutBack(letter, mending, strike);
    if (marks !== null) letters.set(letter, marks);
  }
  return { letters, blocks };
}

function isForeignBlock(element: Y.XmlElement, author: string): boolean {
  const ins: unknown = element.getAttribute("ins");
  return typeof ins === "string" && authorOf(ins) !== author;
}

/** The marks under which a letter that went comes back, `null` if it may go. */
function marksPutBack(
  letter: Letter,
  { author, ownerOf }: Pick<Mending, "author" | "ownerOf">,
  strike: (letter: Letter) => Mark,
): readonly Mark[] | null {
  const kind = kindOf(letter, author.id);
  if (kind === "own" || (kind === "base" && author.mayEdit)) return null;
  if (kind === "foreign") return letter.marks;
  // What he typed himself was accepted before his taking it back arrived: he now proposes to delete it.
  if (ownerOf(letter.client) !== author.id) return null;
  const isStruck = letter.marks.some((mark) => mark.type.name === "deletion" && isMarkOf(mark, author.id));
  return isStruck ? letter.marks : strike(letter).addToSet(letter.marks);
}

/** Keys of records that the author wrote and whose node is nowhere any more. */
function findAimless(after: Y.Doc, { records }: Touched, author: Writer): string[] {
  const aimless: string[] = [];
  for (const key of records) {
    const record = readStoredRecord(after, key);
    if (record === null || record === undefined) continue;
    if (authorOf(suggestionOfKey(key) ?? "") === author.id && !hasNode(after, record.target))
      aimless.push(key);
  }
  return aimless;
}

function hasNode(document: Y.Doc, id: string): boolean {
  const body = document.getXmlFragment(BODY_ROOT);
  for (const element of body.createTreeWalker((node) => node instanceof Y.XmlElement))
    if (element instanceof Y.XmlElement && element.getAttribute("id") === id) return true;
  return false;
}
