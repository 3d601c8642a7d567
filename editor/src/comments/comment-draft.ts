import { formatRoomName, parseAudience } from "@travaux/blueprint";
import type {
  CommentClassCode,
  MemberId,
  NewSubject,
  Problem,
  ReviewId,
  SectionId,
  UserId,
} from "@travaux/blueprint";

/** What a comment that is being written is to become. `audience` is as `formatAudience` writes it. */
export type DraftPlace =
  | { readonly kind: "thread"; readonly audience: string; readonly subject: NewSubject }
  | { readonly kind: "reply"; readonly audience: string; readonly thread: string }
  /** Other words for a comment of one's own. */
  | { readonly kind: "edit"; readonly audience: string; readonly thread: string; readonly comment: string };

/**
 * How far a draft has come: `writing` by its author, `sending` to the server, `waiting` to be sent again because the
 * server could not be asked, or `refused` by it, which nothing but another word of the author changes.
 */
export type DraftSending =
  | { readonly kind: "writing" }
  | { readonly kind: "sending" }
  | { readonly kind: "waiting"; readonly code: string }
  | { readonly kind: "refused"; readonly code: string; readonly faults: NonNullable<Problem["faults"]> };

/** A comment that is being written, kept on this computer until the server has it. */
export interface DraftComment {
  /** Minted once: the id of the comment that it becomes, so that sending it twice makes one comment. */
  readonly id: string;
  readonly user: UserId;
  readonly review: ReviewId;
  readonly section: SectionId;
  readonly place: DraftPlace;
  /** Wire name of the text that it was written beside. */
  readonly room: string | null;
  readonly text: string;
  readonly mentions: readonly MemberId[];
  /** Written within the delegation, for its focal point to send to the team. */
  readonly forTeam: boolean;
  readonly class: CommentClassCode | null;
  /** When it was begun, in milliseconds since the epoch by this computer's clock. */
  readonly at: number;
  readonly sending: DraftSending;
}

/** What its author changes of a draft; of a reply or an edit, the audience is that of its thread. */
export interface DraftChange {
  readonly text?: string;
  readonly mentions?: readonly MemberId[];
  readonly audience?: string;
  readonly forTeam?: boolean;
  readonly class?: CommentClassCode | null;
}

const ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const ID_LENGTH = 20;

/** A new comment's id. */
export function mintCommentId(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = randomBytes): string {
  const letters: string[] = [];
  while (letters.length < ID_LENGTH) {
    // Bytes beyond the last whole alphabet would make its first letters likelier.
    const fair = [...random(new Uint8Array(ID_LENGTH))].filter((byte) => byte < 252);
    letters.push(...fair.map((byte) => ID_LETTERS[byte % ID_LETTERS.length] ?? ""));
  }
  return `c${letters.slice(0, ID_LENGTH).join("")}`;
}

function randomBytes(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  return crypto.getRandomValues(bytes);
}

/** `draft` with what its author changed; a refusal was of what it said before. */
export function changeDraft(draft: DraftComment, change: DraftChange): DraftComment {
  const { audience, ...rest } = change;
  const isNew = draft.place.kind === "thread" && audience !== undefined;
  return {
    ...draft,
    ...rest,
    place: isNew && draft.place.kind === "thread" ? { ...draft.place, audience } : draft.place,
    sending: { kind: "writing" },
  };
}

/** `draft` about its section, whose text it was about is gone. */
export function aboutSection(draft: DraftComment): DraftComment {
  if (draft.place.kind !== "thread") return draft;
  return {
    ...draft,
    place: { ...draft.place, subject: { kind: "section" } },
    sending: { kind: "writing" },
  };
}

/** Wire name of the threads that the draft will be among; `null` for an audience that is none. */
export function marginNameOf({ review, section, place }: DraftComment): string | null {
  const audience = parseAudience(place.audience);
  return audience === null
    ? null
    : formatRoomName({ review, section, audience, document: "threads", epoch: 1 });
}

/** `draft` with its author's own words alone: the text that it was about is not his. */
export function withoutQuote(draft: DraftComment): DraftComment {
  return quoteOf(draft) === "" ? draft : { ...aboutSection(draft), room: null };
}

/** What the draft was about, as its author saw it; empty where it is about no text. */
export function quoteOf({ place }: DraftComment): string {
  return place.kind === "thread" && place.subject.kind === "text"
    ? place.subject.parts.map(({ quote }) => quote).join(" ")
    : "";
}
