import { formatAudience, isSidePhase, routeOf } from "@travaux/blueprint";
import type { Audience, MemberId, Phase, SectionId } from "@travaux/blueprint";
import { applyComments } from "../../comments/model/apply-comments.ts";
import { LayeredMap } from "../../comments/model/layered-map.ts";
import type { ActOf, CarriedSection, PayloadReference } from "../../ledger/acts.ts";
import type { LedgerRecord } from "../../ledger/record.ts";
import { applyDecision, applyKey, applyUndoing } from "../../decisions/model/apply-decision.ts";
import { applyAnswers } from "./apply-answer.ts";
import { openingSections } from "./opening-sections.ts";
import { RecordOutOfPlace } from "./record-out-of-place.ts";
import {
  stateUnderReview,
  treatyTextKey,
  type Body,
  type Member,
  type ReviewState,
  type SectionStanding,
} from "./review-state.ts";

/**
 * The review after one more record. Pure: the same records give the same state, whenever they are applied.
 *
 * @param state `null` before the first record
 * @throws RecordOutOfPlace for a record that no decision can have made here
 */
export function applyRecord(state: ReviewState | null, record: LedgerRecord): ReviewState {
  const { act } = record;
  if (act.kind === "review-opened") {
    if (state !== null) throw new RecordOutOfPlace(act.kind, "the review is open");
    return open(record, act);
  }
  if (state === null) throw new RecordOutOfPlace(act.kind, "there is no review");
  switch (act.kind) {
    case "member-added":
      return addMember(state, act);
    case "member-changed":
      return changeMember(state, act);
    case "phase-moved":
      return movePhase(state, act);
    case "joined":
      return carry(state, act.kind, act.sections, { kind: "reviewers" });
    case "transmitted":
    case "submitted":
      return carry(state, act.kind, act.sections, { kind: "team" });
    case "suggestions-submitted":
      return applyAnswers(state, act);
    case "live-allowed":
      return allowLive(state, act);
    case "cleared":
      return clear(state, act, record.by.member);
    case "treaty-text-loaded": {
      const { instrument, language, articles, text } = act;
      const treatyTexts = new Map(state.treatyTexts);
      treatyTexts.set(treatyTextKey(instrument, language), { instrument, language, articles, text });
      return { ...state, treatyTexts };
    }
    case "account-act":
      return state;
    case "suggestions-decided":
      return applyDecision(state, act);
    case "decision-undone":
      return applyUndoing(state, act);
    case "decision-keyed":
      return applyKey(state, act, record);
    case "commented":
    case "comment-edited":
    case "comment-deleted":
    case "thread-settled":
    case "comment-disposed":
    case "comments-sent":
    case "speakers-allowed":
      return applyComments(state, act, record);
  }
}

function open(record: LedgerRecord, act: ActOf<"review-opened">): ReviewState {
  const { member: id, user } = act.creator;
  const creator: Member = {
    id,
    user,
    role: "secretariat",
    state: null,
    standing: "serving",
    replaces: null,
    note: null,
  };
  return {
    review: record.review,
    facts: act,
    phase: "created",
    activePhase: "created",
    members: new Map([[id, creator]]),
    sections: new Map(openingSections(act).map((section) => [section.id, section])),
    live: new Set(),
    speakers: new Set(),
    threads: LayeredMap.empty(),
    commentCount: 0,
    treatyTexts: new Map(),
    effects: new Map(),
    decisions: new Map(),
    keys: new Map(),
  };
}

function addMember(state: ReviewState, act: ActOf<"member-added">): ReviewState {
  if (state.members.has(act.member)) throw new RecordOutOfPlace(act.kind, "the member is known");
  const members = new Map(state.members);
  if (act.replaces !== null) {
    members.set(act.replaces, { ...memberIn(state, act.kind, act.replaces), standing: "ended" });
  }
  const { member: id, user, role, state: of, replaces, note } = act;
  members.set(id, { id, user, role, state: of, standing: "serving", replaces, note });
  return { ...state, members };
}

function changeMember(state: ReviewState, act: ActOf<"member-changed">): ReviewState {
  const before = memberIn(state, act.kind, act.member);
  const after: Member = {
    ...before,
    role: act.role ?? before.role,
    standing: act.ended ? "ended" : before.standing,
    note: act.note ?? before.note,
  };
  // Who is named to speak is named as what he is then.
  const speakers = new Set(
    [...state.speakers].filter((id) => id !== act.member || after.role === before.role),
  );
  return { ...state, members: new Map(state.members).set(act.member, after), speakers };
}

