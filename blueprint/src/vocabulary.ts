/**
 * The words of the product, one word an idea, the same in code, documents and interface.
 * Identifiers are branded strings: parse one at the edge, pass it on as a value.
 */

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** One country review. Matches {@link REVIEW_ID}. */
export type ReviewId = Branded<"ReviewId">;
/** A leaf of the outline, stable for the life of a review, e.g. `untoc.5.b`. Matches {@link SECTION_ID}. */
export type SectionId = Branded<"SectionId">;
/** A delegation's State inside one review, e.g. `a`. It has no meaning outside it. Matches {@link STATE_ID}. */
export type StateId = Branded<"StateId">;
/** A person's place in one review; a successor has another. Matches {@link MEMBER_ID}. */
export type MemberId = Branded<"MemberId">;
/** A registered person. */
export type UserId = Branded<"UserId">;

export const REVIEW_ID: RegExp = /^r[a-z0-9]{5,24}$/;
export const SECTION_ID: RegExp = /^[a-z0-9]+(?:\.[a-z0-9]+){0,3}$/;
export const STATE_ID: RegExp = /^[a-z0-9]{1,8}$/;
export const MEMBER_ID: RegExp = /^m[a-z0-9]{1,24}$/;

/** The six official languages of the United Nations, as BCP 47 primary subtags. */
export const LANGUAGES = ["ar", "zh", "en", "fr", "ru", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Text in the six languages; `null` is untranslated and shown in English, marked so. */
export type Multilingual = { readonly en: string } & {
  readonly [L in Exclude<Language, "en">]: string | null;
};

/** What a person is in one review (facts 3.1). */
export const ROLES = [
  "secretariat",
  "reviewing-expert",
  "reviewing-focal-point",
  "state-expert",
  "state-focal-point",
  "observer",
] as const;
export type Role = (typeof ROLES)[number];

/** The phases of a review in their order, then the two that stand aside (facts 4.4). */
export const PHASES = [
  "created",
  "self-assessment",
  "desk-review",
  "dialogue",
  "drafting",
  "with-state",
  "consensus",
  "agreed",
  "summary-production",
  "issued",
  "closed",
  "suspended",
  "deferred",
] as const;
export type Phase = (typeof PHASES)[number];

/** Where a section stands on its way (facts 4.4). */
export const SECTION_STATES = [
  "empty",
  "draft",
  "team-ready",
  "transmitted",
  "commented",
  "settled",
  "frozen",
] as const;
export type SectionState = (typeof SECTION_STATES)[number];

/** What a member may do to a body, from nothing to everything; each level contains the ones before it. */
export const LEVELS = ["none", "read", "comment", "suggest", "edit"] as const;
export type Level = (typeof LEVELS)[number];

/**
 * Who shares a room: the whole team, both reviewing States with the Secretariat, one State alone, the Secretariat
 * alone, or persons named one by one.
 */
export type Audience =
  | { readonly kind: "team" }
  | { readonly kind: "reviewers" }
  | { readonly kind: "state"; readonly state: StateId }
  | { readonly kind: "secretariat" }
  | { readonly kind: "sealed"; readonly id: string };

/**
 * What a room holds: the prose, what the server notes about its suggestions, and what its audience says about the
 * section. Threads outlive the epochs of a text and may be of an audience that has no text of its own.
 */
export const ROOM_DOCUMENTS = ["text", "margin", "threads"] as const;
export type RoomDocument = (typeof ROOM_DOCUMENTS)[number];
