import type { Request, RequestHandler, Response } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import { sendProblem } from "./problem.ts";
import type { RouteLimit } from "./route.ts";
import { actorOfResponse, wasHalfWayIn } from "./response-facts.ts";

/** The time over which failures are counted, in milliseconds. */
const ATTEMPT_WINDOW_MS = 900_000;
/** Failures that one account stands in the window. */
export const FAILURES_PER_ACCOUNT = 10;
/** Failures from one address: a whole mission may share it. */
const FAILURES_PER_ADDRESS = 100;

/** The counters of each kind of attempt. Successes do not count; a count lives in this process alone. */
export function createAttemptLimits(): Readonly<Record<RouteLimit, readonly RequestHandler[]>> {
  const perAddress = () => counter(FAILURES_PER_ADDRESS, (request) => ipKeyGenerator(request.ip ?? ""));
  return {
    "sign-in": [perAddress(), counter(FAILURES_PER_ACCOUNT, accountNamed)],
    "second-factor": [counter(FAILURES_PER_ACCOUNT, (_, response) => actorOfResponse(response)?.user ?? "")],
    activation: [perAddress()],
  };
}

function counter(
  limit: number,
  keyGenerator: (request: Request, response: Response) => string,
): RequestHandler {
  return rateLimit({
    windowMs: ATTEMPT_WINDOW_MS,
    limit,
    keyGenerator,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_, response) => response.statusCode < 400 || wasHalfWayIn(response),
    standardHeaders: false,
    legacyHeaders: false,
    handler: (request, response) => sendProblem(request, response, "too-many-attempts"),
  });
}

/** The account that a sign-in names, whether or not there is one: an answer must not tell. */
function accountNamed(request: Request): string {
  const body: unknown = request.body;
  const email = typeof body === "object" && body !== null && "email" in body ? body.email : "";
  return String(email).trim().toLowerCase().slice(0, 254);
}
