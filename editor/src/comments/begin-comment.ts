import { MEMBER_ID } from "@travaux/blueprint";
import type { MarginView, MemberId, NewSubject, QuotedPart } from "@travaux/blueprint";
import { captureAnchor } from "@travaux/comments";
import type { AnchorPart } from "@travaux/comments/model";
import type { EditorView } from "prosemirror-view";
import type { AudienceChoice } from "./cards/audience-choices.ts";
import type { DraftPlace } from "./comment-draft.ts";
import type { ThreadOf } from "./margin-threads.ts";

/** What a new comment is to be about. */
export type CommentOn =
  /** What is selected in the text; the section where nothing is. */
  | { readonly kind: "selection" }
  | { readonly kind: "section" }
  | { readonly kind: "suggestion"; readonly suggestion: string }
  | { readonly kind: "reply"; readonly thread: string }
  /** Other words for a comment of one's own. */
  | { readonly kind: "edit"; readonly thread: string; readonly comment: string }
  /** A reply to a thread of the team, written within the delegation for its focal point to send. */
  | { readonly kind: "for-team"; readonly thread: string };

/** Why no comment can be begun. */
export type NotBegun = "too-long" | "too-many" | "not-permitted" | "absent";

/** What a draft begins with. */
export interface Beginning {
  readonly place: DraftPlace;
  readonly text: string;
  readonly mentions: readonly MemberId[];
  readonly forTeam: boolean;
  readonly room: string;
}

interface Situation {
  readonly margins: readonly MarginView[];
  readonly view: EditorView | null;
  /** Wire name of the text that the page shows. */
  readonly shown: string;
  /** For whom to write on `subject`; `null` where there is nobody. */
  readonly choose: (subject: NewSubject) => AudienceChoice | null;
  /** The text that everybody of an audience may read. */
  readonly textFor: (audience: string) => string | null;
  readonly thread: (id: string) => ThreadOf | null;
  /** The reader as a member. */
  readonly self: string;
}

/** Where a comment on `on` goes, and for whom it is to begin with. */
export function beginComment(on: CommentOn, at: Situation): Beginning | NotBegun {
  switch (on.kind) {
    case "selection":
      return onSelection(at);
    case "section":
      return newThread(at, { kind: "section" });
    case "suggestion":
      return newThread(at, { kind: "suggestion", room: at.shown, suggestion: on.suggestion });
    case "reply":
    case "for-team":
      return onThread(on, at);
    case "edit":
      return onComment(on, at);
  }
}

function onSelection(at: Situation): Beginning | NotBegun {
  const { view, shown } = at;
  if (view === null) return newThread(at, { kind: "section" });
  const capture = captureAnchor(view.state);
  if (capture.kind === "none") return newThread(at, { kind: "section" });
  if (capture.kind !== "parts") return capture.kind;
  return newThread(at, { kind: "text", room: shown, parts: capture.parts.map(quotedPart) });
}

/** A part as a request has it. */
export function quotedPart({ block, from, to, quote, before, after }: AnchorPart): QuotedPart {
  return { block, from, to, quote, before, after };
}

function newThread({ choose, textFor, shown }: Situation, subject: NewSubject): Beginning | NotBegun {
  const choice = choose(subject);
  if (choice === null) return "not-permitted";
  const { audience, forTeam } = choice;
  const place = addressed({ kind: "thread", audience, subject }, textFor);
  return { ...EMPTY, place, forTeam, room: shown };
}

/**
 * `place` with the words it quotes taken from the text that all its readers have: what one delegation alone may read is
 * no place for a comment to all.
 */
export function addressed(place: DraftPlace, textFor: Situation["textFor"]): DraftPlace {
  if (place.kind !== "thread" || place.subject.kind !== "text") return place;
  const room = textFor(place.audience);
  return room === null ? place : { ...place, subject: { ...place.subject, room } };
}

const EMPTY = { text: "", mentions: [] } as const;

function onThread(
  { kind, thread }: Extract<CommentOn, { thread: string; kind: "reply" | "for-team" }>,
  at: Situation,
): Beginning | NotBegun {
  const found = at.thread(thread);
  if (found === null) return "absent";
  const margin = at.margins.find(({ audience }) => audience === found.audience);
  const room = at.shown;
  if (kind === "reply" && margin?.level === "comment")
    return { ...EMPTY, place: { kind: "reply", audience: found.audience, thread }, forTeam: false, room };
  const own = at.margins.find(({ audience, level }) => audience.startsWith("state-") && level === "comment");
  if (own === undefined || found.audience !== "team") return "not-permitted";
  const place: DraftPlace = { kind: "thread", audience: own.audience, subject: { kind: "thread", thread } };
  return { ...EMPTY, place, forTeam: true, room };
}

function onComment(
  { thread, comment }: Extract<CommentOn, { kind: "edit" }>,
  at: Situation,
): Beginning | NotBegun {
  const found = at.thread(thread);
  const said = found?.comments.find(({ id }) => id === comment);
  if (found === null || said === undefined || said.deletedAt !== null) return "absent";
  if (said.by !== at.self) return "not-permitted";
  const { text } = said;
  const mentions = said.mentions.filter((each): each is MemberId => MEMBER_ID.test(each));
  const place: DraftPlace = { kind: "edit", audience: found.audience, thread, comment };
  return { text, mentions, place, forTeam: false, room: at.shown };
}

/** Whether a draft at `place` is what {@link beginComment} would begin again: there is one reply at a time to a thread. */
export function isSameComment(place: DraftPlace, on: CommentOn): boolean {
  if (on.kind === "edit") return place.kind === "edit" && place.comment === on.comment;
  if (on.kind !== "reply" && on.kind !== "for-team") return false;
  if (place.kind === "reply") return place.thread === on.thread;
  return place.kind === "thread" && place.subject.kind === "thread" && place.subject.thread === on.thread;
}
