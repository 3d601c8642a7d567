import compression from "compression";
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import type { Logger } from "pino";
import type { Comments } from "../comments/comments.ts";
import type { Identity } from "../identity/identity.ts";
import type { People } from "../identity/people.ts";
import type { SignIns } from "../identity/sign-in.ts";
import type { Reviews } from "../reviews/reviews.ts";
import { createAttemptLimits } from "./attempt-limits.ts";
import { commentRoutes } from "./comment-routes.ts";
import { describeApi } from "./openapi.ts";
import { peopleRoutes } from "./people-routes.ts";
import { preferredLanguage, sendProblem } from "./problem.ts";
import { describeError, requestLog, storageFailureIn } from "./request-log.ts";
import { actorOfResponse, noteActor, noteRoute } from "./response-facts.ts";
import { reviewRoutes } from "./review-routes.ts";
import { BODY_LIMIT_BYTES, type Answer, type Route } from "./route.ts";
import { isOwnRequest, ownOrigins } from "./same-origin.ts";
import { securityHeaders } from "./security-headers.ts";
import { serviceRoutes } from "./service-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { staticFiles } from "./static-files.ts";

export interface AppOptions {
  readonly identity: Identity;
  readonly people: People;
  readonly signIns: SignIns;
  readonly reviews: Reviews;
  readonly comments: Comments;
  readonly config: { readonly baseUrl: URL };
  readonly log: Logger;
  /** The folder of the built editor; `null` serves the API alone. */
  readonly editorDir: string | null;
  /** Resolves when the store answers. */
  readonly ping: () => Promise<void>;
}

/** The routes of the API, in the order they are mounted. */
function apiRoutes(options: AppOptions): readonly Route[] {
  const { identity, people, signIns, reviews, comments, config, ping } = options;
  const routes: Route[] = [
    ...sessionRoutes(signIns),
    ...peopleRoutes(people, reviews),
    ...reviewRoutes(reviews, identity),
    ...commentRoutes(comments),
    ...serviceRoutes(ping, () => describeApi(routes, config.baseUrl)),
  ];
  return routes;
}

/** The HTTP application, for the caller's server to listen with. */
export function createApp(options: AppOptions): Express {
  const { identity, config, log, editorDir } = options;
  const app = express();
  app.disable("x-powered-by");
  app.set("query parser", "simple");
  // A proxy on the same machine or network says whom it speaks for; that only feeds the counters of attempts.
  app.set("trust proxy", "loopback, linklocal, uniquelocal");
  app.use(requestLog(log), securityHeaders(config.baseUrl));
  // An outline of 325 sections is a tenth of its size; the editor's files are compressed beforehand.
  app.use("/api", compression(), noStore, ownRequestsOnly(ownOrigins(config.baseUrl)));
  const limits = createAttemptLimits();
  for (const route of apiRoutes(options)) {
    const before: RequestHandler[] = [
      nameRoute(route),
      findActor(identity),
      strangersOut(route),
      ...bodyReaders(route),
    ];
    app[route.method](
      route.path,
      ...before,
      ...(route.limit === undefined ? [] : limits[route.limit]),
      runRoute(route),
    );
  }
  if (editorDir !== null) app.use(staticFiles(editorDir));
  app.use((request, response) => sendProblem(request, response, "absent"));
  app.use(problemHandler(log));
  return app;
}

function nameRoute(route: Route): RequestHandler {
  return (_, response, next) => {
    noteRoute(response, route.path);
    next();
  };
}

const noStore: RequestHandler = (_, response, next) => {
  response.set("Cache-Control", "no-store");
  next();
};

function ownRequestsOnly(own: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const source = {
      method: request.method,
      hasCookie: request.get("cookie") !== undefined,
      origin: request.get("origin") ?? null,
      fetchSite: request.get("sec-fetch-site") ?? null,
    };
    if (isOwnRequest(source, own)) next();
    else sendProblem(request, response, "foreign-origin");
  };
}

function findActor(identity: Identity): RequestHandler {
  return async (request, response, next) => {
    noteActor(response, await identity.actorOf(cookieOf(request)));
    next();
  };
}

/** Nobody's body is read who has no business on the route. */
function strangersOut(route: Route): RequestHandler {
  return (request, response, next) => {
    if (route.access !== "public" && actorOfResponse(response) === null)
      sendProblem(request, response, "session-required");
    else next();
  };
}

function bodyReaders(route: Route): readonly RequestHandler[] {
  if (route.body === undefined) return [];
  const jsonOnly: RequestHandler = (request, response, next) => {
    if (request.is("application/json") === false) sendProblem(request, response, "unsupported-media");
    else next();
  };
  return [
    jsonOnly,
    express.json({ limit: route.bodyLimitBytes ?? BODY_LIMIT_BYTES, type: "application/json" }),
  ];
}

function runRoute(route: Route): RequestHandler {
  return async (request, response) => {
    const actor = actorOfResponse(response);
    const asker = {
      actor,
      headers: cookieOf(request),
      language: actor?.language ?? preferredLanguage(request),
    };
    const input = { params: request.params, query: request.query, body: request.body ?? {} };
    const answer = await route.run(input, asker);
    if (answer.kind === "problem") return sendProblem(request, response, answer.code, answer.faults);
    if (answer.kind === "value")
      for (const cookie of answer.cookies ?? []) response.append("Set-Cookie", cookie);
    response.status(route.answers.status);
    if (answer.kind === "file") return sendFile(response, route, answer);
    if (route.answers.schema === undefined) response.end();
    else response.json(answer.value);
  };
}

function sendFile(
  response: Response,
  { answers }: Route,
  { text, name }: Extract<Answer, { kind: "file" }>,
): void {
  response.attachment(name).set("Content-Type", `${answers.mediaType}; charset=utf-8`).send(text);
}

function cookieOf(request: Request): Headers {
  const cookie = request.get("cookie");
  return new Headers(cookie === undefined ? {} : { cookie });
}

function problemHandler(log: Logger) {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) return next(error);
    const status = error instanceof Error && "status" in error ? Number(error.status) : 500;
    if (status === 413) return sendProblem(request, response, "too-large");
    if (status === 415) return sendProblem(request, response, "unsupported-media");
    if (status >= 400 && status < 500) return sendProblem(request, response, "malformed");
    log.error({ error: describeError(error), id: response.get("X-Request-Id") }, "request failed");
    return sendProblem(request, response, storageFailureIn(error) === null ? "internal" : "unavailable");
  };
}
