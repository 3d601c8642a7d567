import type { DemoAccount, ReviewId, TokenView, UserId } from "@travaux/blueprint";
import type { GenericOAuthConfig } from "better-auth/plugins";
import type { RecordStore } from "../storage/storage.ts";
import { createTokenSigner, TOKEN_LIFETIME_MS } from "./access-token.ts";
import { createActivations } from "./activation.ts";
import type { Actor } from "./actor.ts";
import { createAuth, type Auth } from "./auth.ts";
import type { Identity } from "./identity.ts";
import type { Mailer } from "./mail.ts";
import { createPasswordPolicy } from "./password-policy.ts";
import { createPeople, type People } from "./people.ts";
import { readPerson } from "./person-record.ts";
import { createSessionWatch, type SessionWatch } from "./session-watch.ts";
import { createSignIns, type SignIns } from "./sign-in.ts";

export interface IdentityOptions {
  /** A store that was opened with `IDENTITY_TABLES`. */
  readonly records: RecordStore;
  readonly baseUrl: URL;
  /** At least 32 characters; signs cookies and tokens. */
  readonly secret: string;
  readonly mailer: Mailer;
  /** The accounts that may be entered without a password; `null` outside demo mode. */
  readonly demo: readonly DemoAccount[] | null;
  /** Told of what went wrong beside a request: a letter that could not be sent, a sweep that could not read. */
  readonly onFailure: (error: unknown) => void;
  readonly singleSignOn?: readonly GenericOAuthConfig[];
  /** Milliseconds since the epoch; the clock unless given. */
  readonly now?: () => number;
  /** How often ended sessions are looked for, in milliseconds. */
  readonly sweepEveryMs?: number;
}

/** Identity in its three faces: what rooms and reviews ask, the register of people, and the way in. */
export interface IdentityParts {
  readonly identity: Identity;
  readonly people: People;
  readonly signIns: SignIns;
  /** Stops looking for ended sessions; the store stays open. */
  close(): void;
}

/** Builds identity over a record store. */
export function createIdentity(options: IdentityOptions): IdentityParts {
  const now = options.now ?? Date.now;
  const { records, baseUrl, secret, mailer, demo } = options;
  const events = { sessionsDeleted: (ids: readonly string[]) => watch.ended(ids) };
  const auth = createAuth({ records, baseUrl, secret, events, singleSignOn: options.singleSignOn ?? [] });
  const watch = createSessionWatch({
    now,
    sweepEveryMs: options.sweepEveryMs ?? 5_000,
    onFailure: options.onFailure,
    expiryOf: async (session) => (await liveSession(auth, session, now()))?.expiresAt ?? null,
  });
  const activations = createActivations(records, baseUrl, now);
  const people = createPeople({ auth, activations, mailer, onMailFailure: options.onFailure });
  const signIns = createSignIns({ auth, activations, policy: createPasswordPolicy(), demo });
  const identity = identityOver({ auth, people, watch, secret, now });
  return { identity, people, signIns, close: () => watch.close() };
}

interface IdentityGround {
  readonly auth: Auth;
  readonly people: People;
  readonly watch: SessionWatch;
  readonly secret: string;
  readonly now: () => number;
}

function identityOver({ auth, people, watch, secret, now }: IdentityGround): Identity {
  const tokens = createTokenSigner(secret);
  const actor = (person: ReturnType<typeof readPerson>, session: string, expiresAt: number): Actor | null => {
    if (person.standing !== "active") return null;
    watch.seen(session, expiresAt);
    const { id, name, staff, language } = person;
    return { user: id, name, staff, language, session, expiresAt };
  };
  return {
    async actorOf(headers) {
      const cookie = headers.get("cookie");
      if (cookie === null) return null;
      const found = await auth.api.getSession({
        headers: new Headers({ cookie }),
        query: { disableRefresh: true },
      });
      return found === null
        ? null
        : actor(readPerson(found.user), found.session.id, found.session.expiresAt.getTime());
    },
    async issueToken({ session }: Actor, review: ReviewId): Promise<TokenView> {
      const expiresAt = now() + TOKEN_LIFETIME_MS;
      return {
        token: tokens.sign({ session, review, expiresAt }),
        expiresAt: new Date(expiresAt).toISOString(),
      };
    },
    async actorOfToken(token, review) {
      const claims = tokens.read(token, now());
      if (claims === null || claims.review !== review) return null;
      const session = await liveSession(auth, claims.session, now());
      const person = session === null ? null : await people.person(session.user);
      return session === null || person === null ? null : actor(person, claims.session, session.expiresAt);
    },
    person: (user) => people.person(user),
    onSessionsEnded: (listener) => watch.subscribe(listener),
  };
}

async function liveSession(
  auth: Auth,
  session: string,
  now: number,
): Promise<{ readonly user: UserId; readonly expiresAt: number } | null> {
  const { adapter } = await auth.$context;
  const row = await adapter.findOne<{ readonly userId: string; readonly expiresAt: Date }>({
    model: "session",
    where: [{ field: "id", value: session }],
  });
  if (row === null || row.expiresAt.getTime() <= now) return null;
  return { user: row.userId as UserId, expiresAt: row.expiresAt.getTime() };
}
