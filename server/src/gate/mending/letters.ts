import { authorOf, isMarkOf } from "@travaux/track-changes/model";
import { Mark, type Schema } from "prosemirror-model";
import * as Y from "yjs";
import { readMark } from "../mark-key.ts";
import { readChildren } from "../read-block.ts";

/** Whose the nearest pending block around a letter is, seen from one author. */
export type Setting = "base" | "own" | "foreign";

/** What a letter is, seen from one author. */
export type LetterKind = "base" | "own" | "foreign";

/** A whole character, two UTF-16 code units at most, with its place and its identity. */
export interface Letter {
  /** The same before and after an update as long as the character stands. */
  readonly id: string;
  readonly client: number;
  readonly clock: number;
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly setting: Setting;
  /** The text it stands in, and where, in UTF-16 code units. */
  readonly home: Y.XmlText;
  readonly at: number;
}

/** What an author's letter is to him. */
export function kindOf({ marks, setting }: Pick<Letter, "marks" | "setting">, author: string): LetterKind {
  const insertions = marks.filter((mark) => mark.type.name === "insertion");
  if (insertions.some((mark) => !isMarkOf(mark, author))) return "foreign";
  if (insertions.length > 0) return "own";
  return setting;
}

/** The identity of an element or text: the same in every copy of a document. */
export function identityOf(type: Y.XmlElement | Y.XmlText): string {
  const id = type._item?.id;
  return id === undefined ? "" : `${id.client}:${id.clock}`;
}

/** The letters of a block in document order, and its elements by identity. */
export function readLetters(
  schema: Schema,
  block: Y.XmlElement,
  author: string,
): { letters: Letter[]; elements: Y.XmlElement[] } {
  const letters: Letter[] = [];
  const elements: Y.XmlElement[] = [];
  const visit = (element: Y.XmlElement, around: Setting): void => {
    elements.push(element);
    const setting = settingIn(element, around, author);
    for (const child of readChildren(element)) {
      if (child instanceof Y.XmlElement) visit(child, setting);
      else pushLetters(schema, child, setting, letters);
    }
  };
  visit(block, "base");
  return { letters, elements };
}

function settingIn(element: Y.XmlElement, around: Setting, author: string): Setting {
  const ins: unknown = element.getAttribute("ins");
  if (typeof ins !== "string") return around;
  return authorOf(ins) === author ? "own" : "foreign";
}

function pushLetters(schema: Schema, home: Y.XmlText, setting: Setting, letters: Letter[]): void {
  const formats = new Map<string, Mark>();
  let marks: readonly Mark[] = Mark.none;
  let at = 0;
  for (let item = home._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { content } = item;
    if (content instanceof Y.ContentFormat) {
      if (content.value === null) formats.delete(content.key);
      else formats.set(content.key, readMark(schema, content.key, content.value));
      marks = Mark.setFrom([...formats.values()]);
    } else if (content instanceof Y.ContentString) {
      const { client, clock } = item.id;
      let offset = 0;
      for (const text of content.str) {
        const place = { client, clock: clock + offset, id: `${client}:${clock + offset}`, home, at };
        letters.push({ ...place, text, marks, setting });
        offset += text.length;
        at += text.length;
      }
    }
  }
}
