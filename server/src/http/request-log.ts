import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { StorageFailure } from "../storage/storage.ts";
import { actorOfResponse, problemOfResponse, routeOfResponse } from "./response-facts.ts";

/**
 * One line a request: which route, what became of it, how long it took. Neither the path as asked nor the query, header
 * or body is in it, so no token, search or text can be.
 */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const id = randomUUID();
    const startedAt = performance.now();
    response.set("X-Request-Id", id);
    response.once("close", () => {
      log.info(
        {
          id,
          method: request.method,
          route: routeOfResponse(response) ?? "static",
          status: response.statusCode,
          problem: problemOfResponse(response) ?? undefined,
          user: actorOfResponse(response)?.user,
          ms: Math.round(performance.now() - startedAt),
        },
        "request",
      );
    });
    next();
  };
}

/** What may be logged of an error: its name and where it arose. Messages may quote what somebody wrote, so ours alone go in. */
export function describeError(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
  const failure = storageFailureIn(error);
  const store = failure === null ? {} : { fault: failure.fault, message: failure.message };
  return { name: error.name, ...store, stack: frames.join("\n") };
}

/** The failure of the store that an error is or was caused by; `null` if it came from elsewhere. */
export function storageFailureIn(error: unknown): StorageFailure | null {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof StorageFailure) return at;
  return null;
}
