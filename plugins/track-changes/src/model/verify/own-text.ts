import { isMarkOf, isReviewMark } from "../review-marks.ts";
import { foreignMarks, marksKey } from "./layers.ts";
import { violation, type Violation } from "./violation.ts";
import type { Mark } from "prosemirror-model";

/**
 * The author's own pending text of a region, with what others stacked on it. He may delete such text and the marks with
 * it, but not take the marks off or put others' on.
 */
export class OwnText {
  readonly #author: string;
  #text = "";
  readonly #keys: { readonly length: number; readonly key: string }[] = [];
  #stacked = false;

  constructor(author: string) {
    this.#author = author;
  }

  add(text: string, marks: readonly Mark[]): void {
    this.#text += text;
    const stacked = marks.some((mark) => isReviewMark(mark) && !isMarkOf(mark, this.#author));
    this.#stacked ||= stacked;
    this.#keys.push({
      length: text.length,
      key: stacked ? marksKey(foreignMarks(marks, this.#author)) : "",
    });
  }

  /** What is wrong with `this` coming after `before`. */
  compare(before: OwnText): Violation | null {
    if (!before.#stacked && !this.#stacked) return null;
    const [then, now] = [before.#letters(), this.#letters()];
    const isSame = before.#text === this.#text;
    if (isSame ? then.some((letter, at) => letter !== now[at]) : !isSubsequence(marked(now), marked(then)))
      return violation("foreign-suggestion", "mark of another on own text");
    return null;
  }

  #letters(): readonly string[] {
    const letters: string[] = [];
    for (const { length, key } of this.#keys)
      for (let count = 0; count < length; count++) letters.push(`${this.#text.charAt(letters.length)}${key}`);
    return letters;
  }
}

function marked(letters: readonly string[]): readonly string[] {
  return letters.filter((letter) => letter.length > 1);
}

/** Whether `part` is what remains of `whole` when some of it is left out. */
export function isSubsequence<Item>(part: Iterable<Item>, whole: Iterable<Item>): boolean {
  const rest = whole[Symbol.iterator]();
  for (const item of part) {
    let next = rest.next();
    while (next.done !== true && next.value !== item) next = rest.next();
    if (next.done === true) return false;
  }
  return true;
}
