import type { MemberId, SectionId } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { filterRows, type RowFilter } from "./filter-rows.ts";
import { commentOf, rowOf } from "./rows.fixture.ts";

const disposed = {
  class: "wording",
  outcome: "in-part",
  reasons: "The DECREE was repealed.",
  by: "mb" as MemberId,
  byName: "Expert mb",
  at: "2026-11-23T12:00:00.000Z",
} as const;

const rows = [
  rowOf("a", { text: "Is the İstanbul law in force?", class: "factual-correction" }),
  rowOf("b", {
    by: "mb",
    of: "b",
    audience: "reviewers",
    unread: true,
    orphaned: true,
    quote: "the old law",
  }),
  rowOf("c", { class: "factual-correction", disposition: disposed, resolved: true }),
  rowOf("d", { by: "ms", of: null, section: "untoc.50.b" as SectionId }),
  rowOf("e", {
    audience: "state-a",
    forTeam: true,
    comments: [
      commentOf("e", "ma", "a", "For the team"),
      { ...commentOf("f", "mx", "a", "Yes"), mentions: ["ma" as MemberId] },
    ],
  }),
  rowOf("g", { audience: "state-a", forTeam: true, sent: true }),
];

const shown = (filter: RowFilter): string =>
  filterRows(rows, filter, "en")
    .map(({ thread }) => thread[1])
    .join("");

describe("filterRows", () => {
  it("shows every row to a filter that says nothing, in the order given", () => {
    expect(shown({})).toBe("abcdeg");
  });

  it("sorts a comment by what it was disposed of as, else by its author's word", () => {
    expect(shown({ class: "factual-correction" })).toBe("a");
    expect(shown({ class: "wording" })).toBe("c");
  });

  it("finds what has no disposition yet, and what has a given one", () => {
    expect(shown({ disposition: "none" })).toBe("abdeg");
    expect(shown({ disposition: "in-part" })).toBe("c");
    expect(shown({ disposition: "accepted" })).toBe("");
  });

  it("takes the State of who began it, and the Secretariat for one", () => {
    expect(shown({ state: "b" })).toBe("b");
    expect(shown({ state: "secretariat" })).toBe("d");
  });

  it("takes the sections it is given, and none whose name begins with the same letters", () => {
    expect(shown({ sections: new Set(["untoc.5"]) })).toBe("");
    expect(shown({ sections: new Set(["untoc.50.b"]) })).toBe("d");
    expect(shown({ sections: new Set(["untoc.50.b", "untoc.5.b"]) })).toContain("d");
  });

  it("looks for words in comments, replies, text concerned and reasons, whatever their case", () => {
    expect(shown({ words: " OLD " })).toBe("b");
    expect(shown({ words: "decree" })).toBe("c");
    expect(shown({ words: "yes" })).toBe("e");
    expect(shown({ words: "nowhere" })).toBe("");
  });

  it("knows one's own, mentions, what is unread, orphaned, open, and not sent yet", () => {
    expect(shown({ mine: "mx" as MemberId })).toBe("e");
    expect(shown({ mentions: "ma" as MemberId })).toBe("e");
    expect(shown({ unread: true })).toBe("b");
    expect(shown({ orphaned: true })).toBe("b");
    expect(shown({ resolved: false })).toBe("abdeg");
    expect(shown({ unsent: true })).toBe("e");
  });

  it("asks for everything that the filter says at once", () => {
    expect(shown({ audiences: ["team", "reviewers"], resolved: false, state: "a" })).toBe("a");
    expect(shown({ audiences: [] })).toBe("");
  });
});
