import { maySendComments, type MemberView, type ReviewView, type SectionView } from "@travaux/blueprint";
import type { SectionCommentsLike, ShownThread } from "../section-comments.ts";
import { isUnderReview, stateUnderReview } from "./audience-choices.ts";

/** What the reader may do about a thread, and about his own comments in it. */
export interface ThreadRights {
  readonly reply: boolean;
  /** Reply within the delegation, for its focal point to send. */
  readonly replyForTeam: boolean;
  /** Change and delete what is his own. */
  readonly change: boolean;
  /** Resolve it, or open it again: his State began it. */
  readonly settle: boolean;
  /** Say how it was taken in. */
  readonly dispose: boolean;
  /** Withdraw it: his State, that is under review, began it. */
  readonly withdraw: boolean;
  readonly sendToTeam: boolean;
}

const NONE: ThreadRights = {
  reply: false,
  replyForTeam: false,
  change: false,
  settle: false,
  dispose: false,
  withdraw: false,
  sendToTeam: false,
};

interface Asked {
  readonly margins: SectionCommentsLike["margins"];
  readonly thread: Pick<ShownThread, "audience" | "of" | "forTeam" | "sent" | "subject">;
  readonly section: SectionView | null;
  readonly review: Pick<ReviewView, "states">;
  readonly member: MemberView | null;
}

/** As the server will judge, which alone decides: nothing is offered that it is known to refuse. */
export function threadRights({ margins, thread, section, review, member }: Asked): ThreadRights {
  const level = margins.find(({ audience }) => audience === thread.audience)?.level;
  if (member === null || level === undefined) return NONE;
  const mayComment = level === "comment";
  const isOwn = thread.of === member.state;
  const under = stateUnderReview(review);
  const isOfState = thread.audience === "team" && thread.of !== null && thread.of === under;
  const hasOwnMargin = margins.some(
    ({ audience, level: own }) => audience === `state-${member.state ?? ""}` && own === "comment",
  );
  return {
    reply: mayComment,
    replyForTeam: level === "propose" && hasOwnMargin && isUnderReview(review, member),
    change: mayComment,
    settle: mayComment && isOwn,
    dispose: isOfState && section?.mayDispose === true,
    withdraw: isOfState && isOwn && mayComment,
    sendToTeam:
      mayComment &&
      thread.forTeam &&
      thread.sent === null &&
      under !== null &&
      maySendComments(member, { stateUnderReview: under }),
  };
}
