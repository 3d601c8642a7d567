import type { ReviewId, SessionUser } from "@travaux/blueprint";
import type { CommentRequests } from "../app/comment-requests.ts";
import type { CommentDrafts } from "../comments/comment-drafts.ts";
import type { HeldMargins } from "../comments/held-margins.ts";
import type { ReadMarks } from "../comments/read-marks.ts";
import type { SectionComments } from "../comments/section-comments.ts";
import type { LocalDatabase } from "../session/local-database.ts";
import type { ReviewSession } from "../session/review-session.ts";
import { marginOf } from "../suggestions/margin-facts.ts";
import type { SectionProposals } from "../suggestions/section-proposals.ts";
import type { SectionEditor } from "../writing/section-editor.tsx";

/** What live editing needs, once it has been fetched: the connection and the writing surface. */
export interface Live {
  readonly session: ReviewSession;
  readonly SectionEditor: typeof SectionEditor;
  readonly SectionProposals: typeof SectionProposals;
  readonly SectionComments: typeof SectionComments;
  readonly HeldMargins: typeof HeldMargins;
  /** The comments that the reader is writing in this review. */
  readonly drafts: CommentDrafts;
  /** Which comments he has not seen. */
  readonly readMarks: ReadMarks;
  /**
   * The server has named the rooms and the margins' threads that the person may open: texts of others go from this
   * computer.
   */
  readonly keepOnly: (rooms: readonly string[], threads: readonly string[]) => void;
  readonly close: () => Promise<void>;
}

interface LiveOptions {
  readonly review: ReviewId;
  readonly user: SessionUser;
  readonly database: Promise<LocalDatabase | null>;
  readonly api: CommentRequests;
  /** Whether the reader has the margin of any section. */
  readonly hasMargins: () => boolean;
  readonly onOutlineChanged: () => void;
  /** The server knows something new of what the reader does with comments. */
  readonly onCommented: () => void;
}

/**
 * Fetches the connection and the writing surface, which reading does not need, and opens the session.
 * The first socket opens with the first room.
 */
export async function openLive(options: LiveOptions): Promise<Live> {
  const { review, user, database, onOutlineChanged } = options;
  const [{ openReviewSession }, { purgeSuperseded }, writing, proposals, comments] = await Promise.all([
    import("../session/review-session.ts"),
    import("../session/purge-local.ts"),
    import("../writing/section-editor.tsx"),
    import("../suggestions/section-proposals.ts"),
    import("../comments/open-comments.ts"),
  ]);
  const session = openReviewSession({
    review,
    user,
    origin: window.location.origin,
    database,
    onOutlineChanged,
    report: reportError,
    events: window,
  });
  const { drafts, readMarks, close } = comments.openComments({ ...options, session });
  const keepOnly = (rooms: readonly string[], threads: readonly string[]): void => {
    const margins = rooms.flatMap((room) => marginOf(room) ?? []);
    const names = new Set([...rooms, ...margins, ...threads, ...session.openNames]);
    drafts.keepWithin(new Set(threads));
    void database
      .then((open) => purgeSuperseded(open, user.id, review, names))
      .then(() => session.readKept())
      .catch(reportError);
  };
  return {
    session,
    SectionEditor: writing.SectionEditor,
    SectionProposals: proposals.SectionProposals,
    SectionComments: comments.SectionComments,
    HeldMargins: comments.HeldMargins,
    drafts,
    readMarks,
    keepOnly,
    close: async () => {
      await close();
      await session.close();
    },
  };
}
