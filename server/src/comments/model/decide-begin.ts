import { formatAudience } from "@travaux/blueprint";
import type { TrackedDocument } from "@travaux/track-changes/model";
import { mintPayload, refuse, type ProposedRecord, type Random } from "../../reviews/model/decision.ts";
import { sourceOf } from "../../reviews/model/plan-carrying.ts";
import type { ReviewState } from "../../reviews/model/review-state.ts";
import type { Refusal } from "../../reviews/reviews.ts";
import { writeCommentWords } from "./comment-words.ts";
import { threadBegunBy } from "./find-thread.ts";
import { locateParts, suggestionQuote, type Located } from "./locate-subject.ts";
import { threadsAddress } from "./margins-of-member.ts";
import type { PlannedSubject, ThreadPlan } from "./plan-thread.ts";
import type { RecordedSubject } from "./thread-standing.ts";

/** What a beginning is decided over. */
export interface BeginningFacts {
  /** The text that the thread is about, as it stands; `null` where it is about none. */
  readonly text: TrackedDocument | null;
  readonly random: Random;
}

/** Begins a thread where its words still are; what they were when it was planned does not count. */
export function decideBegin(
  state: Pick<ReviewState, "review">,
  plan: ThreadPlan,
  { text, random }: BeginningFacts,
): ProposedRecord | Refusal {
  const found = locate(plan.about, text);
  if (found === null) return refuse("anchor-gone");
  const address = threadsAddress(state, plan.section, plan.audience);
  const words = mintPayload(address, writeCommentWords({ text: plan.text, ...found }), random);
  return {
    act: {
      kind: "commented",
      section: plan.section.id,
      audience: formatAudience(plan.audience),
      epoch: address.epoch,
      thread: threadBegunBy(plan.id),
      comment: plan.id,
      begins: { subject: recorded(plan.about), forTeam: plan.forTeam, class: plan.class },
      mentions: plan.mentions,
      words: words.salted.reference,
    },
    payloads: [words],
  };
}

function locate(about: PlannedSubject, text: TrackedDocument | null): Partial<Located> | null {
  switch (about.kind) {
    case "section":
    case "thread":
      return {};
    case "text":
      return text === null ? null : locateParts(text, about.parts);
    case "suggestion": {
      const quote = text === null ? null : suggestionQuote(text, about.suggestion);
      return quote === null ? null : { quote };
    }
  }
}

function recorded(about: PlannedSubject): RecordedSubject {
  switch (about.kind) {
    case "section":
    case "thread":
      return about;
    case "text":
      return { kind: "text", room: sourceOf(about.body) };
    case "suggestion":
      return { kind: "suggestion", room: sourceOf(about.body), suggestion: about.suggestion };
  }
}
