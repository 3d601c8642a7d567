import { describe, expect, it } from "vitest";
import { faultsByRow, isHeadingRow, readPastedTable } from "./pasted-table.ts";

describe("readPastedTable", () => {
  it("parts cells by tabs before semicolons before commas", () => {
    expect(readPastedTable("a\tb;c,d").map(({ cells }) => cells)).toEqual([["a", "b;c,d"]]);
    expect(readPastedTable("a;b,c").map(({ cells }) => cells)).toEqual([["a", "b,c"]]);
    expect(readPastedTable('"Doe, Jane",Judge').map(({ cells }) => cells)).toEqual([["Doe, Jane", "Judge"]]);
  });

  it("counts empty rows but does not show them, so that numbers agree with the server's", () => {
    expect(readPastedTable("a\tb\n\nc\td").map(({ row }) => row)).toEqual([1, 3]);
  });
});

describe("isHeadingRow", () => {
  it("is the first row without an address, and only the first", () => {
    const rows = readPastedTable("Name\tE-mail\nA\ta@example.org\nB\tnone");
    expect(rows.map((row) => isHeadingRow(rows, row))).toEqual([true, false, false]);
  });
});

describe("faultsByRow", () => {
  it("gathers the faults of each row and leaves other pointers alone", () => {
    const faults = faultsByRow([
      { pointer: "/rows/2/email", code: "taken" },
      { pointer: "/rows/2/name", code: "too_small" },
      { pointer: "/rows/1", code: "column-missing" },
      { pointer: "/table", code: "too_big" },
    ]);
    expect(faults.get(2)?.map(({ column }) => column)).toEqual(["email", "name"]);
    expect(faults.get(1)).toEqual([{ column: "", code: "column-missing" }]);
    expect(faults.size).toBe(2);
  });
});
