import { checkSelection, instrumentOf, routeOf } from "@travaux/blueprint";
import type { InstrumentCode, Language, TreatyText, TreatyTextView } from "@travaux/blueprint";
import { z } from "zod";
import type { Payloads } from "../journal/review-log.ts";
import { canonicalBytes } from "../ledger/canonical-json.ts";
import {
  invalid,
  mintPayload,
  refuse,
  type Fault,
  type ProposedRecord,
  type Random,
} from "./model/decision.ts";
import { commonRoom, treatyTextKey, type Member, type ReviewState } from "./model/review-state.ts";
import { actsFor } from "./model/section-access.ts";
import { readJson } from "./payload-reader.ts";
import type { Refusal } from "./reviews.ts";

/** The longest note of where a text was taken from, in UTF-16 code units. */
export const SOURCE_LIMIT = 500;
/** The most a loaded text may hold over all its articles, in UTF-16 code units: the Convention has some 120 000. */
export const TREATY_TEXT_LIMIT = 1_000_000;

const payloadSchema = z.object({
  source: z.string(),
  articles: z.array(z.object({ number: z.number(), paragraphs: z.array(z.string()) })),
});

/** Decides on loading an instrument's text: whole, replacing what was loaded before in that language. */
export function decideTreatyText(
  state: ReviewState,
  actor: Member,
  text: TreatyText,
  random: Random,
): ProposedRecord | Refusal {
  const slots = [...state.sections.values()].filter(
    (section) => routeOf(section.kind) === "locked" && section.instrument === text.instrument,
  );
  if (actor.role !== "secretariat") return refuse("not-permitted");
  if (slots.length === 0) return invalid([{ pointer: "/instrument", code: "not-under-review" }]);
  if (!slots.some((section) => actsFor(state, actor, section).includes("loadTreatyText")))
    return refuse("not-permitted");
  const faults = textFaults(text);
  if (faults.length > 0) return invalid(faults);
  const reviewed =
    state.facts.articles.find(({ instrument }) => instrument === text.instrument)?.numbers ?? [];
  const articles = text.articles.filter(({ number }) => reviewed.includes(number));
  if (articles.length === 0) return invalid([{ pointer: "/articles", code: "none-under-review" }]);
  const payload = mintPayload(
    commonRoom(state.review),
    canonicalBytes({ source: text.source.trim(), articles }),
    random,
  );
  const { instrument, language } = text;
  return {
    act: {
      kind: "treaty-text-loaded",
      instrument,
      language,
      articles: articles.map(({ number }) => number),
      text: payload.salted.reference,
    },
    payloads: [payload],
  };
}

function textFaults({ instrument, source, articles }: TreatyText): readonly Fault[] {
  const faults: Fault[] = [];
  if (source.trim() === "") faults.push({ pointer: "/source", code: "empty" });
  if (source.length > SOURCE_LIMIT) faults.push({ pointer: "/source", code: "too-long" });
  // A depositary's file holds every article; those that no review takes up are passed over, not refused.
  const selection = checkSelection([{ instrument, numbers: articles.map(({ number }) => number) }]);
  for (const { pointer, code } of selection) {
    if (code === "not-reviewable") continue;
    faults.push({ pointer: pointer.replace(/^\/0\/numbers/, "/articles"), code });
  }
  const size = articles
    .flatMap(({ paragraphs }) => paragraphs)
    .reduce((sum, paragraph) => sum + paragraph.length, 0);
  if (size > TREATY_TEXT_LIMIT) faults.push({ pointer: "/articles", code: "too-long" });
  return faults;
}

/** The text of one article, in the language asked for or else in English; `absent` for what is not under review. */
export async function readTreatyText(
  payloads: Payloads,
  state: ReviewState,
  wanted: { readonly instrument: InstrumentCode; readonly article: number; readonly language: Language },
): Promise<TreatyTextView | Refusal> {
  const { instrument, article, language } = wanted;
  const reviewed = state.facts.articles.find((selected) => selected.instrument === instrument)?.numbers ?? [];
  if (!reviewed.includes(article)) return refuse("absent");
  const { officialUrl } = instrumentOf(instrument);
  const loaded = [language, "en" as const]
    .map((spoken) => state.treatyTexts.get(treatyTextKey(instrument, spoken)))
    .find((text) => text?.articles.includes(article));
  if (loaded === undefined) return { paragraphs: null, language, source: null, officialUrl };
  const json = await readJson(payloads, commonRoom(state.review), loaded.text);
  const { source, articles } = payloadSchema.parse(json);
  const paragraphs = articles.find(({ number }) => number === article)?.paragraphs ?? null;
  return { paragraphs, language: loaded.language, source, officialUrl };
}
