import type { Logger } from "pino";
import { StorageFailure } from "../storage/storage.ts";
import { refuse } from "./model/decision.ts";
import type { Refusal } from "./reviews.ts";

/** The answer of `work`, or `unavailable` when the store could not do its part; that is logged, without content. */
export async function unlessStorageFails<Result>(
  log: Logger,
  work: () => Promise<Result>,
): Promise<Result | Refusal> {
  try {
    return await work();
  } catch (error) {
    // Translated for the caller; what is no failure of the store is a bug and goes on.
    if (!(error instanceof StorageFailure)) throw error;
    log.error({ fault: error.fault }, "the store failed a review");
    return refuse("unavailable");
  }
}
