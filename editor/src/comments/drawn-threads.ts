import { formatAudience, parseRoomName } from "@travaux/blueprint";
import { placedThreads, showThreads, type ThreadMark } from "@travaux/comments";
import { anchorParts, type AnchorPart } from "@travaux/comments/model";
import { openSuggestions } from "@travaux/track-changes";
import type { EditorView } from "prosemirror-view";
import { quotedPart } from "./begin-comment.ts";
import type { DraftComment } from "./comment-draft.ts";
import type { ThreadOf } from "./margin-threads.ts";

/** Draws the threads and drafts of a section in its editor, anew only when one of them is another. */
export class DrawnThreads {
  private readonly view: EditorView;
  private drawn: readonly ThreadMark[] = [];

  constructor(view: EditorView) {
    this.view = view;
  }

  /** @param unread ids of threads that the reader has not seen to the end */
  draw(threads: readonly ThreadOf[], drafts: readonly DraftComment[], unread: ReadonlySet<string>): void {
    if (this.view.isDestroyed) return;
    const known = new Map(this.drawn.map((mark) => [mark.id, mark]));
    const marks = [
      ...threads.flatMap((thread) => markOf(this.view, thread, unread.has(thread.id))),
      ...drafts.flatMap((draft) => draftMark(this.view, draft)),
    ].map((mark) => sameAs(known.get(mark.id), mark));
    const isSame =
      marks.length === this.drawn.length && marks.every((mark, index) => mark === this.drawn[index]);
    if (isSame) return;
    this.drawn = marks;
    showThreads(this.view, marks);
  }

  /** Ids of threads and drafts whose words are in the text, with their places in its order. */
  order(): ReadonlyMap<string, number> {
    if (this.view.isDestroyed) return new Map();
    return new Map(placedThreads(this.view.state).map(({ id }, index) => [id, index]));
  }
}

/**
 * `draft` with the words that it is about as they stand in the text now, if that is the one quoted or has taken its
 * place; as it is where they are not there.
 *
 * @param shown wire name of the text in `view`
 */
export function requoted(view: EditorView, draft: DraftComment, shown: string): DraftComment {
  const { place } = draft;
  if (place.kind !== "thread" || place.subject.kind !== "text" || view.isDestroyed) return draft;
  const found = placedThreads(view.state).find(({ id }) => id === draft.id);
  if (found === undefined || !haveSameReaders(place.subject.room, shown)) return draft;
  // Parts in several blocks may have come apart; the server finds each by what was quoted.
  const isOne = place.subject.parts.length === 1;
  const now = isOne ? anchorParts(view.state.doc, found.from, found.to)?.map(quotedPart) : undefined;
  const subject = { ...place.subject, room: shown, parts: now ?? place.subject.parts };
  return JSON.stringify(subject) === JSON.stringify(place.subject)
    ? draft
    : { ...draft, place: { ...place, subject } };
}

function haveSameReaders(one: string, other: string): boolean {
  const [audience, shown] = [one, other].map((name) => parseRoomName(name)?.audience);
  return audience !== undefined && shown !== undefined && formatAudience(audience) === formatAudience(shown);
}

function markOf(view: EditorView, thread: ThreadOf, unread: boolean): readonly ThreadMark[] {
  const { id, audience } = thread;
  const parts = thread.anchor?.parts ?? partsOfSuggestion(view, thread.subject);
  return parts.length === 0 ? [] : [{ id, audience, parts, resolved: thread.resolved !== null, unread }];
}

function draftMark(view: EditorView, { id, place }: DraftComment): readonly ThreadMark[] {
  if (place.kind !== "thread") return [];
  const { audience, subject } = place;
  const parts =
    subject.kind === "text"
      ? subject.parts.map((part): AnchorPart => ({ ...part, state: "placed" }))
      : partsOfSuggestion(view, subject);
  return parts.length === 0 ? [] : [{ id, audience, parts, resolved: false, draft: true }];
}

/** The words of a proposal that a thread is about. */
function partsOfSuggestion(
  { state }: EditorView,
  subject: { readonly kind: string; readonly suggestion?: string },
): readonly AnchorPart[] {
  if (subject.kind !== "suggestion") return [];
  const found = openSuggestions(state).find(({ id }) => id === subject.suggestion);
  return found === undefined ? [] : (anchorParts(state.doc, found.from, found.to) ?? []);
}

function sameAs(before: ThreadMark | undefined, now: ThreadMark): ThreadMark {
  if (before === undefined) return now;
  const isSame =
    before.audience === now.audience &&
    before.resolved === now.resolved &&
    before.unread === now.unread &&
    (before.parts === now.parts || JSON.stringify(before.parts) === JSON.stringify(now.parts));
  return isSame ? before : now;
}
