import type { RoomAddress, SectionId } from "@travaux/blueprint";
import type { TrackedDocument } from "@travaux/track-changes/model";
import { alignByLetters } from "../decisions/model/text-edits.ts";
import { TrackedText } from "../decisions/tracked-text.ts";
import { Refusal } from "../gate/refusal.ts";
import { readTextJson } from "../rooms/text-json.ts";
import { StorageFailure } from "../storage/storage.ts";
import { answerText } from "./model/answer-text.ts";
import type { AnswerFacts } from "./model/decide-carrying.ts";
import { mintId } from "./model/decision.ts";
import type { AnswerStep } from "./model/plan-carrying.ts";
import { addressOf, type ReviewState } from "./model/review-state.ts";
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
    const [, team] = answeredRooms(state, step);
    try {
      await context.rooms.catchUp(team);
    } catch (error) {
      // The act stands, whatever becomes of the store: the room catches up when it is opened next.
      if (!(error instanceof StorageFailure)) throw error;
      context.log.warn({ error: String(error) }, "what was submitted has not reached its text yet");
    }
  });
}

async function readAnswer(
  context: ReviewsContext,
  state: ReviewState,
  step: AnswerStep,
): Promise<AnswerFacts> {
  const rooms = answeredRooms(state, step);
  for (const room of rooms) await context.rooms.catchUp(room);
  const [working, team] = await Promise.all(rooms.map((room) => readText(context, room)));
  const last = await lastAnswer(context, state, step);
  if (working === undefined || working === null || team === undefined || team === null || last === null)
    return { kind: "damaged" };
  const texts = { last, working: working.tracked, team: team.tracked };
  const isOfState = (author: string): boolean => isMemberOf(state, step, author);
  const answer = answerText(texts, isOfState, () => mintId("n", context.random));
  const changeTo = (text: TrackedDocument): ReturnType<TrackedText["changeTo"]> =>
    team.changeTo(text, alignByLetters);
  return { kind: "read", answer, working: working.tracked, changeTo };
}

/** Whoever proposed it for the State stays its author, his membership ended or not. */
function isMemberOf({ members }: ReviewState, { working }: AnswerStep, author: string): boolean {
  const { audience } = working;
  const member = [...members.values()].find(({ id }) => id === author);
  return audience.kind === "state" && member?.state === audience.state;
}

/** `null` for a text that can be read only in part. */
async function readText(context: ReviewsContext, room: RoomAddress): Promise<TrackedText | null> {
  const { state, damaged } = await context.rooms.state(room);
  if (damaged) return null;
  try {
    return new TrackedText(context.schema, state);
  } catch (error) {
    // Translated: the schema cannot show what is stored.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** The working copy as it was submitted last, or as it began. */
async function lastAnswer(
  { payloads, schema }: ReviewsContext,
  state: ReviewState,
  { section, working }: AnswerStep,
): Promise<TrackedDocument | null> {
  const { answered } = section;
  if (answered?.epoch !== working.epoch)
    return parseText(schema, await openingText(payloads, state, section, working));
  const kept = readTextJson(await readJson(payloads, addressOf(state, section, working), answered.taken));
  return kept === null ? null : parseText(schema, kept);
}
