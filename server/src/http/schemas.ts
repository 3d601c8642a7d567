import {
  LANGUAGES,
  MEMBER_ID,
  PHASES,
  REVIEW_ID,
  ROLES,
  ROOM_DOCUMENTS,
  SECTION_ID,
  STATE_ID,
  type MemberId,
  type ReviewId,
  type SectionId,
  type StateId,
  type UserId,
} from "@travaux/blueprint";
import * as z from "zod";

/** Identifiers as they stand in paths and bodies; each is checked by its own pattern and only then branded. */
export const reviewId = z
  .string()
  .regex(REVIEW_ID)
  .transform((id) => id as ReviewId);
export const sectionId = z
  .string()
  .regex(SECTION_ID)
  .transform((id) => id as SectionId);
export const stateId = z
  .string()
  .regex(STATE_ID)
  .transform((id) => id as StateId);
export const memberId = z
  .string()
  .regex(MEMBER_ID)
  .transform((id) => id as MemberId);
export const userId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .transform((id) => id as UserId);

export const language = z.enum(LANGUAGES);
export const role = z.enum(ROLES);
export const phase = z.enum(PHASES);
export const roomDocument = z.enum(ROOM_DOCUMENTS);
export const instrument = z.enum(["UNTOC", "TIP", "SOM", "FIREARMS"]);
export const blueprintId = z.enum(["country-report", "list-of-observations"]);
export const sectionAct = z.enum(["join", "transmit", "submit"]);

/** A line of text: trimmed, without control characters, of at most `max` UTF-16 units. */
export function line(max: number): z.ZodString {
  return z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}]*$/u);
}

/** A line that says something. */
export function filledLine(max: number): z.ZodString {
  return line(max).min(1);
}

export const isoDate = z.iso.date();

/** Text in the six languages; English is always there. */
export function multilingual(max: number) {
  const translated = filledLine(max).nullable();
  return z.strictObject({
    en: filledLine(max),
    ar: translated,
    zh: translated,
    fr: translated,
    ru: translated,
    es: translated,
  });
}

/** An address for letters: lower case, for it identifies the account. */
export const emailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email());
