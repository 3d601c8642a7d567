import type { ReviewId } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { formatRoute, parseRoute, type Route } from "./route.ts";

const review = "rabcde" as ReviewId;

describe("parseRoute", () => {
  it("reads every address that formatRoute writes", () => {
    const routes: readonly Exclude<Route, { kind: "not-found" }>[] = [
      { kind: "reviews" },
      { kind: "account" },
      { kind: "people" },
      { kind: "new-review" },
      { kind: "activation" },
      { kind: "review", review },
      { kind: "report", review },
    ];
    for (const route of routes) expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it("finds nothing at addresses that are not ours, least of all at ids that no review can bear", () => {
    for (const path of [
      "/x",
      "/reviews/../etc",
      "/reviews/R1",
      "/reviews/rabcde/report/more",
      "/reviews/rabcde/x",
      "/people/1",
    ]) {
      expect(parseRoute(path)).toEqual({ kind: "not-found" });
    }
  });

  it("does not mind a slash at the end", () => {
    expect(parseRoute("/reviews/rabcde/report/")).toEqual({ kind: "report", review });
  });
});
