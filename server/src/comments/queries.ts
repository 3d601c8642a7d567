import { NOTICES_LIMIT } from "@travaux/blueprint";
import type { CommentFilter, ReviewId, ThreadsRead, UserId } from "@travaux/blueprint";
import type { Actor } from "../identity/actor.ts";
import { refuse } from "../reviews/model/decision.ts";
import type { OpenReview } from "../reviews/review-shelf.ts";
import type { Refusal } from "../reviews/reviews.ts";
import { inWaves } from "../reviews/room-texts.ts";
import type { ReviewsContext } from "../reviews/service.ts";
import { unlessStorageFails } from "../reviews/unless-storage-fails.ts";
import type { CommentQueries } from "./comments.ts";
import { countComments } from "./counts.ts";
import { commentsFile } from "./csv.ts";
import type { ThreadStanding } from "./model/thread-standing.ts";
import { viewNotices, type PlacedNotice } from "./notice-views.ts";
import { findNotices, isUnread } from "./notices.ts";
import { readableMargins, type DiscussedMargin } from "./readable-margins.ts";
import type { ReadingMarks, ReadingMarkStore } from "./reading-marks.ts";
import { filterMargins, hasLostItsText, mentionsWords, readAnchors, readRows } from "./table.ts";
import { WordsShelf } from "./words-shelf.ts";

/** What queries about comments need. */
export interface CommentQueryContext extends Pick<
  ReviewsContext,
  "shelf" | "payloads" | "rooms" | "identity" | "log"
> {
  readonly marks: ReadingMarkStore;
}

/** What a person may read of a review's comments, and how far he has. */
interface Reading {
  readonly open: OpenReview;
  readonly margins: readonly DiscussedMargin[];
  readonly marks: ReadingMarks;
  readonly isUnread: (thread: ThreadStanding) => boolean;
}

/** What may be asked about comments. */
export function createCommentQueries(context: CommentQueryContext): CommentQueries {
  const sources = { ...context, words: new WordsShelf(context.payloads) };
  const within = async <Result extends object>(
    actor: Actor,
    review: ReviewId,
    query: (reading: Reading) => Promise<Result>,
  ): Promise<Result | Refusal> =>
    unlessStorageFails(context.log, async () => {
      const open = await context.shelf.openFor(actor.user, review);
      return open === null ? refuse("absent") : query(await readingOf(context, open, actor.user));
    });
  const rowsOf = async ({ open, margins, ...reading }: Reading, filter: CommentFilter) => {
    const wanted = filterMargins(open.state, margins, filter);
    const rows = await readRows(sources, open.state, wanted, reading.isUnread);
    const { q } = filter;
    return q === undefined ? rows : rows.filter((row) => mentionsWords(row, q));
  };
  return {
    counts: (actor, review) =>
      within(actor, review, async (reading) => {
        const anchorOf = await readAnchors(context.rooms, reading.margins);
        const isOrphaned = (thread: ThreadStanding): boolean => hasLostItsText(thread, anchorOf);
        return countComments(reading.margins, { isUnread: reading.isUnread, isOrphaned });
      }),
    unread: (actor, review) =>
      within(actor, review, async (reading) => {
        const threads = reading.margins.flatMap((margin) => margin.threads).filter(reading.isUnread);
        return { threads: threads.map(({ section, id }) => ({ section, thread: id })) };
      }),
    table: (actor, review, filter = {}) => within(actor, review, (reading) => rowsOf(reading, filter)),
    file: (actor, review, filter) =>
      within(actor, review, async (reading) => {
        const rows = await rowsOf(reading, filter);
        return { text: commentsFile(rows, reading.open.state, filter.language ?? actor.language) };
      }),
    notices: (actor) =>
      unlessStorageFails(context.log, async () => {
        const found = await noticesOf(context, actor.user);
        const unread = found.filter(({ notice }) => !notice.read).length;
        return { unread, notices: await viewNotices(context.identity, found.slice(0, NOTICES_LIMIT)) };
      }),
    markRead: (actor, review, request) =>
      within(actor, review, async ({ open, margins }) => {
        const seen = seenBy(open, margins, request);
        await context.marks.add(review, actor.user, seen);
        return { marked: seen.threads.size };
      }),
  };
}

async function readingOf(
  { marks: store }: Pick<CommentQueryContext, "marks">,
  open: OpenReview,
  user: UserId,
): Promise<Reading> {
  const { state, member } = open;
  const marks = await store.read(state.review, user);
  return {
    open,
    marks,
    margins: readableMargins(state, member),
    isUnread: (thread) => isUnread(state, user, thread, marks),
  };
}

/** What a request says that somebody has seen, of what he may read; a thread that is not his to read is passed over. */
function seenBy(
  { state }: OpenReview,
  margins: readonly DiscussedMargin[],
  { threads }: ThreadsRead,
): ReadingMarks {
  if (threads === undefined) return { upTo: state.commentCount, threads: new Map() };
  const named = new Set(threads.map(({ section, thread }) => `${section}/${thread}`));
  const seen = margins
    .flatMap((margin) => margin.threads)
    .filter(({ section, id }) => named.has(`${section}/${id}`));
  return { upTo: 0, threads: new Map(seen.map((thread) => [thread.id, lastNumber(thread)])) };
}

function lastNumber({ comments }: ThreadStanding): number {
  return Math.max(0, ...[...comments.values()].map(({ number }) => number));
}

/** Everything that concerns a person and that he may read now, in all his reviews, newest first. @throws StorageFailure */
export async function noticesOf(
  { shelf, marks }: Pick<CommentQueryContext, "shelf" | "marks">,
  user: UserId,
): Promise<readonly PlacedNotice[]> {
  const reviews = await inWaves(await shelf.allFor(user), async (open) => {
    const reading = await readingOf({ marks }, open, user);
    const found = findNotices(open.state, user, reading.margins, reading.marks);
    return found.map((notice) => ({ state: open.state, notice }));
  });
  return reviews.flat().toSorted((one, other) => other.notice.comment.at - one.notice.comment.at);
}
