import { describe, expect, it } from "vitest";
import { presentPeople } from "./presence.ts";
import { savedKey } from "./saved-text.tsx";

describe("savedKey", () => {
  it("says saved only with a connection and nothing outstanding", () => {
    expect(savedKey("online", { kind: "saved" })).toBe("saved.saved");
    for (const connection of ["connecting", "offline", "blocked", "signed-out"] as const) {
      expect(savedKey(connection, { kind: "saved" })).not.toBe("saved.saved");
    }
  });

  it("says that work was not saved before it says that there is no connection", () => {
    expect(savedKey("offline", { kind: "not-saved", reason: "schema" })).toBe("saved.not-saved");
  });

  it("says that the network blocks live editing", () => {
    expect(savedKey("blocked", { kind: "saving" })).toBe("saved.blocked");
  });
});

describe("presentPeople", () => {
  const person = (member: string, name: string): { user: unknown } => ({
    user: { member, name, state: null, colour: 1 },
  });
  const compare = (one: string, other: string): number => one.localeCompare(other);

  it("names each person once, however many sections he is in, and never the reader", () => {
    const states = [person("m2", "B"), person("m1", "Me"), person("m2", "B"), person("m3", "A")];
    expect(presentPeople(states, "m1", compare).map((each) => each.name)).toEqual(["A", "B"]);
  });

  it("takes nobody from what is not of the server's form", () => {
    expect(presentPeople([{}, { user: "x" }, { user: { name: "Forged" } }], "m1", compare)).toEqual([]);
  });
});
