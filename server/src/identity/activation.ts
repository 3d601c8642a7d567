import { createHash, randomBytes } from "node:crypto";
import type { ActivationLink, UserId } from "@travaux/blueprint";
import * as z from "zod";
import type { RecordStore } from "../storage/storage.ts";
import { ACTIVATION_TABLE } from "./tables.ts";

/** How long an activation link is good, in milliseconds: ten days. */
export const ACTIVATION_LIFETIME_MS: number = 10 * 24 * 3600 * 1000;

/** What an activation token looks like: 32 random bytes in base64url. */
const ACTIVATION_TOKEN: RegExp = /^[A-Za-z0-9_-]{43}$/;

/** Whom a token belongs to, and until when. */
interface ActivationClaim {
  readonly user: UserId;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Activation links; only the digest of a token is stored, so a copy of the store opens no account. */
export interface Activations {
  /** A new link; the person's earlier ones are void. The token stands behind `#`, which no server log ever sees. */
  issue(user: UserId): Promise<ActivationLink>;
  /** Whose link it is; `null` if unknown, used, replaced or past its time. */
  lookup(token: string): Promise<ActivationClaim | null>;
  /** Like {@link lookup}, and the link is used up: of several who ask at once, one gets it. */
  consume(token: string): Promise<ActivationClaim | null>;
  /** Makes all links of a person void. */
  revoke(user: UserId): Promise<void>;
}

const ROW = z.object({ user: z.string().transform((id) => id as UserId), expiresAt: z.number() });

export function createActivations(records: RecordStore, baseUrl: URL, now: () => number): Activations {
  const lookup = async (token: string): Promise<ActivationClaim | null> => {
    if (!ACTIVATION_TOKEN.test(token)) return null;
    const row = await records.get(ACTIVATION_TABLE, digest(token));
    const claim = row === null ? null : ROW.parse(row);
    return claim !== null && claim.expiresAt > now() ? claim : null;
  };
  const revoke = async (user: UserId): Promise<void> => {
    for (const { id } of await records.find(ACTIVATION_TABLE, { user }))
      await records.delete(ACTIVATION_TABLE, id);
  };
  return {
    async issue(user) {
      await revoke(user);
      const token = randomBytes(32).toString("base64url");
      const expiresAt = now() + ACTIVATION_LIFETIME_MS;
      await records.insert(ACTIVATION_TABLE, digest(token), { user, expiresAt });
      const url = new URL("/activate", baseUrl);
      url.hash = token;
      return { person: user, url: url.href, expiresAt: new Date(expiresAt).toISOString() };
    },
    lookup,
    async consume(token) {
      const claim = await lookup(token);
      return claim !== null && (await records.delete(ACTIVATION_TABLE, digest(token))) ? claim : null;
    },
    revoke,
  };
}

function digest(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
