import { createHash } from "node:crypto";
import type { ReviewId } from "@travaux/blueprint";
import type { Act } from "./acts.ts";
import { CHAIN_START, decodeRecord, encodeRecord, RecordFault, type LedgerRecord } from "./record.ts";

/** Who acts, and when; the time comes from the caller. */
export interface RecordStamp {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly by: LedgerRecord["by"];
  /** The session's id; only its hash is kept. */
  readonly session: string;
}

/** A record with the hash that the next one names. */
export interface ChainedRecord {
  readonly record: LedgerRecord;
  readonly hash: string;
}

/** What a walk over a review's acts found; `good` are the records before the first fault. */
export type ChainVerdict =
  | { readonly kind: "intact"; readonly good: readonly ChainedRecord[] }
  | {
      readonly kind: "broken";
      readonly good: readonly ChainedRecord[];
      readonly fault: ChainFault;
    };

export type ChainFault = RecordFault["fault"] | "not-chained" | "other-review";

/** Hex SHA-256 over a record's bytes, under a prefix that nothing else of the product hashes with. */
export function hashRecord(bytes: Uint8Array): string {
  return createHash("sha256").update("travaux record 1\n").update(bytes).digest("hex");
}

/** What a record keeps of a session: hex SHA-256, salted with the review so that reviews cannot be linked by it. */
export function hashSession(review: ReviewId, session: string): string {
  return createHash("sha256").update(`travaux session 1\n${review}\n${session}`).digest("hex");
}

/**
 * The next record of a review and its bytes.
 *
 * @param previous hash of the record before, or {@link CHAIN_START}
 * @throws RecordFault `too-large`
 */
export function chainRecord(
  review: ReviewId,
  previous: string,
  stamp: RecordStamp,
  act: Act,
): ChainedRecord & { readonly bytes: Uint8Array } {
  const record: LedgerRecord = {
    version: 1,
    review,
    at: stamp.at,
    by: stamp.by,
    session: hashSession(review, stamp.session),
    previous,
    act,
  };
  const bytes = encodeRecord(record);
  return { record, bytes, hash: hashRecord(bytes) };
}

/**
 * Reads a review's acts in order and checks that each names the one before; stops at the first that does not.
 *
 * @param start what the first of `acts` must name: {@link CHAIN_START}, or the hash of the record before them
 */
export function verifyChain(
  review: ReviewId,
  acts: readonly { readonly bytes: Uint8Array }[],
  start: string = CHAIN_START,
): ChainVerdict {
  const good: ChainedRecord[] = [];
  let previous = start;
  for (const { bytes } of acts) {
    const read = readRecord(bytes);
    if (read.kind === "fault") return { kind: "broken", good, fault: read.fault };
    if (read.record.review !== review) return { kind: "broken", good, fault: "other-review" };
    if (read.record.previous !== previous) return { kind: "broken", good, fault: "not-chained" };
    previous = hashRecord(bytes);
    good.push({ record: read.record, hash: previous });
  }
  return { kind: "intact", good };
}

function readRecord(
  bytes: Uint8Array,
):
  | { readonly kind: "record"; readonly record: LedgerRecord }
  | { readonly kind: "fault"; readonly fault: ChainFault } {
  try {
    return { kind: "record", record: decodeRecord(bytes) };
  } catch (error) {
    // Translated into a verdict; anything else is a bug and goes on.
    if (error instanceof RecordFault) return { kind: "fault", fault: error.fault };
    throw error;
  }
}
