import { formatAudience } from "@travaux/blueprint";
import type { ActResult, Audience, RoomAddress, SectionAct, SectionId, StateId } from "@travaux/blueprint";
import type { TrackedDocument } from "@travaux/track-changes/model";
import type { Act, CarriedSection, ClearedSection } from "../../ledger/acts.ts";
import { decideAnswer, type AnswerFacts, type AnswerOutcome } from "./decide-answer.ts";
import { mintPayload, type ProposedPayload, type ProposedRecord, type Random } from "./decision.ts";
import { joinDocuments } from "./join-documents.ts";
import { copyOfNew, withOthers } from "./others-suggestions.ts";
import { sourceOf, type CarryingPlan, type CarryingStep, type LeftCode } from "./plan-carrying.ts";
import {
  addressOf,
  assignedStates,
  bodyOf,
  isOfStateUnderReview,
  stateUnderReview,
  type Body,
  type ReviewState,
  type SectionStanding,
} from "./review-state.ts";
import { sameText } from "./same-text.ts";
import { digestOfText, plainText, sourceKey, textBytes, type SourceText } from "./source-text.ts";

/** What was read for a plan, while its rooms were held. */
export interface CarryingFacts {
  /** By {@link sourceKey}. */
  readonly texts: ReadonlyMap<string, SourceText>;
  /** By payload id: the digest that a clearance covers; `null` where the payload is gone. */
  readonly cleared: ReadonlyMap<string, string | null>;
  /** By section: {@link digestOfText} of what the same act carried last. */
  readonly before: ReadonlyMap<SectionId, string | null>;
  /** By section, what stands before the team and is replaced by a submission, with all that is proposed to it. */
  readonly standing: ReadonlyMap<SectionId, TrackedDocument>;
  /** By section, the State's working copy of a text that a transmission replaces. */
  readonly copies: ReadonlyMap<SectionId, TrackedDocument>;
  /** By section, what answering it comes to. */
  readonly answers: ReadonlyMap<SectionId, AnswerFacts>;
}

export interface CarryingDecision {
  /** Clearances that wait for another State, or texts that moved on, and suggestions that did. */
  readonly records: readonly ProposedRecord[];
  readonly outcomes: ActResult["outcomes"];
}

type Outcome =
  | AnswerOutcome
  | { readonly kind: "left"; readonly code: LeftCode; readonly open?: number }
  | {
      readonly kind: "cleared";
      readonly cleared: ClearedSection | null;
      readonly payloads: readonly ProposedPayload[];
    }
  | {
      readonly kind: "done";
      readonly carried: CarriedSection;
      /** How many suggestions of others found no place in the new version. */
      readonly open: number;
      readonly payloads: readonly ProposedPayload[];
    };

/**
 * Decides what a focal point's act does to each section: the text moves on once every State that has a say in it has
 * cleared it exactly as it stands, by its own focal point. Whoever comes last moves it by the same act.
 */
export function decideCarrying(
  state: ReviewState,
  plan: CarryingPlan,
  facts: CarryingFacts,
  random: Random,
): CarryingDecision {
  const decided = plan.entries.map((entry) => ({
    id: entry.id,
    outcome: outcomeOf({ state, facts, random }, plan, entry),
  }));
  const outcomes = decided.map(({ id, outcome }) => toldOutcome(id, outcome));
  return {
    records: recordsOf(
      plan,
      decided.map(({ outcome }) => outcome),
    ),
    outcomes,
  };
}

function outcomeOf(desk: Desk, plan: CarryingPlan, entry: CarryingPlan["entries"][number]): Outcome {
  if (entry.kind === "left") return entry;
  return entry.kind === "step"
    ? decideStep(desk, plan, entry.step)
    : decideAnswer(desk, entry.step, desk.facts.answers.get(entry.id));
}

