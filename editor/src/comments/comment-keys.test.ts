import { describe, expect, it } from "vitest";
import { askedBy } from "./comment-keys.ts";

interface Held {
  readonly code?: string;
  readonly altKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly shiftKey?: boolean;
  readonly altGraph?: boolean;
}

const press = (key: string, { altGraph = false, ...held }: Held = {}): ReturnType<typeof askedBy> =>
  askedBy({
    key,
    code: "",
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    getModifierState: (name) => name === "AltGraph" && altGraph,
    ...held,
  });

describe("the keys for comments", () => {
  it("comment on the selection, on a Mac too, whatever sign Option makes of the letter", () => {
    expect(press("m", { code: "KeyM", ctrlKey: true, altKey: true })).toBe("compose");
    expect(press("µ", { code: "KeyM", metaKey: true, altKey: true })).toBe("compose");
    // On a French keyboard the letter is elsewhere.
    expect(press("m", { code: "Semicolon", ctrlKey: true, altKey: true })).toBe("compose");
  });

  it("leave a sign to be written that needs the same keys, and every other key", () => {
    expect(press("µ", { code: "KeyM", ctrlKey: true, altKey: true, altGraph: true })).toBeNull();
    expect(press("m", { code: "KeyM", altKey: true })).toBeNull();
    expect(press("M", { code: "KeyM", ctrlKey: true, altKey: true, shiftKey: true })).toBeNull();
    expect(press("m", { code: "KeyM", ctrlKey: true })).toBeNull();
    expect(press("n", { code: "KeyN", ctrlKey: true, altKey: true })).toBeNull();
  });

  it("lead from comment to comment", () => {
    expect([press("F7"), press("F7", { shiftKey: true })]).toEqual(["next", "previous"]);
    expect(press("F7", { ctrlKey: true })).toBeNull();
    expect(press("F8")).toBeNull();
  });
});
