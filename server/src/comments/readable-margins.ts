import type { Audience, RoomAddress, UserId } from "@travaux/blueprint";
import type { Member, ReviewState, SectionStanding } from "../reviews/model/review-state.ts";
import { marginsOf, threadsAddress } from "./model/margins-of-member.ts";
import type { CommentStanding, ThreadStanding } from "./model/thread-standing.ts";
import { threadsIn } from "./model/threads-of-section.ts";

/** The threads of one audience in a section. */
export interface DiscussedMargin {
  readonly section: SectionStanding;
  readonly audience: Audience;
  /** Of their document, under which their words lie. */
  readonly address: RoomAddress;
  /** In the order in which they were begun; never empty. */
  readonly threads: readonly ThreadStanding[];
}

/** Everything that a member may read of the comments of a review now, in the order of the report, widest first. */
export function readableMargins(state: ReviewState, member: Member): readonly DiscussedMargin[] {
  const discussed = new Set(
    [...state.threads.values()].flatMap((within) => [...within.values()][0]?.section ?? []),
  );
  const sections = [...state.sections.values()].filter(({ id }) => discussed.has(id));
  return sections.flatMap((section) =>
    marginsOf(state, member, section).flatMap(({ audience }) => {
      const threads = threadsIn(state, section, audience);
      const address = threadsAddress(state, section, audience);
      return threads.length === 0 ? [] : [{ section, audience, address, threads }];
    }),
  );
}

/** The comments of a thread that stand: those that nobody has deleted. */
export function standingComments(thread: ThreadStanding): readonly CommentStanding[] {
  return [...thread.comments.values()].filter(({ deletedAt }) => deletedAt === null);
}

/** Whether a person wrote a comment, in this membership or in one that ended. */
export function isBy(state: ReviewState, comment: Pick<CommentStanding, "by">, user: UserId): boolean {
  return state.members.get(comment.by)?.user === user;
}
