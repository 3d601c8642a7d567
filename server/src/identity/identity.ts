import type { Person, ReviewId, TokenView, UserId } from "@travaux/blueprint";
import type { Actor } from "./actor.ts";

/** What rooms and reviews ask about people; sign-in itself is HTTP's business. */
export interface Identity {
  /** The actor of a request or upgrade by its session cookie; `null` if there is none or it has ended. */
  actorOf(headers: Headers): Promise<Actor | null>;
  /** A short-lived bearer token for one review, bound to the session that asked. */
  issueToken(actor: Actor, review: ReviewId): Promise<TokenView>;
  /** The actor behind a token good for `review`; `null` if it is not, or its session has ended. */
  actorOfToken(token: string, review: ReviewId): Promise<Actor | null>;
  person(user: UserId): Promise<Person | null>;
  /** Calls `listener` with the ids of sessions as they end: signed out, expired, cut by the Secretariat. */
  onSessionsEnded(listener: (sessions: readonly string[]) => void): () => void;
}
