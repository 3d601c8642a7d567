import { inspect } from "node:util";
import fc from "fast-check";
import type { MemberId, ReviewId, UserId } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import type { Act } from "./acts.ts";
import { chainRecord, hashRecord, verifyChain, type RecordStamp } from "./chain.ts";
import { CHAIN_START, decodeRecord, encodeRecord, RECORD_LIMIT_BYTES, RecordFault } from "./record.ts";

const review = "rsample01" as ReviewId;
const stamp: RecordStamp = {
  at: 1_700_000_000_000,
  by: { user: "u1" as UserId, member: "m1" as MemberId },
  session: "s-1",
};

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant("member-changed" as const),
    member: fc.constantFrom("m1", "m2").map((id) => id as MemberId),
    role: fc.constantFrom(null, "observer" as const),
    ended: fc.boolean(),
    note: fc.constantFrom(null, { id: "p1234567", commitment: "a".repeat(64) }),
  }),
  fc.record({
    kind: fc.constant("account-act" as const),
    user: fc.constantFrom("u1", "u2").map((id) => id as UserId),
    act: fc.constantFrom("activation-renewed" as const, "second-factor-reset" as const),
  }),
);

function chain(acts: readonly Act[]): Uint8Array[] {
  let previous = CHAIN_START;
  return acts.map((next) => {
    const chained = chainRecord(review, previous, stamp, next);
    previous = chained.hash;
    return chained.bytes;
  });
}

const commits = (list: readonly Uint8Array[]): { readonly bytes: Uint8Array }[] =>
  list.map((bytes) => ({ bytes }));

describe("a record", () => {
  it("reads back as it was written", () => {
    fc.assert(
      fc.property(act, (next) => {
        const { record, bytes } = chainRecord(review, CHAIN_START, stamp, next);
        expect(decodeRecord(bytes)).toEqual(record);
        expect(encodeRecord(decodeRecord(bytes))).toEqual(bytes);
      }),
    );
  });

  it("keeps a hash of the session and never its id", () => {
    const { bytes } = chainRecord(review, CHAIN_START, { ...stamp, session: "secret-session-id" }, someAct);
    expect(new TextDecoder().decode(bytes)).not.toContain("secret-session-id");
  });

  const someAct: Act = { kind: "account-act", user: "u1" as UserId, act: "activation-renewed" };
  const good = new TextDecoder().decode(chainRecord(review, CHAIN_START, stamp, someAct).bytes);
  const forgeries: readonly [string, string, RecordFault["fault"]][] = [
    ["white space", good.replace(":", ": "), "not-canonical"],
    ["a field twice", good.replace("{", '{"act":{},'), "not-canonical"],
    ["an unknown field", good.replace("{", '{"aaa":1,'), "not-a-record"],
    ["an unknown act", good.replace("account-act", "account-axe"), "not-a-record"],
    ["another version", good.replace('"version":1', '"version":2'), "not-a-record"],
    ["a time that is no whole number", good.replace("1700000000000", "1700000000000.5"), "not-a-record"],
    ["nothing", "", "not-json"],
    ["half a record", good.slice(0, 40), "not-json"],
  ];
  it.each(forgeries)("is refused with %s", (_what, text, fault) => {
    expect(() => decodeRecord(new TextEncoder().encode(text))).toThrow(expect.objectContaining({ fault }));
  });

  it("is refused when too large, before anything is parsed", () => {
    expect(() => decodeRecord(new Uint8Array(RECORD_LIMIT_BYTES + 1))).toThrow(
      expect.objectContaining({ fault: "too-large" }),
    );
  });

  it("never quotes its content in a fault", () => {
    const text = good.slice(0, -1).replace("u1", "confidential words");
    const faults = [text, `${text},"zzz":"confidential"}`].map((forged) => {
      try {
        return decodeRecord(new TextEncoder().encode(forged));
      } catch (error) {
        return error;
      }
    });
    for (const fault of faults) {
      expect(fault).toBeInstanceOf(RecordFault);
      expect(inspect(fault, { depth: 10 })).not.toContain("confidential");
    }
  });
});

describe("the chain", () => {
  it("holds for records in the order they were written", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 6 }), (acts) => {
        const verdict = verifyChain(review, commits(chain(acts)));
        expect(verdict.kind).toBe("intact");
        expect(verdict.good.map(({ record }) => record.act)).toEqual(acts);
      }),
    );
  });

  it("breaks where a bit was changed, at the latest at the record after", () => {
    fc.assert(
      fc.property(
        fc.array(act, { minLength: 2, maxLength: 5 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        (acts, which, where, bit) => {
          const bytes = chain(acts);
          const index = which % (bytes.length - 1);
          const forged = Uint8Array.from(bytes[index] ?? []);
          const at = where % forged.length;
          forged[at] = (forged[at] ?? 0) ^ (1 << bit);
          const verdict = verifyChain(review, commits(bytes.with(index, forged)));
          expect(verdict.kind).toBe("broken");
          expect(verdict.good.length).toBeLessThanOrEqual(index + 1);
        },
      ),
    );
  });

  it("breaks when a record is left out, exchanged or repeated", () => {
    const acts: Act[] = ["u1", "u2", "u3"].map((user) => ({
      kind: "account-act",
      user: user as UserId,
      act: "activation-renewed",
    }));
    const [one, two, three] = chain(acts);
    if (one === undefined || two === undefined || three === undefined)
      throw new Error("three records were chained");
    for (const forged of [
      [two, three],
      [one, three],
      [one, three, two],
      [one, one, two],
    ]) {
      expect(verifyChain(review, commits(forged))).toMatchObject({
        kind: "broken",
        fault: "not-chained",
      });
    }
  });

  it("breaks at a record of another review, however well chained", () => {
    const foreign = chainRecord("rother001" as ReviewId, CHAIN_START, stamp, {
      kind: "account-act",
      user: "u1" as UserId,
      act: "activation-renewed",
    });
    expect(verifyChain(review, [foreign])).toMatchObject({
      kind: "broken",
      fault: "other-review",
      good: [],
    });
    expect(hashRecord(foreign.bytes)).toBe(foreign.hash);
  });
});
