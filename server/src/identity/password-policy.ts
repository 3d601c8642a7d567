import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

/** Characters a password may have, as Unicode code points. No rule says which (NIST SP 800-63B, 3.1.1.2). */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/** Guesses that a password must withstand: fewer means that lists of common passwords reach it. */
const GUESSES = 1e8;

export type PasswordFault = "password-too-short" | "password-too-long" | "password-common";

/** Judges a new password; made once, for the dictionary takes a moment to load. */
export type PasswordPolicy = (password: string, about: readonly string[]) => PasswordFault | null;

/**
 * The policy for new passwords: long enough and not among the common ones, however padded, repeated or spelled.
 *
 * @returns a judge, to be given what is known of the person (name, address), which is as guessable as a common word
 */
export function createPasswordPolicy(): PasswordPolicy {
  const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return (password, about) => {
    const length = [...password].length;
    if (length < PASSWORD_LENGTH.min) return "password-too-short";
    if (length > PASSWORD_LENGTH.max) return "password-too-long";
    const known = [...about, "travaux", "untoc", "unodc"].flatMap((text) => [
      text,
      ...text.split(/[^\p{L}\p{N}]+/u),
    ]);
    // The estimate takes time that grows with the square of the length; what 64 characters do not give, no more do.
    const guesses = estimator.check(
      password.slice(0, 64),
      known.filter((text) => text.length > 2),
    ).guesses;
    return guesses < GUESSES ? "password-common" : null;
  };
}
