import { FOOTNOTE_CHARACTER, REVIEW_MARKS } from "@travaux/blueprint";
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
}

export interface TextReading {
  readonly nodes: readonly ProseMirrorNode[];
  readonly strays: readonly StrayMark[];
  readonly references: readonly Reference[];
  /** The stretches under review marks with their keys; equal for equal tracked content. */
  readonly tracked: string;
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
  let tracked = "";
  let trackedKey = "";
  let length = 0;
  const { runs, references } = readRuns(schema, text);
  for (const run of runs) {
    checkCharacters(run);
    length += run.text.length;
    const key = run.marks
      .filter((mark) => REVIEW_MARKS.includes(mark.type.name))
      .map(keyOfMark)
      .join(" ");
    if (key !== "") tracked += key === trackedKey ? run.text : `\u0000${key}\u0000${run.text}`;
    trackedKey = key;
    for (const piece of splitAtFootnotes(run)) {
      const kept = keepMarks(piece);
      for (const mark of piece.marks) {
        if (!kept.includes(mark))
          strays.push({ text, from: piece.from, length: piece.text.length, key: keyOfMark(mark) });
      }
      nodes.push(schema.text(piece.text, kept));
    }
  }
  return { nodes, strays, references, tracked, length };
}

/** The text as stretches of equal formats; neighbours differ. */
function readRuns(
  schema: Schema,
  text: Y.XmlText,
): { runs: readonly Run[]; references: readonly Reference[] } {
  const runs: Run[] = [];
  const references: Reference[] = [];
  const formats = new Map<string, Mark>();
  let changed = true;
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
      changed = false;
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
        });
      }
      from += content.str.length;
    } else throw new Refusal("schema", "text holds something else");
  }
  return { runs, references };
}

function sameMarks(a: readonly Mark[], b: readonly Mark[]): boolean {
  return a.length === b.length && a.every((mark) => mark.isInSet(b));
}

function checkCharacters({ text, marks }: Run): void {
  if (FORBIDDEN.test(text)) throw new Refusal("schema", "control character");
  if (text.includes("\n") && !marks.some((mark) => mark.type.name === "insertion"))
    throw new Refusal("schema", "line feed in base text");
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
