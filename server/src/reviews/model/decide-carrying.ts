import { formatAudience } from "@travaux/blueprint";
import type { ActResult, RoomAddress, SectionAct, SectionId, StateId } from "@travaux/blueprint";
import type { Act, CarriedSection, ClearedSection } from "../../ledger/acts.ts";
import { mintPayload, type ProposedPayload, type ProposedRecord, type Random } from "./decision.ts";
import { joinDocuments } from "./join-documents.ts";
import type { CarryingPlan, CarryingStep, LeftCode } from "./plan-carrying.ts";
import {
  addressOf,
  assignedStates,
  bodyOf,
  type Body,
  type ReviewState,
  type SectionStanding,
} from "./review-state.ts";
import { documentBytes, sourceKey, type SourceText } from "./source-text.ts";

/** What was read for a plan, while its rooms were held. */
export interface CarryingFacts {
  /** By {@link sourceKey}. */
  readonly texts: ReadonlyMap<string, SourceText>;
  /** By payload id: the digest that a clearance covers; `null` where the payload is gone. */
  readonly cleared: ReadonlyMap<string, string | null>;
  /** By section: the digest of the text that the same act carried last. */
  readonly before: ReadonlyMap<SectionId, string | null>;
}

export interface CarryingDecision {
  /** At most two: clearances that wait for another State, and texts that moved on. */
  readonly records: readonly ProposedRecord[];
  readonly outcomes: ActResult["outcomes"];
}

type Outcome =
  | { readonly kind: "left"; readonly code: LeftCode }
  | {
      readonly kind: "cleared";
      readonly cleared: ClearedSection | null;
      readonly payloads: readonly ProposedPayload[];
    }
  | {
      readonly kind: "done";
      readonly carried: CarriedSection;
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
    outcome: entry.kind === "left" ? entry : decideStep({ state, facts, random }, plan, entry.step),
  }));
  const outcomes = decided.map(({ id, outcome }): ActResult["outcomes"][number] =>
    outcome.kind === "left"
      ? { section: id, outcome: "left", code: outcome.code }
      : { section: id, outcome: outcome.kind },
  );
  return {
    records: recordsOf(
      plan,
      decided.map(({ outcome }) => outcome),
    ),
    outcomes,
  };
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

function decideStep(desk: Desk, { act, by }: CarryingPlan, step: CarryingStep): Outcome {
  const { section } = step;
  const read = readSources(desk.facts, step);
  if (read === null || read.some(({ text }) => text.damaged)) return { kind: "left", code: "damaged" };
  const own = read.find(({ body }) => act !== "join" || isOf(body, by));
  if (own === undefined || own.text.blank) return { kind: "left", code: "empty" };
  if (act !== "join" && desk.facts.before.get(section.id) === own.text.digest)
    return { kind: "left", code: "unchanged" };
  const waiting = waitingFor(desk, act, section, read).filter((state) => state !== by);
  if (waiting.length > 0) return clearOwn(desk, section, by, own);
  return carryOn(
    desk,
    step,
    read.filter(({ text }) => !text.blank),
  );
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
function carryOn(desk: Desk, { section, target }: CarryingStep, read: readonly Read[]): Outcome {
  const [first, ...more] = read;
  if (first === undefined) return { kind: "left", code: "empty" };
  const doc = more.length === 0 ? first.text.doc : joinDocuments(read.map(({ text }) => text.doc));
  const epoch = (bodyOf(section, target)?.epoch ?? 0) + 1;
  const { review } = desk.state;
  const room: RoomAddress = { review, section: section.id, audience: target, document: "text", epoch };
  const text = mintPayload(room, documentBytes(doc), desk.random);
  const from = read.map(({ body }) => sourceOf(body));
  return {
    kind: "done",
    carried: { section: section.id, epoch, text: text.salted.reference, from },
    payloads: [text],
  };
}

function sourceOf({ audience, epoch }: Body): { readonly audience: string; readonly epoch: number } {
  return { audience: formatAudience(audience), epoch };
}
