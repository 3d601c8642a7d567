import { doc, footnote, footnotes, p, reportSchema } from "@travaux/blueprint/testing";
import type { Node } from "prosemirror-model";
import { describe, expect, test } from "vitest";
import { resolve } from "../resolve/resolve.ts";
import { comparable, countedIds, proposalsOf, sketch, trackedWith } from "../testing/index.ts";
import type { TrackedDocument } from "../tracked.ts";
import { carrySuggestions } from "./carry.ts";

const { inserted, deleted, on, reference } = proposalsOf(reportSchema);
const [A, A2, B] = ["ada:aaaa", "ada:bbbb", "ben:aaaa"];
const authors = (by: string): boolean => by === "ada";

function one(...inline: (Node | string)[]): TrackedDocument {
  return trackedWith(doc(p({ id: "b1" }, ...inline)));
}

function carry(from: TrackedDocument, draft: TrackedDocument, onto: TrackedDocument) {
  const result = carrySuggestions({ from, draft, onto, authors });
  result.tracked.doc.check();
  return { ...result, text: sketch(result.tracked.doc) };
}

describe("what a draft proposes", () => {
  test("is taken over to the very place, among what others propose there", () => {
    const from = one("one ", inserted(B, "two"), " three");
    const draft = one("one ", inserted(A, "x"), inserted(B, "two"), deleted(A2, " thr"), "ee");
    const result = carry(from, draft, from);
    expect([result.carried, result.left]).toEqual([[A, A2], []]);
    expect(result.tracked.doc.eq(draft.doc)).toBe(true);
  });

  test("finds its words again in a text that has gone on", () => {
    const draft = one(
      "The office ",
      deleted(A, "shall"),
      inserted(A, "should"),
      " report",
      inserted(A2, " yearly"),
      ".",
    );
    const onto = one("In fact, the office shall ", inserted(B, "always "), "report.");
    expect(carry(one("The office shall report."), draft, onto).text).toBe(
      "doc(p#b1(In fact, the office {ada: shall}{ada: should} {ben: always }report{ada:  yearly}.))",
    );
  });

  test("stays behind, whole, if a part of it is about what has changed", () => {
    const draft = one(deleted(A, "old words"), " and ", deleted(A2, "more"));
    const result = carry(one("old words and more"), draft, one("new words and more"));
    expect([result.text, result.carried, result.left]).toEqual([
      "doc(p#b1(new words and {ada: more}))",
      [A2],
      [A],
    ]);
  });

  test("stays behind if its paragraph is gone, with what lay within it", () => {
    const from = trackedWith(doc(p({ id: "b1" }, "a"), p({ id: "b2" }, "b")));
    const draft = trackedWith(doc(p({ id: "b1" }, "a"), p({ id: "b2" }, inserted(A, "x"), "b")), [
      A2,
      { kind: "delete", target: "b2" },
    ]);
    const onto = one("a");
    expect(carry(from, draft, onto)).toMatchObject({ tracked: onto, carried: [], left: [A2, A] });
  });

  test("may be blocks, with what is proposed about them, behind what they stand behind", () => {
    const from = trackedWith(doc(p({ id: "b1" }, "a"), p({ id: "b2" }, "b")));
    const fresh = p({ id: "n1", ins: A }, "new");
    const draft = trackedWith(doc(p({ id: "b1" }, "a"), fresh, p({ id: "b2" }, "b")), [
      A2,
      { kind: "join", target: "b2" },
    ]);
    const onto = trackedWith(doc(p({ id: "b0" }, "z"), p({ id: "b1" }, "a"), p({ id: "b2" }, "b")));
    const result = carry(from, draft, onto);
    expect(result.text).toBe("doc(p#b0(z) p#b1(a) p#n1+ada(new) p#b2(b))");
    expect([...result.tracked.records.keys()]).toEqual(["ada:bbbb/join/b2"]);
  });

  test("may be a footnote where there was none", () => {
    const notes = footnotes({ id: "f" }, footnote({ id: "n1", ins: A }, "source"));
    const draft = trackedWith(doc(p({ id: "b1" }, "a", on("insertion", A, reference("n1"))), notes));
    expect(carry(one("a"), draft, one("a")).tracked.doc.eq(draft.doc)).toBe(true);
  });

  test("taken over once is not taken over again", () => {
    const [from, draft] = [one("a"), one("a", inserted(A, "b"))];
    const first = carry(from, draft, from);
    const second = carry(from, draft, first.tracked);
    expect([second.tracked, second.carried, second.left]).toEqual([first.tracked, [], []]);
  });
});

describe("what was proposed before", () => {
  const from = one("a", inserted(A, "b"), "c");

  test("is withdrawn where the draft has it no more", () => {
    const result = carry(from, one("ac"), one("a", inserted(A, "b"), "c", inserted(B, "d")));
    expect([result.text, result.withdrawn]).toEqual(["doc(p#b1(ac{ben: d}))", [A]]);
  });

  test("is no more to be withdrawn once it was decided", () => {
    const onto = resolve(from, () => "accept", countedIds());
    expect(carry(from, one("ac"), onto)).toMatchObject({
      tracked: { doc: onto.doc },
      withdrawn: [],
      left: [],
    });
  });

  test("takes its new form where the draft changed it", () => {
    const draft = one("a", inserted(A, "better"), "c");
    expect(carry(from, draft, from)).toMatchObject({
      text: "doc(p#b1(a{ada: better}c))",
      carried: [A],
      left: [],
    });
  });

  test("is not proposed again, changed or not, once it was decided", () => {
    const onto = resolve(from, () => "reject", countedIds());
    expect(carry(from, from, onto)).toMatchObject({ text: "doc(p#b1(ac))", carried: [], left: [] });
    expect(carry(from, one("a", inserted(A, "better"), "c"), onto)).toMatchObject({
      text: "doc(p#b1(ac))",
      left: [A],
    });
  });

  test("stays as it is where somebody else has proposed something on it", () => {
    const onto = one("a", on("deletion", B, inserted(A, "b")), "c");
    for (const draft of [one("ac"), one("a", inserted(A, "better"), "c")]) {
      const result = carry(from, draft, onto);
      expect([comparable(result.tracked), result.left]).toEqual([comparable(onto), [A]]);
    }
  });

  test("stays as it is where its new form finds no place", () => {
    const [before, now] = [deleted(A, "old"), deleted(A, "old word")];
    const result = carry(one(before, " word"), one(now), one(before, " text"));
    expect([result.text, result.left]).toEqual(["doc(p#b1({ada: old} text))", [A]]);
  });
});
