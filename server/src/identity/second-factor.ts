import type { SecondFactorEnrolment, SessionUser } from "@travaux/blueprint";
import type { Auth } from "./auth.ts";
import { personWithId } from "./person-lookup.ts";
import { done, refused, translated, type SignInResult } from "./sign-in-answer.ts";

/** The second factor of the person who is signed in: time-based codes, and backup codes that each work once. */
export interface SecondFactors {
  /** Begins to set it up; nothing is asked for at sign-in before {@link confirm}. */
  enrol(headers: Headers, password: string | undefined): SignInResult<SecondFactorEnrolment>;
  /** Sets it up for good with a first code; the session is a new one. */
  confirm(headers: Headers, code: string): SignInResult<SessionUser>;
  /** Takes it off, with password and code; the session is a new one. */
  disable(headers: Headers, password: string | undefined, code: string): SignInResult<SessionUser>;
}

const TOTP_CODE = /^\d{6}$/;

export function createSecondFactors(auth: Auth): SecondFactors {
  const passwordOf = (password: string | undefined) => (password === undefined ? {} : { password });
  return {
    enrol: (headers, password) =>
      translated("password-wrong", async () => {
        const begun = await auth.api.enableTwoFactor({
          body: passwordOf(password),
          headers,
          returnHeaders: true,
        });
        if (!("totpURI" in begun.response)) return refused("second-factor-exists");
        const { totpURI: uri, backupCodes } = begun.response;
        return done({ uri, backupCodes }, begun.headers);
      }),
    confirm: (headers, code) =>
      translated("second-factor-wrong", async () => {
        const { response, headers: answer } = await verifyCode(auth, code, headers);
        return done(await personWithId(auth, response.user.id), answer);
      }),
    disable: (headers, password, code) =>
      translated("password-wrong", async () => {
        const { response } = await verifyCode(auth, code, headers);
        const ended = await auth.api.disableTwoFactor({
          body: passwordOf(password),
          headers,
          returnHeaders: true,
        });
        return done(await personWithId(auth, response.user.id), ended.headers);
      }),
  };
}

/** Puts six digits to the authenticator and anything else to the backup codes. @throws APIError if it is neither */
export function verifyCode(auth: Auth, code: string, headers: Headers) {
  const digits = code.replaceAll(/\s/g, "");
  const request = { headers, returnHeaders: true as const };
  return TOTP_CODE.test(digits)
    ? auth.api.verifyTOTP({ ...request, body: { code: digits } })
    : auth.api.verifyBackupCode({ ...request, body: { code: code.trim() } });
}
