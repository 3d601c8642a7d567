import type { MarginView, NewDisposition, Problem, SectionId } from "@travaux/blueprint";
import type { Thread } from "@travaux/comments/model";
import type { EditorView } from "prosemirror-view";
import type { Observable } from "../session/observable.ts";
import type { DraftChange, DraftComment } from "./comment-draft.ts";

/** A thread on the page. */
export interface ShownThread extends Thread {
  /** Whose margin it is in, as `formatAudience` writes it. */
  readonly audience: string;
  /** Whether its text is in the text that the page shows; a thread about the section as a whole never is. */
  readonly placed: boolean;
  /** Whether it holds a comment of somebody else that the reader has not seen. */
  readonly unread: boolean;
}

/** A comment being written, on the page. */
export interface ShownDraft extends DraftComment {
  /** Whether what it is about is in the text that the page shows. */
  readonly placed: boolean;
}

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

/** What came of asking the server; nothing is drawn as done before it has answered. */
export type CommandOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly code: string; readonly faults: NonNullable<Problem["faults"]> };

/** The comments of one section on the page: its threads in all margins that the reader has, and what he writes. */
export interface SectionComments {
  readonly section: SectionId;
  /** The margins that the reader has, widest first. */
  readonly margins: readonly MarginView[];
  /** In the order of the text, then those that are not placed, oldest first. */
  readonly threads: Observable<readonly ShownThread[]>;
  /** The thread, or the draft, that the caret is in or that was gone to. Set by {@link activate}. */
  readonly active: Observable<string | null>;
  /** The comment that is being written in an open composer. */
  readonly composing: Observable<ShownDraft | null>;
  /** All that are being written or wait to be sent in this section, oldest first. */
  readonly drafts: Observable<readonly ShownDraft[]>;
  /** Threads and comments about which the server is being asked. */
  readonly busy: Observable<ReadonlySet<string>>;
  /** The section's editor; `null` while the text is drawn for reading. */
  readonly view: Observable<EditorView | null>;

  /** Begins a comment, or takes up the draft of the same, and opens the composer; `null` where it may not be. */
  readonly compose: (on: CommentOn) => DraftComment | null;
  /** Opens the composer on a draft that is there. */
  readonly takeUp: (draft: string) => void;
  /** Closes the composer; a draft without words goes, any other stays. */
  readonly closeComposer: () => void;
  readonly change: (draft: string, change: DraftChange) => void;
  /** Has the draft be about the section, where its text is gone. */
  readonly toSection: (draft: string) => void;
  readonly discard: (draft: string) => void;
  /** Sends the draft; it stays until the server has answered that it has it. */
  readonly send: (draft: string) => Promise<CommandOutcome>;

  /** Resolves a thread of one's own State, or opens it again. */
  readonly settle: (thread: string, resolved: boolean) => Promise<CommandOutcome>;
  readonly remove: (thread: string, comment: string) => Promise<CommandOutcome>;
  readonly dispose: (thread: string, disposition: NewDisposition) => Promise<CommandOutcome>;
  /** Sends to the team what the delegation wrote for it: focal points of the State under review. */
  readonly sendToTeam: (threads: readonly string[]) => Promise<CommandOutcome>;

  /** Makes a thread or draft the active one, in text and margin alike; `null` for none. */
  readonly activate: (id: string | null) => void;
  /** Activates it, brings its text into sight and puts the focus there. */
  readonly goTo: (id: string) => void;
  /** The reader has seen the thread, up to now. */
  readonly seen: (thread: string) => void;
}
