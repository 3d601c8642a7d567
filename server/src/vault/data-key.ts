import { createCipheriv, createDecipheriv } from "node:crypto";

/** Length of a data key and of the master key. */
export const KEY_BYTES = 32;
/** What sealing adds: one byte of version, a nonce of 12, a tag of 16. */
export const SEAL_OVERHEAD_BYTES = 29;

const VERSION = 1;
const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @returns that many bytes nobody can guess */
export type RandomBytes = (count: number) => Uint8Array;

/**
 * The key of one scope. `aad` is what the bytes belong to (a room, a place in a sequence): it is not stored, and bytes
 * sealed for one place do not open at another. Nonces are random, which is safe up to 2^32 seals of one key.
 */
export interface DataKey {
  /** @returns version, nonce, ciphertext, tag: {@link SEAL_OVERHEAD_BYTES} more than `plain` */
  seal(plain: Uint8Array, aad: Uint8Array): Uint8Array;
  /** @returns `null` unless this key sealed exactly these bytes for `aad` */
  open(sealed: Uint8Array, aad: Uint8Array): Uint8Array | null;
}

/** @throws RangeError unless `key` is of {@link KEY_BYTES} */
export function createDataKey(key: Uint8Array, random: RandomBytes): DataKey {
  if (key.byteLength !== KEY_BYTES)
    throw new RangeError(`a key is ${KEY_BYTES} bytes, not ${key.byteLength}`);
  const own = Uint8Array.from(key);
  return {
    seal: (plain, aad) => seal(own, random(NONCE_BYTES), plain, aad),
    open: (sealed, aad) => open(own, sealed, aad),
  };
}

function seal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, aad: Uint8Array): Uint8Array {
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(withVersion(aad));
  const parts = [Uint8Array.of(VERSION), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()];
  return Uint8Array.from(Buffer.concat(parts));
}

function open(key: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Uint8Array | null {
  if (sealed.byteLength < SEAL_OVERHEAD_BYTES || sealed[0] !== VERSION) return null;
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(withVersion(aad));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return Uint8Array.from(plain);
}

// So that a later version cannot be passed off as this one.
function withVersion(aad: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(VERSION), aad]);
}
