import type { Language } from "@travaux/blueprint";
import type * as z from "zod";
import type { Actor } from "../identity/actor.ts";
import type { Refusal } from "../reviews/reviews.ts";
import type { ProblemCode } from "./problem-codes.ts";
import type { Faults } from "./problem.ts";

/** What a handler gets besides its input. */
interface Asker<Access extends RouteAccess = RouteAccess> {
  readonly actor: Access extends "public" ? Actor | null : Actor;
  /** The request's cookies, for the way in. */
  readonly headers: Headers;
  readonly language: Language;
}

export type Answer =
  | { readonly kind: "value"; readonly value: unknown; readonly cookies?: readonly string[] }
  | { readonly kind: "file"; readonly text: string; readonly name: string }
  | { readonly kind: "problem"; readonly code: ProblemCode; readonly faults?: Faults };

/** `session`: somebody is signed in. `staff`: who belongs to the Secretariat. */
export type RouteAccess = "public" | "session" | "staff";

/** Which counters a request is put to: wrong passwords, wrong codes, unknown links. */
export type RouteLimit = "sign-in" | "second-factor" | "activation";

/** A route as one value: mounted, checked and described from the same schemas. */
export interface Route {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** In Express notation, e.g. `/api/reviews/:review`. */
  readonly path: string;
  readonly summary: string;
  readonly access: RouteAccess;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** What a success answers: JSON of `schema`, a file of `mediaType`, or nothing (204). */
  readonly answers: { readonly status: number; readonly schema?: z.ZodType; readonly mediaType?: string };
  readonly problems: readonly ProblemCode[];
  readonly limit?: RouteLimit;
  /** The largest body, in bytes; {@link BODY_LIMIT_BYTES} unless given. */
  readonly bodyLimitBytes?: number;
  /** Checks the input and answers; a fault of the input is a problem document with pointers. */
  readonly run: (input: RawInput, asker: Asker<"public">) => Promise<Answer>;
}

interface RawInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** The largest JSON body of a route that says nothing else, in bytes. */
export const BODY_LIMIT_BYTES = 65_536;

type Parsed<Schema extends z.ZodType | undefined> = Schema extends z.ZodType ? z.output<Schema> : undefined;

interface RouteDefinition<
  Access extends RouteAccess,
  Params extends z.ZodType | undefined,
  Query extends z.ZodType | undefined,
  Body extends z.ZodType | undefined,
> extends Omit<Route, "run" | "params" | "query" | "body" | "access"> {
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly handle: (
    input: { readonly params: Parsed<Params>; readonly query: Parsed<Query>; readonly body: Parsed<Body> },
    asker: Asker<Access>,
  ) => Promise<Answer>;
}

/** Makes a route whose handler sees only what its schemas let through. */
export function defineRoute<
  const Access extends RouteAccess,
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>({ handle, ...route }: RouteDefinition<Access, Params, Query, Body>): Route {
  const run = async (raw: RawInput, asker: Asker<"public">): Promise<Answer> => {
    const { actor } = asker;
    if (route.access !== "public" && actor === null) return { kind: "problem", code: "session-required" };
    if (route.access === "staff" && actor?.staff !== true) return { kind: "problem", code: "not-permitted" };
    // A path that could name nothing names nothing: the same answer as for what does not exist.
    const params = route.params?.safeParse(raw.params);
    if (params?.success === false) return { kind: "problem", code: "absent" };
    const query = route.query?.safeParse(raw.query);
    if (query?.success === false)
      return { kind: "problem", code: "invalid", faults: faultsOf(query.error, "query") };
    const body = route.body?.safeParse(raw.body);
    if (body?.success === false) return { kind: "problem", code: "invalid", faults: faultsOf(body.error) };
    const input = { params: params?.data, query: query?.data, body: body?.data };
    return handle(
      // The schemas just read it; the compiler cannot follow them through the optional fields.
      input as { params: Parsed<Params>; query: Parsed<Query>; body: Parsed<Body> },
      asker as Asker<Access>,
    );
  };
  const { params, query, body, ...rest } = route;
  return {
    ...rest,
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    run,
  };
}

/** An answer with a value; `null` where the route answers 204. */
export function answer(value: unknown, cookies?: readonly string[]): Answer {
  return cookies === undefined ? { kind: "value", value } : { kind: "value", value, cookies };
}

/** An answer with a text file, for the browser to keep under `name`. */
export function fileAnswer(text: string, name: string): Answer {
  return { kind: "file", text, name };
}

/** What was decided, as an answer. */
export function answerOf(result: Refusal | object): Answer {
  return "refused" in result ? problem(result.refused, result.faults) : answer(result);
}

/** An answer with a problem document. */
export function problem(code: ProblemCode, faults?: Faults): Answer {
  return faults === undefined ? { kind: "problem", code } : { kind: "problem", code, faults };
}

function faultsOf(error: z.ZodError, root?: string): Faults {
  return error.issues.map((issue) => ({
    pointer: [...(root === undefined ? [] : [root]), ...issue.path]
      .map((step) => `/${escapeStep(String(step))}`)
      .join(""),
    code: codeOf(issue),
  }));
}

/** A check of ours names its fault itself. */
function codeOf(issue: z.core.$ZodIssue): string {
  const own: unknown = issue.code === "custom" ? issue.params?.["code"] : undefined;
  return typeof own === "string" ? own : issue.code;
}

function escapeStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}
