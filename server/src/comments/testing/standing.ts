import { createHash } from "node:crypto";
import {
  parseAudience,
  type Audience,
  type MemberId,
  type NewSubject,
  type NewThread,
  type Phase,
  type ReviewId,
  type Role,
  type RoomAddress,
} from "@travaux/blueprint";
import type { Act, PayloadReference } from "../../ledger/acts.ts";
import { chainRecord } from "../../ledger/chain.ts";
import { openPayload } from "../../ledger/payload.ts";
import { CHAIN_START } from "../../ledger/record.ts";
import { applyRecord } from "../../reviews/model/apply-record.ts";
import { isRefusal, type ProposedRecord } from "../../reviews/model/decision.ts";
import { decideOpening } from "../../reviews/model/decide-opening.ts";
import { addressOf, bodyOf, type Member, type ReviewState } from "../../reviews/model/review-state.ts";
import type { Refusal } from "../../reviews/reviews.ts";
import {
  SAMPLE_REQUEST,
  seededRandom,
  sectionOf,
  stateOf,
  userOf,
} from "../../reviews/testing/sample-review.ts";
import { formatRoomName } from "@travaux/blueprint";
import { decideBegin } from "../model/decide-begin.ts";
import { findThread, type FoundThread } from "../model/find-thread.ts";
import { planThread } from "../model/plan-thread.ts";
import { plainSample } from "../../reviews/testing/drafting.ts";
import { blockTextsOf } from "@travaux/comments/model";
import type { TrackedDocument } from "@travaux/track-changes/model";

export const random = seededRandom("comments");

/** A finding of States B and C about State A, and what State A itself supplied. */
export const FINDING = sectionOf("untoc.5.b");
export const SUPPLIED = sectionOf("untoc.5.a");
export const COVER = sectionOf("i");

const REVIEW = "rsample01" as ReviewId;
const SEATS: readonly (readonly [string, Role, string | null])[] = [
  ["focal-b", "reviewing-focal-point", "b"],
  ["expert-b", "reviewing-expert", "b"],
  ["other-b", "reviewing-expert", "b"],
  ["expert-c", "reviewing-expert", "c"],
  ["focal-c", "reviewing-focal-point", "c"],
  ["focal-a", "state-focal-point", "a"],
  ["expert-a", "state-expert", "a"],
  ["other-a", "state-expert", "a"],
  ["observer-a", "observer", "a"],
  ["staff2", "secretariat", null],
];
/** Everybody in the review by the names of their parts. */
export const CAST: readonly string[] = ["staff", ...SEATS.map(([who]) => who)];

let clock = 1000;

/** The review after an act of somebody's. */
export function after(state: ReviewState | null, act: Act, by: MemberId | null): ReviewState {
  const stamp = { at: (clock += 1), by: { user: userOf("staff"), member: by }, session: "s" };
  return applyRecord(state, chainRecord(REVIEW, CHAIN_START, stamp, act).record);
}

/** A member by the name of his part. @throws RangeError for nobody */
export function whoIs(state: ReviewState, who: string): Member {
  const found = [...state.members.values()].find(({ user }) => user === userOf(who));
  if (found === undefined) throw new RangeError(`No ${who}`);
  return found;
}

/** The review after what somebody was let do. @throws RangeError with the refusal */
export function done(
  state: ReviewState,
  who: string,
  proposed: ProposedRecord | Refusal | null,
): ReviewState {
  if (proposed === null || isRefusal(proposed)) throw new RangeError(JSON.stringify(proposed));
  return after(state, proposed.act, whoIs(state, who).id);
}

function move(state: ReviewState, to: Phase, opened: readonly string[] = []): ReviewState {
  const act: Act = {
    kind: "phase-moved",
    from: state.phase,
    to,
    reason: null,
    opened: opened.map(sectionOf),
  };
  return after(state, act, null);
}

/** The review in a phase, everybody seated; the finding is transmitted where the phase comes after that. */
export function reviewIn(phase: Phase): ReviewState {
  const opening = decideOpening({ user: userOf("staff"), staff: true }, SAMPLE_REQUEST, random);
  if (isRefusal(opening)) throw new RangeError("the sample opens");
  let state = after(null, opening.act, null);
  for (const [who, role, of] of SEATS) {
    const member = `m${who.replace("-", "")}` as MemberId;
    const its = of === null ? null : stateOf(of);
    const act: Act = {
      kind: "member-added",
      member,
      user: userOf(who),
      role,
      state: its,
      replaces: null,
      note: null,
    };
    state = after(state, act, null);
  }
  const way: readonly Phase[] = ["self-assessment", "desk-review", "dialogue", "drafting", "with-state"];
  for (const step of way) {
    if (state.phase === phase) return state;
    state = move(state, step, step === "drafting" ? [FINDING] : []);
    if (step === "with-state") state = transmitted(state, 1);
  }
  for (const step of ["consensus", "agreed", "summary-production", "issued", "closed"] as const)
    if (state.phase !== phase) state = move(state, step);
  return state;
}

