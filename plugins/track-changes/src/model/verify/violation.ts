/**
 * What an update did that its author may not do.
 *
 * - `base-changed`: the text with the author's own suggestions left out is another one.
 * - `foreign-suggestion`: somebody else's suggestion was created, altered or removed.
 * - `forged-author`: a suggestion whose marks or id name another author than the one who writes.
 * - `stray-break`: a line feed that is no proposed paragraph break, or one where none can stand.
 * - `malformed-mark`, `malformed-record`: a suggestion that nobody could decide.
 */
export type ViolationCode =
  | "base-changed"
  | "foreign-suggestion"
  | "forged-author"
  | "stray-break"
  | "malformed-mark"
  | "malformed-record";

/** `detail` is for logs and quotes no text. */
export interface Violation {
  readonly code: ViolationCode;
  readonly detail: string;
}

/** @returns a {@link Violation} */
export function violation(code: ViolationCode, detail: string): Violation {
  return { code, detail };
}
