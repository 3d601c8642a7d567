import { projectBase, type SuggestionRecords, type TrackedDocument } from "@travaux/track-changes/model";
import { Fragment, type Node } from "prosemirror-model";
import { mergeTexts, type Forms } from "../../decisions/model/merge-texts.ts";
import { mergeLetters } from "./merge-letters.ts";
import { withoutOthers } from "./others-suggestions.ts";
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
 *
 * @param given `isSupplied`: the copy is the State's own text, which it may have gone on writing
 */
export function followText(
  { before, after, copy }: FollowedTexts,
  {
    isOfState,
    isSupplied,
  }: { readonly isOfState: (author: string) => boolean; readonly isSupplied: boolean },
): TrackedDocument | null {
  const [base, mine] = [withoutOthers(before, isOfState), withoutOthers(after, isOfState)];
  if (sameText(base, mine)) return null;
  const even = isSupplied ? null : renewBase(copy, before);
  const followed = merge({ base, mine, theirs: even ?? copy });
  if (followed === null || sameText(followed, copy)) return null;
  return even === null || projectBase(followed).eq(projectBase(mine)) ? followed : null;
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

function merge({ base, mine, theirs }: Forms<TrackedDocument>): TrackedDocument | null {
  const doc = mergeDocuments({ base: base.doc, mine: mine.doc, theirs: theirs.doc });
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

/** Both changes in one. Textblocks changed on both sides are merged here, so that only their places can clash. */
function mergeDocuments({ base, mine, theirs }: Forms<Node>): Node | null {
  const [was, copied] = [textblocksOf(base), textblocksOf(theirs)];
  const merged = new Map<string, Fragment>();
  for (const [id, block] of textblocksOf(mine)) {
    const [before, worked] = [was.get(id), copied.get(id)];
    if (before === undefined || worked === undefined) continue;
    if (before.content.eq(block.content) || before.content.eq(worked.content)) continue;
    const content = mergeLetters({ base: before, mine: block, theirs: worked });
    if (content === null) return null;
    merged.set(id, content);
  }
  const settled = new Map([...merged.keys()].map((id) => [id, copied.get(id)?.content ?? Fragment.empty]));
  return mergeTexts({ base: withContents(base, settled), mine: withContents(mine, merged), theirs });
}

function textblocksOf(doc: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  doc.descendants((node) => {
    const id: unknown = node.attrs["id"];
    if (node.isTextblock && typeof id === "string") found.set(id, node);
    return !node.isTextblock;
  });
  return found;
}

function withContents(node: Node, contents: ReadonlyMap<string, Fragment>): Node {
  if (contents.size === 0) return node;
  const id: unknown = node.attrs["id"];
  const content = node.isTextblock && typeof id === "string" ? contents.get(id) : undefined;
  if (content !== undefined) return node.copy(content);
  return node.isTextblock
    ? node
    : node.copy(Fragment.from(node.children.map((child) => withContents(child, contents))));
}
