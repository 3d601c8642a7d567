import type { ReviewId, UserId } from "@travaux/blueprint";
import type { CommentRequests } from "../app/comment-requests.ts";
import type { LocalDatabase } from "../session/local-database.ts";
import type { ReviewSession } from "../session/review-session.ts";
import type { DraftComment } from "./comment-draft.ts";
import { CommentDrafts } from "./comment-drafts.ts";
import { ReadMarks } from "./read-marks.ts";

export { HeldMargins } from "./held-margins.ts";
export { SectionComments } from "./section-comments.ts";

interface CommentsOptions {
  readonly review: ReviewId;
  readonly user: { readonly id: UserId };
  readonly database: Promise<LocalDatabase | null>;
  readonly api: CommentRequests;
  readonly session: ReviewSession;
  readonly hasMargins: () => boolean;
  /** The server knows something new of what the reader does with comments. */
  readonly onCommented: () => void;
}

/** What the reader does with comments over all sections of a review. */
export interface OpenComments {
  readonly drafts: CommentDrafts;
  readonly readMarks: ReadMarks;
  readonly close: () => Promise<void>;
}

/** How long a comment waits for the text that it quotes to be saved, in milliseconds. */
const SAVING_LIMIT_MS = 5000;

/** Opens the drafts and read marks of a review for this page. */
export function openComments(options: CommentsOptions): OpenComments {
  const { review, user, database, api, session, hasMargins, onCommented } = options;
  const { connection } = session;
  const drafts = new CommentDrafts({
    user: user.id,
    review,
    database,
    api,
    connection,
    beforeSending: (draft) => textSaved(session, draft),
    onSent: onCommented,
    report: reportError,
  });
  const readMarks = new ReadMarks({ review, api, connection, hasMargins, onTold: onCommented });
  void drafts.load().catch(reportError);
  const warn = (event: BeforeUnloadEvent): void => {
    if (drafts.wouldLose) event.preventDefault();
  };
  window.addEventListener("beforeunload", warn);
  return {
    drafts,
    readMarks,
    close: async () => {
      window.removeEventListener("beforeunload", warn);
      await Promise.all([drafts.close(), readMarks.close()]);
    },
  };
}

/** Waits until the server has what was written in the text that a draft quotes, or for {@link SAVING_LIMIT_MS}. */
export async function textSaved(session: ReviewSession, { place }: DraftComment): Promise<void> {
  const subject = place.kind === "thread" ? place.subject : null;
  if (subject?.kind !== "text" || session.connection.get() !== "online") return;
  const room = session.open(subject.room);
  await new Promise<void>((resolve) => {
    const finish = (): void => {
      stops.forEach((stop) => stop());
      clearTimeout(timer);
      resolve();
    };
    const isSaved = (): boolean => room.ready.get() === "synced" && room.saved.get().kind === "saved";
    const look = (): void => {
      if (isSaved() || room.left.get()) finish();
    };
    const stops = [room.ready.subscribe(look), room.saved.subscribe(look), room.left.subscribe(look)];
    const timer = setTimeout(finish, SAVING_LIMIT_MS);
    look();
  });
  room.release();
}
