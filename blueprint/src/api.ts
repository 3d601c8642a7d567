import type { MarginView } from "./api-comments.ts";
import type {
  Language,
  Level,
  MemberId,
  Multilingual,
  Phase,
  ReviewId,
  Role,
  RoomDocument,
  SectionId,
  SectionState,
  StateId,
  UserId,
} from "./vocabulary.ts";

/** RFC 9457; `code` is stable, `detail` is in the language of the request and never quotes a report. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: string;
  /** Field faults of a body: JSON pointer and a stable code. */
  readonly faults?: readonly { readonly pointer: string; readonly code: string }[];
}

export type InstrumentCode = "UNTOC" | "TIP" | "SOM" | "FIREARMS";
export type BlueprintId = "country-report" | "list-of-observations";

/** `POST /api/reviews` (staff only). The State under review gets the id `a`, reviewing States `b`, `c`, … in order. */
export interface NewReview {
  readonly blueprint: BlueprintId;
  readonly stateUnderReview: Multilingual;
  readonly reviewingStates: readonly {
    readonly name: Multilingual;
    readonly instruments: readonly InstrumentCode[];
  }[];
  /** The articles of each instrument under review; an instrument without any is left out. */
  readonly articles: readonly {
    readonly instrument: InstrumentCode;
    readonly numbers: readonly number[];
  }[];
  readonly languages: readonly Language[];
  /** ISO dates, all indicative; null where not known. */
  readonly officialStart: string | null;
  readonly informationCutOff: string | null;
  readonly sessionDate: string | null;
  /**
   * Whose word decides a suggestion in a transmitted finding: one reviewing State's, or each of them the same.
   * `one` where left out.
   */
  readonly decisionKeys?: DecisionKeys;
}

export type DecisionKeys = "one" | "both";

export interface StateView {
  readonly id: StateId;
  readonly name: Multilingual;
  readonly part: "under-review" | "reviewing";
  readonly instruments: readonly InstrumentCode[];
}

export interface MemberView {
  readonly id: MemberId;
  readonly user: UserId;
  readonly name: string;
  readonly function: string;
  readonly role: Role;
  readonly state: StateId | null;
  readonly standing: "serving" | "ended";
  readonly replaces: MemberId | null;
  /** Only for the Secretariat and the person's own delegation. */
  readonly email?: string;
  readonly phone?: string;
  readonly noteVerbale?: string;
  /** Whether his focal point lets him write in the team room directly, in dialogue and consensus; told likewise. */
  readonly live?: boolean;
  /** Whether his focal point lets him write comments to the team himself; told likewise, of the State under review's. */
  readonly speaks?: boolean;
}

/** `GET /api/reviews`: those the signed-in person is a member of. */
export interface ReviewSummary {
  readonly id: ReviewId;
  readonly blueprint: BlueprintId;
  readonly stateUnderReview: Multilingual;
  readonly phase: Phase;
  readonly role: Role;
  readonly state: StateId | null;
}

/** `GET /api/reviews/:review`. */
export interface ReviewView extends ReviewSummary {
  readonly member: MemberId;
  readonly states: readonly StateView[];
  readonly members: readonly MemberView[];
  readonly languages: readonly Language[];
  readonly officialStart: string | null;
  readonly informationCutOff: string | null;
  readonly sessionDate: string | null;
  readonly decisionKeys: DecisionKeys;
  /** The phases the reader may move the review to now; empty for all but the Secretariat. */
  readonly nextPhases: readonly Phase[];
}

export type SectionAct = "join" | "transmit" | "submit";

/** A room that the reader may open. The first of a section is the one to show; further ones are earlier or other texts. */
export interface RoomView {
  /** The wire name, to be passed on as it is. */
  readonly name: string;
  readonly audience: "team" | "reviewers" | "state" | "secretariat" | "sealed";
  readonly document: RoomDocument;
  readonly level: Level;
  /** Whether this is where the section is being written now, or text kept for reading. */
  readonly standing: "current" | "submitted" | "history";
  /** Whether the reader may accept and reject what is proposed in this text; his own proposals he may always take back. */
  readonly mayDecide: boolean;
}

export interface SectionView {
  readonly id: SectionId;
  /** Section kind of the blueprint, e.g. `art.b`. */
  readonly kind: string;
  readonly state: SectionState;
  /** Empty for a section without a body of its own, such as the slot for the treaty text. */
  readonly rooms: readonly RoomView[];
  /** Widest first; none for whoever may not comment. */
  readonly margins: readonly MarginView[];
  /** Whether the reader may say how comments of the State under review were taken in. */
  readonly mayDispose: boolean;
  /** What this reader may do with the section now. */
  readonly acts: readonly SectionAct[];
  /** For a text awaiting it: the reviewing States whose focal point has cleared it, as the reader may know. */
  readonly clearedBy: readonly StateId[];
}

/** A heading of the report; `section` where it holds text. Order is the report's. */
export interface OutlineEntry {
  readonly id: string;
  /** 0 for a chapter, one more for each step below it, 4 at most. */
  readonly depth: number;
  /** As printed before the title: `I.`, `A.`, `1.`, `(a)`; empty where the heading bears none. */
  readonly label: string;
  readonly title: Multilingual;
  readonly instrument: InstrumentCode | null;
  readonly article: number | null;
  readonly section: SectionView | null;
}

/** `GET /api/reviews/:review/outline`: only what the reader may see; sections without a readable room are absent. */
export interface OutlineView {
  readonly review: ReviewId;
  readonly phase: Phase;
  /** Rises when what this reader sees has changed, and only then: others' acts are not counted. */
  readonly version: number;
  readonly entries: readonly OutlineEntry[];
}

