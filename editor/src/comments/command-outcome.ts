import type { Problem } from "@travaux/blueprint";
import { RequestProblem } from "../app/api-client.ts";

/** What came of asking the server; nothing is drawn as done before it has answered. */
export type CommandOutcome =
  | { readonly kind: "done" }
  | {
      readonly kind: "failed";
      /** Stable; see `sayProblem`. */
      readonly code: string;
      readonly faults: NonNullable<Problem["faults"]>;
      /** Whether the server may take the very same another time: it could not be asked, or could not answer. */
      readonly mayRetry: boolean;
    };

/** What came of `request`. */
export async function outcomeOf(request: () => Promise<unknown>): Promise<CommandOutcome> {
  try {
    await request();
    return { kind: "done" };
  } catch (error) {
    if (!(error instanceof RequestProblem)) throw error;
    const { code, status, faults } = error;
    return { kind: "failed", code, faults, mayRetry: isPassing(status) };
  }
}

/** Statuses that say nothing of the request itself: no answer, no session, too many at once, trouble of the server. */
function isPassing(status: number): boolean {
  return status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
}
