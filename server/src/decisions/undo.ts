import type { DecisionResult, RoomAddress, SectionId } from "@travaux/blueprint";
import { readSuggestions } from "@travaux/track-changes/model";
import { refuse } from "../reviews/model/decision.ts";
import { changeOfCopy, copyOf, readWhole } from "../reviews/following.ts";
import type { DecisionStanding, ReviewState } from "../reviews/model/review-state.ts";
import { readJson } from "../reviews/payload-reader.ts";
import type { OpenReview } from "../reviews/review-shelf.ts";
import type { Refusal } from "../reviews/reviews.ts";
import type { ReviewsContext } from "../reviews/service.ts";
import { findPlace, followRecord, type WriteRecord } from "./decide.ts";
import { readBeforeAfter } from "./model/before-after.ts";
import { undoneRecord } from "./model/decision-records.ts";
import { bringBack } from "./model/bring-back.ts";
import { alignByLetters } from "./model/text-edits.ts";
import type { TrackedText } from "./tracked-text.ts";

/**
 * Undoes a decision: text, suggestions and records come back as they were, as long as nobody has changed since what the
 * decision changed. Whoever may decide may undo, whoever decided.
 */
export async function undoDecision(
  context: ReviewsContext,
  open: OpenReview,
  asked: { readonly section: SectionId; readonly decision: string },
  write: WriteRecord,
): Promise<DecisionResult | Refusal> {
  const standing = open.state.decisions.get(asked.decision);
  if (standing === undefined || standing.section !== asked.section) return refuse("absent");
  const { section, audience, epoch } = standing;
  const { review } = open.state;
  const address: RoomAddress = { review, section, audience, epoch, document: "text" };
  const place = findPlace(open, section, address);
  // A text that was replaced as a whole has nothing left of what was decided.
  if (place === null) return refuse(readsAudience(open, standing) ? "changed-since" : "absent");
  if (!place.readable.mayDecide) return refuse("not-permitted");
  if (standing.undone) return refuse("already-undone");
  const copy = copyOf(open.state, place.section, audience);
  const rooms = copy === null ? [address] : [address, copy];
  return context.rooms.hold(rooms, async () => {
    const text = await readWhole(context, address);
    if (text === null) return refuse("unavailable");
    const desk = { state: open.state, address, copy, standing, decision: asked.decision, text };
    const result = await undoHeld(context, desk, write);
    for (const room of rooms) await followRecord(context, open.state, room);
    return result;
  });
}

function readsAudience(open: OpenReview, { section, audience }: DecisionStanding): boolean {
  const body = open.state.sections.get(section)?.bodies;
  return [...(body?.values() ?? [])].some(
    ({ audience: of, epoch }) =>
      of.kind === audience.kind &&
      findPlace(open, section, { review: open.state.review, section, audience, epoch, document: "text" }) !==
        null,
  );
}

interface UndoDesk {
  readonly state: ReviewState;
  /** The State's own room of the text. */
  readonly copy: RoomAddress | null;
  readonly address: RoomAddress;
  readonly standing: DecisionStanding;
  readonly decision: string;
  readonly text: TrackedText;
}

async function undoHeld(
  context: ReviewsContext,
  { state, address, copy, standing, decision, text }: UndoDesk,
  write: WriteRecord,
): Promise<DecisionResult | Refusal> {
  const kept = readBeforeAfter(await readJson(context.payloads, address, standing.before));
  const after = kept === null ? null : bringBack(kept, text.tracked);
  if (after === null) return refuse("changed-since");
  const change = text.changeTo(after, alignByLetters);
  const copied = await changeOfCopy(context, state, copy, { before: text.tracked, after });
  const open = new Set(readSuggestions(after).map(({ id }) => id));
  const restored = standing.suggestions.filter((id) => open.has(id));
  await write(undoneRecord({ address, random: context.random }, decision, restored, { change, copied }));
  return { decision, outcomes: restored.map((id) => ({ id, outcome: "restored" as const })) };
}
