import type { UserId } from "@travaux/blueprint";
import type { ReviewState } from "../reviews/model/review-state.ts";
import type { CommentStanding, ThreadStanding } from "./model/thread-standing.ts";
import { isBy, standingComments, type DiscussedMargin } from "./readable-margins.ts";
import { isSeen, type ReadingMarks } from "./reading-marks.ts";

/** A comment that concerns a person: it mentions him, or answers where he wrote before. */
export interface FoundNotice {
  readonly kind: "mention" | "reply";
  readonly thread: ThreadStanding;
  readonly comment: CommentStanding;
  readonly read: boolean;
}

/**
 * What concerns a person in a review, in the order in which it was written.
 *
 * @param margins those that he may read now, and no others
 */
export function findNotices(
  state: ReviewState,
  user: UserId,
  margins: readonly DiscussedMargin[],
  marks: ReadingMarks,
): readonly FoundNotice[] {
  const self = new Set<string>(
    [...state.members.values()].filter((each) => each.user === user).map(({ id }) => id),
  );
  const found = margins.flatMap(({ threads }) =>
    threads.flatMap((thread) => noticesIn(thread, self, (number) => isSeen(marks, thread.id, number))),
  );
  return found.toSorted((one, other) => one.comment.number - other.comment.number);
}

function noticesIn(
  thread: ThreadStanding,
  self: ReadonlySet<string>,
  isRead: (number: number) => boolean,
): readonly FoundNotice[] {
  let wroteBefore = false;
  return [...thread.comments.values()].flatMap((comment): readonly FoundNotice[] => {
    const answers = wroteBefore;
    if (self.has(comment.by)) {
      wroteBefore = true;
      return [];
    }
    const mentions = comment.mentions.some((member) => self.has(member));
    if (comment.deletedAt !== null || !(mentions || answers)) return [];
    return [{ kind: mentions ? "mention" : "reply", thread, comment, read: isRead(comment.number) }];
  });
}

/** Whether a thread has a comment of somebody else that a person has not seen. */
export function isUnread(
  state: ReviewState,
  user: UserId,
  thread: ThreadStanding,
  marks: ReadingMarks,
): boolean {
  return standingComments(thread).some(
    (comment) => !isBy(state, comment, user) && !isSeen(marks, thread.id, comment.number),
  );
}