function memberIn(state: ReviewState, kind: string, id: MemberId): Member {
  const member = state.members.get(id);
  if (member === undefined) throw new RecordOutOfPlace(kind, "the member is unknown");
  return member;
}

function movePhase(state: ReviewState, act: ActOf<"phase-moved">): ReviewState {
  if (act.from !== state.phase) throw new RecordOutOfPlace(act.kind, "the review is in another phase");
  const sections = inPhase(state, act.to);
  for (const id of act.opened) {
    const section = sectionIn(state, act.kind, id);
    const body: Body = { audience: { kind: "reviewers" }, epoch: 1, opening: { kind: "blueprint" } };
    sections.set(id, { ...section, stage: "reviewers", bodies: withBody(section, body), clearances: [] });
  }
  return { ...state, phase: act.to, activePhase: isSidePhase(act.to) ? state.activePhase : act.to, sections };
}

/**
 * The sections as a phase finds them: a review that comes back to drafting puts what was transmitted into its authors'
 * hands again. One that only rested goes on where it was.
 */
function inPhase(state: ReviewState, phase: Phase): Map<SectionId, SectionStanding> {
  if (isSidePhase(phase) || phase === state.activePhase) return new Map(state.sections);
  return new Map(
    [...state.sections].map(([id, section]) => {
      const route = routeOf(section.kind);
      const transmitted = section.stage === "team" && (route === "finding" || route === "summary");
      return [id, { ...section, sentBack: transmitted && phase === "drafting" }];
    }),
  );
}

function carry(
  state: ReviewState,
  kind: string,
  carried: readonly CarriedSection[],
  audience: Audience,
): ReviewState {
  const sections = new Map(state.sections);
  for (const { section: id, epoch, text, copy } of carried) {
    const section = sectionIn(state, kind, id);
    const before = section.bodies.get(formatAudience(audience))?.epoch ?? 0;
    if (epoch !== before + 1) throw new RecordOutOfPlace(kind, "the epoch is not the next one");
    const carried: Body = { audience, epoch, opening: { kind: "carried", text } };
    const bodies =
      kind === "transmitted"
        ? withWorkingCopy(state, section, { team: carried, text, own: copy })
        : withBody(section, carried);
    sections.set(id, {
      ...section,
      stage: audience.kind === "team" ? "team" : "reviewers",
      bodies,
      clearances: [],
      sentBack: false,
    });
  }
  return { ...state, sections };
}

/** A transmitted text lies before the State twice: as the team reads it, and as a copy in which the State proposes. */
function withWorkingCopy(
  state: ReviewState,
  section: SectionStanding,
  {
    team,
    text,
    own,
  }: { readonly team: Body; readonly text: PayloadReference; readonly own: PayloadReference | undefined },
): ReadonlyMap<string, Body> {
  const copy: Body = {
    audience: { kind: "state", state: stateUnderReview(state.facts) },
    epoch: team.epoch,
    opening:
      own === undefined ? { kind: "carried", text, of: team.audience } : { kind: "carried", text: own },
  };
  return new Map(withBody(section, team)).set(formatAudience(copy.audience), copy);
}

function allowLive(state: ReviewState, act: ActOf<"live-allowed">): ReviewState {
  const others = [...state.live].filter((id) => memberIn(state, act.kind, id).state !== act.state);
  for (const id of act.members)
    if (memberIn(state, act.kind, id).state !== act.state)
      throw new RecordOutOfPlace(act.kind, "the member is another State's");
  return { ...state, live: new Set([...others, ...act.members]) };
}

function clear(state: ReviewState, act: ActOf<"cleared">, by: MemberId | null): ReviewState {
  if (by === null) throw new RecordOutOfPlace(act.kind, "nobody gave it");
  const sections = new Map(state.sections);
  for (const { section: id, from, over } of act.sections) {
    const section = sectionIn(state, act.kind, id);
    const body = section.bodies.get(from.audience);
    if (body?.epoch !== from.epoch) throw new RecordOutOfPlace(act.kind, "the text is not there");
    const kept = section.clearances.filter((clearance) => clearance.state !== act.state);
    const clearance = { state: act.state, by, audience: body.audience, epoch: from.epoch, over };
    sections.set(id, { ...section, clearances: [...kept, clearance] });
  }
  return { ...state, sections };
}

function sectionIn(state: ReviewState, kind: string, id: SectionId): SectionStanding {
  const section = state.sections.get(id);
  if (section === undefined) throw new RecordOutOfPlace(kind, "the report has no such section");
  return section;
}

function withBody(section: SectionStanding, body: Body): ReadonlyMap<string, Body> {
  return new Map(section.bodies).set(formatAudience(body.audience), body);
}
