import { parseAudience } from "@travaux/blueprint";
import type { RecordEntry, SectionId } from "@travaux/blueprint";
import { authorOf } from "@travaux/track-changes/model";
import type { SuggestionWords } from "../../decisions/model/words.ts";
import type { Act, AnsweredSection, PayloadReference } from "../../ledger/acts.ts";
import type { ChainedRecord } from "../../ledger/chain.ts";
import { marginFor } from "../../comments/model/margins-of-member.ts";
import { type Member, type ReviewState } from "../model/review-state.ts";
import { bodyFor, readsDrafts } from "../model/section-access.ts";

/** A record that a reader may know of, and of its sections those that he may. */
export interface KnownRecord {
  readonly chained: ChainedRecord;
  readonly sections: readonly SectionId[];
  /** Its place among those the reader may know of, from 1: the review's own numbers would tell of the others. */
  readonly seq: number;
}

/** The records that `reader` may know of, oldest first. */
export function knownRecords(
  state: ReviewState,
  reader: Member,
  records: readonly ChainedRecord[],
): readonly KnownRecord[] {
  const known: KnownRecord[] = [];
  const readsMargin = marginReader(state, reader);
  for (const chained of records) {
    const sections = sectionsKnown(state, reader, chained.record.act, readsMargin);
    if (sections !== null) known.push({ chained, sections, seq: known.length + 1 });
  }
  return known;
}

/** The sections of an act that the reader may know of; `null` if he may not know of the act at all. */
function sectionsKnown(
  state: ReviewState,
  reader: Member,
  act: Act,
  readsMargin: ReadsMargin,
): readonly SectionId[] | null {
  switch (act.kind) {
    case "review-opened":
    case "member-added":
    case "member-changed":
    case "treaty-text-loaded":
      return [];
    case "phase-moved":
      return act.opened.filter((id) => readsBehindTeam(state, reader, id));
    case "joined":
    case "cleared": {
      const sections = act.sections
        .map(({ section }) => section)
        .filter((id) => readsBehindTeam(state, reader, id));
      return sections.length > 0 ? sections : null;
    }
    case "transmitted":
    case "submitted":
    case "suggestions-submitted":
      return act.sections.map(({ section }) => section);
    case "live-allowed":
      return reader.role === "secretariat" || reader.state === act.state ? [] : null;
    case "suggestions-decided":
    case "decision-undone":
      return readsText(state, reader, act.section, act.room.audience) ? [act.section] : null;
    case "decision-keyed":
      return readsText(state, reader, act.section, act.kept.audience) ? [act.section] : null;
    case "account-act":
      return reader.role === "secretariat" || reader.user === act.user ? [] : null;
    case "commented":
    case "comment-edited":
    case "comment-deleted":
    case "thread-settled":
    case "comment-disposed":
      return readsMargin(act.section, act.audience) ? [act.section] : null;
    case "comments-sent": {
      const sections = act.threads.map(({ section }) => section).filter((id) => readsMargin(id, "team"));
      return sections.length > 0 ? [...new Set(sections)] : null;
    }
    case "speakers-allowed":
      return reader.role === "secretariat" || reader.state === act.state ? [] : null;
  }
}

/** Whether the reader is of those among whom a section's text is (or was) before it reached the team. */
function readsBehindTeam(state: ReviewState, reader: Member, id: SectionId): boolean {
  const section = state.sections.get(id);
  return section !== undefined && readsDrafts(state, reader, section);
}

/** Whether the reader is of those who read the section's text for an audience. */
function readsText(state: ReviewState, reader: Member, id: SectionId, audience: string): boolean {
  const section = state.sections.get(id);
  const of = parseAudience(audience);
  return section !== undefined && of !== null && bodyFor(state, reader, section, of) !== null;
}

/** Whether somebody reads what an audience says about a section. */
type ReadsMargin = (section: SectionId, audience: string) => boolean;

/** Of thousands of comments most lie in the same few margins: each is asked about once. */
function marginReader(state: ReviewState, reader: Member): ReadsMargin {
  const known = new Map<string, boolean>();
  return (id, audience) => {
    const key = `${id}/${audience}`;
    const read = known.get(key) ?? readsMargin(state, reader, id, audience);
    known.set(key, read);
    return read;
  };
}

function readsMargin(state: ReviewState, reader: Member, id: SectionId, audience: string): boolean {
  const section = state.sections.get(id);
  const of = parseAudience(audience);
  return section !== undefined && of !== null && marginFor(state, reader, section, of) !== null;
}

/** The payload with a reason that a sentence about the act quotes. */
export function reasonOf(act: Act): PayloadReference | null {
  const hasReason =
    act.kind === "phase-moved" || act.kind === "suggestions-decided" || act.kind === "decision-keyed";
  return hasReason ? act.reason : null;
}

/** The payload with what the suggestions of an act said. */
export function wordsOfAct(act: Act): PayloadReference | null {
  return act.kind === "suggestions-decided" || act.kind === "decision-keyed" ? act.words : null;
}

