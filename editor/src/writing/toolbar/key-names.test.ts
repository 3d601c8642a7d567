import { expect, it } from "vitest";
import { nameKeys } from "./key-names.ts";

it("writes keys as each keyboard does, and for assistive technology", () => {
  expect(nameKeys("Mod-Alt-f", false)).toEqual({ shown: "Ctrl+Alt+F", aria: "Control+Alt+F" });
  expect(nameKeys("Mod-Shift-=", true)).toEqual({ shown: "⌘⇧=", aria: "Meta+Shift+=" });
});
