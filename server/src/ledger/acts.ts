import { COMMENT_CLASSES, DISPOSITIONS } from "@travaux/comments/model";
import {
  COMMENT_ID,
  THREAD_ID,
  MEMBER_ID,
  PHASES,
  ROLES,
  SECTION_ID,
  STATE_ID,
  LANGUAGES,
  parseAudience,
} from "@travaux/blueprint";
import type { BlueprintId, InstrumentCode, MemberId, SectionId, StateId, UserId } from "@travaux/blueprint";
import { z } from "zod";

// The ledger reads what any earlier version wrote: it checks the form of names that are data of the blueprint, never
// that the blueprint of the day still has them.
const member = z
  .string()
  .regex(MEMBER_ID)
  .transform((text) => text as MemberId);
const section = z
  .string()
  .regex(SECTION_ID)
  .transform((text) => text as SectionId);
const state = z
  .string()
  .regex(STATE_ID)
  .transform((text) => text as StateId);
const user = z
  .string()
  .min(1)
  .max(64)
  .transform((text) => text as UserId);
const instrument = z
  .string()
  .regex(/^[A-Z]{1,16}$/)
  .transform((text) => text as InstrumentCode);
const blueprint = z
  .string()
  .regex(/^[a-z][a-z-]{0,39}$/)
  .transform((text) => text as BlueprintId);
const epoch = z.int().min(1).max(999_999_999);
const date = z.iso.date().nullable();
const words = z.string().max(300);

/** The ids of a payload and what binds the record to it: SHA-256 over salt and content, in hex. */
const payload = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]{8,40}$/),
    commitment: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .readonly();

const audience = z.string().refine((text) => parseAudience(text) !== null);

/** A room's text at the moment of an act. */
const source = z.strictObject({ audience, epoch }).readonly();

const multilingual = z
  .strictObject({
    en: words,
    ar: words.nullable(),
    zh: words.nullable(),
    fr: words.nullable(),
    ru: words.nullable(),
    es: words.nullable(),
  })
  .readonly();

const reviewOpened = z
  .strictObject({
    kind: z.literal("review-opened"),
    blueprint,
    states: z
      .array(
        z
          .strictObject({
            id: state,
            name: multilingual,
            part: z.enum(["under-review", "reviewing"]),
            instruments: z.array(instrument).readonly(),
          })
          .readonly(),
      )
      .readonly(),
    articles: z
      .array(z.strictObject({ instrument, numbers: z.array(z.int().min(1).max(999)).readonly() }).readonly())
      .readonly(),
    languages: z.array(z.enum(LANGUAGES)).readonly(),
    officialStart: date,
    informationCutOff: date,
    sessionDate: date,
    creator: z.strictObject({ member, user }).readonly(),
    /** Whose word decides in a transmitted finding; one reviewing State's where it is left out. */
    decisionKeys: z.enum(["one", "both"]).exactOptional(),
  })
  .readonly();

const memberAdded = z
  .strictObject({
    kind: z.literal("member-added"),
    member,
    user,
    role: z.enum(ROLES),
    state: state.nullable(),
    /** The member whose role and drafts pass to this one; ended by the same act. */
    replaces: member.nullable(),
    note: payload.nullable(),
  })
  .readonly();

const memberChanged = z
  .strictObject({
    kind: z.literal("member-changed"),
    member,
    role: z.enum(ROLES).nullable(),
    ended: z.boolean(),
    note: payload.nullable(),
  })
  .readonly();

const phaseMoved = z
  .strictObject({
    kind: z.literal("phase-moved"),
    from: z.enum(PHASES),
    to: z.enum(PHASES),
    reason: payload.nullable(),
    /** Sections that stood in the reviewing States' own rooms, all empty, and are now with both together. */
    opened: z.array(section).readonly(),
  })
  .readonly();

/** A text that an act carried into a wider room: the payload is what the room at `epoch` begins with. */
const carried = z
  .strictObject({
    section,
    epoch,
    text: payload,
    /** Of a transmission: what the State's working copy begins with, where that is more than the text. */
    copy: payload.exactOptional(),
    from: z.array(source).readonly(),
  })
  .readonly();

