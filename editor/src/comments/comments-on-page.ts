import type { MarginView, NewDisposition, SectionId } from "@travaux/blueprint";
import type { Thread } from "@travaux/comments/model";
import type { EditorView } from "prosemirror-view";
import type { Observable } from "../session/observable.ts";
import type { CommentOn, NotBegun } from "./begin-comment.ts";
import type { CommandOutcome } from "./command-outcome.ts";
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

/** The comments of one section on the page: its threads in all margins that the reader has, and what he writes. */
export interface SectionCommentsLike {
  readonly section: SectionId;
  /** The margins that the reader has, widest first. */
  readonly margins: readonly MarginView[];
  /** Wire names of its texts that can be commented on, the one that the page shows before the others. */
  readonly rooms: readonly string[];
  /** In the order of the text, then those that are not placed, oldest first. */
  readonly threads: Observable<readonly ShownThread[]>;
  /** The thread, or the draft, that the caret is in or that was gone to. */
  readonly active: Observable<string | null>;
  /** The comment that is being written in an open composer. */
  readonly composing: Observable<ShownDraft | null>;
  /** All that are being written or wait to be sent in this section, oldest first. */
  readonly drafts: Observable<readonly ShownDraft[]>;
  /** Why the last call of {@link compose} began none; `null` where it did. */
  readonly notBegun: Observable<NotBegun | null>;
  /** Ids of threads and comments about which the server is being asked. */
  readonly busy: Observable<ReadonlySet<string>>;
  /** The section's editor; `null` while the text is drawn for reading. */
  readonly view: Observable<EditorView | null>;

  /** Begins a comment, or takes up the draft of the same reply or edit, and opens the composer; see {@link notBegun}. */
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
  /** Deletes a comment of one's own, of which a trace stays. */
  readonly remove: (thread: string, comment: string) => Promise<CommandOutcome>;
  readonly dispose: (thread: string, disposition: NewDisposition) => Promise<CommandOutcome>;
  /** Sends to the team what the delegation wrote for it: focal points of the State under review. */
  readonly sendToTeam: (threads: readonly string[]) => Promise<CommandOutcome>;

  /** Makes a thread or draft the active one, in text and margin alike; `null` for none. */
  readonly activate: (id: string | null) => void;
  /** Activates it and, where its words are in the text, puts caret and focus there. False where they are not. */
  readonly goTo: (id: string) => boolean;
  /** The reader has seen the thread, up to now. */
  readonly seen: (thread: string) => void;
}
