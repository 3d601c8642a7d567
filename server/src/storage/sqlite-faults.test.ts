import { describe, expect, it } from "vitest";
import { isConstraint, isFlushFailure, Refused, refusalOf } from "./sqlite-faults.ts";

const sqliteError = (errcode: number): Error => Object.assign(new Error("told by SQLite"), { errcode });

describe("result codes of SQLite in the words of the port", () => {
  it("are the same for a code and its extended forms", () => {
    const fault = (code: number): string => refusalOf(sqliteError(code)).fault;
    expect([5, 261, 6].map(fault)).toEqual(["in-use", "in-use", "in-use"]);
    expect([11, 267, 26].map(fault)).toEqual(["corrupt", "corrupt", "corrupt"]);
    expect([13, 18, 19, 2067].map(fault)).toEqual(["full", "invalid", "duplicate", "duplicate"]);
    expect([10, 778, 14, 8].map(fault)).toEqual(["unavailable", "unavailable", "unavailable", "unavailable"]);
  });

  it("are unavailable for what SQLite did not say, and as they were for what is in these words already", () => {
    expect(refusalOf(new Error("other")).fault).toBe("unavailable");
    expect(refusalOf("thrown")).toEqual({ fault: "unavailable", message: "SQLite failed" });
    const refusal = { fault: "newer-version", message: "of 2090" } as const;
    expect(refusalOf(new Refused(refusal))).toBe(refusal);
  });

  it("tell a broken unique index, and a flush that failed, from all else", () => {
    expect([19, 1555, 2067, 13, 10].map((code) => isConstraint(sqliteError(code)))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect([1034, 1290, 10, 778, 13].map((code) => isFlushFailure(sqliteError(code)))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(isConstraint(new Error("other"))).toBe(false);
  });
});