function toldOutcome(section: SectionId, outcome: Outcome): ActResult["outcomes"][number] {
  switch (outcome.kind) {
    case "left":
      return { section, outcome: "left", code: outcome.code, ...openOf(outcome) };
    case "answered":
    case "done":
      return { section, outcome: "done", ...(outcome.open === 0 ? {} : { open: outcome.open }) };
    case "cleared":
      return { section, outcome: "cleared" };
  }
}

function openOf(outcome: Extract<Outcome, { readonly kind: "left" }>): { readonly open?: number } {
  return outcome.open === undefined ? {} : { open: outcome.open };
}

function recordsOf(plan: CarryingPlan, outcomes: readonly Outcome[]): readonly ProposedRecord[] {
  const clearances = outcomes.flatMap((outcome) =>
    outcome.kind === "cleared" && outcome.cleared !== null ? [outcome.cleared] : [],
  );
  const carried = outcomes.flatMap((outcome) => (outcome.kind === "done" ? [outcome.carried] : []));
  const payloadsOf = (kind: Outcome["kind"]): readonly ProposedPayload[] =>
    outcomes.flatMap((outcome) => (outcome.kind === kind && outcome.kind !== "left" ? outcome.payloads : []));
  const records: ProposedRecord[] = [];
  if (clearances.length > 0) {
    records.push({
      act: { kind: "cleared", state: plan.by, sections: clearances },
      payloads: payloadsOf("cleared"),
    });
  }
  if (carried.length > 0)
    records.push({ act: carryingAct(plan.act, plan.by, carried), payloads: payloadsOf("done") });
  const answered = outcomes.flatMap((outcome) => (outcome.kind === "answered" ? [outcome.answered] : []));
  if (answered.length > 0)
    records.push({
      act: { kind: "suggestions-submitted", state: plan.by, sections: answered },
      payloads: payloadsOf("answered"),
    });
  return records;
}

function carryingAct(act: SectionAct, by: StateId, sections: readonly CarriedSection[]): Act {
  switch (act) {
    case "join":
      return { kind: "joined", sections };
    case "transmit":
      return { kind: "transmitted", state: by, sections };
    case "submit":
      return { kind: "submitted", state: by, sections };
  }
}

interface Desk {
  readonly state: ReviewState;
  readonly facts: CarryingFacts;
  readonly random: Random;
}

interface Read {
  readonly body: Body;
  readonly text: SourceText;
}

function decideStep(desk: Desk, plan: CarryingPlan, step: CarryingStep): Outcome {
  const { act, by } = plan;
  const { section } = step;
  const read = readSources(desk.facts, step);
  if (read === null || read.some(({ text }) => text.damaged)) return { kind: "left", code: "damaged" };
  const own = read.find(({ body }) => act !== "join" || isOf(body, by));
  if (own === undefined || !hasAnything(act, own.text)) return { kind: "left", code: "empty" };
  if (act !== "join" && desk.facts.before.get(section.id) === digestOfText(carriedText(act, own.text)))
    return { kind: "left", code: "unchanged" };
  // Only of one's own room: what is open in another State's is not to be told.
  if (act !== "submit" && !plan.leaveSuggestions && own.text.open > 0)
    return { kind: "left", code: "open-suggestions", open: own.text.open };
  const waiting = waitingFor(desk, act, section, read).filter((state) => state !== by);
  if (waiting.length > 0) return clearOwn(desk, section, by, own);
  return carryOn(
    desk,
    act,
    step,
    read.filter(({ text }) => hasAnything(act, text)),
  );
}

/** What is the State's own to submit goes with what it proposes to it; all else goes on as it stands. */
function carriedText(act: SectionAct, { text, base }: SourceText): TrackedDocument {
  return act === "submit" ? text : plainText(base);
}

function hasAnything(act: SectionAct, { blank, open }: SourceText): boolean {
  return !blank || (act === "submit" && open > 0);
}

function readSources(facts: CarryingFacts, { section, sources }: CarryingStep): readonly Read[] | null {
  const read = sources.flatMap((body) => {
    const text = facts.texts.get(sourceKey(section.id, body.audience));
    return text === undefined ? [] : [{ body, text }];
  });
  return read.length === sources.length ? read : null;
}

