import { DECIDED_LIMIT } from "@travaux/blueprint";
import * as z from "zod";
import {
  blueprintId,
  filledLine,
  instrument,
  isoDate,
  language,
  line,
  memberId,
  multilingual,
  phase,
  reviewId,
  role,
  sectionAct,
  sectionId,
  stateId,
  userId,
} from "./schemas.ts";

/** How many of a thing a request may name; far above any real review. */
const LIMITS = {
  reviewingStates: 4,
  instruments: 4,
  articles: 107,
  sections: 1_000,
  members: 200,
  paragraphs: 200,
  query: 200,
} as const;

export const inReview = z.object({ review: reviewId });
export const inSection = z.object({ review: reviewId, section: sectionId });
export const ofMember = z.object({ review: reviewId, member: memberId });
export const ofArticle = z.object({
  review: reviewId,
  instrument,
  number: z
    .string()
    .regex(/^[1-9][0-9]{0,2}$/)
    .transform(Number),
});

export const newReview = z.strictObject({
  blueprint: blueprintId,
  stateUnderReview: multilingual(200),
  reviewingStates: z
    .array(
      z.strictObject({ name: multilingual(200), instruments: z.array(instrument).max(LIMITS.instruments) }),
    )
    .max(LIMITS.reviewingStates),
  articles: z
    .array(z.strictObject({ instrument, numbers: z.array(z.int().min(1).max(999)).max(LIMITS.articles) }))
    .max(LIMITS.instruments),
  languages: z.array(language).min(1).max(6),
  officialStart: isoDate.nullable(),
  informationCutOff: isoDate.nullable(),
  sessionDate: isoDate.nullable(),
  decisionKeys: z.enum(["one", "both"]).exactOptional(),
});

export const newMember = z.strictObject({
  user: userId,
  role,
  state: stateId.nullable(),
  noteVerbale: line(200),
  replaces: memberId.exactOptional(),
});

export const memberChange = z.strictObject({
  role: role.exactOptional(),
  standing: z.literal("ended").exactOptional(),
  noteVerbale: line(200).exactOptional(),
});

export const liveMembers = z.strictObject({ members: z.array(memberId).max(LIMITS.members) });

export const phaseMove = z.strictObject({ to: phase, reason: z.string().trim().max(4_000).exactOptional() });

export const actRequest = z.strictObject({
  act: sectionAct,
  sections: z.array(sectionId).min(1).max(LIMITS.sections),
  leaveSuggestions: z.boolean().exactOptional(),
});

/** As the model writes ids of suggestions; one that is malformed must be nameable too. */
const suggestion = z.strictObject({
  id: z.string().min(1).max(200),
  seen: z.string().regex(/^[0-9a-f]{64}$/),
});

export const decisionRequest = z.strictObject({
  room: z.string().max(160),
  decision: z.enum(["accept", "reject"]),
  suggestions: z.array(suggestion).min(1).max(DECIDED_LIMIT),
  reason: z.string().trim().max(4_000).exactOptional(),
});

export const ofDecision = inSection.extend({ decision: z.string().regex(/^d[a-z0-9]{20}$/) });

export const recordQuery = z.object({
  before: z
    .string()
    .regex(/^[1-9][0-9]{0,14}$/)
    .transform(Number)
    .optional(),
});
export const textQuery = z.object({ room: z.string().max(160).optional() });
export const searchQuery = z.object({ q: z.string().trim().min(1).max(LIMITS.query) });
export const languageQuery = z.object({ language });
export const tokenRequest = z.strictObject({ review: reviewId });

export const treatyText = z.strictObject({
  instrument,
  language,
  source: filledLine(500),
  articles: z
    .array(
      z.strictObject({
        number: z.int().min(1).max(999),
        paragraphs: z.array(z.string().max(20_000)).max(LIMITS.paragraphs),
      }),
    )
    .min(1)
    .max(LIMITS.articles),
});
