import { LANGUAGES, type MemberId, type ThreadRow } from "@travaux/blueprint";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReviewState } from "../reviews/model/review-state.ts";
import { named, sectionOf, stateOf, userOf } from "../reviews/testing/sample-review.ts";
import { commentsFile } from "./csv.ts";

const member = "m1" as MemberId;

const review: Pick<ReviewState, "facts"> = {
  facts: {
    kind: "review-opened",
    blueprint: "country-report",
    states: [
      {
        id: stateOf("a"),
        name: { ...named("State A"), fr: "État A" },
        part: "under-review",
        instruments: [],
      },
      { id: stateOf("b"), name: named("State B"), part: "reviewing", instruments: ["UNTOC"] },
    ],
    articles: [{ instrument: "UNTOC", numbers: [5] }],
    languages: ["en"],
    officialStart: null,
    informationCutOff: null,
    sessionDate: null,
    creator: { member, user: userOf("staff") },
  },
};

const comment: ThreadRow["comments"][number] = {
  id: "c00000000000000000001",
  by: member,
  byName: "Expert",
  of: "a",
  at: "2026-11-23T20:57:29.352Z",
  text: "Which law is meant?",
  mentions: [],
  edited: false,
  deleted: false,
};

const row: ThreadRow = {
  section: sectionOf("untoc.5.b"),
  thread: "t00000000000000000001",
  audience: "team",
  subject: "text",
  quote: "a sentence",
  orphaned: false,
  resolved: false,
  forTeam: false,
  sent: false,
  class: "wording",
  disposition: null,
  comments: [comment],
  unread: false,
};

/** The cells of a CSV file, read as RFC 4180 has it; its mark of byte order is not among them. */
function readCells(file: string): readonly (readonly string[])[] {
  expect(file.startsWith("\uFEFF")).toBe(true);
  const rows: string[][] = [];
  let cells: string[] = [];
  for (const [, quoted, plain, end] of file
    .slice(1)
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy)) {
    cells.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(cells);
    cells = [];
  }
  return rows;
}

describe("the file of comments and dispositions", () => {
  it("has the same thirteen columns in every language, and words for all that a row can say", () => {
    for (const language of LANGUAGES) {
      const [header, ...rows] = readCells(commentsFile([row], review, language));
      expect([header?.length, new Set(header).size, rows.length]).toEqual([13, 13, 1]);
      expect(rows[0]?.[7]).not.toBe("wording");
    }
  });

  it("says where, by whom, what, and how it was taken in", () => {
    const disposition = {
      class: "legal-interpretation",
      outcome: "not-accepted",
      reasons: "The law was repealed.",
      by: member,
      byName: "Reviewer",
      at: "2026-11-24T08:00:00.000Z",
    } as const;
    const reply = {
      ...comment,
      byName: "Officer",
      of: null,
      text: "See art. 4.",
      at: "2026-11-24T07:05:00.000Z",
    };
    const deleted = { ...comment, text: "", deleted: true };
    const disposed = { ...row, resolved: true, disposition, comments: [comment, reply, deleted] };
    expect(readCells(commentsFile([disposed], review, "fr"))[1]).toEqual([
      expect.stringContaining("(b)"),
      "État A",
      "Expert",
      "2026-11-23 20:57",
      expect.stringContaining("L’équipe d’examen"),
      "a sentence",
      "Which law is meant?\n\nOfficer (Secrétariat), 2026-11-24 07:05: See art. 4.\n\n" +
        "Expert (État A), 2026-11-23 20:57: [Supprimé par son auteur]",
      "Interprétation juridique",
      "Non repris, avec motifs",
      "The law was repealed.",
      "Reviewer",
      "2026-11-24 08:00",
      "Réglé",
    ]);
  });

  it("keeps every character of a comment, whatever it is", () => {
    const texts = fc
      .string({ unit: "binary", minLength: 1 })
      .filter((text) => !/(?:^|[;\t\r\n])[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text));
    fc.assert(
      fc.property(texts, (text) => {
        const rows = readCells(commentsFile([{ ...row, comments: [{ ...comment, text }] }], review, "en"));
        expect(rows.length).toBe(2);
        expect(rows[1]?.[6]).toBe(text);
      }),
      { verbose: true },
    );
  });

  it.each(["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "\nx", "＝1", '=HYPERLINK("x")'])(
    "holds no formula: %j stays text",
    (text) => {
      const hostile = { ...row, quote: text, comments: [{ ...comment, text, byName: text }] };
      const cells = readCells(commentsFile([hostile], review, "en"))[1] ?? [];
      expect([cells[2], cells[5], cells[6]]).toEqual([`'${text}`, `'${text}`, `'${text}`]);
    },
  );

  it("holds none behind what another program takes for the end of a cell, and leaves lists as they are", () => {
    const text = "a;=1\nb\n- c\n=2;\t@d;e = f";
    const file = commentsFile([{ ...row, comments: [{ ...comment, text }] }], review, "en");
    expect(readCells(file)[1]?.[6]).toBe("a;'=1\nb\n- c\n'=2;\t'@d;e = f");
  });

  it("tells what was sent to the team from what was not", () => {
    const unsent = { ...row, audience: "state-a", forTeam: true };
    const cells = readCells(commentsFile([unsent, { ...unsent, sent: true }], review, "en"));
    expect([cells[1]?.[4], cells[1]?.[12], cells[2]?.[12]]).toEqual([
      "State A only: its experts and its focal point",
      "Open; Not sent yet",
      "Open; Sent to the review team",
    ]);
  });
});
