import { createHash, timingSafeEqual } from "node:crypto";
import type { PayloadReference } from "./acts.ts";

/** The salt before a payload's content, in bytes. It is kept with the content alone, so that it goes when that goes. */
export const SALT_BYTES = 16;

/** What lies beside a record, ready to be sealed, and what the record says of it. */
export interface SaltedPayload {
  readonly reference: PayloadReference;
  /** Salt and content. */
  readonly bytes: Uint8Array;
}

/**
 * Binds `content` to a record without telling anything of it: whoever holds the record alone cannot even confirm a
 * guess.
 *
 * @param salt {@link SALT_BYTES} fresh random bytes
 * @throws RangeError for a salt of another length
 */
export function saltPayload(id: string, salt: Uint8Array, content: Uint8Array): SaltedPayload {
  if (salt.length !== SALT_BYTES) throw new RangeError(`A salt has ${SALT_BYTES} bytes, not ${salt.length}`);
  const bytes = new Uint8Array(SALT_BYTES + content.length);
  bytes.set(salt, 0);
  bytes.set(content, SALT_BYTES);
  return { reference: { id, commitment: commit(bytes).toString("hex") }, bytes };
}

/** The content of a payload, or `null` if it is not the one that `reference` binds. */
export function openPayload(reference: PayloadReference, bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < SALT_BYTES) return null;
  const bound = timingSafeEqual(commit(bytes), Buffer.from(reference.commitment, "hex"));
  return bound ? bytes.subarray(SALT_BYTES) : null;
}

function commit(bytes: Uint8Array): Buffer {
  return createHash("sha256").update("travaux payload 1\n").update(bytes).digest();
}
