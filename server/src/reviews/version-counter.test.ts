import type { MemberId } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { VersionCounter } from "./version-counter.ts";

const [one, two] = ["m1", "m2"] as [MemberId, MemberId];

describe("the version of what a member sees", () => {
  it("rises when that changes, and stands still however much others see changing", () => {
    const versions = new VersionCounter(() => 1000);
    const first = versions.versionOf(one, { entries: ["i"] });
    versions.versionOf(two, { entries: ["i"] });
    versions.versionOf(two, { entries: ["i", "ii"] });
    expect(versions.versionOf(one, { entries: ["i"] })).toBe(first);
    expect(versions.versionOf(one, { entries: ["i", "ii"] })).toBe(first + 1);
  });

  it("rises over a restart", () => {
    const before = new VersionCounter(() => 1000);
    before.versionOf(one, { entries: [] });
    const last = before.versionOf(one, { entries: ["i"] });
    expect(new VersionCounter(() => 2000).versionOf(one, { entries: ["i"] })).toBeGreaterThan(last);
  });
});
