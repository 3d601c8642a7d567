import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { GROWN_LIMIT, PARTS_LIMIT } from "./anchor.ts";
import { readAnchor } from "./read-anchor.ts";
import { readThreads } from "./read-threads.ts";
import { COMMENT_LIMIT, type AnchorFact, type CommentFact, type ThreadFact } from "./thread.ts";

const CASES = Number(process.env["CASES"] ?? 300);
const SEED = Number(process.env["SEED"] ?? fc.sample(fc.noBias(fc.nat()), 1)[0]);
console.info(`reading properties: seed ${SEED}, ${CASES} cases each`);

const fact: ThreadFact = {
  subject: { kind: "text", room: "untoc.5.b/team/text/1", quote: "the words" },
  by: "m1",
  of: "a",
  at: 1000,
  resolved: null,
  class: null,
  disposition: null,
  forTeam: false,
  sent: null,
};
const comment: CommentFact = {
  by: "m1",
  of: "a",
  at: 1000,
  text: "Why?",
  mentions: ["m2"],
  editedAt: null,
  deletedAt: null,
};
const anchor: AnchorFact = {
  room: "untoc.5.b/team/text/1",
  parts: [{ block: "p1", from: 3, to: 12, quote: "the words", before: "in ", after: "", state: "placed" }],
};

const full: ThreadFact = {
  ...fact,
  of: null,
  resolved: { by: "m2", at: 4000 },
  class: "wording",
  disposition: { class: "wording", outcome: "in-part", reasons: "The rest stands.", by: "m3", at: 3000 },
  sent: { at: 2000, thread: "t9" },
};

describe("what is written as it should be", () => {
  it("is read as it is, threads and comments oldest first, each thread with its place", () => {
    const later = { ...comment, at: 3000, of: null, editedAt: 3500 };
    const deleted = { ...comment, at: 2000, text: "", mentions: [], deletedAt: 2500 };
    const threads = readThreads(
      [
        ["t2/c4", { ...comment, at: 500 }],
        ["t1/c3", later],
        ["t1", fact],
        ["t1/c2", deleted],
        ["t1/c1", comment],
        ["t2", { ...full, at: 500 }],
      ],
      [["t1", anchor]],
    );
    expect(threads).toEqual([
      { ...full, at: 500, id: "t2", anchor: null, comments: [{ ...comment, at: 500, id: "c4" }] },
      {
        ...fact,
        id: "t1",
        anchor,
        comments: [
          { ...comment, id: "c1" },
          { ...deleted, id: "c2" },
          { ...later, id: "c3" },
        ],
      },
    ]);
  });

  it("is read of every kind of subject, out of a document that was sent over", () => {
    const subjects: readonly ThreadFact["subject"][] = [
      { kind: "section" },
      { kind: "thread", thread: "t7" },
      { kind: "suggestion", room: "x/team/text/1", suggestion: "m1:s1", quote: "" },
    ];
    const source = new Y.Doc();
    subjects.forEach((subject, at) => {
      source.getMap("threads").set(`t${at}`, { ...fact, subject });
      source.getMap("threads").set(`t${at}/c`, comment);
    });
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(source));
    const read = readThreads(copy.getMap("threads").entries(), copy.getMap("anchors").entries());
    expect(read.map(({ subject }) => subject)).toEqual(subjects);
  });

  it("stays as it was read when what was written is changed", () => {
    const mentions = ["m2"];
    const [thread] = readThreads(
      [
        ["t1", fact],
        ["t1/c1", { ...comment, mentions }],
      ],
      [],
    );
    mentions.push("m3");
    expect(thread?.comments[0]?.mentions).toEqual(["m2"]);
  });
});

