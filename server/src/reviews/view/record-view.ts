import type { MemberId, RecordEntry, SectionId } from "@travaux/blueprint";
import type { Act, PayloadReference } from "../../ledger/acts.ts";
import type { ChainedRecord } from "../../ledger/chain.ts";
import { type Member, type ReviewState } from "../model/review-state.ts";
import { readableBodies } from "../model/section-access.ts";

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
  for (const chained of records) {
    const sections = sectionsKnown(state, reader, chained.record.act);
    if (sections !== null) known.push({ chained, sections, seq: known.length + 1 });
  }
  return known;
}

/** The sections of an act that the reader may know of; `null` if he may not know of the act at all. */
function sectionsKnown(state: ReviewState, reader: Member, act: Act): readonly SectionId[] | null {
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
      return act.sections.map(({ section }) => section);
    case "account-act":
      return reader.role === "secretariat" || reader.user === act.user ? [] : null;
  }
}

/** Whether the reader is of those among whom a section's text is (or was) before it reached the team. */
function readsBehindTeam(state: ReviewState, reader: Member, id: SectionId): boolean {
  const section = state.sections.get(id);
  return (
    section !== undefined &&
    readableBodies(state, reader, section).some(({ body }) => body.audience.kind !== "team")
  );
}

/** The payload with a reason that a sentence about the act quotes. */
export function reasonOf(act: Act): PayloadReference | null {
  return act.kind === "phase-moved" ? act.reason : null;
}

/** What a sentence about an act needs beside it. */
export interface RecordNames {
  readonly byName: string;
  readonly reason: string | null;
  /** The name of a member or of a person, empty where it is gone. */
  readonly nameOfMember: (member: MemberId) => string;
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
    values: valuesOf(record.act, names),
    hash,
  };
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
    case "treaty-text-loaded":
      return { instrument: act.instrument, language: act.language, articles: String(act.articles.length) };
    case "account-act":
      return { act: act.act, name: names.nameOfUser(act.user) };
  }
}
