import * as z from "zod";
import { answer, defineRoute, problem, type Route } from "./route.ts";
import { health } from "./views.ts";

/** Whether the server is well, and what it can do. */
export function serviceRoutes(ping: () => Promise<void>, describe: () => unknown): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/healthz",
      summary: "Whether the server and its store answer",
      access: "public",
      answers: { status: 200, schema: health },
      problems: ["unavailable"],
      handle: async () => {
        const well = await ping().then(
          () => true,
          // Why is in the log of the store; whoever asks here needs only the status.
          () => false,
        );
        return well ? answer({ status: "ok" }) : problem("unavailable");
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/openapi.json",
      summary: "This description",
      access: "public",
      answers: { status: 200, schema: z.record(z.string(), z.unknown()) },
      problems: [],
      handle: async () => answer(describe()),
    }),
  ];
}
