import type { Random } from "../../reviews/model/decision.ts";
import type { Member, ReviewState } from "../../reviews/model/review-state.ts";

/** Where something is decided about comments: who asks, and over what. */
export interface CommentDesk {
  readonly state: ReviewState;
  readonly member: Member;
  readonly random: Random;
}
