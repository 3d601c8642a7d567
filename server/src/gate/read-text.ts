import { FOOTNOTE_CHARACTER } from "@travaux/blueprint";
import { BREAK, isReviewMark, suggestionOf } from "@travaux/track-changes/model";
import { Mark, type Node as ProseMirrorNode, type Schema } from "prosemirror-model";
import * as Y from "yjs";
import { keyOfMark, readMark } from "./mark-key.ts";
import { Refusal } from "./refusal.ts";

/** A stretch of a text that bears a mark it cannot keep. Offsets are in UTF-16 code units of the Y.XmlText. */
export interface StrayMark {
  readonly text: Y.XmlText;
  readonly from: number;
  readonly length: number;
  readonly key: string;
}

/** A footnote character. */
export interface Reference {
  readonly text: Y.XmlText;
  /** In UTF-16 code units. */
  readonly at: number;
  /** The Yjs id of the character: the same as long as it stands. */
  readonly character: string;
  /** Which footnote it refers to; `null` if its mark was lost. */
  readonly footnote: string | null;
  /** Which footnote it was written for by the format right before it, whatever overrides that; `null` if there is none. */
  readonly written: string | null;
}

/** Letters of one struct under review marks: where they are by Yjs's ids, and the review marks alone. */
export interface MarkedPiece {
  readonly client: number;
  readonly clock: number;
  /** In UTF-16 code units. */
  readonly length: number;
  readonly marks: readonly Mark[];
}

export interface TextReading {
  readonly nodes: readonly ProseMirrorNode[];
  readonly strays: readonly StrayMark[];
  readonly references: readonly Reference[];
  readonly marked: readonly MarkedPiece[];
  /** The suggestions whose marks it bears. */
  readonly suggestions: ReadonlySet<string>;
  /** Whether a line feed stands in it that no insertion mark makes a proposed break. */
  readonly bareBreak: boolean;
  readonly length: number;
}

interface Run {
  readonly marks: readonly Mark[];
  readonly from: number;
  text: string;
}

// XML cannot hold these, and nobody can see them: controls except tab and line feed, noncharacters, lone surrogates.
const FORBIDDEN = /[^\P{Cc}\t\n]|[\uFFFE\uFFFF]|\p{Surrogate}/u;

/**
 * Reads a text strictly as ProseMirror text nodes, the way y-prosemirror draws it. Marks that honest edits can bring
 * together but that exclude one another, or footnote marks that slipped over a neighbour's letters, are left out of the
 * nodes and named as strays; footnote characters whose mark was lost are named among the references.
 *
 * @throws {Refusal} `schema`
 */
export function readText(schema: Schema, text: Y.XmlText): TextReading {
  for (const attribute of text._map.values())
    if (!attribute.deleted) throw new Refusal("schema", "attribute on a text");
  const nodes: ProseMirrorNode[] = [];
  const strays: StrayMark[] = [];
  let length = 0;
  const { runs, references, marked } = readRuns(schema, text);
  for (const run of runs) {
    checkCharacters(run);
    length += run.text.length;
    for (const piece of splitAtFootnotes(run)) {
      const kept = keepMarks(piece);
      for (const mark of piece.marks) {
        if (!kept.includes(mark))
          strays.push({ text, from: piece.from, length: piece.text.length, key: keyOfMark(mark) });
      }
      nodes.push(schema.text(piece.text, kept));
    }
  }
  const suggestions = new Set(marked.flatMap(({ marks }) => marks.map(suggestionOf)));
  return { nodes, strays, references, marked, suggestions, bareBreak: runs.some(isBareBreak), length };
}

/** The text as stretches of equal formats; neighbours differ. */
function readRuns(
  schema: Schema,
  text: Y.XmlText,
): { runs: readonly Run[]; references: readonly Reference[]; marked: readonly MarkedPiece[] } {
  const runs: Run[] = [];
  const marked: MarkedPiece[] = [];
  const references: Reference[] = [];
  const formats = new Map<string, Mark>();
  let changed = true;
  let review: readonly Mark[] = [];
  let from = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { content } = item;
    if (content instanceof Y.ContentFormat) {
      changed = true;
      if (content.value === null) formats.delete(content.key);
      else formats.set(content.key, readMark(schema, content.key, content.value));
    } else if (content instanceof Y.ContentString) {
      const last = runs.at(-1);
      const marks = changed || last === undefined ? Mark.setFrom([...formats.values()]) : last.marks;
      if (changed) review = marks.filter(isReviewMark);
      changed = false;
      if (review.length > 0) marked.push({ ...item.id, length: content.str.length, marks: review });
      if (last !== undefined && (last.marks === marks || sameMarks(last.marks, marks)))
        last.text += content.str;
      else runs.push({ marks, from, text: content.str });
      const footnote: unknown = formats.get("footnote")?.attrs["id"];
      for (
        let at = content.str.indexOf(FOOTNOTE_CHARACTER);
        at >= 0;
        at = content.str.indexOf(FOOTNOTE_CHARACTER, at + 1)
      ) {
        const character = `${item.id.client}:${item.id.clock + at}`;
        references.push({
          text,
          at: from + at,
          character,
          footnote: typeof footnote === "string" ? footnote : null,
          written: typeof footnote === "string" ? null : footnoteBefore(item),
        });
      }
      from += content.str.length;
    } else throw new Refusal("schema", "text holds something else");
  }
  return { runs, references, marked };
}

/** The footnote that the client who wrote `item` named with the formats he wrote right before it. */
function footnoteBefore({ id: { client }, left }: Y.Item): string | null {
  for (let item = left; item?.content instanceof Y.ContentFormat; item = item.left) {
    const { key, value } = item.content;
    const id: unknown = typeof value === "object" ? (value as { id?: unknown } | null)?.id : null;
    if (item.id.client === client && key === "footnote" && typeof id === "string") return id;
  }
  return null;
}

function sameMarks(a: readonly Mark[], b: readonly Mark[]): boolean {
  return a.length === b.length && a.every((mark) => mark.isInSet(b));
}

function checkCharacters({ text }: Run): void {
  if (FORBIDDEN.test(text)) throw new Refusal("schema", "control character");
}

function isBareBreak({ text, marks }: Run): boolean {
  return text.includes(BREAK) && !marks.some((mark) => mark.type.name === "insertion");
}

/** Under a footnote mark, the reference characters apart from what slipped in between them. */
function splitAtFootnotes(run: Run): readonly Run[] {
  if (!run.marks.some((mark) => mark.type.name === "footnote")) return [run];
  const pieces: Run[] = [];
  let from = run.from;
  for (const text of run.text.match(/\uFFFC+|[^\uFFFC]+/g) ?? []) {
    pieces.push({ marks: run.marks, from, text });
    from += text.length;
  }
  return pieces;
}

function keepMarks({ marks, text }: Run): readonly Mark[] {
  const kept: Mark[] = [];
  for (const mark of marks) {
    if (mark.type.name === "footnote" && !text.startsWith(FOOTNOTE_CHARACTER)) continue;
    if (kept.some((other) => other.type.excludes(mark.type) || mark.type.excludes(other.type))) continue;
    kept.push(mark);
  }
  return kept;
}
