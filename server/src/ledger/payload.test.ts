import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openPayload, SALT_BYTES, saltPayload } from "./payload.ts";

const salt = fc.uint8Array({ minLength: SALT_BYTES, maxLength: SALT_BYTES });

describe("a payload", () => {
  it("opens to what was put in", () => {
    fc.assert(
      fc.property(salt, fc.uint8Array(), (grains, content) => {
        const { reference, bytes } = saltPayload("p1234567", grains, content);
        expect(openPayload(reference, bytes)).toEqual(content);
      }),
    );
  });

  it("does not open with one bit of salt or content changed", () => {
    fc.assert(
      fc.property(
        salt,
        fc.uint8Array(),
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        (grains, content, where, bit) => {
          const { reference, bytes } = saltPayload("p1234567", grains, content);
          const at = where % bytes.length;
          bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
          expect(openPayload(reference, bytes)).toBeNull();
        },
      ),
    );
  });

  it("binds equal contents under different salts to different commitments, so that a guess cannot be confirmed", () => {
    const content = new TextEncoder().encode("note verbale 12/2026");
    const one = saltPayload("p1234567", new Uint8Array(SALT_BYTES).fill(1), content);
    const two = saltPayload("p1234567", new Uint8Array(SALT_BYTES).fill(2), content);
    expect(one.reference.commitment).not.toBe(two.reference.commitment);
  });

  it("wants a whole salt and does not open what is shorter than one", () => {
    expect(() => saltPayload("p1234567", new Uint8Array(3), new Uint8Array())).toThrow(RangeError);
    const { reference } = saltPayload("p1234567", new Uint8Array(SALT_BYTES), new Uint8Array());
    expect(openPayload(reference, new Uint8Array(3))).toBeNull();
  });
});
