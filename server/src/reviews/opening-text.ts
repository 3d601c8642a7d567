import { seedDocument } from "@travaux/blueprint";
import type { Payloads } from "../journal/review-log.ts";
import { readTextJson, writeTextJson, type TextJson } from "../rooms/text-json.ts";
import {
  addressOf,
  stateUnderReview,
  type Body,
  type ReviewState,
  type SectionStanding,
} from "./model/review-state.ts";
import { readJson } from "./payload-reader.ts";

/**
 * What a body begins with: the text that an act carried into it, or the blueprint's own words.
 *
 * @throws StorageFailure; RangeError if the text of an act is gone or is not the one that its record binds: a room must
 *   then not open as if it were empty
 */
export async function openingText(
  payloads: Payloads,
  state: ReviewState,
  section: SectionStanding,
  body: Body,
): Promise<TextJson> {
  if (body.opening.kind === "blueprint") return blueprintText(state, section);
  const { of: audience = body.audience, text: reference } = body.opening;
  const json = await readJson(payloads, addressOf(state, section, { ...body, audience }), reference);
  const text = readTextJson(json);
  if (text === null) throw new RangeError(`The text that opened section ${section.id} cannot be read`);
  return writeTextJson(text);
}

function blueprintText({ facts }: ReviewState, section: SectionStanding): TextJson {
  const reviewed = facts.states.find(({ id }) => id === stateUnderReview(facts));
  if (reviewed === undefined) throw new RangeError("A review has a State under review");
  const reviewingStates = facts.states.filter(({ part }) => part === "reviewing");
  const { articles, languages } = facts;
  return seedDocument(section.id, { stateUnderReview: reviewed.name, reviewingStates, articles, languages });
}
