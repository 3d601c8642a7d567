import { formatAudience } from "@travaux/blueprint";
import type {
  Audience,
  InstrumentCode,
  Language,
  MemberId,
  Phase,
  ReviewId,
  Role,
  RoomAddress,
  SectionId,
  SectionKind,
  Stage,
  StateId,
  UserId,
} from "@travaux/blueprint";
import type { LayeredMap } from "../../comments/model/layered-map.ts";
import type { ThreadStanding } from "../../comments/model/thread-standing.ts";
import type { ActOf, EffectReference, PayloadReference } from "../../ledger/acts.ts";

/** Everything that a review's record amounts to: what stands now. Made by `applyRecord` alone. */
export interface ReviewState {
  readonly review: ReviewId;
  /** What was laid down when the review was opened. */
  readonly facts: ActOf<"review-opened">;
  readonly phase: Phase;
  /** Where a resting review was before; equal to `phase` while it is under way. */
  readonly activePhase: Phase;
  /** In the order in which they joined, those whose membership ended among them. */
  readonly members: ReadonlyMap<MemberId, Member>;
  /** In the order of the report. */
  readonly sections: ReadonlyMap<SectionId, SectionStanding>;
  /** Who may write in the team room directly, where the phase has come to that; each named by his own focal point. */
  readonly live: ReadonlySet<MemberId>;
  /** Experts of the State under review who write comments to the team themselves. */
  readonly speakers: ReadonlySet<MemberId>;
  /** By {@link threadsKey} and thread, in the order in which they were begun. */
  readonly threads: LayeredMap<string, LayeredMap<string, ThreadStanding>>;
  /** How many comments the review has seen, deleted ones among them. */
  readonly commentCount: number;
  /** By {@link treatyTextKey}. */
  readonly treatyTexts: ReadonlyMap<string, LoadedTreatyText>;
  /** By {@link textKey}: what the last act on a text did to it. */
  readonly effects: ReadonlyMap<string, EffectReference>;
  /** By its id, every decision on suggestions. */
  readonly decisions: ReadonlyMap<string, DecisionStanding>;
  /** By {@link textKey} and suggestion: what single reviewing States said where each must decide the same way. */
  readonly keys: ReadonlyMap<string, ReadonlyMap<string, readonly DecisionKey[]>>;
}

/** A decision on suggestions, as far as undoing it needs it. */
export interface DecisionStanding {
  readonly section: SectionId;
  readonly audience: Audience;
  readonly epoch: number;
  /** What the text was before and after. */
  readonly before: PayloadReference;
  readonly suggestions: readonly string[];
  readonly undone: boolean;
}

/** One reviewing State's word on a suggestion. */
export interface DecisionKey {
  readonly state: StateId;
  readonly by: MemberId;
  readonly choice: "accept" | "reject";
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What was seen of the suggestions of one record, under `kept`. */
  readonly seen: PayloadReference;
  readonly kept: { readonly audience: Audience; readonly epoch: number };
}

export interface Member {
  readonly id: MemberId;
  readonly user: UserId;
  readonly role: Role;
  readonly state: StateId | null;
  readonly standing: "serving" | "ended";
  readonly replaces: MemberId | null;
  /** The note verbale that named the member, under {@link noteRoom}. */
  readonly note: PayloadReference | null;
}

/** Where a section's text has got to, and the rooms it has. */
export interface SectionStanding {
  readonly id: SectionId;
  readonly kind: SectionKind;
  /** The instrument that the section is about; `null` where it is about the review as a whole. */
  readonly instrument: InstrumentCode | null;
  readonly stage: Stage;
  /** By {@link formatAudience}; one body an audience, in its newest epoch. */
  readonly bodies: ReadonlyMap<string, Body>;
  /** Given for the next widening, and not yet used by it. */
  readonly clearances: readonly Clearance[];
  /** What the State under review submitted last of its working copy at `epoch`, under that copy's room. */
  readonly answered?: {
    readonly epoch: number;
    readonly taken: PayloadReference;
    /** When the suggestions submitted so far were made, in milliseconds since the epoch. */
    readonly times: ReadonlyMap<string, number>;
  };
  /** Whether a transmitted text went back to its authors when the review returned to drafting. */
  readonly sentBack: boolean;
}

