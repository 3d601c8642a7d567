import type { Response } from "express";
import type { Actor } from "../identity/actor.ts";
import type { ProblemCode } from "./problem-codes.ts";

/** What is learnt about a request on its way, for counters and the log; kept beside the response, never sent. */
interface Facts {
  actor: Actor | null;
  problem: ProblemCode | null;
  /** The path of the matched route as it was mounted: without ids, without the query. */
  route: string | null;
}

const factsOf = new WeakMap<Response, Facts>();

function facts(response: Response): Facts {
  const known = factsOf.get(response) ?? { actor: null, problem: null, route: null };
  factsOf.set(response, known);
  return known;
}

/** Notes who is asking. */
export function noteActor(response: Response, actor: Actor | null): void {
  facts(response).actor = actor;
}

/** Who is asking, if it is known by now. */
export function actorOfResponse(response: Response): Actor | null {
  return facts(response).actor;
}

/** Notes which route answers. */
export function noteRoute(response: Response, route: string): void {
  facts(response).route = route;
}

export function routeOfResponse(response: Response): string | null {
  return facts(response).route;
}

/** Notes which problem was answered. */
export function noteProblem(response: Response, code: ProblemCode): void {
  facts(response).problem = code;
}

export function problemOfResponse(response: Response): ProblemCode | null {
  return facts(response).problem;
}

/** Whether the password was right and a code is asked for: no failure of the account. */
export function wasHalfWayIn(response: Response): boolean {
  return facts(response).problem === "second-factor-required";
}
