import type { Audience, MemberId } from "@travaux/blueprint";
import { COMMENT_LIMIT } from "@travaux/comments/model";
import { invalid, type Fault } from "../../reviews/model/decision.ts";
import type { ReviewState, SectionStanding } from "../../reviews/model/review-state.ts";
import type { Refusal } from "../../reviews/reviews.ts";
import { marginFor } from "./margins-of-member.ts";

/** The most members that one comment may mention. */
export const MENTIONS_LIMIT = 50;

/** What somebody wants to say, checked: trimmed, and each mentioned member once. */
export interface CheckedWords {
  readonly text: string;
  readonly mentions: readonly MemberId[];
}

/** What somebody wants to say. */
interface SaidWords extends CheckedWords {
  /** Whom the comment mentioned before: who has left since may stay in it. */
  readonly standing?: readonly MemberId[];
}

/** Checks what would be said in a margin: not empty, not too long, and about nobody who could not read it. */
export function checkWords(
  state: ReviewState,
  section: SectionStanding,
  audience: Audience,
  { text, mentions, standing = [] }: SaidWords,
): CheckedWords | Refusal {
  const trimmed = text.trim();
  const reads = (id: MemberId): boolean => {
    const member = state.members.get(id);
    return member !== undefined && marginFor(state, member, section, audience) !== null;
  };
  const faults = [
    ...textFaults(trimmed),
    ...mentionFaults(mentions, (id) => standing.includes(id) || reads(id)),
  ];
  return faults.length > 0 ? invalid(faults) : { text: trimmed, mentions: [...new Set(mentions)] };
}

function textFaults(text: string): readonly Fault[] {
  if (text === "") return [{ pointer: "/text", code: "empty" }];
  return text.length > COMMENT_LIMIT ? [{ pointer: "/text", code: "too-long" }] : [];
}

function mentionFaults(mentions: readonly MemberId[], mayBe: (id: MemberId) => boolean): readonly Fault[] {
  if (mentions.length > MENTIONS_LIMIT) return [{ pointer: "/mentions", code: "too-many" }];
  return mentions.flatMap((id, at) =>
    mayBe(id) ? [] : [{ pointer: `/mentions/${at}`, code: "not-in-audience" }],
  );
}
