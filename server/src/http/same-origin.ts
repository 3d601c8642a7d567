const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * The origins that are this application: that of its public address, and for one on this computer its other names, for
 * they lead to the same server and keep cookies apart.
 */
export function ownOrigins(baseUrl: URL): readonly string[] {
  if (!LOOPBACK.includes(baseUrl.hostname)) return [baseUrl.origin];
  const port = baseUrl.port === "" ? "" : `:${baseUrl.port}`;
  return LOOPBACK.map((name) => `${baseUrl.protocol}//${name}${port}`);
}

/** What a request says of where it comes from; absent headers are null. */
export interface RequestSource {
  readonly method: string;
  readonly hasCookie: boolean;
  readonly origin: string | null;
  /** `Sec-Fetch-Site`, which scripts cannot set. */
  readonly fetchSite: string | null;
}

/**
 * Whether a request may change something. One with a cookie must show that it comes from our own pages; one without can
 * abuse nobody's session, but where a browser says that it comes from elsewhere, it is not taken either (it could sign
 * a visitor in as somebody else).
 */
export function isOwnRequest(
  { method, hasCookie, origin, fetchSite }: RequestSource,
  own: readonly string[],
): boolean {
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return true;
  if (origin !== null && !own.includes(origin)) return false;
  if (fetchSite !== null && fetchSite !== "same-origin") return false;
  return !hasCookie || origin !== null || fetchSite !== null;
}
