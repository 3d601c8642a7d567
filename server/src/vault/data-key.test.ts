import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDataKey, SEAL_OVERHEAD_BYTES } from "./data-key.ts";

const key = createDataKey(randomBytes(32), randomBytes);
const seed = Math.floor(Math.random() * 2 ** 31);
const bytes = fc.uint8Array({ maxLength: 500 });

describe("a data key", () => {
  it(`opens what it sealed, for what it was sealed for, at a cost of 29 bytes (seed ${seed})`, () => {
    fc.assert(
      fc.property(bytes, bytes, (plain, aad) => {
        const sealed = key.seal(plain, aad);
        expect(sealed.byteLength).toBe(plain.byteLength + 29);
        expect(SEAL_OVERHEAD_BYTES).toBe(29);
        expect(key.open(sealed, aad)).toEqual(Uint8Array.from(plain));
      }),
      { seed },
    );
  });

  it(`opens nothing of which one bit was changed (seed ${seed})`, () => {
    fc.assert(
      fc.property(bytes, fc.nat(), fc.nat(7), (plain, at, bit) => {
        const sealed = key.seal(plain, Uint8Array.of(1));
        const index = at % sealed.byteLength;
        sealed[index] = (sealed[index] ?? 0) ^ (1 << bit);
        expect(key.open(sealed, Uint8Array.of(1))).toBeNull();
      }),
      { seed, numRuns: 500 },
    );
  });

  it("opens nothing that was cut short, lengthened, sealed for another place, or sealed by another key", () => {
    const plain = new TextEncoder().encode("observations");
    const sealed = key.seal(plain, Uint8Array.of(1));
    for (let length = 0; length < sealed.byteLength; length++)
      expect(key.open(sealed.subarray(0, length), Uint8Array.of(1))).toBeNull();
    expect(key.open(Uint8Array.of(...sealed, 0), Uint8Array.of(1))).toBeNull();
    expect(key.open(sealed, Uint8Array.of(2))).toBeNull();
    expect(key.open(sealed, new Uint8Array())).toBeNull();
    expect(createDataKey(randomBytes(32), randomBytes).open(sealed, Uint8Array.of(1))).toBeNull();
  });

  it("never seals the same bytes to the same bytes", () => {
    const plain = new Uint8Array(40);
    const sealed = Array.from({ length: 500 }, () => Buffer.from(key.seal(plain, plain)).toString("hex"));
    expect(new Set(sealed).size).toBe(500);
    expect(new Set(sealed.map((each) => each.slice(2, 26))).size).toBe(500);
  });

  it("does not change with the array it was made of", () => {
    const secret = new Uint8Array(32).fill(1);
    const made = createDataKey(secret, randomBytes);
    const sealed = made.seal(Uint8Array.of(1), new Uint8Array());
    secret.fill(0);
    expect(made.open(sealed, new Uint8Array())).toEqual(Uint8Array.of(1));
  });

  it("is of 32 bytes", () => {
    for (const length of [0, 16, 31, 33])
      expect(() => createDataKey(new Uint8Array(length), randomBytes)).toThrow(RangeError);
  });
});
