/** What plain HTTP says when the socket does not open. */
export type Reachability = "reachable" | "signed-out" | "unreachable";

/**
 * Asks the server over plain HTTP how things stand. `reachable` while the socket does not open means that the network
 * in between blocks websockets.
 */
export async function askServer(origin: string, request: typeof fetch): Promise<Reachability> {
  const options: RequestInit = { cache: "no-store", signal: AbortSignal.timeout(10_000) };
  try {
    const health = await request(new URL("/healthz", origin), options);
    if (!health.ok) return "unreachable";
    const session = await request(new URL("/api/session", origin), options);
    if (!session.ok) return "reachable";
    const view: unknown = await session.json();
    const signedOut = typeof view === "object" && view !== null && "user" in view && view.user === null;
    return signedOut ? "signed-out" : "reachable";
  } catch {
    // No answer, in whatever way, is the answer.
    return "unreachable";
  }
}
