import type { AnchorPart } from "./anchor.ts";

/** What a thread is about. `room` is the wire name of the text, without its review. */
export type ThreadSubject =
  | { readonly kind: "section" }
  | { readonly kind: "text"; readonly room: string; readonly quote: string }
  | {
      readonly kind: "suggestion";
      readonly room: string;
      readonly suggestion: string;
      readonly quote: string;
    }
  /** A delegation's own words on a thread of a wider audience, to be sent there. */
  | { readonly kind: "thread"; readonly thread: string };

/** What State's comments are sorted by. Source: facts 3.5. */
export const COMMENT_CLASSES = [
  "factual-correction",
  "legal-interpretation",
  "new-development",
  "wording",
  "confidentiality",
] as const;
export type CommentClass = (typeof COMMENT_CLASSES)[number];

/** How the reviewing experts took a State's comment in. Source: facts 3.5. */
export const DISPOSITIONS = ["accepted", "in-part", "not-accepted", "withdrawn", "moot"] as const;
export type DispositionOutcome = (typeof DISPOSITIONS)[number];

export interface Disposition {
  readonly class: CommentClass;
  readonly outcome: DispositionOutcome;
  readonly reasons: string;
  /** Member. */
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A thread without its comments: the value of its id in the root map {@link THREADS_ROOT}. */
export interface ThreadFact {
  readonly subject: ThreadSubject;
  /** The member who began it, and his State then; `null` for the Secretariat. */
  readonly by: string;
  readonly of: string | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly resolved: { readonly by: string; readonly at: number } | null;
  /** As its author sorts it. */
  readonly class: CommentClass | null;
  readonly disposition: Disposition | null;
  /** Written within a delegation for the team, and not sent yet. */
  readonly forTeam: boolean;
  /** When it was sent on to the team, and as which thread. */
  readonly sent: { readonly at: number; readonly thread: string } | null;
}

/** One comment: the value of `<thread>/<comment>` in the root map {@link THREADS_ROOT}. */
export interface CommentFact {
  readonly by: string;
  readonly of: string | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Plain text; empty once deleted. */
  readonly text: string;
  /** Members. */
  readonly mentions: readonly string[];
  readonly editedAt: number | null;
  readonly deletedAt: number | null;
}

/** Where a thread stands: the value of its id in the root map {@link ANCHORS_ROOT}. */
export interface AnchorFact {
  /** Wire name of the text without its review. */
  readonly room: string;
  readonly parts: readonly AnchorPart[];
}

/** The root maps of a document of threads. */
export const THREADS_ROOT = "threads";
export const ANCHORS_ROOT = "anchors";

/** The longest comment, in UTF-16 code units of its trimmed text. */
export const COMMENT_LIMIT = 10_000;

/** A thread as it is shown; comments in the order in which they were made. */
export interface Thread extends ThreadFact {
  readonly id: string;
  readonly anchor: AnchorFact | null;
  readonly comments: readonly (CommentFact & { readonly id: string })[];
}
