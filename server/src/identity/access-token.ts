import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { REVIEW_ID, type ReviewId } from "@travaux/blueprint";

/** How long a token for a client without a cookie is good, in milliseconds. */
export const TOKEN_LIFETIME_MS = 600_000;

/** What a token says: which session it borrows from, for which review, until when (milliseconds since the epoch). */
interface TokenClaims {
  readonly session: string;
  readonly review: ReviewId;
  readonly expiresAt: number;
}

/** Writes and reads tokens; nothing of them is stored. */
export interface TokenSigner {
  sign(claims: TokenClaims): string;
  /** The claims of a token that we wrote and that is not past its time; `null` for anything else. */
  read(token: string, now: number): TokenClaims | null;
}

const FORM = /^t1\.([A-Za-z0-9_-]{1,64})\.([a-z0-9]{1,25})\.([0-9a-z]{1,11})\.([A-Za-z0-9_-]{43})$/;

/** A signer whose key is derived from the session secret, for this one purpose. */
export function createTokenSigner(secret: string): TokenSigner {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "travaux access token v1", 32));
  const signatureOf = (text: string): string => createHmac("sha256", key).update(text).digest("base64url");
  return {
    sign({ session, review, expiresAt }) {
      const text = `t1.${session}.${review}.${expiresAt.toString(36)}`;
      return `${text}.${signatureOf(text)}`;
    },
    read(token, now) {
      const [, session, review, time, signature] = FORM.exec(token) ?? [];
      if (session === undefined || review === undefined || time === undefined || signature === undefined)
        return null;
      // Compared as text, so that one signature has one spelling.
      const expected = signatureOf(token.slice(0, -signature.length - 1));
      if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return null;
      const expiresAt = Number.parseInt(time, 36);
      if (!REVIEW_ID.test(review) || expiresAt <= now) return null;
      return { session, review: review as ReviewId, expiresAt };
    },
  };
}
