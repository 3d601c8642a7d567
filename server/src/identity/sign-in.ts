import type {
  ActivationView,
  DemoAccount,
  Language,
  SecondFactorEnrolment,
  SessionUser,
  SignIn,
  UserId,
} from "@travaux/blueprint";
import { isAPIError } from "better-auth/api";
import { parseCookies, parseSetCookieHeader } from "better-auth/cookies";
import type { Activations } from "./activation.ts";
import type { Auth } from "./auth.ts";
import type { PasswordFault, PasswordPolicy } from "./password-policy.ts";
import { readPerson, sessionUserOf } from "./person-record.ts";

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

type Result<Value> = Promise<SignInAnswer<Value> | SignInRefusal>;

/** Sessions and second factors, for HTTP. `headers` carry the request's cookie and nothing else that matters. */
export interface SignIns {
  /** Demo mode's accounts; `null` outside it. */
  readonly demo: readonly DemoAccount[] | null;
  /** Who is signed in, if anybody; prolongs the session. */
  current(headers: Headers): Promise<SignInAnswer<SessionUser | null>>;
  signIn(request: SignIn): Result<SessionUser>;
  signInDemo(email: string): Result<SessionUser>;
  signOut(headers: Headers): Promise<SignInAnswer<null>>;
  setLanguage(user: UserId, language: Language): Promise<SessionUser>;
  enrol(headers: Headers, password: string | undefined): Result<SecondFactorEnrolment>;
  confirm(headers: Headers, code: string): Result<SessionUser>;
  disable(headers: Headers, password: string | undefined, code: string): Result<SessionUser>;
  lookupActivation(token: string): Promise<ActivationView | null>;
  /** Sets the password. `user` is null when the person has a second factor and signs in with it next. */
  activate(token: string, password: string): Result<SessionUser | null>;
}

export interface SignInOptions {
  readonly auth: Auth;
  readonly activations: Activations;
  readonly policy: PasswordPolicy;
  readonly demo: readonly DemoAccount[] | null;
}

const TOTP_CODE = /^\d{6}$/;

export function createSignIns({ auth, activations, policy, demo }: SignInOptions): SignIns {
  const userById = async (id: string): Promise<SessionUser> =>
    sessionUserOf(readPerson(await (await auth.$context).internalAdapter.findUserById(id)));
  const opened = async (id: string, headers: Headers): Promise<SignInAnswer<SessionUser>> =>
    done(await userById(id), headers);
  const grant = async (id: string): Promise<SignInAnswer<SessionUser>> => {
    const granted = await auth.api.grantSession({ body: { userId: id }, returnHeaders: true });
    return opened(id, granted.headers);
  };
  const verifyCode = (code: string, headers: Headers) => {
    const digits = code.replaceAll(/\s/g, "");
    const request = { headers, returnHeaders: true as const };
    return TOTP_CODE.test(digits)
      ? auth.api.verifyTOTP({ ...request, body: { code: digits } })
      : auth.api.verifyBackupCode({ ...request, body: { code: code.trim() } });
  };

  return {
    demo,
    async current(headers) {
      const found = await auth.api.getSession({ headers, returnHeaders: true });
      const person = found.response === null ? null : readPerson(found.response.user);
      return done(person?.standing === "active" ? sessionUserOf(person) : null, found.headers);
    },
    signIn: ({ email, password, code }) =>
      translated("sign-in-failed", async () => {
        const first = await auth.api.signInEmail({
          body: { email, password },
          headers: new Headers(),
          returnHeaders: true,
        });
        if (!("twoFactorRedirect" in first.response)) return opened(first.response.user.id, first.headers);
        if (code === undefined || code.trim() === "") return refused("second-factor-required");
        const challenge = new Headers({ cookie: cookieHeaderFrom(first.headers) });
        const second = await verifyCode(code, challenge);
        return opened(second.response.user.id, second.headers);
      }),
    signInDemo: (email) =>
      translated("sign-in-failed", async () => {
        if (!demo?.some((account) => account.email === email)) return refused("sign-in-failed");
        const found = await (await auth.$context).internalAdapter.findUserByEmail(email);
        return found === null ? refused("sign-in-failed") : grant(found.user.id);
      }),
    async signOut(headers) {
      const { headers: answer } = await auth.api.signOut({ headers, returnHeaders: true });
      return done(null, answer);
    },
    async setLanguage(user, language) {
      return sessionUserOf(
        readPerson(await (await auth.$context).internalAdapter.updateUser(user, { language })),
      );
    },
    enrol: (headers, password) =>
      translated("password-wrong", async () => {
        const body = password === undefined ? {} : { password };
        const { response, headers: answer } = await auth.api.enableTwoFactor({
          body,
          headers,
          returnHeaders: true,
        });
        if (!("totpURI" in response)) return refused("second-factor-exists");
        return done({ uri: response.totpURI, backupCodes: response.backupCodes }, answer);
      }),
    confirm: (headers, code) =>
      translated("second-factor-wrong", async () => {
        const { response, headers: answer } = await verifyCode(code, headers);
        return opened(response.user.id, answer);
      }),
    disable: (headers, password, code) =>
      translated("password-wrong", async () => {
        const { response } = await verifyCode(code, headers);
        const body = password === undefined ? {} : { password };
        const { headers: answer } = await auth.api.disableTwoFactor({ body, headers, returnHeaders: true });
        return opened(response.user.id, answer);
      }),
    async lookupActivation(token) {
      const claim = await activations.lookup(token);
      if (claim === null) return null;
      const { name, email, language } = await userById(claim.user);
      return { name, email, language, expiresAt: new Date(claim.expiresAt).toISOString() };
    },
    async activate(token, password) {
      const claim = await activations.lookup(token);
      if (claim === null) return refused("activation-ended");
      const user = await userById(claim.user);
      const fault = policy(password, [user.name, user.email]);
      if (fault !== null) return refused(fault);
      if ((await activations.consume(token)) === null) return refused("activation-ended");
      await setPassword(auth, user.id, password);
      return user.secondFactor ? done(null, new Headers()) : grant(user.id);
    },
  };
}

async function setPassword(auth: Auth, user: UserId, password: string): Promise<void> {
  const { internalAdapter, password: hasher } = await auth.$context;
  const hash = await hasher.hash(password);
  await internalAdapter.deleteAccounts(user);
  await internalAdapter.linkAccount({
    userId: user,
    providerId: "credential",
    accountId: user,
    password: hash,
  });
  await internalAdapter.updateUser(user, { standing: "active" });
}

function done<Value>(value: Value, headers: Headers): SignInAnswer<Value> {
  return { kind: "done", value, cookies: headers.getSetCookie() };
}

function refused(code: SignInRefusalCode): SignInRefusal {
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

/** Turns what the library throws for a refusal into data; its failures go on. */
async function translated<Value>(otherwise: SignInRefusalCode, work: () => Result<Value>): Result<Value> {
  try {
    return await work();
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    return refused(CODES[error.body?.code ?? ""] ?? otherwise);
  }
}

/** The cookies that an answer sets, as a request would send them back. */
function cookieHeaderFrom(headers: Headers): string {
  const pairs = headers.getSetCookie().flatMap((line) => [...parseSetCookieHeader(line)]);
  return pairs
    .filter(([, attributes]) => attributes["max-age"] !== 0)
    .map(([name, attributes]) => `${name}=${attributes.value}`)
    .join("; ");
}
