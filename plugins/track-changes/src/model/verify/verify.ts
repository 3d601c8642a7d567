import type { TrackedDocument } from "../tracked.ts";
import { compareForeign } from "./foreign-ledger.ts";
import { checkOwnMarks } from "./own-marks.ts";
import { compareRecords } from "./own-records.ts";
import { OwnText } from "./own-text.ts";
import { compareWithoutOwn } from "./same-without-own.ts";
import type { Violation } from "./violation.ts";

/** Who wrote, and whether the base is his to change. */
export interface Writer {
  readonly id: string;
  readonly mayEdit: boolean;
}

/**
 * Whether `author` may have made `after` out of `before`. What is his is under marks of his by both attributes, in an
 * element whose `ins` names him, or in a record whose key does; all of that he may make, change and take back.
 *
 * - Who may not edit: the document without his suggestions is the same before and after, others' marks, blocks and
 *   records included; on his own pending text the marks of others go only with the letters under them.
 * - Who may edit: the base is his to change, and inserted text, blocks and records of others are the same before and
 *   after; their other marks go only with the letters under them. In another's pending block he too only proposes.
 * - Both: a paragraph break stands only under an insertion mark; a change of format and a record can be read; a record
 *   aims at a node that is there or was until now.
 *
 * Subtrees identical by reference are not looked at, so that it costs what differs, and for a new record one walk over
 * the document.
 *
 * @returns what forbids it, `null` if nothing does
 */
export function verify(before: TrackedDocument, after: TrackedDocument, author: Writer): Violation | null {
  const { id } = author;
  return (
    compareRecords(before, after, id) ??
    (author.mayEdit ? compareForeign(before.doc, after.doc, id) : compareBase(before, after, id)) ??
    checkOwnMarks(before.doc, after.doc, id)
  );
}

function compareBase(before: TrackedDocument, after: TrackedDocument, author: string): Violation | null {
  const own = { before: new OwnText(author), after: new OwnText(author) };
  return (
    compareWithoutOwn(before.doc, after.doc, { author, ...own }) ??
    // Only now: what stands outside is in order, so that all the rest is his.
    own.after.compare(own.before)
  );
}
