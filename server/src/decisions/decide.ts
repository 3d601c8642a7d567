import { formatRoomName, parseRoomName } from "@travaux/blueprint";
import type { DecisionRequest, DecisionResult, RoomAddress, SectionId } from "@travaux/blueprint";
import { levelAllows } from "@travaux/blueprint";
import { readSuggestions, type Suggestion } from "@travaux/track-changes/model";
import type { ProposedRecord } from "../reviews/model/decision.ts";
import { mintId, refuse } from "../reviews/model/decision.ts";
import {
  addressOf,
  bodyOf,
  textKey,
  type ReviewState,
  type SectionStanding,
} from "../reviews/model/review-state.ts";
import { changeOfCopy, copyOf, readWhole } from "../reviews/following.ts";
import { bodyFor, type ReadableBody } from "../reviews/model/section-access.ts";
import { readJson } from "../reviews/payload-reader.ts";
import type { OpenReview } from "../reviews/review-shelf.ts";
import type { Refusal } from "../reviews/reviews.ts";
import type { ReviewsContext } from "../reviews/service.ts";
import { keyHolders, othersAgree, type ReadKey } from "./model/keys.ts";
import { decidedRecord, keyedRecord } from "./model/decision-records.ts";
import { isLeftToState } from "./model/left-to-state.ts";
import { areAllOf, decideOn, goesWith, outcomesOf, sortOut } from "./model/plan-decision.ts";
import { alignByMarks } from "./model/text-edits.ts";
import type { TrackedText } from "./tracked-text.ts";

/** Writes a record of the review. @throws StorageFailure */
export type WriteRecord = (proposed: ProposedRecord) => Promise<unknown>;

/** A text that a member asks to decide in. */
export interface DecidingPlace {
  readonly section: SectionStanding;
  readonly readable: ReadableBody;
  readonly address: RoomAddress;
}

/** The text of a request, if the member may read it. */
export function findPlace(
  { state, member }: OpenReview,
  id: SectionId,
  room: Pick<RoomAddress, "review" | "section" | "audience" | "epoch" | "document"> | null,
): DecidingPlace | null {
  const section = state.sections.get(id);
  if (section === undefined || room === null || room.review !== state.review || room.section !== id)
    return null;
  const readable = bodyFor(state, member, section, room.audience);
  if (readable === null || room.document !== "text" || readable.body.epoch !== room.epoch) return null;
  return { section, readable, address: addressOf(state, section, readable.body) };
}

/**
 * Decides suggestions of one text: what may be decided now is done at once and whole, what must wait for another State
 * is noted, and the rest is left with a reason. The text follows from the record.
 */
export async function decideSuggestions(
  context: ReviewsContext,
  open: OpenReview,
  asked: { readonly section: SectionId; readonly request: DecisionRequest },
  write: WriteRecord,
): Promise<DecisionResult | Refusal> {
  const { request } = asked;
  const place = findPlace(open, asked.section, parseRoomName(request.room));
  if (place === null) return refuse("absent");
  if (!mayDecideAll(open, place, request)) return refuse("not-permitted");
  const copy = copyOf(open.state, place.section, place.address.audience);
  const rooms = copy === null ? [place.address] : [place.address, copy];
  return context.rooms.hold(rooms, async () => {
    const text = await readWhole(context, place.address);
    if (text === null) return refuse("unavailable");
    const result = await decideHeld(context, { ...open, ...place, copy, request, text }, write);
    for (const room of rooms) await followRecord(context, open.state, room);
    return result;
  });
}

/** Whoever may decide in the text may decide everything there; anybody may take back what he proposed himself. */
function mayDecideAll(
  { member }: OpenReview,
  { readable }: DecidingPlace,
  { decision, suggestions }: DecisionRequest,
): boolean {
  if (readable.mayDecide) return true;
  return decision === "reject" && levelAllows(readable.level, "suggest") && areAllOf(suggestions, member.id);
}

type Desk = OpenReview &
  DecidingPlace & {
    /** The State's own room of the text. */
    readonly copy: RoomAddress | null;
    readonly request: DecisionRequest;
    readonly text: TrackedText;
  };

