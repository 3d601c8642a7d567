import type { OutlineEntry } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { openingOf } from "./opening-part.ts";

const ENTRIES = Array.from({ length: 400 }, (_, index): OutlineEntry => ({
  id: `s${index}`,
  depth: 1,
  label: "",
  title: { en: "Section", ar: null, es: null, fr: null, ru: null, zh: null },
  instrument: null,
  article: null,
  section: null,
}));

describe("the part of a report that is drawn first", () => {
  it("begins at the top where the address names nothing, or nothing that is there", () => {
    for (const target of ["", "gone"]) expect(openingOf(ENTRIES, target)[0]?.id).toBe("s0");
  });

  it("holds what the address names, wherever it stands, and is small", () => {
    for (const target of ["s0", "s2", "s200", "s399"]) {
      const part = openingOf(ENTRIES, target);
      expect(part.map(({ id }) => id)).toContain(target);
      expect(part.length).toBeLessThan(ENTRIES.length / 10);
    }
  });
});