const joined = z
  .strictObject({ kind: z.literal("joined"), sections: z.array(carried).readonly() })
  .readonly();

const cleared = z
  .strictObject({
    kind: z.literal("cleared"),
    state,
    /** `over` binds the hash of the text that was cleared; a changed text is not covered. */
    sections: z.array(z.strictObject({ section, from: source, over: payload }).readonly()).readonly(),
  })
  .readonly();

const transmitted = z
  .strictObject({
    kind: z.literal("transmitted"),
    /** The State whose focal point gave the last clearance. */
    state,
    sections: z.array(carried).readonly(),
  })
  .readonly();

const submitted = z
  .strictObject({ kind: z.literal("submitted"), state, sections: z.array(carried).readonly() })
  .readonly();

const suggestions = z.array(z.string().min(1).max(200)).readonly();

/** What an act did to a text: the exact Yjs update, and how far it brings the server's own clock there. */
const effect = z.strictObject({ clock: z.int().min(1), update: payload }).readonly();

/** What the State under review proposes to texts that were transmitted to it, carried from its working copies. */
const suggestionsSubmitted = z
  .strictObject({
    kind: z.literal("suggestions-submitted"),
    state,
    sections: z
      .array(
        z
          .strictObject({
            section,
            from: source,
            to: source,
            brought: suggestions,
            changed: suggestions,
            withdrawn: suggestions,
            /** When those that are brought were made, in milliseconds since the epoch. */
            times: z.record(z.string().min(1).max(200), z.int().min(0)).readonly(),
            effect,
            /** What it did to the working copy, where that had fallen behind. */
            renewed: effect.exactOptional(),
            /** The working copy as it was taken, under its own room. */
            taken: payload,
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

/** Those of a State whom its focal point lets write in the team room directly: all of them, each time. */
const liveAllowed = z
  .strictObject({ kind: z.literal("live-allowed"), state, members: z.array(member).readonly() })
  .readonly();

const treatyTextLoaded = z
  .strictObject({
    kind: z.literal("treaty-text-loaded"),
    instrument,
    language: z.enum(LANGUAGES),
    articles: z.array(z.int().min(1).max(999)).readonly(),
    text: payload,
  })
  .readonly();

const accountAct = z
  .strictObject({
    kind: z.literal("account-act"),
    user,
    act: z.enum(["activation-renewed", "second-factor-reset"]),
  })
  .readonly();

/** What the same act did to the room in which the State under review has its own copy of the text. */
const copied = z.strictObject({ room: source, effect }).readonly();

const suggestionsDecided = z
  .strictObject({
    kind: z.literal("suggestions-decided"),
    /** Names the decision, for undoing it. */
    decision: z.string().regex(/^d[a-z0-9]{20}$/),
    section,
    room: source,
    accepted: suggestions,
    rejected: suggestions,
    /** What went with the others though nobody had decided it. */
    superseded: suggestions,
    /** The reviewing States that had to decide the same way; none where one person's word was enough. */
    keys: z.array(state).readonly(),
    effect,
    copy: copied.exactOptional(),
    /** What each of them said, and what the text was before and after. */
    words: payload,
    before: payload,
    reason: payload.nullable(),
  })
  .readonly();

const decisionUndone = z
  .strictObject({
    kind: z.literal("decision-undone"),
    decision: z.string().regex(/^d[a-z0-9]{20}$/),
    section,
    room: source,
    restored: suggestions,
    effect,
    copy: copied.exactOptional(),
  })
  .readonly();

/** One reviewing State's word where each must decide the same way. Nobody outside `kept` may know of it. */
const decisionKeyed = z
  .strictObject({
    kind: z.literal("decision-keyed"),
    section,
    /** The text that it is about. */
    room: source,
    /** The room among whose readers it stays, and under whose key its payloads lie. */
    kept: source,
    state,
    choice: z.enum(["accept", "reject"]),
    suggestions,
    /** For each of them, what was seen of it. */
    seen: payload,
    words: payload,
    reason: payload.nullable(),
  })
  .readonly();

const thread = z.string().regex(THREAD_ID);
const comment = z.string().regex(COMMENT_ID);
const mentions = z.array(member).max(100).readonly();
const commentClass = z.enum(COMMENT_CLASSES);

/** The document of threads that an act is about. Its payloads lie under that room. */
const inMargin = { section, audience, epoch };

/** What a thread is about; what was quoted lies in the payload of its first comment. */
const subject = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("section") }).readonly(),
  z.strictObject({ kind: z.literal("text"), room: source }).readonly(),
  z
    .strictObject({ kind: z.literal("suggestion"), room: source, suggestion: z.string().min(1).max(200) })
    .readonly(),
  z.strictObject({ kind: z.literal("thread"), thread }).readonly(),
]);

/** A comment; with `begins` the first of its thread. */
const commented = z
  .strictObject({
    kind: z.literal("commented"),
    ...inMargin,
    thread,
    comment,
    begins: z
      .strictObject({ subject, forTeam: z.boolean(), class: commentClass.nullable() })
      .readonly()
      .nullable(),
    mentions,
    words: payload,
  })
  .readonly();

const commentEdited = z
  .strictObject({ kind: z.literal("comment-edited"), ...inMargin, thread, comment, mentions, words: payload })
  .readonly();

const commentDeleted = z
  .strictObject({ kind: z.literal("comment-deleted"), ...inMargin, thread, comment })
  .readonly();

const threadSettled = z
  .strictObject({ kind: z.literal("thread-settled"), ...inMargin, thread, resolved: z.boolean() })
  .readonly();

const commentDisposed = z
  .strictObject({
    kind: z.literal("comment-disposed"),
    ...inMargin,
    thread,
    class: commentClass,
    outcome: z.enum(DISPOSITIONS),
    reasons: payload.nullable(),
  })
  .readonly();

/** What a delegation wrote for the team, sent by its focal point: from its own threads into the team's. */
const commentsSent = z
  .strictObject({
    kind: z.literal("comments-sent"),
    state,
    threads: z
      .array(
        z
          .strictObject({
            section,
            /** The delegation's own thread. */
            from: z.strictObject({ audience, epoch, thread }).readonly(),
            /** The document of threads of the team, and the thread there: a new one unless `begins` is null. */
            to: z.strictObject({ epoch, thread }).readonly(),
            begins: z.strictObject({ subject, class: commentClass.nullable() }).readonly().nullable(),
            comment,
            /** Its author. */
            by: member,
            mentions,
            words: payload,
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

/** The experts whom the focal point of the State under review lets write comments to the team: all, each time. */
const speakersAllowed = z
  .strictObject({ kind: z.literal("speakers-allowed"), state, members: z.array(member).readonly() })
  .readonly();

/** Checks an act read from bytes. Holds ids and salted hashes only; everything else lies beside it as payloads. */
export const actSchema = z.discriminatedUnion("kind", [
  reviewOpened,
  memberAdded,
  memberChanged,
  phaseMoved,
  joined,
  cleared,
  transmitted,
  submitted,
  suggestionsSubmitted,
  liveAllowed,
  treatyTextLoaded,
  accountAct,
  suggestionsDecided,
  decisionUndone,
  decisionKeyed,
  commented,
  commentEdited,
  commentDeleted,
  threadSettled,
  commentDisposed,
  commentsSent,
  speakersAllowed,
]);

/** What was done, one of the kinds that the review's record knows. */
export type Act = z.output<typeof actSchema>;
export type ActKind = Act["kind"];
/** The act of one kind. */
export type ActOf<Kind extends ActKind> = Extract<Act, { readonly kind: Kind }>;
/** A payload beside a record. */
export type PayloadReference = z.output<typeof payload>;
/** One section of an act that carried suggestions. */
export type AnsweredSection = ActOf<"suggestions-submitted">["sections"][number];
/** What an act did to a text. */
export type EffectReference = z.output<typeof effect>;
/** One section of an act that carried text. */
export type CarriedSection = z.output<typeof carried>;
/** One section of an act that cleared text. */
export type ClearedSection = ActOf<"cleared">["sections"][number];
