import { betterAuth } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { genericOAuth, twoFactor, type GenericOAuthConfig } from "better-auth/plugins";
import * as z from "zod";
import type { RecordStore } from "../storage/storage.ts";
import { PASSWORD_LENGTH } from "./password-policy.ts";
import { PERSON_FIELDS } from "./person-record.ts";
import { recordAdapter, type RecordAdapterEvents } from "./record-adapter.ts";

/** How long a session lasts without a visit, in seconds: a long weekend. */
const SESSION_SECONDS: number = 72 * 3600;
/** How old a session must be before a visit prolongs it, in seconds. */
const SESSION_REFRESH_SECONDS = 3600;

export interface AuthOptions {
  readonly records: RecordStore;
  /** Public address; `https:` makes cookies secure and bound to the host. */
  readonly baseUrl: URL;
  readonly secret: string;
  readonly events: RecordAdapterEvents;
  /** OpenID Connect providers; none means e-mail and password alone. Unknown people are never registered by them. */
  readonly singleSignOn: readonly GenericOAuthConfig[];
}

/** The name of a cookie: bound to host and path by its prefix wherever the browser is reached over TLS. */
export function cookieName(name: string, baseUrl: URL): string {
  return `${baseUrl.protocol === "https:" ? "__Host-" : ""}travaux_${name}`;
}

/**
 * The sign-in library, set up for us. Its own routes are mounted nowhere; HTTP calls its functions. Sessions, passwords
 * (scrypt), time-based codes and backup codes are its business; who may have an account is ours.
 */
export function createAuth(options: AuthOptions) {
  const named = (name: string) => ({ name: cookieName(name, options.baseUrl) });
  return betterAuth({
    appName: "Travaux",
    baseURL: options.baseUrl.origin,
    basePath: "/api/auth",
    secret: options.secret,
    database: recordAdapter(options.records, options.events),
    telemetry: { enabled: false },
    // It would log addresses of people; what matters is answered to the caller and counted by the limits.
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    user: { additionalFields: PERSON_FIELDS },
    session: {
      expiresIn: SESSION_SECONDS,
      updateAge: SESSION_REFRESH_SECONDS,
      cookieCache: { enabled: false },
    },
    advanced: {
      // The library would prefix `__Secure-`; our own names carry the stronger `__Host-`.
      useSecureCookies: false,
      ipAddress: { disableIpTracking: true },
      cookies: {
        session_token: named("session"),
        session_data: named("session_data"),
        account_data: named("account_data"),
        dont_remember: named("dont_remember"),
        two_factor: named("two_factor"),
        trust_device: named("trust_device"),
      },
      defaultCookieAttributes: {
        httpOnly: true,
        sameSite: "strict",
        path: "/",
        secure: options.baseUrl.protocol === "https:",
      },
    },
    databaseHooks: {
      session: {
        create: {
          // Whatever way a session is asked for, an account that is not active gets none.
          before: async (session, context) => {
            const user: unknown = await context?.context.internalAdapter.findUserById(session.userId);
            return z.object({ standing: z.literal("active") }).safeParse(user).success ? undefined : false;
          },
        },
      },
    },
    plugins: [
      twoFactor({ issuer: "Travaux", allowPasswordless: true }),
      sessionGrant(),
      ...(options.singleSignOn.length === 0
        ? []
        : [
            genericOAuth({
              config: options.singleSignOn.map((provider) => ({ ...provider, disableSignUp: true })),
            }),
          ]),
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** Opens a session for somebody whom our own code has identified: an activation link, a demo account. Not over HTTP. */
function sessionGrant() {
  return {
    id: "session-grant",
    endpoints: {
      grantSession: createAuthEndpoint.serverOnly(
        { method: "POST", body: z.object({ userId: z.string() }) },
        async (ctx) => {
          const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
          const session = user === null ? null : await ctx.context.internalAdapter.createSession(user.id);
          if (user === null || session === null) throw new APIError("UNAUTHORIZED");
          await setSessionCookie(ctx, { session, user });
          return ctx.json({ userId: user.id });
        },
      ),
    },
  };
}
