import type { InstrumentCode } from "./api.ts";
import type { Language, MemberId, Multilingual, ReviewId, SectionId, StateId } from "./vocabulary.ts";

/** A margin of a section that the reader has: its threads are in the document of that wire name. */
export interface MarginView {
  /** Wire name of the threads' document. */
  readonly name: string;
  /** As `formatAudience` writes it. */
  readonly audience: string;
  readonly level: "read" | "propose" | "comment";
}

/** A stretch of one block of a text, as the writer saw it. Offsets in UTF-16 code units of the block's text. */
export interface QuotedPart {
  readonly block: string;
  readonly from: number;
  readonly to: number;
  readonly quote: string;
  readonly before: string;
  readonly after: string;
}

/** What a new thread is about. `room` is the wire name of a text that everybody in the thread's audience may read. */
export type NewSubject =
  | { readonly kind: "section" }
  | { readonly kind: "text"; readonly room: string; readonly parts: readonly QuotedPart[] }
  | { readonly kind: "suggestion"; readonly room: string; readonly suggestion: string }
  /** A reply to a thread of the team, written within one's delegation, for the focal point to send. */
  | { readonly kind: "thread"; readonly thread: string };

/** As the comments of the State under review are sorted. */
export type CommentClassCode =
  | "factual-correction"
  | "legal-interpretation"
  | "new-development"
  | "wording"
  | "confidentiality";

export type DispositionCode = "accepted" | "in-part" | "not-accepted" | "withdrawn" | "moot";

/**
 * A comment's id, minted by its writer so that a repeated request makes one comment: {@link COMMENT_ID}. The thread it
 * begins bears the same letters behind a `t`.
 */
export const COMMENT_ID: RegExp = /^c[a-z0-9]{20}$/;
export const THREAD_ID: RegExp = /^t[a-z0-9]{20}$/;

/** `POST /api/reviews/:review/sections/:section/threads`: 201 with {@link ThreadMade}. */
export interface NewThread {
  readonly id: string;
  /** As `formatAudience` writes it. */
  readonly audience: string;
  readonly subject: NewSubject;
  /** Plain text, 1 to 10 000 UTF-16 code units once trimmed. */
  readonly text: string;
  readonly mentions: readonly MemberId[];
  /** Written within the State's delegation, for its focal point to send to the team. */
  readonly forTeam?: boolean;
  readonly class?: CommentClassCode;
}

export interface ThreadMade {
  readonly thread: string;
  readonly comment: string;
}

/** `POST …/threads/:thread/comments`: a reply; 201 with {@link ThreadMade}. */
export interface NewComment {
  readonly id: string;
  readonly text: string;
  readonly mentions: readonly MemberId[];
}

/** `PUT …/threads/:thread/comments/:comment`: one's own, with other words. `DELETE` of the same leaves a trace. */
export interface CommentChange {
  readonly text: string;
  readonly mentions: readonly MemberId[];
}

/** `PUT …/threads/:thread/standing`: resolves a thread of one's own State, or opens it again. */
export interface ThreadStanding {
  readonly resolved: boolean;
}

/** `PUT …/threads/:thread/disposition`: how a comment of the State under review was taken in. */
export interface NewDisposition {
  readonly class: CommentClassCode;
  readonly outcome: DispositionCode;
  /** 0 to 10 000 UTF-16 code units; not empty for `in-part` and `not-accepted`. */
  readonly reasons: string;
}

/** `POST /api/reviews/:review/comments/send` (focal point of the State under review): to the team. */
export interface CommentsToSend {
  readonly threads: readonly { readonly section: SectionId; readonly thread: string }[];
}

export interface CommentsSent {
  readonly sent: number;
}

/**
 * `PUT /api/reviews/:review/speakers` (focal point of the State under review): those of its experts who write comments
 * to the team themselves; whoever is not named does not any more. Answers those who do.
 */
export interface Speakers {
  readonly members: readonly MemberId[];
}

