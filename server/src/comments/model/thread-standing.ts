import {
  formatAudience,
  type Audience,
  type MemberId,
  type SectionId,
  type StateId,
} from "@travaux/blueprint";
import type { CommentClass, DispositionOutcome } from "@travaux/comments/model";
import type { ActOf, PayloadReference } from "../../ledger/acts.ts";

/** What a thread is about, as its record has it. */
export type RecordedSubject = NonNullable<ActOf<"commented">["begins"]>["subject"];

/** A thread as the review's record has it; every word of it is a payload under its document of threads. */
export interface ThreadStanding {
  readonly id: string;
  readonly section: SectionId;
  readonly audience: Audience;
  /** Of the document of threads. */
  readonly epoch: number;
  readonly subject: RecordedSubject;
  readonly by: MemberId;
  /** The State whose member began it; `null` for the Secretariat. */
  readonly of: StateId | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly resolved: { readonly by: MemberId; readonly at: number } | null;
  readonly class: CommentClass | null;
  readonly disposition: {
    readonly class: CommentClass;
    readonly outcome: DispositionOutcome;
    readonly reasons: PayloadReference | null;
    readonly by: MemberId;
    readonly at: number;
  } | null;
  readonly forTeam: boolean;
  readonly sent: { readonly at: number; readonly thread: string } | null;
  /** In the order in which they were made. */
  readonly comments: ReadonlyMap<string, CommentStanding>;
}

export interface CommentStanding {
  readonly id: string;
  readonly by: MemberId;
  readonly of: StateId | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Its place among all comments of the review, from 1. */
  readonly number: number;
  readonly mentions: readonly MemberId[];
  readonly words: PayloadReference;
  readonly editedAt: number | null;
  readonly deletedAt: number | null;
}

/** What the payload of a comment holds, as JSON. `parts` and `quote` are those of a thread's first comment. */
export interface CommentWords {
  readonly text: string;
  /** Where the text stood that the thread is about, as its writer saw it. */
  readonly parts?: readonly {
    readonly block: string;
    readonly from: number;
    readonly to: number;
    readonly quote: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** What the thread is about, in words. */
  readonly quote?: string;
}

/** How the threads of one audience in one section are named among those of a review. */
export function threadsKey(section: SectionId, audience: Audience): string {
  return `${section}/${formatAudience(audience)}`;
}