function isOf(body: Body, state: StateId): boolean {
  return body.audience.kind === "state" && body.audience.state === state;
}

/**
 * The States without whose word the text stays where it is. A State with nothing of its own has nothing to join; for a
 * transmission each reviewing State of the instrument is asked. A submission is nobody's but the State's.
 */
function waitingFor(
  desk: Desk,
  act: SectionAct,
  section: SectionStanding,
  read: readonly Read[],
): readonly StateId[] {
  switch (act) {
    case "join":
      return assignedStates(desk.state.facts, section.instrument).filter((state) => {
        const own = read.find(({ body }) => isOf(body, state));
        return own !== undefined && !own.text.blank && !hasCleared(desk.facts, section, state, own);
      });
    case "transmit":
      return assignedStates(desk.state.facts, section.instrument).filter(
        (state) => !read.some((source) => hasCleared(desk.facts, section, state, source)),
      );
    case "submit":
      return [];
  }
}

/** Whether the State's focal point has cleared this very text. */
function hasCleared(
  facts: CarryingFacts,
  section: SectionStanding,
  state: StateId,
  { body, text }: Read,
): boolean {
  return section.clearances.some(
    (clearance) =>
      clearance.state === state &&
      clearance.epoch === body.epoch &&
      formatAudience(clearance.audience) === formatAudience(body.audience) &&
      facts.cleared.get(clearance.over.id) === text.digest,
  );
}

function clearOwn(desk: Desk, section: SectionStanding, by: StateId, own: Read): Outcome {
  if (hasCleared(desk.facts, section, by, own)) return { kind: "cleared", cleared: null, payloads: [] };
  const over = mintPayload(addressOf(desk.state, section, own.body), own.text.digest, desk.random);
  const from = sourceOf(own.body);
  return {
    kind: "cleared",
    cleared: { section: section.id, from, over: over.salted.reference },
    payloads: [over],
  };
}

/** The text goes into a room of its own beginning: only what it says now, nothing of how it came about. */
function carryOn(
  desk: Desk,
  act: SectionAct,
  { section, target }: CarryingStep,
  read: readonly Read[],
): Outcome {
  const [first, ...more] = read;
  if (first === undefined) return { kind: "left", code: "empty" };
  const version =
    more.length === 0
      ? carriedText(act, first.text)
      : plainText(joinDocuments(read.map(({ text }) => text.base)));
  const standing = desk.facts.standing.get(section.id);
  const { text: carried, left } =
    standing === undefined
      ? { text: version, left: 0 }
      : withOthers(version, standing, isOfStateUnderReview(desk.state));
  const epoch = (bodyOf(section, target)?.epoch ?? 0) + 1;
  const { review } = desk.state;
  const room: RoomAddress = { review, section: section.id, audience: target, document: "text", epoch };
  const text = mintPayload(room, textBytes(carried), desk.random);
  const from = read.map(({ body }) => sourceOf(body));
  const copy = newCopy(desk, room, carried);
  return {
    kind: "done",
    carried: {
      section: section.id,
      epoch,
      text: text.salted.reference,
      ...(copy === null ? {} : { copy: copy.salted.reference }),
      from,
    },
    open: left,
    payloads: copy === null ? [text] : [text, copy],
  };
}

/** What the State had proposed to the last version stays its own draft; `null` where there is nothing of it. */
function newCopy(
  { facts, state, random }: Desk,
  room: RoomAddress,
  { doc }: TrackedDocument,
): ProposedPayload | null {
  const drafted = facts.copies.get(room.section);
  if (drafted === undefined) return null;
  const copy = copyOfNew(doc, drafted, isOfStateUnderReview(state));
  const audience: Audience = { kind: "state", state: stateUnderReview(state.facts) };
  return sameText(copy, plainText(doc)) ? null : mintPayload({ ...room, audience }, textBytes(copy), random);
}
