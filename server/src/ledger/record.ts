import { MEMBER_ID, REVIEW_ID, type MemberId, type ReviewId, type UserId } from "@travaux/blueprint";
import { z } from "zod";
import { actSchema } from "./acts.ts";
import { canonicalBytes } from "./canonical-json.ts";

/** The largest record that is written or read, in bytes: acts on every section of the largest report fit four times. */
export const RECORD_LIMIT_BYTES: number = 1_048_576;

/** What the first record names as the one before it. */
export const CHAIN_START: string = "0".repeat(64);

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const recordSchema = z
  .strictObject({
    version: z.literal(1),
    review: z
      .string()
      .regex(REVIEW_ID)
      .transform((text) => text as ReviewId),
    /** Milliseconds since the epoch, by the server's clock. */
    at: z.int().min(0),
    by: z
      .strictObject({
        user: z
          .string()
          .min(1)
          .max(64)
          .transform((text) => text as UserId),
        /** Null for who opens a review, and for acts from outside it. */
        member: z
          .string()
          .regex(MEMBER_ID)
          .transform((text) => text as MemberId)
          .nullable(),
      })
      .readonly(),
    /** Hash of the session, salted with the review. */
    session: hash,
    /** Hash of the record before this one. */
    previous: hash,
    act: actSchema,
  })
  .readonly();

/** One act of one review, as it is hashed and kept. Its place in the sequence is no part of it; `previous` is. */
export type LedgerRecord = z.output<typeof recordSchema>;

/** Bytes that are no record of ours; `fault` is stable, and nothing of the content is quoted. */
export class RecordFault extends Error {
  readonly fault: "too-large" | "not-json" | "not-a-record" | "not-canonical";
  constructor(fault: RecordFault["fault"], options?: ErrorOptions) {
    super(`The ledger record is ${fault}`, options);
    this.name = "RecordFault";
    this.fault = fault;
  }
}

/**
 * The bytes of a record: canonical JSON, the same for equal records.
 *
 * @throws RecordFault `too-large` beyond {@link RECORD_LIMIT_BYTES}
 */
export function encodeRecord(record: LedgerRecord): Uint8Array {
  const bytes = canonicalBytes(record);
  if (bytes.length > RECORD_LIMIT_BYTES) throw new RecordFault("too-large");
  return bytes;
}

/**
 * Reads what {@link encodeRecord} wrote, byte for byte: unknown fields, other spellings and other versions are faults.
 *
 * @throws RecordFault
 */
export function decodeRecord(bytes: Uint8Array): LedgerRecord {
  if (bytes.length > RECORD_LIMIT_BYTES) throw new RecordFault("too-large");
  const parsed = recordSchema.safeParse(parseJson(bytes));
  if (!parsed.success) throw new RecordFault("not-a-record");
  if (Buffer.compare(encodeRecord(parsed.data), bytes) !== 0) throw new RecordFault("not-canonical");
  return parsed.data;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    // Translated without its cause: a parser's message quotes what it could not read.
    throw new RecordFault("not-json", { cause: cause instanceof Error ? cause.name : "unknown" });
  }
}
