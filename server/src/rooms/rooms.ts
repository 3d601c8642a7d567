import type { Level, MemberId, ReviewId, Role, RoomAddress, StateId, UserId } from "@travaux/blueprint";

/** A ProseMirror document as `Node.toJSON` gives it, of the report schema. */
export type DocumentJson = { readonly type: "doc"; readonly content?: readonly unknown[] };

export interface RoomText {
  readonly doc: DocumentJson;
  /** Hex SHA-256 over the canonical JSON of `doc`. */
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

/** What rooms ask of reviews. */
export interface RoomDirectory {
  /** `null` alike for a room that does not exist, has been left behind, or is not for this person. */
  grant(user: UserId, address: RoomAddress): Promise<RoomGrant | null>;
  /** What a room that has no record of its own yet begins with; `null` when no act has opened it. */
  seed(address: RoomAddress): Promise<DocumentJson | null>;
}
