import { checkSelection, LANGUAGES, OUTLINES } from "@travaux/blueprint";
import type { Multilingual, NewReview, StateId, UserId } from "@travaux/blueprint";
import type { ActOf } from "../../ledger/acts.ts";
import type { Refusal } from "../reviews.ts";
import { invalid, mintMember, refuse, type Fault, type ProposedRecord, type Random } from "./decision.ts";

/** The most reviewing States of one review: two by lot, and one more for an instrument that a drawn State lacks. */
export const REVIEWING_STATES_LIMIT = 8;
/** The longest name of a State in any language, in UTF-16 code units. */
export const STATE_NAME_LIMIT = 200;

/**
 * Decides the opening of a review: by the staff of the Secretariat alone, and who opens it is its first member.
 *
 * @returns one record, or every fault of the request at once
 */
export function decideOpening(
  actor: { readonly user: UserId; readonly staff: boolean },
  request: NewReview,
  random: Random,
): ProposedRecord | Refusal {
  if (!actor.staff) return refuse("not-permitted");
  const faults = openingFaults(request);
  if (faults.length > 0) return invalid(faults);
  const articles = request.articles
    .filter(({ numbers }) => numbers.length > 0)
    .map(({ instrument, numbers }) => ({
      instrument,
      numbers: numbers.toSorted((one, other) => one - other),
    }));
  const reviewed = articles.map(({ instrument }) => instrument);
  const act: ActOf<"review-opened"> = {
    kind: "review-opened",
    blueprint: request.blueprint,
    states: [
      {
        id: stateId(0),
        name: languagesOf(request.stateUnderReview),
        part: "under-review",
        instruments: reviewed,
      },
      ...request.reviewingStates.map(({ name, instruments }, index) => ({
        id: stateId(index + 1),
        name: languagesOf(name),
        part: "reviewing" as const,
        instruments: reviewed.filter((instrument) => instruments.includes(instrument)),
      })),
    ],
    articles,
    // Their order counts: the report begins in the first of them.
    languages: [...new Set(request.languages)],
    officialStart: request.officialStart,
    informationCutOff: request.informationCutOff,
    sessionDate: request.sessionDate,
    creator: { member: mintMember(random), user: actor.user },
    ...(request.decisionKeys === undefined ? {} : { decisionKeys: request.decisionKeys }),
  };
  return { act, payloads: [] };
}

/** The State under review is `a`, reviewing States `b`, `c`, … in the order of the request. */
function stateId(index: number): StateId {
  return String.fromCharCode("a".charCodeAt(0) + index) as StateId;
}

function openingFaults(request: NewReview): readonly Fault[] {
  const faults: Fault[] = [];
  if (!OUTLINES.some(({ id }) => id === request.blueprint))
    faults.push({ pointer: "/blueprint", code: "unknown-blueprint" });
  faults.push(...nameFaults("/stateUnderReview", request.stateUnderReview));
  faults.push(
    ...checkSelection(request.articles).map(({ pointer, code }) => ({
      pointer: `/articles${pointer}`,
      code,
    })),
  );
  if (!request.articles.some(({ numbers }) => numbers.length > 0))
    faults.push({ pointer: "/articles", code: "empty" });
  if (request.languages.length === 0) faults.push({ pointer: "/languages", code: "empty" });
  faults.push(...stateFaults(request), ...dateFaults(request));
  return faults;
}

function stateFaults({ reviewingStates, articles, stateUnderReview }: NewReview): readonly Fault[] {
  const faults: Fault[] = [];
  if (reviewingStates.length > REVIEWING_STATES_LIMIT)
    faults.push({ pointer: "/reviewingStates", code: "too-many" });
  const seen = new Set([stateUnderReview.en.trim()]);
  reviewingStates.forEach(({ name }, index) => {
    faults.push(...nameFaults(`/reviewingStates/${index}/name`, name));
    if (seen.has(name.en.trim()))
      faults.push({ pointer: `/reviewingStates/${index}/name`, code: "repeated" });
    seen.add(name.en.trim());
  });
  articles.forEach(({ instrument, numbers }, index) => {
    const assigned = reviewingStates.some(({ instruments }) => instruments.includes(instrument));
    if (numbers.length > 0 && !assigned)
      faults.push({ pointer: `/articles/${index}/instrument`, code: "no-reviewing-state" });
  });
  return faults;
}

function nameFaults(pointer: string, name: Multilingual): readonly Fault[] {
  if (name.en.trim() === "") return [{ pointer: `${pointer}/en`, code: "empty" }];
  const long = LANGUAGES.filter((language) => (name[language] ?? "").length > STATE_NAME_LIMIT);
  return long.map((language) => ({ pointer: `${pointer}/${language}`, code: "too-long" }));
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

function dateFaults(request: NewReview): readonly Fault[] {
  return (["officialStart", "informationCutOff", "sessionDate"] as const)
    .filter((field) => {
      const date = request[field];
      return date !== null && !(ISO_DATE.test(date) && isDay(date));
    })
    .map((field) => ({ pointer: `/${field}`, code: "not-a-date" }));
}

/** Whether the calendar has that day; `Date` would roll 31 February over. */
function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

/** The six languages and nothing that came along beside them. */
function languagesOf({ en, ar, zh, fr, ru, es }: Multilingual): Multilingual {
  return { en: en.trim(), ar, zh, fr, ru, es };
}