/** `GET /api/reviews/:review/sections/:section?room=…`: a room's text for reading, before or without a live connection. */
export interface SectionText {
  readonly room: string;
  /** ProseMirror document as JSON, schema of `schemaVersion`. */
  readonly doc: unknown;
  /** Structural suggestions by their keys, as the room's root map `suggestions` holds them; none where left out. */
  readonly suggestions?: Readonly<Record<string, unknown>>;
  readonly schemaVersion: number;
  readonly damaged: boolean;
}

/** `POST /api/reviews/:review/acts`: for one section, several, or all below a heading of the outline. */
export interface ActRequest {
  readonly act: SectionAct;
  readonly sections: readonly SectionId[];
  /** Of `join` and `transmit`: goes on although suggestions are open in the text, and leaves them where they are. */
  readonly leaveSuggestions?: boolean;
}

/** What became of each section: done, waiting for another State's focal point, or left with a stable code why. */
export interface ActResult {
  readonly outcomes: readonly {
    readonly section: SectionId;
    readonly outcome: "done" | "cleared" | "left";
    readonly code?: string;
    /** Of `submit`, with `done`: how many comments went along, where there were any. */
    readonly comments?: number;
    /** With `open-suggestions`: how many there are. With `done`: how many of the submitted could not be carried. */
    readonly open?: number;
  }[];
}

/**
 * `POST /api/reviews/:review/sections/:section/decisions`: accepts or rejects what is proposed in one room. `seen` is the
 * hash of what the decider saw of a suggestion (`suggestionHash` of the track-changes model). At most
 * {@link DECIDED_LIMIT} suggestions.
 */
export interface DecisionRequest {
  /** Wire name of the text. */
  readonly room: string;
  readonly decision: "accept" | "reject";
  readonly suggestions: readonly { readonly id: string; readonly seen: string }[];
  readonly reason?: string;
}

/** The most suggestions that one decision names. */
export const DECIDED_LIMIT = 5000;

/** Why a suggestion was left as it is. */
export type DecisionLeftCode =
  /** Not there (any more): decided or withdrawn by somebody else. */
  | "gone"
  /** It reads differently from what the decider saw. */
  | "changed"
  | "not-permitted"
  /** Accepting it would change nothing: what it speaks of is gone, or it cannot be read. It can be rejected. */
  | "stale"
  /** The text is with the State under review, and stands still until it has answered. */
  | "with-the-state";

/**
 * What became of each suggestion, those that went with another's decision (`superseded`) among them. `waiting`: the
 * other reviewing State has not decided, or has decided otherwise.
 */
export interface DecisionResult {
  /** For undoing it; `null` where nothing was decided. */
  readonly decision: string | null;
  readonly outcomes: readonly {
    readonly id: string;
    readonly outcome: "accepted" | "rejected" | "waiting" | "superseded" | "left" | "restored";
    readonly code?: DecisionLeftCode;
  }[];
}

/** `POST /api/reviews/:review/phase` (Secretariat). A move back needs a reason. */
export interface PhaseMove {
  readonly to: Phase;
  readonly reason?: string;
}

/** `POST /api/reviews/:review/members` (Secretariat). */
export interface NewMember {
  readonly user: UserId;
  readonly role: Role;
  readonly state: StateId | null;
  readonly noteVerbale: string;
  readonly replaces?: MemberId;
}

/** `PATCH /api/reviews/:review/members/:member` (Secretariat): another role, or the end of the membership. */
export interface MemberChange {
  readonly role?: Role;
  readonly standing?: "ended";
  readonly noteVerbale?: string;
}

/**
 * `PUT /api/reviews/:review/live` (focal points): who of one's delegation writes in the team room directly, in dialogue
 * and consensus; whoever is not named does not any more. Answers those who do.
 */
export interface LiveMembers {
  readonly members: readonly MemberId[];
}

/** `GET /api/reviews/:review/record`: acts the reader may know of, newest first. */
export interface RecordEntry {
  /** Its place among the acts that this reader may know of, from 1, without gaps. */
  readonly seq: number;
  readonly at: string;
  readonly by: MemberId | null;
  readonly byName: string;
  readonly act: string;
  readonly sections: readonly SectionId[];
  /** Stable code and values for the sentence on screen. */
  readonly values: Readonly<Record<string, string>>;
  /** Hex SHA-256 of the record, chained to the one before. */
  readonly hash: string;
}

/** `GET /api/reviews/:review/search?q=…`: in what the reader may read, in the order of the report. */
export interface SearchHit {
  readonly section: SectionId;
  readonly room: string;
  readonly block: string | null;
  /** Offset of the match in the block's text, in UTF-16 code units. */
  readonly offset: number;
  readonly excerpt: string;
}

/** `PUT /api/reviews/:review/treaty-text` (Secretariat): from the depositary's file. */
export interface TreatyText {
  readonly instrument: InstrumentCode;
  readonly language: Language;
  /** Where the text was taken from, e.g. the depositary notification. */
  readonly source: string;
  readonly articles: readonly { readonly number: number; readonly paragraphs: readonly string[] }[];
}

/** `GET /api/reviews/:review/treaty-text/:instrument/:number?language=…`; `paragraphs` is null until loaded. */
export interface TreatyTextView {
  readonly paragraphs: readonly string[] | null;
  readonly language: Language;
  readonly source: string | null;
  readonly officialUrl: string;
}
