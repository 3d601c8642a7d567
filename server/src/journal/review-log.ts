import type { ReviewId, RoomAddress } from "@travaux/blueprint";

/** The one sequence of a review, in the hands of its one writer. */
export interface ReviewLog {
  readonly review: ReviewId;
  /** Every act of the review so far, in order, opened and checked. */
  acts(): readonly ActCommit[];
  /**
   * Appends an act in a commit of its own, after everything appended before.
   *
   * @returns its sequence number, once durable
   * @throws StorageFailure; the act is then not part of the review
   */
  appendAct(bytes: Uint8Array): Promise<ActCommit>;
}

export interface ActCommit {
  readonly seq: number;
  readonly bytes: Uint8Array;
}

/** Bytes that belong to an act or a room and lie beside the sequence, sealed with the room's key. */
export interface Payloads {
  /** Idempotent for the same `id`; durable when resolved. */
  put(room: RoomAddress, id: string, bytes: Uint8Array): Promise<void>;
  /** `null` if there is none, or its key was destroyed. */
  get(room: RoomAddress, id: string): Promise<Uint8Array | null>;
}

export interface ReviewLogs {
  open(review: ReviewId): Promise<ReviewLog>;
  reviews(): Promise<readonly ReviewId[]>;
}
