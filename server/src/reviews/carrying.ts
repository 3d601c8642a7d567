import type { ActRequest, ActResult, SectionId } from "@travaux/blueprint";
import type { TrackedDocument } from "@travaux/track-changes/model";
import { decideCarrying, type CarryingFacts } from "./model/decide-carrying.ts";
import { answeredRooms, bringAnswers, readAnswers } from "./answering.ts";
import { isRefusal, type ProposedRecord } from "./model/decision.ts";
import {
  planCarrying,
  type AnswerStep,
  type CarryingPlan,
  type CarryingStep,
} from "./model/plan-carrying.ts";
import { readWhole } from "./following.ts";
import { withoutOthers } from "./model/others-suggestions.ts";
import {
  addressOf,
  bodyOf,
  isOfStateUnderReview,
  stateUnderReview,
  type Body,
  type ReviewState,
} from "./model/review-state.ts";
import { digestOfText, sourceKey } from "./model/source-text.ts";
import { openingText } from "./opening-text.ts";
import type { OpenReview } from "./review-shelf.ts";
import type { Refusal } from "./reviews.ts";
import { clearedDigest, inWaves, parseText, readSource } from "./room-texts.ts";
import type { ReviewsContext } from "./service.ts";

/**
 * Carries text by an act: holds the rooms that it comes from, reads them, decides, and writes what was decided before
 * they are let go. The rooms it goes into need nothing done: what a record names is what they begin with.
 */
export async function carry(
  context: ReviewsContext,
  { state, member }: OpenReview,
  request: ActRequest,
  write: (proposed: ProposedRecord) => Promise<unknown>,
): Promise<ActResult | Refusal> {
  const plan = planCarrying(state, member, request);
  if (isRefusal(plan)) return plan;
  const steps = stepsOf(plan);
  const answers = answersOf(plan);
  const held = [
    ...steps.flatMap((step) =>
      roomsOf(state, plan, step).map((body) => addressOf(state, step.section, body)),
    ),
    ...answers.flatMap((step) => answeredRooms(state, step)),
  ];
  return context.rooms.hold(held, async () => {
    const facts = {
      ...(await gatherFacts(context, state, steps)),
      standing: await readReplaced(context, state, plan.act === "submit" ? steps : [], "team"),
      copies: await readReplaced(context, state, plan.act === "transmit" ? steps : [], "copy"),
      answers: await readAnswers(context, state, answers),
    };
    const { records, outcomes } = decideCarrying(state, plan, facts, context.random);
    for (const record of records) await write(record);
    await bringAnswers(context, state, answers);
    return { outcomes };
  });
}

function answersOf(plan: CarryingPlan): readonly AnswerStep[] {
  return plan.entries.flatMap((entry) => (entry.kind === "answer" ? [entry.step] : []));
}

function stepsOf(plan: CarryingPlan): readonly CarryingStep[] {
  return plan.entries.flatMap((entry) => (entry.kind === "step" ? [entry.step] : []));
}

/** The rooms that must stand still: what is carried, and what goes with the version that is replaced. */
function roomsOf(state: ReviewState, { act }: CarryingPlan, step: CarryingStep): readonly Body[] {
  const replaced = act === "join" ? null : replacedBody(state, step, act === "submit" ? "team" : "copy");
  return replaced === null ? step.sources : [...step.sources, replaced];
}

/** Of a version that is replaced: itself, or the State's working copy of it. */
function replacedBody(
  { facts }: ReviewState,
  { section, before }: CarryingStep,
  which: "team" | "copy",
): Body | null {
  if (before === null || which === "team") return before;
  return bodyOf(section, { kind: "state", state: stateUnderReview(facts) });
}

/** What will be replaced, with what is proposed to it. */
async function readReplaced(
  context: ReviewsContext,
  state: ReviewState,
  steps: readonly CarryingStep[],
  which: "team" | "copy",
): Promise<ReadonlyMap<SectionId, TrackedDocument>> {
  const read = await inWaves(steps, async (step) => {
    const { section } = step;
    const body = replacedBody(state, step, which);
    if (body === null) return [];
    const text = await readWhole(context, addressOf(state, section, body));
    return text === null ? [] : [[section.id, text.tracked] as const];
  });
  return new Map(read.flat());
}

async function gatherFacts(
  context: ReviewsContext,
  state: ReviewState,
  steps: readonly CarryingStep[],
): Promise<Omit<CarryingFacts, "answers" | "standing" | "copies">> {
  const places = steps.flatMap(({ section, sources }) => sources.map((body) => ({ section, body })));
  const texts = await inWaves(places, async ({ section, body }) => {
    return [sourceKey(section.id, body.audience), await readSource(context, state, section, body)] as const;
  });
  const given = steps.flatMap(({ section }) =>
    section.clearances.map((clearance) => ({ section, clearance })),
  );
  const cleared = await inWaves(given, async ({ section, clearance }) => {
    return [clearance.over.id, await clearedDigest(context, state, section, clearance)] as const;
  });
  const before = await inWaves(
    steps,
    async (step) => [step.section.id, await digestBefore(context, state, step)] as const,
  );
  return {
    texts: new Map(texts),
    cleared: new Map(cleared),
    before: new Map<SectionId, string | null>(before),
  };
}

/** The digest of what the same act carried last; `null` if it never did. */
async function digestBefore(
  context: ReviewsContext,
  state: ReviewState,
  step: CarryingStep,
): Promise<string | null> {
  const { section, before } = step;
  if (before === null) return null;
  const text = parseText(context.schema, await openingText(context.payloads, state, section, before));
  const isOfState = isOfStateUnderReview(state);
  // What others proposed to it came along with it.
  return text === null ? null : digestOfText(withoutOthers(text, isOfState));
}