describe("what is not as it should be", () => {
  const wrongFacts: readonly (readonly [string, unknown])[] = [
    ["nothing", null],
    ["a list", [fact]],
    ["no time", { ...fact, at: "1000" }],
    ["a time before all times", { ...fact, at: -1 }],
    ["a time that is none", { ...fact, at: Number.NaN }],
    ["no author", { ...fact, by: undefined }],
    ["an author with letters that no id has", { ...fact, by: "m1/m2" }],
    ["an endless author", { ...fact, by: "m".repeat(65) }],
    ["a subject of no kind", { ...fact, subject: { kind: "page" } }],
    ["a text without a room", { ...fact, subject: { kind: "text", quote: "x" } }],
    ["an endless quotation", { ...fact, subject: { ...fact.subject, quote: "x".repeat(30_000) } }],
    ["a class that is none", { ...fact, class: "constructor" }],
    ["half a disposition", { ...full, disposition: { class: "wording", outcome: "in-part" } }],
    ["an outcome that is none", { ...full, disposition: { ...full.disposition, outcome: "toString" } }],
    [
      "endless reasons",
      { ...full, disposition: { ...full.disposition, reasons: "x".repeat(COMMENT_LIMIT + 1) } },
    ],
    ["a resolution by nobody", { ...fact, resolved: { at: 1 } }],
    ["a resolution that is but said", { ...fact, resolved: true }],
    ["sent nowhere", { ...fact, sent: { at: 1 } }],
    ["a missing field", { subject: fact.subject, by: "m1", of: null, at: 1, forTeam: false }],
    ["a class of its own", Object.assign(Object.create({ by: "m1" }), fact)],
    ["a shared map", new Y.Map()],
  ];

  it.each(wrongFacts)("leaves out a thread with %s, and keeps the others", (_, wrong) => {
    const read = readThreads(
      [
        ["t1", wrong],
        ["t1/c1", comment],
        ["t2", fact],
        ["t2/c1", comment],
      ],
      [],
    );
    expect(read.map(({ id }) => id)).toEqual(["t2"]);
  });

  const wrongComments: readonly (readonly [string, unknown])[] = [
    ["no words", { ...comment, text: null }],
    ["words that are too many", { ...comment, text: "x".repeat(COMMENT_LIMIT + 1) }],
    ["mentions that are no list", { ...comment, mentions: "m2" }],
    ["mentions of nobody", { ...comment, mentions: [null] }],
    ["mentions that are too many", { ...comment, mentions: Array.from({ length: 101 }, () => "m2") }],
    ["no time", { ...comment, at: null }],
    ["a time of deletion that is none", { ...comment, deletedAt: "yes" }],
    ["a missing field", { by: "m1", of: null, at: 1, text: "x", mentions: [] }],
  ];

  it.each(wrongComments)("leaves out a comment with %s, and keeps its thread", (_, wrong) => {
    const read = readThreads(
      [
        ["t1", fact],
        ["t1/c1", wrong],
        ["t1/c2", comment],
      ],
      [],
    );
    expect(read[0]?.comments.map(({ id }) => id)).toEqual(["c2"]);
  });

  it("leaves out threads without comments, comments without a thread, and keys of no form", () => {
    const keys = ["", "/", "t1/", "/c1", "t1/c1/x", "t 1", "t1/c 1", "t".repeat(65), "t9/c1", "__proto__/c1"];
    const read = readThreads(
      [["t1", fact], ...keys.map((key): [string, unknown] => [key, comment])],
      [["t1", anchor]],
    );
    expect(read).toEqual([]);
  });

  it("takes names that every object has for names like others", () => {
    for (const id of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      const read = readThreads(
        [
          [id, fact],
          [`${id}/${id}`, comment],
        ],
        [[id, anchor]],
      );
      expect(read.map((thread) => [thread.id, thread.comments[0]?.id, thread.anchor])).toEqual([
        [id, id, anchor],
      ]);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(readThreads([["t1", JSON.parse('{"__proto__": {"by": "m1"}}')]], [])).toEqual([]);
  });

  const [part] = anchor.parts;
  const wrongAnchors: readonly (readonly [string, unknown])[] = [
    ["nothing", undefined],
    ["no room", { parts: anchor.parts }],
    ["no parts", { room: anchor.room }],
    ["too many parts", { ...anchor, parts: Array.from({ length: PARTS_LIMIT + 1 }, () => part) }],
    ["a part that is none", { ...anchor, parts: [part, null] }],
    ["offsets that are none", { ...anchor, parts: [{ ...part, from: 3.5, to: 12.5 }] }],
    ["offsets before all text", { ...anchor, parts: [{ ...part, from: -3, to: 6 }] }],
    ["offsets that are not those of its words", { ...anchor, parts: [{ ...part, to: 13 }] }],
    ["no words", { ...anchor, parts: [{ ...part, to: 3, quote: "" }] }],
    ["too many words", { ...anchor, parts: [{ ...part, to: 20_003, quote: "x".repeat(20_000) }] }],
    ["too much around it", { ...anchor, parts: [{ ...part, before: "x".repeat(33) }] }],
    ["a state that is none", { ...anchor, parts: [{ ...part, state: "lost" }] }],
    ["a block that is none", { ...anchor, parts: [{ ...part, block: "p 1" }] }],
  ];

  it.each(wrongAnchors)("leaves a thread without its place for one with %s", (_, wrong) => {
    const read = readThreads(
      [
        ["t1", fact],
        ["t1/c1", comment],
      ],
      [["t1", wrong]],
    );
    expect(read.map(({ anchor: place }) => place)).toEqual([null]);
  });

  it("reads a place that has grown to its limit", () => {
    const grown = { ...anchor, parts: [{ ...part, to: 3 + GROWN_LIMIT, quote: "x".repeat(GROWN_LIMIT) }] };
    expect(readAnchor(grown)).toEqual(grown);
  });

  it("reads anything at all without failing, and nothing in it that was not written so", () => {
    const value = fc.anything({ withNullPrototype: true, withMap: true, withSparseArray: true });
    const key = fc.constantFrom("t1", "t1/c1", "t2", "t2/c2", "__proto__");
    const bent = fc
      .tuple(fc.constantFrom(...Object.keys(fact), ...Object.keys(comment)), value)
      .map(([name, other]) => ({ ...fact, ...comment, [name]: other }));
    const entries = fc.array(fc.tuple(key, fc.oneof(value, bent, fc.constant({ ...fact, ...comment }))));
    fc.assert(
      fc.property(entries, fc.array(fc.tuple(key, value)), (threads, anchors) => {
        for (const read of readThreads(threads, anchors)) {
          expect([read.comments.length > 0, Number.isSafeInteger(read.at)]).toEqual([true, true]);
          expect(read.comments.every(({ text }) => typeof text === "string")).toBe(true);
        }
      }),
      { seed: SEED, numRuns: CASES },
    );
  });
});
