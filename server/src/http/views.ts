import { LEVELS, SECTION_STATES } from "@travaux/blueprint";
import * as z from "zod";
import { blueprintId, instrument, language, phase, role, roomDocument, sectionAct } from "./schemas.ts";

/** What the API answers, for its description. The types are those of the contract; these say them in JSON Schema. */

const id = z.string();
const instant = z.iso.datetime();
const date = z.iso.date().nullable();
const translated = z.string().nullable();
const names = z.object({
  en: z.string(),
  ar: translated,
  zh: translated,
  fr: translated,
  ru: translated,
  es: translated,
});

const sessionUser = z.object({
  id,
  name: z.string(),
  email: z.string(),
  language,
  staff: z.boolean(),
  secondFactor: z.boolean(),
});
const demoAccount = z.object({ email: z.string(), name: z.string(), role, state: names.nullable() });
export const sessionView = z.object({ user: sessionUser.nullable(), demo: z.array(demoAccount).nullable() });
export const secondFactorEnrolment = z.object({ uri: z.string(), backupCodes: z.array(z.string()) });
export const activationView = z.object({ name: z.string(), email: z.string(), language, expiresAt: instant });

export const person = z.object({
  id,
  name: z.string(),
  function: z.string(),
  email: z.string(),
  phone: z.string(),
  noteVerbale: z.string(),
  staff: z.boolean(),
  language,
  standing: z.enum(["invited", "active", "ended"]),
  secondFactor: z.boolean(),
});
export const people = z.array(person);
export const activationLink = z.object({ person: id, url: z.url(), expiresAt: instant });
export const registeredPerson = z.object({ person, link: activationLink });
export const importedPeople = z.array(
  registeredPerson.extend({ row: z.int(), state: z.string(), replaces: z.string() }),
);

const reviewSummary = z.object({
  id,
  blueprint: blueprintId,
  stateUnderReview: names,
  phase,
  role,
  state: id.nullable(),
});
export const reviewSummaries = z.array(reviewSummary);
const stateView = z.object({
  id,
  name: names,
  part: z.enum(["under-review", "reviewing"]),
  instruments: z.array(instrument),
});
export const memberView = z.object({
  id,
  user: id,
  name: z.string(),
  function: z.string(),
  role,
  state: id.nullable(),
  standing: z.enum(["serving", "ended"]),
  replaces: id.nullable(),
  email: z.string().optional(),
  phone: z.string().optional(),
  noteVerbale: z.string().optional(),
  live: z.boolean().optional(),
});
export const liveMembers = z.object({ members: z.array(id) });
export const reviewView = reviewSummary.extend({
  member: id,
  states: z.array(stateView),
  members: z.array(memberView),
  languages: z.array(language),
  officialStart: date,
  informationCutOff: date,
  sessionDate: date,
  decisionKeys: z.enum(["one", "both"]),
  nextPhases: z.array(phase),
});

const marginView = z.object({
  name: z.string(),
  audience: z.string(),
  level: z.enum(["read", "propose", "comment"]),
});

const roomView = z.object({
  name: z.string(),
  audience: z.enum(["team", "reviewers", "state", "secretariat", "sealed"]),
  document: roomDocument,
  level: z.enum(LEVELS),
  standing: z.enum(["current", "submitted", "history"]),
  mayDecide: z.boolean(),
});
const sectionView = z.object({
  id,
  kind: z.string(),
  state: z.enum(SECTION_STATES),
  rooms: z.array(roomView),
  margins: z.array(marginView),
  mayDispose: z.boolean(),
  acts: z.array(sectionAct),
  clearedBy: z.array(id),
});
export const outlineView = z.object({
  review: id,
  phase,
  version: z.int(),
  entries: z.array(
    z.object({
      id,
      depth: z.int(),
      label: z.string(),
      title: names,
      instrument: instrument.nullable(),
      article: z.int().nullable(),
      section: sectionView.nullable(),
    }),
  ),
});
export const sectionText = z.object({
  room: z.string(),
  doc: z.unknown(),
  suggestions: z.record(z.string(), z.unknown()).optional(),
  schemaVersion: z.int(),
  damaged: z.boolean(),
});
export const actResult = z.object({
  outcomes: z.array(
    z.object({
      section: id,
      outcome: z.enum(["done", "cleared", "left"]),
      code: z.string().optional(),
      open: z.int().optional(),
    }),
  ),
});
export const decisionResult = z.object({
  decision: z.string().nullable(),
  outcomes: z.array(
    z.object({
      id: z.string(),
      outcome: z.enum(["accepted", "rejected", "waiting", "superseded", "left", "restored"]),
      code: z.enum(["gone", "changed", "not-permitted", "stale", "with-the-state"]).optional(),
    }),
  ),
});
export const recordEntries = z.array(
  z.object({
    seq: z.int(),
    at: instant,
    by: id.nullable(),
    byName: z.string(),
    act: z.string(),
    sections: z.array(id),
    values: z.record(z.string(), z.string()),
    hash: z.string(),
  }),
);
export const searchHits = z.array(
  z.object({
    section: id,
    room: z.string(),
    block: z.string().nullable(),
    offset: z.int(),
    excerpt: z.string(),
  }),
);
export const loadedText = z.object({ loaded: z.int() });
export const treatyTextView = z.object({
  paragraphs: z.array(z.string()).nullable(),
  language,
  source: z.string().nullable(),
  officialUrl: z.url(),
});
export const tokenView = z.object({ token: z.string(), expiresAt: instant });
export const health = z.object({ status: z.literal("ok") });
export const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string(),
  faults: z.array(z.object({ pointer: z.string(), code: z.string() })).optional(),
});
