import type {
  Level,
  MemberId,
  ReviewId,
  Role,
  RoomAddress,
  RoomStanding,
  StateId,
  UserId,
} from "@travaux/blueprint";
import type { AnchorFact } from "@travaux/comments/model";
import type { CommentWords, ThreadStanding } from "../comments/model/thread-standing.ts";
import type { PayloadReference } from "../ledger/acts.ts";
import type { Json } from "../storage/storage.ts";
import type { TextJson, TrackedJson } from "./text-json.ts";

export type { DocumentJson } from "./text-json.ts";

export interface RoomText extends TrackedJson {
  /** Hex SHA-256 over the canonical JSON of the text, its records included where it has any. */
  readonly hash: string;
  /** Whether the text could be read only up to its last good record. */
  readonly damaged: boolean;
}

/** What reviews ask of rooms. */
export interface Rooms {
  /** The room's text with everything admitted so far; loads the room if nobody has it open. */
  read(address: RoomAddress): Promise<RoomText>;
  /**
   * Holds back every update to the rooms until `work` has settled, so that what it reads of them is exact. Updates that
   * arrive meanwhile wait and are then judged by the access that holds afterwards.
   */
  hold<Result>(addresses: readonly RoomAddress[], work: () => Promise<Result>): Promise<Result>;
  /** The room as Yjs keeps it, with everything admitted so far; exact while the room is held. */
  state(address: RoomAddress): Promise<RoomBytes>;
  /**
   * Does to a room what its review's record says was done to it, where that has not reached it yet: in the journal
   * first, then before everybody who has it open. Call it while the room is held.
   *
   * @throws StorageFailure; the room then catches up when it is opened next, or from time to time
   */
  catchUp(address: RoomAddress): Promise<void>;
  /** When each suggestion of a text came, as far as its margin has it; exact while the text is held. */
  suggestionTimes(address: RoomAddress): Promise<ReadonlyMap<string, number>>;
  /** Shows in the margin of a text, if anybody has it open, what the review's record says of it now. */
  refreshMargin(address: RoomAddress): Promise<void>;
  /**
   * Makes a document of threads say what the review's record says now, whether anybody has it open or not, and each of
   * its anchors stand where its text is.
   *
   * @throws StorageFailure; the document then catches up when it is opened next
   */
  refreshThreads(address: RoomAddress): Promise<void>;
  /** Where the threads of a document stand, by thread; those that are about no text are not among them. */
  anchorsOf(address: RoomAddress): Promise<ReadonlyMap<string, AnchorFact>>;
  /** Judges every open connection of the review again, at once: lowers, cuts, or tells it to attach anew. */
  accessChanged(review: ReviewId): void;
}

/** A member's standing in a room at this moment. */
export interface RoomGrant {
  readonly member: MemberId;
  readonly user: UserId;
  readonly name: string;
  readonly state: StateId | null;
  /** The State's name as presence shows it. */
  readonly stateName: string | null;
  readonly role: Role;
  readonly level: Exclude<Level, "none">;
}

/** A document as bytes. */
export interface RoomBytes {
  /** A Yjs update. */
  readonly state: Uint8Array;
  /** Whether it could be read only up to its last good record. */
  readonly damaged: boolean;
}

/** What an act of the record does to a text. */
export interface RoomEffect {
  /** The clock of the server's decisions that a text has with the effect, and not without it. */
  readonly clock: number;
  /** The exact Yjs update. @throws StorageFailure; RangeError where it is gone */
  update(): Promise<Uint8Array>;
}

/** What rooms ask of reviews. */
export interface RoomDirectory {
  /** `null` alike for a room that does not exist, has been left behind, or is not for this person. */
  grant(user: UserId, address: RoomAddress): Promise<RoomGrant | null>;
  /** What a room that has no record of its own yet begins with; `null` when no act has opened it. */
  seed(address: RoomAddress): Promise<TextJson | null>;
  /** What the record's last act on this text did to it; every earlier one is in its journal. `null` if there was none. */
  effect(address: RoomAddress): Promise<RoomEffect | null>;
  /** What a margin should say beside what its text tells. */
  margin(address: RoomAddress): Promise<MarginStanding>;
  /** What a document of threads should say; `null` for one that the review does not have. */
  threads(address: RoomAddress): Promise<ThreadsStanding | null>;
  /** The documents of threads of the section of a text, of every audience, that have any thread. */
  threadsOf(text: RoomAddress): Promise<readonly RoomAddress[]>;
}

/** What the review's record says of the threads of one audience in a section. */
export interface ThreadsStanding {
  /** In the order in which they were begun. */
  readonly threads: readonly ThreadStanding[];
  /**
   * The words of a comment, or of the reasons of a disposition, which are kept in the same form; `null` where they are
   * gone. @throws StorageFailure
   */
  words(reference: PayloadReference): Promise<CommentWords | null>;
  /** The texts of the section that the whole audience may read, the best home for an anchor first. */
  readonly texts: readonly { readonly address: RoomAddress; readonly standing: RoomStanding }[];
}

/** What the review's record says of the suggestions of a text, as far as the readers of one margin may know it. */
export interface MarginStanding {
  /** On which a reviewing State has decided, and not yet all that must. */
  readonly considered: ReadonlySet<string>;
  /** When suggestions that came from elsewhere were made there, in milliseconds since the epoch. */
  readonly times: ReadonlyMap<string, number>;
  /** Who has decided what, by suggestion; empty but in the margin of the reviewers. */
  readonly keys: ReadonlyMap<string, Json>;
}
