import type { UserId } from "@travaux/blueprint";
import { beforeEach, describe, expect, it } from "vitest";
import { openPreferences } from "./preferences.ts";
import { modeAt, modesAt } from "./working-mode.ts";

const [one, other] = ["u1", "u2"] as unknown as readonly [UserId, UserId];

describe("how a person works", () => {
  beforeEach(() => localStorage.clear());

  it("is remembered for him and for nobody else at the same browser", () => {
    openPreferences(one, localStorage).mode.set("suggest");
    openPreferences(one, localStorage).view.set("brackets");
    expect(openPreferences(one, localStorage).mode.get()).toBe("suggest");
    expect(openPreferences(one, localStorage).view.get()).toBe("brackets");
    expect(openPreferences(other, localStorage).mode.get()).toBe("edit");
    expect(openPreferences(other, localStorage).view.get()).toBe("markup");
  });

  it("begins anew where the browser keeps nothing, or something that is no mode", () => {
    localStorage.setItem("travaux.mode.u1", "overwrite");
    expect(openPreferences(one, localStorage).mode.get()).toBe("edit");
    expect(openPreferences(one, null).view.get()).toBe("markup");
  });
});

describe("E97 the modes", () => {
  it("are those that the level in the section allows", () => {
    expect(modesAt("edit")).toEqual(["edit", "suggest", "view"]);
    expect(modesAt("suggest")).toEqual(["suggest", "view"]);
    for (const level of ["none", "read", "comment"] as const) expect(modesAt(level)).toEqual([]);
  });

  it("fall back to the fullest that is open, and never beyond what the level allows", () => {
    expect(modeAt("edit", "suggest")).toBe("suggest");
    expect(modeAt("suggest", "edit")).toBe("suggest");
    expect(modeAt("suggest", "view")).toBe("view");
    expect(modeAt("comment", "edit")).toBe("view");
  });
});
