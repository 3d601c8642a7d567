import type { TrackedDocument } from "@travaux/track-changes/model";
import type { AnsweredSection } from "../../ledger/acts.ts";
import type { Answer } from "./answer-text.ts";
import { mintPayload, type ProposedPayload, type Random } from "./decision.ts";
import { sourceOf, type AnswerStep, type LeftCode } from "./plan-carrying.ts";
import { addressOf, type ReviewState } from "./review-state.ts";
import { sameText } from "./same-text.ts";
import { textBytes } from "./source-text.ts";

/** A text that an answer may change. */
export interface AnswerableText {
  readonly tracked: TrackedDocument;
  /** The exact Yjs update, and how far it brings the server's own clock. */
  readonly changeTo: (text: TrackedDocument) => { readonly update: Uint8Array; readonly clock: number };
}

/** What answering one section comes to, and how the text before the team becomes what it says. */
export type AnswerFacts =
  | { readonly kind: "damaged" }
  | {
      readonly kind: "read";
      readonly answer: Answer;
      readonly working: AnswerableText;
      /** When the suggestions of the working copy were made. */
      readonly times: ReadonlyMap<string, number>;
      readonly team: AnswerableText;
    };

/** What becomes of one section. */
export type AnswerOutcome =
  | { readonly kind: "left"; readonly code: LeftCode; readonly open?: number }
  | {
      readonly kind: "answered";
      readonly answered: AnsweredSection;
      /** How many suggestions could not be carried. */
      readonly open: number;
      readonly payloads: readonly ProposedPayload[];
    };

interface AnswerDesk {
  readonly state: ReviewState;
  readonly random: Random;
}

/** The State's suggestions go to the text before the team as they are; its base is not touched. */
export function decideAnswer(
  desk: AnswerDesk,
  { section, working, team }: AnswerStep,
  facts: AnswerFacts | undefined,
): AnswerOutcome {
  if (facts === undefined || facts.kind === "damaged") return { kind: "left", code: "damaged" };
  const { answer } = facts;
  switch (answer.kind) {
    case "empty":
    case "too-many-suggestions":
      return { kind: "left", code: answer.kind };
    case "unchanged": {
      const open = answer.left.length === 0 ? {} : { open: answer.left.length };
      return { kind: "left", code: "unchanged", ...open };
    }
    case "answered":
      return answered(desk, { section, working, team }, { ...facts, answer });
  }
}

function answered(
  { state, random }: AnswerDesk,
  { section, working, team }: AnswerStep,
  {
    answer,
    ...texts
  }: Extract<AnswerFacts, { kind: "read" }> & { answer: Extract<Answer, { kind: "answered" }> },
): AnswerOutcome {
  const [own, before] = [addressOf(state, section, working), addressOf(state, section, team)];
  const change = texts.team.changeTo(answer.text);
  const update = mintPayload(before, change.update, random);
  const taken = mintPayload(own, textBytes(answer.working), random);
  const isBehind = !sameText(answer.working, texts.working.tracked);
  const renewal = isBehind ? texts.working.changeTo(answer.working) : null;
  const renewed = renewal === null ? null : mintPayload(own, renewal.update, random);
  const { brought, changed, withdrawn, left } = answer;
  return {
    kind: "answered",
    answered: {
      section: section.id,
      from: sourceOf(working),
      to: sourceOf(team),
      brought,
      changed,
      withdrawn,
      times: Object.fromEntries(brought.flatMap((id) => timeOf(texts.times, id))),
      effect: { clock: change.clock, update: update.salted.reference },
      ...(renewal === null || renewed === null
        ? {}
        : { renewed: { clock: renewal.clock, update: renewed.salted.reference } }),
      taken: taken.salted.reference,
    },
    open: left.length,
    payloads: [update, ...(renewed === null ? [] : [renewed]), taken],
  };
}

function timeOf(times: ReadonlyMap<string, number>, id: string): readonly (readonly [string, number])[] {
  const at = times.get(id);
  return at === undefined ? [] : [[id, at]];
}