/** `GET /api/reviews/:review/comments/counts`: of what the reader may read, sections without any left out. */
export interface SectionComments {
  readonly section: SectionId;
  readonly open: number;
  readonly resolved: number;
  /** Open threads with a comment of somebody else that the reader has not seen. */
  readonly unread: number;
  /** Open threads whose text has gone. */
  readonly orphaned: number;
  /** Written for the team and not sent. */
  readonly unsent: number;
}

/** `GET /api/reviews/:review/comments/unread`: threads with a comment of somebody else that the reader has not seen. */
export interface UnreadThreads {
  readonly threads: readonly { readonly section: SectionId; readonly thread: string }[];
}

/** One thread of the table `GET /api/reviews/:review/comments`, in the order of the report, oldest first in a section. */
export interface ThreadRow {
  readonly section: SectionId;
  readonly thread: string;
  /** As `formatAudience` writes it. */
  readonly audience: string;
  readonly subject: "section" | "text" | "suggestion" | "thread";
  /** What it was about, as it read last; empty for a section. */
  readonly quote: string;
  readonly orphaned: boolean;
  readonly resolved: boolean;
  readonly forTeam: boolean;
  readonly sent: boolean;
  readonly class: CommentClassCode | null;
  readonly disposition: {
    readonly class: CommentClassCode;
    readonly outcome: DispositionCode;
    readonly reasons: string;
    readonly by: MemberId;
    readonly byName: string;
    readonly at: string;
  } | null;
  readonly comments: readonly {
    readonly id: string;
    readonly by: MemberId;
    readonly byName: string;
    /** State's id; `null` for the Secretariat. */
    readonly of: string | null;
    readonly at: string;
    readonly text: string;
    readonly mentions: readonly MemberId[];
    readonly edited: boolean;
    readonly deleted: boolean;
  }[];
  readonly unread: boolean;
}

/**
 * Which threads the table and its CSV file hold: those that keep to all that is given. A key that is given several times
 * means any of them.
 */
export interface CommentFilter {
  /** As `formatAudience` writes it. */
  readonly audience?: OneOrMore<string>;
  /** Of the State whose member began the thread; `secretariat` for the Secretariat's own. */
  readonly state?: OneOrMore<StateId | "secretariat">;
  /** As disposed of, else as its author sorts it. */
  readonly class?: OneOrMore<CommentClassCode>;
  /** `none`: not disposed of. */
  readonly disposition?: OneOrMore<DispositionCode | "none">;
  readonly resolved?: "true" | "false";
  /** A section, or a heading with all that is under it. */
  readonly section?: OneOrMore<string>;
  /** Words that stand in what it is about, in its comments or in the reasons; case does not matter. */
  readonly q?: string;
  /** Of the file's headings; the reader's own where it is left out. */
  readonly language?: Language;
}

type OneOrMore<Value> = Value | readonly Value[];

/**
 * `GET /api/notifications`: mentions of the reader and replies to what he wrote, in all his reviews, newest first, at
 * most {@link NOTICES_LIMIT}. It names places and people, and quotes nothing.
 */
export interface Notices {
  readonly unread: number;
  readonly notices: readonly Notice[];
}

export interface Notice {
  readonly review: ReviewId;
  readonly section: SectionId;
  readonly thread: string;
  readonly comment: string;
  readonly kind: "mention" | "reply";
  readonly byName: string;
  /** State's name; `null` for the Secretariat. */
  readonly byState: Multilingual | null;
  /** Of the review. */
  readonly stateUnderReview: Multilingual;
  /** The section as the outline has it. */
  readonly place: {
    readonly label: string;
    readonly title: Multilingual;
    readonly instrument: InstrumentCode | null;
    readonly article: number | null;
  };
  readonly at: string;
  readonly read: boolean;
}

/** The most notices that are listed. */
export const NOTICES_LIMIT = 200;

/** `POST /api/reviews/:review/comments/read`: threads whose comments the reader has seen, up to now; 204. */
export interface ThreadsRead {
  /** All that he may read where left out. At most 2 000. */
  readonly threads?: readonly { readonly section: SectionId; readonly thread: string }[];
}