async function decideHeld(context: ReviewsContext, desk: Desk, write: WriteRecord): Promise<DecisionResult> {
  const { request, address, text } = desk;
  const choice = request.decision;
  const reason = request.reason?.trim() ?? "";
  const suggestions = readSuggestions(text.tracked);
  const isStill = isLeftToState(desk.state, desk.section, desk.readable.body);
  const { standing, left } = sortOut(suggestions, request.suggestions, { choice, isStill });
  const holders = keyHolders(desk.state, desk.section, desk.readable.body.audience);
  const { ready, waiting } = await splitByKeys(context, desk, holders, standing);
  const newId = () => mintId("n", context.random);
  const decided = decideOn(text.tracked, suggestions, { standing: ready, choice }, newId);
  let decision: string | null = null;
  if (decided.decided.length > 0) {
    const change = text.changeTo(decided.resolution, alignByMarks(goesWith(decided)));
    const record = decidedRecord({ address, random: context.random }, text.tracked, decided, {
      change,
      copied: await changeOfCopy(context, desk.state, desk.copy, {
        before: text.tracked,
        after: decided.resolution,
      }),
      reason: reason === "" ? null : reason,
      keys: holders,
    });
    await write(record);
    decision = record.act.decision;
  }
  if (waiting.length > 0) await keep(context, desk, waiting, write);
  const waitingIds = waiting.map(({ id }) => id);
  return { decision, outcomes: outcomesOf(request.suggestions, left, decided, waitingIds) };
}

/** Parts what can be decided now from what must wait for another State's word. */
async function splitByKeys(
  context: ReviewsContext,
  desk: Desk,
  holders: readonly string[],
  standing: readonly Suggestion[],
): Promise<{ readonly ready: readonly Suggestion[]; readonly waiting: readonly Suggestion[] }> {
  const { state, member, section, readable, request } = desk;
  if (holders.length === 0) return { ready: standing, waiting: [] };
  const { audience, epoch } = readable.body;
  const keys = state.keys.get(textKey(section.id, audience, epoch)) ?? new Map();
  const read = keyReader(context, state, section.id);
  const others = keyHolders(state, section, audience).filter((holder) => holder !== member.state);
  const ready: Suggestion[] = [];
  const waiting: Suggestion[] = [];
  for (const suggestion of standing) {
    const own = request.decision === "reject" && areAllOf([{ id: suggestion.id, seen: "" }], member.id);
    const given = own ? [] : await read(suggestion.id, keys.get(suggestion.id) ?? []);
    const agreed = own || othersAgree(suggestion, request.decision, others, given);
    (agreed ? ready : waiting).push(suggestion);
  }
  return { ready, waiting };
}

type GivenKeys = NonNullable<ReturnType<NonNullable<ReturnType<ReviewState["keys"]["get"]>>["get"]>>;

/** Reads what a State had seen; the keys of one record share a payload. */
function keyReader(
  context: ReviewsContext,
  { review }: ReviewState,
  section: SectionId,
): (id: string, keys: GivenKeys) => Promise<readonly ReadKey[]> {
  const seen = new Map<string, Promise<unknown>>();
  return async (id, keys) =>
    Promise.all(
      keys.map(async ({ state, choice, seen: reference, kept }) => {
        const room: RoomAddress = { review, section, document: "text", ...kept };
        const known = seen.get(reference.id) ?? readJson(context.payloads, room, reference);
        seen.set(reference.id, known);
        const hashes = await known;
        const hash: unknown =
          typeof hashes === "object" && hashes !== null ? Reflect.get(hashes, id) : undefined;
        return { state, choice, hash: typeof hash === "string" ? hash : null };
      }),
    );
}

/** Notes a State's word where only the reviewing side reads it. */
async function keep(
  context: ReviewsContext,
  { state, member, section, address, request }: Desk,
  waiting: readonly Suggestion[],
  write: WriteRecord,
): Promise<void> {
  const inner = bodyOf(section, { kind: "reviewers" });
  if (member.state === null || inner === null)
    throw new RangeError("A transmitted finding has a room of its reviewers");
  const reason = request.reason?.trim() ?? "";
  const about = { address, random: context.random, kept: addressOf(state, section, inner) };
  await write(
    keyedRecord(about, waiting, {
      state: member.state,
      choice: request.decision,
      reason: reason === "" ? null : reason,
    }),
  );
}

/** The record stands whatever happens here: a text that cannot follow it now does so when it can. */
export async function followRecord(
  context: ReviewsContext,
  state: ReviewState,
  address: RoomAddress,
): Promise<void> {
  try {
    await context.rooms.catchUp(address);
    await context.rooms.refreshMargin(address);
    const inner = state.sections.get(address.section)?.bodies.get("reviewers");
    if (inner !== undefined)
      await context.rooms.refreshMargin({ ...address, audience: inner.audience, epoch: inner.epoch });
  } catch (error) {
    // Compensated: rooms catch up when they are opened and from time to time.
    context.log.warn(
      { room: formatRoomName(address), error: String(error) },
      "a decision has not reached its text yet",
    );
  }
}
