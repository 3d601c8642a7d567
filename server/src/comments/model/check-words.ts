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

/** Checks what would be said in a margin: not empty, not too long, and about nobody who could not read it. */
export function checkWords(
  state: ReviewState,
  section: SectionStanding,
  audience: Audience,
  { text, mentions }: CheckedWords,
): CheckedWords | Refusal {
  const trimmed = text.trim();
  const faults = [...textFaults(trimmed), ...mentionFaults(state, section, audience, mentions)];
  return faults.length > 0 ? invalid(faults) : { text: trimmed, mentions: [...new Set(mentions)] };
}

function textFaults(text: string): readonly Fault[] {
  if (text === "") return [{ pointer: "/text", code: "empty" }];
  return text.length > COMMENT_LIMIT ? [{ pointer: "/text", code: "too-long" }] : [];
}

function mentionFaults(
  state: ReviewState,
  section: SectionStanding,
  audience: Audience,
  mentions: readonly MemberId[],
): readonly Fault[] {
  if (mentions.length > MENTIONS_LIMIT) return [{ pointer: "/mentions", code: "too-many" }];
  return mentions.flatMap((id, at) => {
    const member = state.members.get(id);
    const reads = member !== undefined && marginFor(state, member, section, audience) !== null;
    return reads ? [] : [{ pointer: `/mentions/${at}`, code: "not-in-audience" }];
  });
}
