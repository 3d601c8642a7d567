import type {
  CommentChange,
  CommentFilter,
  CommentsSent,
  CommentsToSend,
  NewComment,
  NewDisposition,
  NewThread,
  Notices,
  ReviewId,
  SectionComments,
  SectionId,
  Speakers,
  ThreadMade,
  ThreadRow,
  ThreadsRead,
  ThreadStanding,
  UnreadThreads,
} from "@travaux/blueprint";
import type { Actor } from "../identity/actor.ts";
import type { Refusal } from "../reviews/reviews.ts";

/** A thread that a command is about. */
export interface ThreadPlace {
  readonly review: ReviewId;
  readonly section: SectionId;
  readonly thread: string;
}

/** What may be done to comments. Each call decides for its actor; a caller checks nothing beforehand. */
export interface CommentCommands {
  begin(
    actor: Actor,
    review: ReviewId,
    section: SectionId,
    request: NewThread,
  ): Promise<ThreadMade | Refusal>;
  reply(actor: Actor, place: ThreadPlace, request: NewComment): Promise<ThreadMade | Refusal>;
  edit(
    actor: Actor,
    place: ThreadPlace,
    comment: string,
    change: CommentChange,
  ): Promise<ThreadMade | Refusal>;
  remove(actor: Actor, place: ThreadPlace, comment: string): Promise<ThreadMade | Refusal>;
  settle(actor: Actor, place: ThreadPlace, standing: ThreadStanding): Promise<ThreadStanding | Refusal>;
  dispose(actor: Actor, place: ThreadPlace, disposition: NewDisposition): Promise<NewDisposition | Refusal>;
  send(actor: Actor, review: ReviewId, request: CommentsToSend): Promise<CommentsSent | Refusal>;
  allowSpeakers(actor: Actor, review: ReviewId, request: Speakers): Promise<Speakers | Refusal>;
}

/** What may be asked about comments; everybody is told of what he may read alone. */
export interface CommentQueries {
  counts(actor: Actor, review: ReviewId): Promise<readonly SectionComments[] | Refusal>;
  unread(actor: Actor, review: ReviewId): Promise<UnreadThreads | Refusal>;
  table(actor: Actor, review: ReviewId, filter?: CommentFilter): Promise<readonly ThreadRow[] | Refusal>;
  /** The same table as a CSV file, in the filter's language, else the actor's. */
  file(actor: Actor, review: ReviewId, filter: CommentFilter): Promise<{ readonly text: string } | Refusal>;
  notices(actor: Actor): Promise<Notices | Refusal>;
  markRead(
    actor: Actor,
    review: ReviewId,
    request: ThreadsRead,
  ): Promise<{ readonly marked: number } | Refusal>;
}

export type Comments = CommentCommands & CommentQueries;
