import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AccessMember } from "./access.ts";
import { maySeePresence } from "./presence.ts";
import { memberId, stateId } from "./testing.ts";
import type { Role } from "./vocabulary.ts";

function member(role: Role, state: string | null): AccessMember {
  return { id: memberId("m1"), role, state: state === null ? null : stateId(state) };
}

const EVERYBODY = {
  secretariat: member("secretariat", null),
  "expert of B": member("reviewing-expert", "b"),
  "focal point of C": member("reviewing-focal-point", "c"),
  "observer of C": member("observer", "c"),
  "expert of A": member("state-expert", "a"),
  "focal point of A": member("state-focal-point", "a"),
  "observer of A": member("observer", "a"),
};

describe("presence", () => {
  it("is seen within a delegation, between reviewing States and within the Secretariat, and nowhere else", () => {
    const seen = Object.entries(EVERYBODY).map(([name, viewer]) => [
      name,
      Object.entries(EVERYBODY)
        .filter(([, subject]) => maySeePresence(viewer, subject))
        .map(([other]) => other),
    ]);
    expect(Object.fromEntries(seen)).toEqual({
      secretariat: ["secretariat"],
      "expert of B": ["expert of B", "focal point of C"],
      "focal point of C": ["expert of B", "focal point of C", "observer of C"],
      "observer of C": ["focal point of C", "observer of C"],
      "expert of A": ["expert of A", "focal point of A", "observer of A"],
      "focal point of A": ["expert of A", "focal point of A", "observer of A"],
      "observer of A": ["expert of A", "focal point of A", "observer of A"],
    });
  });

  it("is mutual", () => {
    const anybody = fc.constantFrom(...Object.values(EVERYBODY), member("observer", null));
    fc.assert(
      fc.property(anybody, anybody, (one, other) => {
        expect(maySeePresence(one, other)).toBe(maySeePresence(other, one));
      }),
    );
  });
});
