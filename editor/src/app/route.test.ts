import type { ReviewId, SectionId } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { formatRoute, parseRoute, parseThreadPlace, type Route } from "./route.ts";

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
      { kind: "comments", review },
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

describe("parseThreadPlace", () => {
  const at = { section: "untoc.5.b" as SectionId, thread: `t${"0".repeat(20)}` };

  it("reads the thread that formatRoute writes into the address of a report", () => {
    const address = new URL(formatRoute({ kind: "report", review, at }), "https://example.org");
    expect(parseRoute(address.pathname)).toEqual({ kind: "report", review });
    expect(parseThreadPlace(address.search, address.hash)).toEqual(at);
  });

  it("finds none where the section is missing, or where an id is none that a thread or section can bear", () => {
    for (const [search, hash] of [
      ["", "#untoc.5.b"],
      [`?thread=${at.thread}`, ""],
      ["?thread=t1", "#untoc.5.b"],
      [`?thread=${at.thread}`, "#../x"],
    ] as const) {
      expect(parseThreadPlace(search, hash)).toBeNull();
    }
  });
});
