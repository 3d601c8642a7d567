import type { ReviewId, SessionUser } from "@travaux/blueprint";
import type { ReviewSession } from "../session/review-session.ts";
import type { SectionEditor } from "../writing/section-editor.tsx";

/** What live editing needs, once it has been fetched: the connection and the writing surface. */
export interface Live {
  readonly session: ReviewSession;
  readonly SectionEditor: typeof SectionEditor;
}

interface LiveOptions {
  readonly review: ReviewId;
  readonly user: SessionUser;
  readonly onOutlineChanged: () => void;
}

/**
 * Fetches the connection and the writing surface, which reading does not need, and opens the session.
 * The first socket opens with the first room.
 */
export async function openLive({ review, user, onOutlineChanged }: LiveOptions): Promise<Live> {
  const [{ openReviewSession }, { openLocalDatabase }, writing] = await Promise.all([
    import("../session/review-session.ts"),
    import("../session/local-database.ts"),
    import("../writing/section-editor.tsx"),
  ]);
  const session = openReviewSession({
    review,
    user,
    origin: window.location.origin,
    database: openLocalDatabase(),
    onOutlineChanged,
    report: reportError,
    events: window,
  });
  return { session, SectionEditor: writing.SectionEditor };
}
