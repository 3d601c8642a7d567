import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueDay, parseTimeOfDay } from "./digest-time.ts";

describe("the day of the letter", () => {
  it("begins at its time of day, not at midnight", () => {
    const six = 6 * 60;
    expect(dueDay(Date.parse("2026-11-23T05:59:59.999Z"), six)).toBe("2026-11-22");
    expect(dueDay(Date.parse("2026-11-23T06:00:00.000Z"), six)).toBe("2026-11-23");
    expect(dueDay(Date.parse("2026-11-24T05:59:00.000Z"), six)).toBe("2026-11-23");
  });

  it("never goes back as time goes on, and changes once in 24 hours", () => {
    const instants = fc.integer({ min: 0, max: 4_000_000_000_000 });
    const minutes = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(instants, minutes, (now, at) => {
        const today = dueDay(now, at);
        const tomorrow = dueDay(now + 86_400_000, at);
        expect(today < tomorrow).toBe(true);
        expect(Date.parse(tomorrow) - Date.parse(today)).toBe(86_400_000);
        expect(Date.parse(today) + at * 60_000).toBeLessThanOrEqual(now);
      }),
      { verbose: true },
    );
  });

  it("has no time of day outside a day", () => {
    for (const wrong of [-1, 1440, 0.5, Number.NaN]) expect(() => dueDay(0, wrong)).toThrow(RangeError);
  });
});

it("a time of day is two digits, a colon and two digits", () => {
  expect([parseTimeOfDay("00:00"), parseTimeOfDay("06:30"), parseTimeOfDay("23:59")]).toEqual([0, 390, 1439]);
  for (const wrong of ["", "6:00", "24:00", "12:60", " 06:00", "06:00\n", "-1:00"])
    expect(parseTimeOfDay(wrong)).toBeNull();
});
