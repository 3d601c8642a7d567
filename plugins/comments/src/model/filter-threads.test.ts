import { describe, expect, it } from "vitest";
import type { AnchorPart } from "./anchor.ts";
import { filterThreads, isOrphaned, type ThreadFilter } from "./filter-threads.ts";
import type { Thread } from "./thread.ts";

const placed: AnchorPart = { block: "p", from: 0, to: 1, quote: "x", before: "", after: "", state: "placed" };
const orphan: AnchorPart = { ...placed, state: "orphaned" };
const room = "s/team/text/1";

type Said = Partial<Thread["comments"][number]>;

function thread(
  id: string,
  more: Partial<Thread> & { readonly audience?: string },
  ...said: readonly Said[]
): Thread {
  const [by, of, at] = ["m1", "a", 1];
  const comments = [{}, ...said].map((each, index) => ({
    id: `c${index}`,
    by,
    of,
    at,
    text: "x",
    mentions: [],
    editedAt: null,
    deletedAt: null,
    ...each,
  }));
  return {
    id,
    subject: { kind: "section" },
    by,
    of,
    at,
    resolved: null,
    class: null,
    disposition: null,
    forTeam: false,
    sent: null,
    anchor: null,
    comments,
    ...more,
  };
}

const text = { kind: "text", room, quote: "x" } as const;
const all = [
  thread("mine", {}),
  thread("answered", { audience: "team" }, { by: "m2", of: null, mentions: ["m3"] }),
  thread("resolved", { resolved: { by: "m1", at: 2 } }),
  thread("withdrawn", { audience: "reviewers" }, { by: "m2", of: "b", mentions: ["m3"], deletedAt: 5 }),
  thread("gone", { subject: text, anchor: { room, parts: [orphan] } }),
];

function ids(filter: ThreadFilter): readonly string[] {
  return filterThreads(all, filter).map(({ id }) => id);
}

describe("filtering threads", () => {
  it("shows all where nothing is asked for, in their order", () => {
    expect(ids({})).toEqual(["mine", "answered", "resolved", "withdrawn", "gone"]);
  });

  it("shows a member's threads by what he began and said, not by what he took back", () => {
    expect(ids({ mine: "m2" })).toEqual(["answered"]);
    expect(ids({ by: "m2" })).toEqual(["answered"]);
    expect(ids({ mentions: "m3" })).toEqual(["answered"]);
    expect(ids({ mine: "m1" })).toHaveLength(5);
  });

  it("tells the Secretariat from anybody", () => {
    expect(ids({ of: null })).toEqual(["answered"]);
    expect(ids({ of: "b" })).toEqual([]);
  });

  it("shows what is open, what is resolved, what is an orphan and what is not", () => {
    expect(ids({ open: false })).toEqual(["resolved"]);
    expect(ids({ open: true, orphaned: false })).toEqual(["mine", "answered", "withdrawn"]);
    expect(ids({ orphaned: true })).toEqual(["gone"]);
  });

  it("shows the threads of one audience, and what is asked for in every respect at once", () => {
    expect(ids({ audience: "team" })).toEqual(["answered"]);
    expect(ids({ audience: "team", mine: "m1", mentions: "m3", open: true })).toEqual(["answered"]);
    expect(ids({ audience: "reviewers", mentions: "m3" })).toEqual([]);
  });
});

describe("an orphan", () => {
  const suggestion = { kind: "suggestion", room, suggestion: "m1:s", quote: "" } as const;

  it("is a thread on text no part of which is placed", () => {
    expect(isOrphaned({ subject: text, anchor: { room, parts: [orphan, placed] } })).toBe(false);
    expect(isOrphaned({ subject: text, anchor: { room, parts: [orphan, orphan] } })).toBe(true);
    expect(isOrphaned({ subject: text, anchor: null })).toBe(true);
    expect(isOrphaned({ subject: suggestion, anchor: { room, parts: [orphan] } })).toBe(true);
  });

  it("is none on a section, on a thread, or on a suggestion that has no place of its own", () => {
    expect(isOrphaned({ subject: { kind: "section" }, anchor: null })).toBe(false);
    expect(isOrphaned({ subject: { kind: "thread" }, anchor: null })).toBe(false);
    expect(isOrphaned({ subject: suggestion, anchor: null })).toBe(false);
  });
});