/** The review after a change of a member. */
export function changed(
  state: ReviewState,
  who: string,
  change: { readonly ended?: true; readonly role?: Role },
): ReviewState {
  const { id } = whoIs(state, who);
  const act: Act = {
    kind: "member-changed",
    member: id,
    role: change.role ?? null,
    ended: change.ended ?? false,
    note: null,
  };
  return after(state, act, null);
}

/** The review after the finding was transmitted, as that version. */
export function transmitted(state: ReviewState, epoch: number): ReviewState {
  const text = { id: "p1234567", commitment: "a".repeat(64) };
  const from = [{ audience: "reviewers", epoch: 1 }];
  return after(
    state,
    { kind: "transmitted", state: stateOf("c"), sections: [{ section: FINDING, epoch, text, from }] },
    null,
  );
}

/** The review after State A submitted what it supplies. */
export function submitted(state: ReviewState, epoch = 1): ReviewState {
  const text = { id: "p1234567", commitment: "a".repeat(64) };
  const from = [{ audience: "state-a", epoch: 1 }];
  return after(
    state,
    { kind: "submitted", state: stateOf("a"), sections: [{ section: SUPPLIED, epoch, text, from }] },
    null,
  );
}

/** The same id for the same words, as a comment bears it. */
export function commentId(words: string): string {
  return `c${createHash("sha256").update(words).digest("hex").slice(0, 20)}`;
}

/** A request to begin a thread about the section. */
export function saying(text: string, audience: string, more: Partial<NewThread> = {}): NewThread {
  return { id: commentId(text), audience, subject: { kind: "section" }, text, mentions: [], ...more };
}

/** What becomes of a request to begin a thread, over a text. */
export function tryToBegin(
  state: ReviewState,
  who: string,
  request: NewThread,
  {
    section = FINDING,
    text = plainSample(),
  }: { readonly section?: typeof FINDING; readonly text?: TrackedDocument } = {},
): ProposedRecord | Refusal {
  const plan = planThread(state, whoIs(state, who), section, request);
  return isRefusal(plan) ? plan : decideBegin(state, plan, { text, random });
}

/** The review with one thread more, and how its comment and it are called. */
export function begun(
  state: ReviewState,
  who: string,
  request: NewThread,
  about: Parameters<typeof tryToBegin>[3] = {},
): ReviewState {
  return done(state, who, tryToBegin(state, who, request, about));
}

/** The thread that somebody sees under the words with which it began. @throws RangeError if he does not */
export function threadOf(state: ReviewState, who: string, words: string, section = FINDING): FoundThread {
  const found = findThread(state, whoIs(state, who), section, `t${commentId(words).slice(1)}`);
  if (found === null) throw new RangeError(`${who} does not see it`);
  return found;
}

/** The wire name of a text of a section. */
export function textName(state: ReviewState, audience: string, section = FINDING): string {
  const of: Audience | null = parseAudience(audience);
  const standing = state.sections.get(section);
  const body = of === null || standing === undefined ? null : bodyOf(standing, of);
  if (standing === undefined || body === null) throw new RangeError(`No ${audience} in ${section}`);
  return formatRoomName(addressOf(state, standing, body));
}

/** A thread's subject: words as they stand in {@link plainSample}, or none that ever did, said to be in a block. */
export function onWords(
  room: string,
  quote: string,
  block?: string,
): Extract<NewSubject, { readonly kind: "text" }> {
  const found = blockTextsOf(plainSample().doc).find(({ text }) => text.includes(quote));
  const [text, at] = [found?.text ?? "", found?.text.indexOf(quote) ?? 0];
  const part = {
    block: block ?? found?.id ?? "p1",
    from: at,
    to: at + quote.length,
    quote,
    before: text.slice(0, at),
    after: text.slice(at + quote.length),
  };
  return { kind: "text", room, parts: [part] };
}

/** The content of a proposed payload, read as whoever has the record reads it. */
export function wordsIn(proposed: ProposedRecord, reference: PayloadReference): unknown {
  const payload = proposed.payloads.find(({ salted }) => salted.reference.id === reference.id);
  const content = payload === undefined ? null : openPayload(reference, payload.salted.bytes);
  return content === null ? null : JSON.parse(new TextDecoder().decode(content));
}

/** Under which rooms a proposal's payloads lie. */
export function roomsOf(proposed: ProposedRecord): readonly string[] {
  return proposed.payloads.map(({ room }: { readonly room: RoomAddress }) => formatRoomName(room));
}
