import type { ActivationView, DemoAccount, Language, SessionUser, SignIn, UserId } from "@travaux/blueprint";
import type { Activations } from "./activation.ts";
import type { Auth } from "./auth.ts";
import type { PasswordPolicy } from "./password-policy.ts";
import { personWithId } from "./person-lookup.ts";
import { readPerson, sessionUserOf } from "./person-record.ts";
import { createSecondFactors, verifyCode, type SecondFactors } from "./second-factor.ts";
import {
  cookieHeaderFrom,
  done,
  refused,
  translated,
  type SignInAnswer,
  type SignInResult,
} from "./sign-in-answer.ts";

/** Beginning and ending sessions. `headers` carry the request's cookie and nothing else that matters. */
interface SessionDoor {
  /** Demo mode's accounts; `null` outside it. */
  readonly demo: readonly DemoAccount[] | null;
  /** Who is signed in, if anybody; prolongs the session. */
  current(headers: Headers): Promise<SignInAnswer<SessionUser | null>>;
  signIn(request: SignIn): SignInResult<SessionUser>;
  /** A session without a password, for one of {@link demo}'s accounts. */
  signInDemo(email: string): SignInResult<SessionUser>;
  signOut(headers: Headers): Promise<SignInAnswer<null>>;
  setLanguage(user: UserId, language: Language): Promise<SessionUser>;
}

/** What an activation link opens. */
interface ActivationDoor {
  lookupActivation(token: string): Promise<ActivationView | null>;
  /** Sets the password; answers `null` when the person has a second factor and signs in with it next. */
  activate(token: string, password: string): SignInResult<SessionUser | null>;
}

/** Every way in, for HTTP. */
export interface SignIns extends SessionDoor, ActivationDoor, SecondFactors {}

export interface SignInOptions {
  readonly auth: Auth;
  readonly activations: Activations;
  readonly policy: PasswordPolicy;
  readonly demo: readonly DemoAccount[] | null;
}

export function createSignIns(options: SignInOptions): SignIns {
  const { auth, demo } = options;
  return { ...sessionDoor(auth, demo), ...activationDoor(options), ...createSecondFactors(auth) };
}

function sessionDoor(auth: Auth, demo: readonly DemoAccount[] | null): SessionDoor {
  return {
    demo,
    async current(headers) {
      const read = (query: { readonly disableRefresh?: boolean }) =>
        auth.api.getSession({ headers, query, returnHeaders: true });
      // A store that takes no writes still says who is signed in; the session is prolonged another time.
      const found = await read({}).catch(() => read({ disableRefresh: true }));
      const person = found.response === null ? null : readPerson(found.response.user);
      return done(person?.standing === "active" ? sessionUserOf(person) : null, found.headers);
    },
    signIn: ({ email, password, code }) =>
      translated("sign-in-failed", async () => {
        const body = { email, password };
        const first = await auth.api.signInEmail({ body, headers: new Headers(), returnHeaders: true });
        if (!("twoFactorRedirect" in first.response)) {
          return done(await personWithId(auth, first.response.user.id), first.headers);
        }
        if (code === undefined || code.trim() === "") return refused("second-factor-required");
        const challenge = new Headers({ cookie: cookieHeaderFrom(first.headers) });
        const second = await verifyCode(auth, code, challenge);
        return done(await personWithId(auth, second.response.user.id), second.headers);
      }),
    signInDemo: (email) =>
      translated("sign-in-failed", async () => {
        if (!demo?.some((account) => account.email === email)) return refused("sign-in-failed");
        const found = await (await auth.$context).internalAdapter.findUserByEmail(email);
        return found === null ? refused("sign-in-failed") : grant(auth, found.user.id);
      }),
    async signOut(headers) {
      const { headers: answer } = await auth.api.signOut({ headers, returnHeaders: true });
      return done(null, answer);
    },
    async setLanguage(user, language) {
      const changed: unknown = await (await auth.$context).internalAdapter.updateUser(user, { language });
      return sessionUserOf(readPerson(changed));
    },
  };
}

function activationDoor({ auth, activations, policy }: SignInOptions): ActivationDoor {
  return {
    async lookupActivation(token) {
      const claim = await activations.lookup(token);
      if (claim === null) return null;
      const { name, email, language } = await personWithId(auth, claim.user);
      return { name, email, language, expiresAt: new Date(claim.expiresAt).toISOString() };
    },
    async activate(token, password) {
      const claim = await activations.lookup(token);
      if (claim === null) return refused("activation-ended");
      const user = await personWithId(auth, claim.user);
      const fault = policy(password, [user.name, user.email]);
      if (fault !== null) return refused(fault);
      if ((await activations.consume(token)) === null) return refused("activation-ended");
      await setPassword(auth, user.id, password);
      return user.secondFactor ? done(null, new Headers()) : grant(auth, user.id);
    },
  };
}

/** Opens a session for somebody who was identified otherwise than by a password. */
async function grant(auth: Auth, id: string): Promise<SignInAnswer<SessionUser>> {
  const granted = await auth.api.grantSession({ body: { userId: id }, returnHeaders: true });
  return done(await personWithId(auth, id), granted.headers);
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
