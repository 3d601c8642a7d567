import {
  projectBase,
  resolve,
  type SuggestionRecords,
  type TrackedDocument,
} from "@travaux/track-changes/model";
import { mergeTexts } from "../../decisions/model/merge-texts.ts";
import { sameText } from "./same-text.ts";

/** A text that changed, and the copy of it in which a State goes on proposing. */
export interface FollowedTexts {
  readonly before: TrackedDocument;
  readonly after: TrackedDocument;
  readonly copy: TrackedDocument;
}

/**
 * The copy after what was decided in the text that it is of, or undone: the base becomes the same, what the State had
 * proposed in both is decided in both, and what it proposes in the copy alone stays. Suggestions of others are not in a
 * copy. `null` where nothing is to be done, or where the State has meanwhile been at the very thing that was decided:
 * its words then stay as they are.
 */
export function followText(
  { before, after, copy }: FollowedTexts,
  isOfState: (author: string) => boolean,
): TrackedDocument | null {
  const [base, mine] = [onlyOf(before, isOfState), onlyOf(after, isOfState)];
  if (sameText(base, mine)) return null;
  const followed = merge({ base, mine, theirs: copy });
  if (followed === null || sameText(followed, copy)) return null;
  return projectBase(followed).eq(projectBase(mine)) ? followed : null;
}

/** A copy that has fallen behind, over the base that its text has now; `null` where that cannot be. */
export function renewBase(copy: TrackedDocument, text: TrackedDocument): TrackedDocument | null {
  const [base, mine] = [projectBase(copy), projectBase(text)];
  if (base.eq(mine)) return copy;
  const none: SuggestionRecords = new Map();
  const renewed = merge({
    base: { doc: base, records: none },
    mine: { doc: mine, records: none },
    theirs: copy,
  });
  return renewed !== null && projectBase(renewed).eq(mine) ? renewed : null;
}

/** A text with what the State proposes to it, and nothing of others. */
function onlyOf(text: TrackedDocument, isOfState: (author: string) => boolean): TrackedDocument {
  const { doc, records } = resolve(text, (_id, by) => (isOfState(by) ? "keep" : "reject"), noId);
  return { doc, records };
}

function noId(): never {
  throw new RangeError("Rejecting makes no nodes");
}

interface Forms {
  readonly base: TrackedDocument;
  readonly mine: TrackedDocument;
  readonly theirs: TrackedDocument;
}

function merge({ base, mine, theirs }: Forms): TrackedDocument | null {
  const doc = mergeTexts({ base: base.doc, mine: mine.doc, theirs: theirs.doc });
  const records = new Map(theirs.records);
  for (const key of new Set([...base.records.keys(), ...mine.records.keys()])) {
    const [was, is] = [base.records.get(key), mine.records.get(key)];
    const there = JSON.stringify(theirs.records.get(key));
    if (JSON.stringify(was) === JSON.stringify(is) || there === JSON.stringify(is)) continue;
    if (there !== JSON.stringify(was)) return null;
    if (is === undefined) records.delete(key);
    else records.set(key, is);
  }
  return doc === null ? null : { doc, records };
}
