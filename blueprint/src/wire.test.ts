import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CLOSE_REASONS, isCloseReason, readClientMessage, readServerMessage } from "./wire.ts";

describe("a stateless message", () => {
  it("is read as it was sent", () => {
    expect(readClientMessage('{"kind":"mark","n":3}')).toEqual({ kind: "mark", n: 3 });
    expect(readServerMessage('{"kind":"marked","n":3}')).toEqual({ kind: "marked", n: 3 });
    expect(readServerMessage('{"kind":"access","level":"read","damaged":false}')).toEqual({
      kind: "access",
      level: "read",
      damaged: false,
      outdated: false,
    });
    const outdated = '{"kind":"access","level":"read","damaged":false,"outdated":true}';
    expect(readServerMessage(outdated)).toMatchObject({ outdated: true });
  });

  it.each([
    "",
    "null",
    "[]",
    "7",
    '"mark"',
    "{",
    '{"kind":"mark"}',
    '{"kind":"mark","n":"3"}',
    '{"kind":"mark","n":1e99}',
    '{"kind":"other","n":1}',
    `{"kind":"mark","n":1,"x":"${"x".repeat(4096)}"}`,
  ])("is nothing when it reads %j", (payload) => {
    expect(readClientMessage(payload)).toBeNull();
    expect(readServerMessage(payload)).toBeNull();
  });

  it("never makes a reader throw", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (payload) => {
        expect(() => [readClientMessage(payload), readServerMessage(payload)]).not.toThrow();
      }),
    );
  });

  it("grants no level that does not exist", () => {
    expect(readServerMessage('{"kind":"access","level":"everything","damaged":false}')).toBeNull();
  });
});

describe("a close reason", () => {
  it("is one of those documented, not a property every object has", () => {
    expect(Object.keys(CLOSE_REASONS).filter((reason) => !isCloseReason(reason))).toEqual([]);
    expect(["toString", "__proto__", ""].filter(isCloseReason)).toEqual([]);
  });
});