/** A text document of a section. */
export interface Body {
  readonly audience: Audience;
  readonly epoch: number;
  /** What it begins with: the blueprint's own words, or the text that an act carried into it. */
  readonly opening:
    | { readonly kind: "blueprint" }
    | {
        readonly kind: "carried";
        readonly text: PayloadReference;
        /** Under whose room of the same epoch the text lies, where it is not this one's: a working copy's. */
        readonly of?: Audience;
      };
}

/** A focal point's word that a text may go on; it holds for the very text whose hash the payload binds. */
export interface Clearance {
  readonly state: StateId;
  readonly by: MemberId;
  readonly audience: Audience;
  readonly epoch: number;
  readonly over: PayloadReference;
}

export interface LoadedTreatyText {
  readonly instrument: InstrumentCode;
  readonly language: Language;
  readonly articles: readonly number[];
  /** Under {@link commonRoom}. */
  readonly text: PayloadReference;
}

/** The section id under which payloads lie that belong to no section; no outline has it. */
const RECORD_SECTION = "record" as SectionId;

/** Where what the Secretariat and one delegation may know is sealed: notes verbales. */
export function noteRoom(review: ReviewId): RoomAddress {
  return { review, section: RECORD_SECTION, audience: { kind: "secretariat" }, document: "margin", epoch: 1 };
}

/** Where what every member may know is sealed: reasons for a phase, treaty text. */
export function commonRoom(review: ReviewId): RoomAddress {
  return { review, section: RECORD_SECTION, audience: { kind: "team" }, document: "margin", epoch: 1 };
}

export function treatyTextKey(instrument: InstrumentCode, language: Language): string {
  return `${instrument}/${language}`;
}

/** How a text is named among those of its review. */
export function textKey(section: SectionId, audience: Audience, epoch: number): string {
  return `${section}/${formatAudience(audience)}/${epoch}`;
}

/** The address of a body's text. */
export function addressOf(state: ReviewState, section: SectionStanding, body: Body): RoomAddress {
  const { audience, epoch } = body;
  return { review: state.review, section: section.id, audience, document: "text", epoch };
}

/** The section's body for that audience; `null` if it has none (yet). */
export function bodyOf(section: SectionStanding, audience: Audience): Body | null {
  return section.bodies.get(formatAudience(audience)) ?? null;
}

/** The body at `address`; `null` for a section, audience or epoch that the review does not have (any more). */
export function findBody(
  state: ReviewState,
  address: RoomAddress,
): { readonly section: SectionStanding; readonly body: Body } | null {
  if (address.review !== state.review || address.document !== "text") return null;
  const section = state.sections.get(address.section);
  const body = section === undefined ? null : bodyOf(section, address.audience);
  return section === undefined || body === null || body.epoch !== address.epoch ? null : { section, body };
}

/** The State whose implementation is reviewed. */
export function stateUnderReview(facts: ActOf<"review-opened">): StateId {
  const found = facts.states.find((state) => state.part === "under-review");
  if (found === undefined) throw new RangeError("A review has a State under review");
  return found.id;
}

/** Tells who speaks for the State under review; whoever did stays its author, his membership ended or not. */
export function isOfStateUnderReview({ members, facts }: ReviewState): (author: string) => boolean {
  const of = stateUnderReview(facts);
  const own = new Set<string>([...members.values()].filter(({ state }) => state === of).map(({ id }) => id));
  return (author) => own.has(author);
}

/** The reviewing States of an instrument, first the one assigned first; of all instruments for `null`. */
export function assignedStates(
  facts: ActOf<"review-opened">,
  instrument: InstrumentCode | null,
): readonly StateId[] {
  return facts.states
    .filter(
      (state) =>
        state.part === "reviewing" && (instrument === null || state.instruments.includes(instrument)),
    )
    .map((state) => state.id);
}

/** The serving members, in the order in which they joined. */
export function servingMembers(state: ReviewState): readonly Member[] {
  return [...state.members.values()].filter((member) => member.standing === "serving");
}

/** The person's serving membership; `null` if there is none. */
export function memberOfUser(state: ReviewState, user: UserId): Member | null {
  return servingMembers(state).find((member) => member.user === user) ?? null;
}

/** The State's serving focal point; `null` if it has none. */
export function focalPointOf(state: ReviewState, of: StateId): Member | null {
  return servingMembers(state).find((member) => member.state === of && isFocalPoint(member.role)) ?? null;
}

export function isFocalPoint(role: Role): boolean {
  return role === "state-focal-point" || role === "reviewing-focal-point";
}

export function isExpert(role: Role): boolean {
  return role === "state-expert" || role === "reviewing-expert";
}
