import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../storage/storage.ts";
import { canonicalJson } from "./canonical-json.ts";

const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: "binary" }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("json")),
    fc.dictionary(
      fc.string().filter((name) => name !== "__proto__"),
      tie("json"),
    ),
  ),
}));

function reversed(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  const entries = Object.entries(value as JsonObject).map(([name, held]) => [name, reversed(held)] as const);
  return Object.fromEntries(entries.toReversed());
}

describe("canonical JSON", () => {
  it("is what JSON.parse reads back to the same value", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });

  it("does not depend on the order in which properties were set", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it("orders properties by UTF-16 code units and writes no white space", () => {
    expect(canonicalJson({ b: [1, { z: null, a: "é" }], "\u{1F600}": true, "\uFB33": false })).toBe(
      '{"b":[1,{"a":"é","z":null}],"\u{1F600}":true,"\uFB33":false}',
    );
  });

  it("refuses numbers that have more than one spelling", () => {
    for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])
      expect(() => canonicalJson([value])).toThrow(RangeError);
    expect(canonicalJson(-0)).toBe("0");
  });
});
