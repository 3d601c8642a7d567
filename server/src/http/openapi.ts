import * as z from "zod";
import { cookieName } from "../identity/auth.ts";
import { STATUS_OF } from "./problem-codes.ts";
import type { Route } from "./route.ts";
import { problemDocument } from "./views.ts";

/** The description of the API (OpenAPI 3.1), made from the very schemas that check its requests. */
export function describeApi(routes: readonly Route[], baseUrl: URL): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = openApiPath(route.path);
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Travaux", version: "1", license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: baseUrl.origin }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemDocument, "output") },
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: cookieName("session", baseUrl) } },
    },
  };
}

/** `/a/:b` as OpenAPI writes it: `/a/{b}`. */
export function openApiPath(path: string): string {
  return path.replaceAll(/:([A-Za-z]+)/g, "{$1}");
}

function operation(route: Route): Readonly<Record<string, unknown>> {
  const parameters = [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")];
  return {
    summary: route.summary,
    operationId: `${route.method}${openApiPath(route.path).replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next?: string) => next?.toUpperCase() ?? "")}`,
    ...(route.access === "public" ? {} : { security: [{ session: [] }] }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: json(route.body, "input") } }),
    responses: { [String(route.answers.status)]: success(route), ...problems(route) },
  };
}

function success({ answers }: Route): Readonly<Record<string, unknown>> {
  if (answers.mediaType !== undefined)
    return { description: "Done", content: { [answers.mediaType]: { schema: { type: "string" } } } };
  if (answers.schema === undefined) return { description: "Done" };
  return { description: "Done", content: json(answers.schema, "output") };
}

function problems(route: Route): Readonly<Record<string, unknown>> {
  const byStatus = Map.groupBy(route.problems, (code) => STATUS_OF[code]);
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [String(status), { description: codes.join(", "), content }]),
  );
}

function json(schema: z.ZodType, io: "input" | "output"): Readonly<Record<string, unknown>> {
  return { "application/json": { schema: schemaOf(schema, io) } };
}

function parametersOf(
  schema: z.ZodType | undefined,
  place: "path" | "query",
): readonly Readonly<Record<string, unknown>>[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input");
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

/** JSON Schema 2020-12, which is what OpenAPI 3.1 speaks. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): z.core.JSONSchema.BaseSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    target: "draft-2020-12",
    unrepresentable: "any",
  });
  return rest;
}
