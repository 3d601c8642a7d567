import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  readRecord,
  RECORD_LENGTH_LIMIT,
  recordKey,
  suggestionOfKey,
  type ShapeNode,
  type SuggestionRecord,
} from "./records.ts";

const A = "ada:aaaa";
const examples: readonly SuggestionRecord[] = [
  { kind: "join", target: "b1" },
  { kind: "delete", target: "b1" },
  { kind: "attrs", target: "b1", name: "level", value: 2 },
  { kind: "attrs", target: "b1", name: "lang", value: null },
  {
    kind: "shape",
    target: "b1",
    last: "b2",
    to: [
      {
        make: "bullet_list",
        content: [
          { keep: "i1", attrs: { dir: "rtl" }, content: [{ keep: "b1", type: "heading" }, { keep: "b2" }] },
        ],
      },
    ],
  },
];

describe("records", () => {
  test.each(examples)("a record is read as it was written: %j", (record) => {
    const stored: unknown = JSON.parse(JSON.stringify(record));
    expect(readRecord(recordKey(A, record), stored)).toEqual(record);
  });

  test("a key names its suggestion, and one attribute of a node is one key", () => {
    const [, , level, lang] = examples.map((record) => recordKey(A, record));
    expect([level, lang]).toEqual(["ada:aaaa/attrs/b1/level", "ada:aaaa/attrs/b1/lang"]);
    expect(examples.map((record) => suggestionOfKey(recordKey(A, record)))).toEqual(examples.map(() => A));
    expect(["", "ada:aaaa", "/join/b1", "ada/join/b1"].map(suggestionOfKey)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test.each<readonly [string, unknown]>([
    ["ada:aaaa/join/b2", { kind: "join", target: "b1" }],
    ["ada:aaaa/delete/b1", { kind: "join", target: "b1" }],
    ["join/b1", { kind: "join", target: "b1" }],
    ["ada:aaaa/join/b1", { kind: "join", target: "b1", more: true }],
    ["ada:aaaa/join/b 1", { kind: "join", target: "b 1" }],
    ["ada:aaaa/move/b1", { kind: "move", target: "b1" }],
    ["ada:aaaa/attrs/b1/id", { kind: "attrs", target: "b1", name: "id", value: "b2" }],
    ["ada:aaaa/attrs/b1/ins", { kind: "attrs", target: "b1", name: "ins", value: null }],
    ["ada:aaaa/attrs/b1/level", { kind: "attrs", target: "b1", name: "level", value: [1] }],
    ["ada:aaaa/attrs/b1/level", { kind: "attrs", target: "b1", name: "level", value: "x".repeat(2049) }],
    ["ada:aaaa/shape/b1", { kind: "shape", target: "b1", last: "b1", to: {} }],
    ["ada:aaaa/shape/b1", { kind: "shape", target: "b1", last: "b1", to: [{ make: "list_item" }] }],
    [
      "ada:aaaa/shape/b1",
      { kind: "shape", target: "b1", last: "b1", to: [{ keep: "b1", make: "x", content: [] }] },
    ],
    [
      "ada:aaaa/shape/b1",
      { kind: "shape", target: "b1", last: "b1", to: [{ keep: "b1", attrs: { ins: null } }] },
    ],
    ["ada:aaaa/join/b1", null],
    ["ada:aaaa/join/b1", "join"],
  ])("no record: %s", (key, value) => {
    expect(readRecord(key, value)).toBeNull();
  });

  test("an arrangement too deep or too long is no record", () => {
    let deep: ShapeNode = { keep: "b1" };
    for (let depth = 0; depth < 30; depth += 1) deep = { make: "blockquote", content: [deep] };
    expect(
      readRecord("ada:aaaa/shape/b1", { kind: "shape", target: "b1", last: "b1", to: [deep] }),
    ).toBeNull();
    const to = Array.from({ length: RECORD_LENGTH_LIMIT / 10 }, (_, i) => ({ keep: `b${i}` }));
    expect(readRecord("ada:aaaa/shape/b1", { kind: "shape", target: "b1", last: "b1", to })).toBeNull();
  });

  test("reading never throws, whatever is stored", () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (key, value) => {
        expect(readRecord(`ada:aaaa/join/${key}`, value)).toBeNull();
      }),
    );
  });
});
