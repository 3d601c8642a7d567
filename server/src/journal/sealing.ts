/** What the journal asks of the vault: a key for a review (`r1`) or for one of its rooms (`r1/untoc.5.b/team/text/1`). */
export interface Keys {
  /** Makes the key if there is none. */
  keyFor(scope: string): Promise<SealingKey>;
  /** `null` if there never was one or it was destroyed. */
  existing(scope: string): Promise<SealingKey | null>;
}

export interface SealingKey {
  /** `about` is authenticated, not stored: the same must be given to {@link SealingKey.open}. */
  seal(plain: Uint8Array, about: Uint8Array): Uint8Array;
  /** `null` when `sealed` or `about` is not what was sealed. */
  open(sealed: Uint8Array, about: Uint8Array): Uint8Array | null;
}

const utf8 = new TextEncoder();

/** The authenticated place of a sealed part, so that no record can be moved to another place unnoticed. */
export function place(...parts: readonly (string | number)[]): Uint8Array {
  return utf8.encode(parts.join("\u0000"));
}
