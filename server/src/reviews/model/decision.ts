import type { MemberId, RoomAddress } from "@travaux/blueprint";
import type { Act } from "../../ledger/acts.ts";
import { SALT_BYTES, saltPayload, type SaltedPayload } from "../../ledger/payload.ts";
import type { Refusal, RefusalCode } from "../reviews.ts";

/** A record to be written, and what must lie beside it before it is. */
export interface ProposedRecord {
  readonly act: Act;
  readonly payloads: readonly ProposedPayload[];
}

export interface ProposedPayload {
  /** Under whose key it is sealed. */
  readonly room: RoomAddress;
  readonly salted: SaltedPayload;
}

/** Fresh bytes from the system's generator, as many as asked for; tests pass a seeded one. */
export type Random = (size: number) => Uint8Array;

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Twenty random characters of `[0-9a-z]` behind `prefix`: about 103 bits, never "highest + 1". */
export function mintId(prefix: string, random: Random): string {
  const digits: string[] = [];
  while (digits.length < 20) {
    // 252 is the largest multiple of 36 in a byte: beyond it, some digits would come up more often.
    for (const byte of random(32))
      if (byte < 252 && digits.length < 20) digits.push(DIGITS.charAt(byte % 36));
  }
  return prefix + digits.join("");
}

/** The id of a new member. */
export function mintMember(random: Random): MemberId {
  return mintId("m", random) as MemberId;
}

/** A payload with a fresh id and salt. */
export function mintPayload(
  room: RoomAddress,
  content: Uint8Array | string,
  random: Random,
): ProposedPayload {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { room, salted: saltPayload(mintId("p", random), random(SALT_BYTES), bytes) };
}

/** One field's fault: where, and a stable code. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
}

export function refuse(refused: RefusalCode): Refusal {
  return { refused };
}

export function invalid(faults: readonly Fault[]): Refusal {
  return { refused: "invalid", faults };
}

export function isRefusal(answer: object): answer is Refusal {
  return "refused" in answer;
}
