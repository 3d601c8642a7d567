import type {
  ActRequest,
  ActResult,
  DecisionRequest,
  DecisionResult,
  LiveMembers,
  MemberChange,
  NewMember,
  NewReview,
  OutlineView,
  PhaseMove,
  RecordEntry,
  ReviewId,
  ReviewSummary,
  ReviewView,
  MemberId,
  MemberView,
  SearchHit,
  SectionId,
  SectionText,
  TreatyText,
  TreatyTextView,
  UserId,
} from "@travaux/blueprint";
import type { InstrumentCode, Language } from "@travaux/blueprint";
import type { Actor } from "../identity/actor.ts";

/**
 * Why an act was not taken; nothing was changed. `absent` answers alike for what does not exist and for what the actor
 * may not know of.
 */
export type RefusalCode =
  | "absent"
  | "not-permitted"
  | "invalid"
  | "conflict"
  | "focal-point-taken"
  | "members-limit"
  | "phase-order"
  | "reason-missing"
  | "already-undone"
  | "changed-since"
  | "anchor-gone"
  | "already-resolved"
  | "not-resolved"
  | "already-deleted"
  | "already-sent"
  | "thread-limit"
  | "unavailable";

export interface Refusal {
  readonly refused: RefusalCode;
  /** Where a field is at fault: JSON pointer and a stable code. */
  readonly faults?: readonly { readonly pointer: string; readonly code: string }[];
}

/** Everything HTTP asks of reviews. Each call decides for its actor; a caller checks nothing beforehand. */
export interface Reviews {
  list(actor: Actor): Promise<readonly ReviewSummary[]>;
  create(actor: Actor, request: NewReview): Promise<ReviewView | Refusal>;
  view(actor: Actor, review: ReviewId): Promise<ReviewView | Refusal>;
  outline(actor: Actor, review: ReviewId): Promise<OutlineView | Refusal>;
  /** The text of the section's first room for this actor, or of the room named. */
  text(actor: Actor, review: ReviewId, section: SectionId, room?: string): Promise<SectionText | Refusal>;
  addMember(actor: Actor, review: ReviewId, request: NewMember): Promise<MemberView | Refusal>;
  changeMember(
    actor: Actor,
    review: ReviewId,
    member: MemberId,
    change: MemberChange,
  ): Promise<MemberView | Refusal>;
  /** Names those of the focal point's own delegation who write in the team room directly. */
  allowLive(actor: Actor, review: ReviewId, request: LiveMembers): Promise<LiveMembers | Refusal>;
  movePhase(actor: Actor, review: ReviewId, move: PhaseMove): Promise<ReviewView | Refusal>;
  act(actor: Actor, review: ReviewId, request: ActRequest): Promise<ActResult | Refusal>;
  /** Accepts or rejects suggestions in one text. */
  decide(
    actor: Actor,
    review: ReviewId,
    section: SectionId,
    request: DecisionRequest,
  ): Promise<DecisionResult | Refusal>;
  /** Brings back what a decision changed, suggestions and text. */
  undoDecision(
    actor: Actor,
    review: ReviewId,
    section: SectionId,
    decision: string,
  ): Promise<DecisionResult | Refusal>;
  record(actor: Actor, review: ReviewId, before: number | null): Promise<readonly RecordEntry[] | Refusal>;
  search(actor: Actor, review: ReviewId, query: string): Promise<readonly SearchHit[] | Refusal>;
  loadTreatyText(
    actor: Actor,
    review: ReviewId,
    text: TreatyText,
  ): Promise<{ readonly loaded: number } | Refusal>;
  treatyText(
    actor: Actor,
    review: ReviewId,
    instrument: InstrumentCode,
    article: number,
    language: Language,
  ): Promise<TreatyTextView | Refusal>;
  /** Writes into the review's record that an account's link was renewed or its second factor reset. */
  recordAccountAct(
    actor: Actor,
    user: UserId,
    act: "activation-renewed" | "second-factor-reset",
  ): Promise<void>;
}
