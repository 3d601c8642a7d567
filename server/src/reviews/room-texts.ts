import type { RoomAddress } from "@travaux/blueprint";
import type { Schema } from "prosemirror-model";
import type { TrackedDocument } from "@travaux/track-changes/model";
import { parseTracked, readTextJson, type TextJson } from "../rooms/text-json.ts";
import type { ReviewsContext } from "./service.ts";
import {
  addressOf,
  type Body,
  type Clearance,
  type ReviewState,
  type SectionStanding,
} from "./model/review-state.ts";
import { bodyOf } from "./model/review-state.ts";
import { sourceText, type SourceText } from "./model/source-text.ts";
import { openingText } from "./opening-text.ts";
import { readWords } from "./payload-reader.ts";

type TextContext = Pick<ReviewsContext, "rooms" | "schema" | "payloads">;

/** How many rooms are read side by side: reading one may mean replaying its journal. */
const ROOMS_AT_ONCE = 8;

/** `work` over all of `items`, a few at a time, with the results in their order. */
export async function inWaves<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += ROOMS_AT_ONCE) {
    results.push(...(await Promise.all(items.slice(from, from + ROOMS_AT_ONCE).map(work))));
  }
  return results;
}

/** A room's text; `null` if it does not keep to the schema, which only damage can bring about. */
export function parseText(schema: Schema, json: TextJson): TrackedDocument | null {
  const text = readTextJson(json);
  if (text === null) return null;
  try {
    return parseTracked(schema, text);
  } catch (error) {
    // Translated: ProseMirror tells of a foreign document by throwing.
    if (error instanceof RangeError || error instanceof TypeError) return null;
    throw error;
  }
}

/** A body's text as an act finds it. @throws StorageFailure */
export async function readSource(
  context: TextContext,
  state: ReviewState,
  section: SectionStanding,
  body: Body,
): Promise<SourceText> {
  const { doc, suggestions, damaged } = await context.rooms.read(addressOf(state, section, body));
  const text = parseText(context.schema, { doc, suggestions });
  if (text === null) {
    const nothing = { doc: context.schema.topNodeType.create(), records: new Map() };
    return sourceText(nothing, null, true);
  }
  const opening =
    body.opening.kind === "blueprint" ? await openingText(context.payloads, state, section, body) : null;
  return sourceText(text, opening === null ? null : parseText(context.schema, opening), damaged);
}

/** The digest that a clearance covers; `null` if that can no longer be told. @throws StorageFailure */
export function clearedDigest(
  context: TextContext,
  state: ReviewState,
  section: SectionStanding,
  clearance: Clearance,
): Promise<string | null> {
  const { audience, epoch } = clearance;
  const room: RoomAddress = { review: state.review, section: section.id, audience, document: "text", epoch };
  return readWords(context.payloads, room, clearance.over);
}

/** Of all clearances of the review, those whose text still reads as it did when it was cleared. @throws StorageFailure */
export async function holdingClearances(
  context: TextContext,
  state: ReviewState,
): Promise<ReadonlySet<Clearance>> {
  const given = [...state.sections.values()].flatMap((section) =>
    section.clearances.map((clearance) => ({ section, clearance })),
  );
  const held = await inWaves(given, async ({ section, clearance }) => {
    const body = bodyOf(section, clearance.audience);
    if (body?.epoch !== clearance.epoch) return null;
    const [digest, source] = await Promise.all([
      clearedDigest(context, state, section, clearance),
      readSource(context, state, section, body),
    ]);
    return source.digest === digest ? clearance : null;
  });
  return new Set(held.filter((clearance) => clearance !== null));
}
