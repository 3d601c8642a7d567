import { describe, expect, it } from "vitest";
import { readLanguageCell, readPeopleTable, TABLE_ROWS_LIMIT } from "./people-table.ts";

const expert = {
  name: "Expert of State B",
  function: "Prosecutor",
  email: "b@example.org",
  phone: "+1 2",
  state: "State B",
  noteVerbale: "NV 1",
  replaces: "",
  language: "",
};

describe("a pasted table of people", () => {
  it("is read in the fixed order when it has no header", () => {
    const text = "Expert of State B\tProsecutor\tb@example.org\t+1 2\tState B\tNV 1";
    expect(readPeopleTable(text)).toEqual({ kind: "rows", rows: [{ row: 1, cells: expert }] });
  });

  it.each([
    ["English", "E-mail,Name,Function,Phone,State,Note verbale"],
    ["French", "Adresse électronique;Nom;Fonction;Téléphone;État;Note verbale"],
    ["Spanish", "Correo electrónico;Nombre;Función;Teléfono;Estado;Nota verbal"],
    ["Russian", "Электронная почта\tФ.И.О.\tДолжность\tТелефон\tГосударство\tВербальная нота"],
    ["Chinese", "电子邮件\t姓名\t职务\t电话\t国家\t普通照会"],
    ["Arabic", "البريد الإلكتروني\tالاسم\tالوظيفة\tالهاتف\tالدولة\tالمذكرة الشفوية"],
  ])("is read by its %s header, in whatever order", (_, header) => {
    const separator = [...header].find((character) => "\t;,".includes(character)) ?? ",";
    const row = ["b@example.org", "Expert of State B", "Prosecutor", "+1 2", "State B", "NV 1"].join(
      separator,
    );
    expect(readPeopleTable(`${header}\r\n${row}\r\n`)).toEqual({
      kind: "rows",
      rows: [{ row: 2, cells: expert }],
    });
  });

  it("keeps separators and line breaks of quoted cells, and counts rows as pasted", () => {
    const text = 'name,email,function\n\n"B, Expert",b@example.org,"Head\nof unit"\nC,c@example.org,""';
    const reading = readPeopleTable(text);
    expect(
      reading.kind === "rows" && reading.rows.map(({ row, cells }) => [row, cells.name, cells.function]),
    ).toEqual([
      [3, "B, Expert", "Head\nof unit"],
      [4, "C", ""],
    ]);
  });

  it.each([
    ["nothing", "  \n \n", { kind: "unreadable", row: 1, code: "empty" }],
    ["a header alone", "name\temail", { kind: "unreadable", row: 1, code: "empty" }],
    [
      "a header without addresses",
      "name\tphone\nB\t1",
      { kind: "unreadable", row: 1, code: "column-missing" },
    ],
  ])("says so of %s", (_, text, reading) => {
    expect(readPeopleTable(text)).toEqual(reading);
  });

  it("says which row has a quote that never closes", () => {
    expect(readPeopleTable('name,email\n"B,b@example.org\n')).toMatchObject({
      kind: "unreadable",
      code: "unreadable",
    });
  });

  it("takes 500 rows and no more", () => {
    const table = (rows: number) =>
      Array.from({ length: rows }, (_, n) => `N${n}\tF\tn${n}@example.org`).join("\n");
    expect(readPeopleTable(table(TABLE_ROWS_LIMIT)).kind).toBe("rows");
    expect(readPeopleTable(table(TABLE_ROWS_LIMIT + 1))).toMatchObject({ code: "too-many-rows" });
  });

  it("knows languages by code and by name", () => {
    expect(["ES", "Français", "русский", "中文", "Klingon"].map(readLanguageCell)).toEqual([
      "es",
      "fr",
      "ru",
      "zh",
      null,
    ]);
  });
});