/** What a sentence about an act needs beside it. */
export interface RecordNames {
  readonly byName: string;
  readonly reason: string | null;
  /** What the suggestions said that the act is about; none where it is about none. */
  readonly words: readonly SuggestionWords[];
  /** The name of a member or of a person, empty where it is gone. */
  readonly nameOfMember: (member: string) => string;
  readonly nameOfUser: (user: string) => string;
}

/** A record as its reader sees it. */
export function viewRecord({ chained, sections, seq }: KnownRecord, names: RecordNames): RecordEntry {
  const { record, hash } = chained;
  return {
    seq,
    at: new Date(record.at).toISOString(),
    by: record.by.member,
    byName: names.byName,
    act: record.act.kind,
    sections,
    values: valuesOf(ofSections(record.act, sections), names),
    hash,
  };
}

/** A sending as far as it is about these sections: what went elsewhere is not to be counted. */
function ofSections(act: Act, sections: readonly SectionId[]): Act {
  if (act.kind !== "comments-sent") return act;
  return { ...act, threads: act.threads.filter(({ section }) => sections.includes(section)) };
}

function valuesOf(act: Act, names: RecordNames): Readonly<Record<string, string>> {
  switch (act.kind) {
    case "review-opened":
      return { blueprint: act.blueprint };
    case "member-added":
      return {
        member: act.member,
        name: names.nameOfMember(act.member),
        role: act.role,
        ...(act.state === null ? {} : { state: act.state }),
        ...(act.replaces === null
          ? {}
          : { replaces: act.replaces, replacesName: names.nameOfMember(act.replaces) }),
      };
    case "member-changed":
      return {
        member: act.member,
        name: names.nameOfMember(act.member),
        ...(act.role === null ? {} : { role: act.role }),
        ...(act.ended ? { ended: "true" } : {}),
      };
    case "phase-moved":
      return { from: act.from, to: act.to, ...(names.reason === null ? {} : { reason: names.reason }) };
    case "joined":
      return {};
    case "cleared":
    case "transmitted":
    case "submitted":
      return { state: act.state };
    case "suggestions-submitted":
      return { state: act.state, ...countsOf(act.sections) };
    case "live-allowed":
      return { state: act.state, names: act.members.map(names.nameOfMember).join(", ") };
    case "suggestions-decided":
      return {
        decision: act.decision,
        outcome: act.accepted.length > 0 ? "accepted" : "rejected",
        ...sayCounts([...act.accepted, ...act.rejected], names),
        ...(act.superseded.length === 0 ? {} : { superseded: String(act.superseded.length) }),
        ...(act.keys.length === 0 ? {} : { keys: act.keys.join(" ") }),
        room: act.room.audience,
      };
    case "decision-undone":
      return { decision: act.decision, ...sayCounts(act.restored, names), room: act.room.audience };
    case "decision-keyed":
      return {
        state: act.state,
        choice: act.choice,
        ...sayCounts(act.suggestions, names),
        room: act.room.audience,
      };
    case "treaty-text-loaded":
      return { instrument: act.instrument, language: act.language, articles: String(act.articles.length) };
    case "account-act":
      return { act: act.act, name: names.nameOfUser(act.user) };
    case "commented":
      return { audience: act.audience, begins: act.begins === null ? "false" : "true" };
    case "comment-edited":
    case "comment-deleted":
      return { audience: act.audience };
    case "thread-settled":
      return { audience: act.audience, resolved: String(act.resolved) };
    case "comment-disposed":
      return { audience: act.audience, outcome: act.outcome, class: act.class };
    case "comments-sent":
      return { state: act.state, count: String(act.threads.length) };
    case "speakers-allowed":
      return { state: act.state, names: act.members.map(names.nameOfMember).join(", ") };
  }
}

function countsOf(sections: readonly AnsweredSection[]): Readonly<Record<string, string>> {
  const count = (of: (section: AnsweredSection) => readonly string[]): string =>
    String(sections.reduce((sum, section) => sum + of(section).length, 0));
  return {
    brought: count(({ brought }) => brought),
    changed: count(({ changed }) => changed),
    withdrawn: count(({ withdrawn }) => withdrawn),
  };
}

/** How many suggestions, whose, what a single one said, and the reason given. */
function sayCounts(ids: readonly string[], names: RecordNames): Readonly<Record<string, string>> {
  const authors = [...new Set(ids.map((id) => authorOf(id) ?? ""))];
  const proposers = authors.map((author) => names.nameOfMember(author)).filter((name) => name !== "");
  const [only] = ids.length === 1 ? names.words.filter(({ id }) => ids.includes(id)) : [];
  return {
    count: String(ids.length),
    proposers: proposers.join(", "),
    ...(only === undefined ? {} : { suggestion: only.kind, inserted: only.inserted, deleted: only.deleted }),
    ...(names.reason === null ? {} : { reason: names.reason }),
  };
}
