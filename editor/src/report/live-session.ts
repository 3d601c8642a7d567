import type { ReviewId, SessionUser } from "@travaux/blueprint";
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
  /** The server has named the rooms that the person may open: texts of others go from this computer. */
  readonly keepOnly: (rooms: readonly string[]) => void;
}

interface LiveOptions {
  readonly review: ReviewId;
  readonly user: SessionUser;
  readonly database: Promise<LocalDatabase | null>;
  readonly onOutlineChanged: () => void;
}

/**
 * Fetches the connection and the writing surface, which reading does not need, and opens the session.
 * The first socket opens with the first room.
 */
export async function openLive({ review, user, database, onOutlineChanged }: LiveOptions): Promise<Live> {
  const [{ openReviewSession }, { purgeSuperseded }, writing, proposals] = await Promise.all([
    import("../session/review-session.ts"),
    import("../session/purge-local.ts"),
    import("../writing/section-editor.tsx"),
    import("../suggestions/section-proposals.ts"),
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
  const keepOnly = (rooms: readonly string[]): void => {
    const margins = rooms.flatMap((room) => marginOf(room) ?? []);
    const names = new Set([...rooms, ...margins, ...session.openNames]);
    void database
      .then((open) => purgeSuperseded(open, user.id, review, names))
      .then(() => session.readKept())
      .catch(reportError);
  };
  const { SectionProposals } = proposals;
  return { session, SectionEditor: writing.SectionEditor, SectionProposals, keepOnly };
}
