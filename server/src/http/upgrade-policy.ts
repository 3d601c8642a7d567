import type { IncomingMessage } from "node:http";
import { REVIEW_ID, type ReviewId } from "@travaux/blueprint";
import type { Actor } from "../identity/actor.ts";
import type { Identity } from "../identity/identity.ts";
import { ownOrigins } from "./same-origin.ts";

/** What an upgrade request brings; absent headers are null. */
export interface UpgradeRequest {
  /** Path and query as they stand in the request line. */
  readonly url: string;
  readonly origin: string | null;
  readonly cookie: string | null;
  readonly authorization: string | null;
  /** `Sec-WebSocket-Protocol`. */
  readonly protocol: string | null;
}

/** Whom to ask for the actor, or the HTTP status to turn the request away with. */
export type UpgradeVerdict =
  | { readonly kind: "cookie"; readonly review: ReviewId; readonly cookie: string }
  | { readonly kind: "token"; readonly review: ReviewId; readonly token: string }
  | { readonly kind: "refuse"; readonly status: 401 | 403 | 404 };

/** The subprotocol that a client offers beside `token.<token>`; the server answers with this one, never with the token. */
export const COLLAB_PROTOCOL = "travaux";

const PATH = /^\/collab\/([^/]+)$/;
const TOKEN_PROTOCOL = "token.";

/**
 * What an upgrade may be, from its request alone. A token counts before a cookie and needs no Origin, for no browser
 * adds one by itself; a cookie counts only from our own pages. A token may stand in `?token=`, in
 * `Authorization: Bearer` or as a subprotocol `token.<token>`.
 */
export function judgeUpgrade(request: UpgradeRequest, own: readonly string[]): UpgradeVerdict {
  const mark = request.url.indexOf("?");
  const path = mark === -1 ? request.url : request.url.slice(0, mark);
  const review = PATH.exec(path)?.[1];
  if (review === undefined || !REVIEW_ID.test(review)) return { kind: "refuse", status: 404 };
  const known = { review: review as ReviewId };
  const token = tokenOf(request, mark);
  if (token !== null) return { ...known, kind: "token", token };
  if (request.cookie === null) return { kind: "refuse", status: 401 };
  if (request.origin === null || !own.includes(request.origin)) return { kind: "refuse", status: 403 };
  return { ...known, kind: "cookie", cookie: request.cookie };
}

/**
 * Who opens a socket for which review. It says nothing of whether the review exists or the person is a member; rooms
 * are asked for one by one afterwards.
 *
 * @returns the actor, or the status to answer the upgrade with
 */
export async function authenticateUpgrade(
  request: IncomingMessage,
  { identity, baseUrl }: { readonly identity: Identity; readonly baseUrl: URL },
): Promise<{ readonly actor: Actor; readonly review: ReviewId } | { readonly status: 401 | 403 | 404 }> {
  const { origin, cookie, authorization } = request.headers;
  const verdict = judgeUpgrade(
    {
      url: request.url ?? "",
      origin: origin ?? null,
      cookie: cookie ?? null,
      authorization: authorization ?? null,
      protocol: request.headers["sec-websocket-protocol"] ?? null,
    },
    ownOrigins(baseUrl),
  );
  if (verdict.kind === "refuse") return { status: verdict.status };
  const { review } = verdict;
  const actor =
    verdict.kind === "token"
      ? await identity.actorOfToken(verdict.token, review)
      : await identity.actorOf(new Headers({ cookie: verdict.cookie }));
  return actor === null ? { status: 401 } : { actor, review };
}

function tokenOf({ url, authorization, protocol }: UpgradeRequest, mark: number): string | null {
  const inQuery = mark === -1 ? null : new URLSearchParams(url.slice(mark + 1)).get("token");
  if (inQuery !== null) return inQuery;
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (bearer !== undefined) return bearer;
  const offered = (protocol ?? "").split(",").map((name) => name.trim());
  return offered.find((name) => name.startsWith(TOKEN_PROTOCOL))?.slice(TOKEN_PROTOCOL.length) ?? null;
}
