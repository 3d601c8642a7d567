import type { RoomAddress, SectionId } from "@travaux/blueprint";
import { projectBase, type TrackedDocument } from "@travaux/track-changes/model";
import { followRecord } from "../decisions/decide.ts";
import { alignByLetters } from "../decisions/model/text-edits.ts";
import type { TrackedText } from "../decisions/tracked-text.ts";
import { readTextJson } from "../rooms/text-json.ts";
import { readWhole } from "./following.ts";
import { answerText } from "./model/answer-text.ts";
import type { AnswerableText, AnswerFacts } from "./model/decide-answer.ts";
import type { AnswerStep } from "./model/plan-carrying.ts";
import { addressOf, isOfStateUnderReview, type ReviewState } from "./model/review-state.ts";
import { plainText } from "./model/source-text.ts";
import { openingText } from "./opening-text.ts";
import { readJson } from "./payload-reader.ts";
import { inWaves, parseText } from "./room-texts.ts";
import type { ReviewsContext } from "./service.ts";

/** The rooms that must be held while an answer is carried: the working copy, and the text before the team. */
export function answeredRooms(
  state: ReviewState,
  { section, working, team }: AnswerStep,
): readonly [RoomAddress, RoomAddress] {
  return [addressOf(state, section, working), addressOf(state, section, team)];
}

/** What answering each section comes to. Call it while their rooms are held. @throws StorageFailure */
export async function readAnswers(
  context: ReviewsContext,
  state: ReviewState,
  steps: readonly AnswerStep[],
): Promise<ReadonlyMap<SectionId, AnswerFacts>> {
  const read = await inWaves(
    steps,
    async (step) => [step.section.id, await readAnswer(context, state, step)] as const,
  );
  return new Map(read);
}

/** Does to the texts before the team what the record says now. */
export async function bringAnswers(
  context: ReviewsContext,
  state: ReviewState,
  steps: readonly AnswerStep[],
): Promise<void> {
  await inWaves(steps, async (step) => {
    for (const room of answeredRooms(state, step)) await followRecord(context, state, room);
  });
}

async function readAnswer(
  context: ReviewsContext,
  state: ReviewState,
  step: AnswerStep,
): Promise<AnswerFacts> {
  const rooms = answeredRooms(state, step);
  const [working, team] = await Promise.all(rooms.map((room) => readWhole(context, room)));
  const last = await lastAnswer(context, state, step);
  if (working === undefined || working === null || team === undefined || team === null || last === null)
    return { kind: "damaged" };
  const texts = { last, working: working.tracked, team: team.tracked };
  const answer = answerText(texts, isOfStateUnderReview(state));
  const times = await context.rooms.suggestionTimes(rooms[0]);
  return { kind: "read", answer, working: answerable(working), times, team: answerable(team) };
}

function answerable(text: TrackedText): AnswerableText {
  return { tracked: text.tracked, changeTo: (wanted) => text.changeTo(wanted, alignByLetters) };
}

/** The working copy as it was submitted last, or the text that it is of. */
async function lastAnswer(
  { payloads, schema }: ReviewsContext,
  state: ReviewState,
  { section, working }: AnswerStep,
): Promise<TrackedDocument | null> {
  const { answered } = section;
  if (answered?.epoch !== working.epoch) {
    const opening = parseText(schema, await openingText(payloads, state, section, working));
    // What came along from an earlier version has not been submitted to this one.
    return opening === null ? null : plainText(projectBase(opening));
  }
  const kept = readTextJson(await readJson(payloads, addressOf(state, section, working), answered.taken));
  return kept === null ? null : parseText(schema, kept);
}
