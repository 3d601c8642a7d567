import { isAPIError } from "better-auth/api";
import { parseSetCookieHeader } from "better-auth/cookies";
import type { PasswordFault } from "./password-policy.ts";

/** Why nobody was let in, or a second factor stayed as it was. `sign-in-failed` never says what was wrong. */
export type SignInRefusalCode =
  | "session-required"
  | "sign-in-failed"
  | "second-factor-required"
  | "second-factor-wrong"
  | "second-factor-exists"
  | "second-factor-missing"
  | "password-wrong"
  | "activation-ended"
  | "too-many-attempts"
  | PasswordFault;

export interface SignInRefusal {
  readonly kind: "refused";
  readonly code: SignInRefusalCode;
}

/** What was asked for is done; `cookies` are whole `Set-Cookie` values for the answer. */
export interface SignInAnswer<Value> {
  readonly kind: "done";
  readonly value: Value;
  readonly cookies: readonly string[];
}

/** What every step of the way in comes to. */
export type SignInResult<Value> = Promise<SignInAnswer<Value> | SignInRefusal>;

/** The answer `value` with the cookies that the sign-in library set in `headers`. */
export function done<Value>(value: Value, headers: Headers): SignInAnswer<Value> {
  return { kind: "done", value, cookies: headers.getSetCookie() };
}

/** The refusal with that code. */
export function refused(code: SignInRefusalCode): SignInRefusal {
  return { kind: "refused", code };
}

/** The sign-in library's own codes in our words. */
const CODES: Readonly<Record<string, SignInRefusalCode>> = {
  INVALID_EMAIL_OR_PASSWORD: "sign-in-failed",
  INVALID_PASSWORD: "password-wrong",
  INVALID_CODE: "second-factor-wrong",
  INVALID_BACKUP_CODE: "second-factor-wrong",
  INVALID_TWO_FACTOR_COOKIE: "second-factor-wrong",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "too-many-attempts",
  ACCOUNT_TEMPORARILY_LOCKED: "too-many-attempts",
  TOTP_ALREADY_ENABLED: "second-factor-exists",
  TOTP_NOT_ENABLED: "second-factor-missing",
  BACKUP_CODES_NOT_ENABLED: "second-factor-missing",
  TWO_FACTOR_NOT_ENABLED: "second-factor-missing",
  UNAUTHORIZED: "session-required",
};

/**
 * Turns what the sign-in library throws for a refusal into data.
 *
 * @param otherwise the code of a refusal that has none of ours
 * @throws whatever is a failure of the library or the store
 */
export async function translated<Value>(
  otherwise: SignInRefusalCode,
  work: () => SignInResult<Value>,
): SignInResult<Value> {
  try {
    return await work();
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    return refused(CODES[error.body?.code ?? ""] ?? otherwise);
  }
}

/** The cookies that an answer sets, as a request would send them back. */
export function cookieHeaderFrom(headers: Headers): string {
  const pairs = headers.getSetCookie().flatMap((line) => [...parseSetCookieHeader(line)]);
  return pairs
    .filter(([, attributes]) => attributes["max-age"] !== 0)
    .map(([name, attributes]) => `${name}=${attributes.value}`)
    .join("; ");
}
