import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LayeredMap } from "./layered-map.ts";

describe("a layered map", () => {
  it("holds what any map would, in its order, and leaves every earlier one as it was", () => {
    const changes = fc.array(fc.tuple(fc.nat(150), fc.integer()), { maxLength: 400 });
    fc.assert(
      fc.property(changes, (made) => {
        let map = LayeredMap.empty<number, number>();
        const plain = new Map<number, number>();
        const earlier: (readonly [LayeredMap<number, number>, readonly (readonly [number, number])[]])[] = [];
        for (const [at, [key, value]] of made.entries()) {
          if (at % 37 === 0) earlier.push([map, [...plain]]);
          map = map.with(key, value);
          plain.set(key, value);
        }
        for (const [then, entries] of [...earlier, [map, [...plain]] as const]) {
          expect([...then]).toEqual(entries);
          expect(then.size).toBe(entries.length);
          expect([...then.keys()]).toEqual(entries.map(([key]) => key));
          expect([...then.values()]).toEqual(entries.map(([, value]) => value));
          for (const [key, value] of entries) expect([then.has(key), then.get(key)]).toEqual([true, value]);
          expect([then.has(-1), then.get(-1)]).toEqual([false, undefined]);
        }
      }),
    );
  });
});
