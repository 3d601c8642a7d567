import { doc, p, reportSchema } from "@travaux/blueprint/testing";
import type { Node } from "prosemirror-model";
import { describe, expect, test } from "vitest";
import { countedIds, proposalsOf, sketch, trackedWith } from "../testing/index.ts";
import type { Decision, TrackedDocument } from "../tracked.ts";
import { projectBase, projectFinal, projectFor } from "./project.ts";
import { resolve } from "./resolve.ts";

const { inserted, deleted, formatted, on } = proposalsOf(reportSchema);
const [A, A2, B, C] = ["ada:aaaa", "ada:bbbb", "ben:aaaa", "cy:aaaa"];

function one(...inline: (Node | string)[]): TrackedDocument {
  return trackedWith(doc(p({ id: "b1" }, ...inline)));
}

function decide(tracked: TrackedDocument, decisions: Readonly<Record<string, Decision>>) {
  const result = resolve(tracked, (id) => decisions[id] ?? "keep", countedIds());
  result.doc.check();
  return { ...result, text: sketch(result.doc.child(0)) };
}

describe("text", () => {
  test("E01 an insertion is nothing in the base and text in the final", () => {
    const tracked = one("hello", inserted(A, " world"));
    expect(sketch(projectBase(tracked))).toBe("doc(p#b1(hello))");
    expect(sketch(projectFinal(tracked, countedIds()))).toBe("doc(p#b1(hello world))");
  });

  test("E04 a struck word stands in the base and is gone from the final", () => {
    const tracked = one(deleted(A, "hello"), " world");
    expect(sketch(projectBase(tracked))).toBe("doc(p#b1(hello world))");
    expect(sketch(projectFinal(tracked, countedIds()))).toBe("doc(p#b1( world))");
  });

  test("E05 both halves of a replacement are decided together", () => {
    const tracked = one("a ", deleted(A, "old"), inserted(A, "new"), " word");
    expect(decide(tracked, { [A]: "accept" }).text).toBe("p#b1(a new word)");
    expect(decide(tracked, { [A]: "reject" }).text).toBe("p#b1(a old word)");
  });

  test("E16 text typed into a pending deletion is in the final once, and the base stays whole", () => {
    const tracked = one("1", deleted(A, "2"), inserted(B, "xyz"), deleted(A, "34"), "5");
    expect(sketch(projectBase(tracked))).toBe("doc(p#b1(12345))");
    expect(sketch(projectFinal(tracked, countedIds()))).toBe("doc(p#b1(1xyz5))");
  });

  test("E19 a deletion stacked on another's insertion: rejecting it gives back the plain proposal", () => {
    const tracked = one("x", on("deletion", B, inserted(A, "theirs")));
    expect(decide(tracked, { [B]: "reject" }).text).toBe("p#b1(x{ada: theirs})");
    const accepted = decide(tracked, { [B]: "accept" });
    expect([accepted.text, accepted.superseded]).toEqual(["p#b1(x)", [A]]);
    expect(decide(tracked, { [A]: "accept" }).text).toBe("p#b1(x{ben: theirs})");
  });

  test("E20 two insertions at one place are decided one without the other", () => {
    const tracked = one("x", inserted(A, "a"), inserted(B, "b"), "y");
    expect(decide(tracked, { [A]: "reject", [B]: "accept" }).text).toBe("p#b1(xby)");
    expect(decide(tracked, { [B]: "reject" }).text).toBe("p#b1(x{ada: a}y)");
  });

  test("E55 (policy: spaces are kept as they are) a deleted word leaves both spaces around it", () => {
    expect(decide(one("one ", deleted(A, "two"), " three"), { [A]: "accept" }).text).toBe("p#b1(one  three)");
  });
});

describe("formatting", () => {
  test("E56 bold on base text is bold only once it is accepted", () => {
    const tracked = one("a ", formatted(A, "word", "+", "strong"));
    expect(decide(tracked, { [A]: "accept" }).text).toBe("p#b1(a {strong: word})");
    expect(decide(tracked, { [A]: "reject" }).text).toBe("p#b1(a word)");
  });

  test("E58 rejecting a removal of bold leaves it as it was", () => {
    const tracked = one(formatted(A, "word", "-", "strong"));
    expect(decide(tracked, { [A]: "accept" }).text).toBe("p#b1(word)");
    expect(decide(tracked, { [A]: "reject" }).text).toBe("p#b1({strong: word})");
  });

  test("E59 overlapping formattings are decided one without the other", () => {
    const bold = reportSchema.mark("fmt", { id: A, by: "ada", op: '+{"type":"strong"}' });
    const italic = reportSchema.mark("fmt", { id: B, by: "ben", op: '+{"type":"em"}' });
    const tracked = one(
      reportSchema.text("one", [bold]),
      reportSchema.text("two", [bold, italic]),
      reportSchema.text("three", [italic]),
    );
    expect(decide(tracked, { [A]: "accept", [B]: "reject" }).text).toBe("p#b1({strong: onetwo}three)");
    expect(decide(tracked, { [A]: "reject", [B]: "accept" }).text).toBe("p#b1(one{em: twothree})");
  });

  test("E62 insertion, formatting and deletion on one span: deciding one loses none of the others", () => {
    const tracked = one(on("insertion", A, on("deletion", B, formatted(C, "x", "+", "em"))));
    expect(decide(tracked, { [C]: "accept" }).text).toBe("p#b1({em ada ben: x})");
    expect(decide(tracked, { [A]: "accept" }).text).toBe("p#b1({ben cy: x})");
    expect(decide(tracked, { [B]: "reject" }).text).toBe("p#b1({ada cy: x})");
    expect(decide(tracked, { [A]: "reject" }).superseded.toSorted()).toEqual([B, C]);
  });

  test("two contrary formattings accepted at once come out the same whichever mark came first", () => {
    const plus = reportSchema.mark("fmt", { id: A, by: "ada", op: '+{"type":"strong"}' });
    const minus = reportSchema.mark("fmt", { id: B, by: "ben", op: '-{"type":"strong"}' });
    const texts = [
      [plus, minus],
      [minus, plus],
    ].map((marks) => decide(one(reportSchema.text("x", marks)), { [A]: "accept", [B]: "accept" }).text);
    expect(texts).toEqual(["p#b1(x)", "p#b1(x)"]);
  });
});

describe("deciding", () => {
  test("E70 only the suggestion that is named is decided", () => {
    const tracked = one(inserted(A, "a"), inserted(A2, "b"));
    expect(decide(tracked, { [A2]: "accept" }).text).toBe("p#b1({ada: a}b)");
  });

  test("E71 pieces of one id go together even if apart, pieces of two ids never", () => {
    const tracked = one(deleted(A, "x"), "between", inserted(A, "y"), deleted(A2, "z"));
    expect(decide(tracked, { [A]: "accept" }).text).toBe("p#b1(betweeny{ada: z})");
  });

  test("E68 (policy: a decision is about whole suggestions) what lies beside a decided one is unchanged", () => {
    const tracked = one("a", inserted(A, "long proposal"), "b", deleted(B, "c"));
    const { doc: after, records } = resolve(tracked, (id) => (id === A ? "accept" : "keep"), countedIds());
    expect(sketch(after)).toBe("doc(p#b1(along proposalb{ben: c}))");
    expect(records).toBe(tracked.records);
  });

  test("E73 a rejected deletion brings back the very text, with no new suggestion", () => {
    const strong = reportSchema.text("kept", [reportSchema.mark("strong")]);
    const tracked = one("a ", on("deletion", A, strong), " b");
    const { doc: after } = decide(tracked, { [A]: "reject" });
    expect(after.child(0).child(1).eq(strong)).toBe(true);
  });

  test("E74 of several deletions at one place the chosen one alone is given back, in its order", () => {
    const tracked = one(deleted(A, "one "), deleted(B, "one "), deleted(C, "two "));
    const rejected = decide(tracked, { [A]: "accept", [B]: "reject" });
    expect(rejected.text).toBe("p#b1(one {cy: two })");
    expect(sketch(projectBase(tracked))).toBe("doc(p#b1(one one two ))");
  });

  test("E76 nested: each of the four decisions", () => {
    const outer = p({ id: "b1", ins: A }, "outer ", inserted(B, "inner"));
    const tracked = trackedWith(doc(p({ id: "b0" }), outer));
    const after = (decisions: Readonly<Record<string, Decision>>): string =>
      sketch(decide(tracked, decisions).doc);
    expect(after({ [B]: "accept" })).toBe("doc(p#b0() p#b1+ada(outer inner))");
    expect(after({ [B]: "reject" })).toBe("doc(p#b0() p#b1+ada(outer ))");
    expect(after({ [A]: "accept" })).toBe("doc(p#b0() p#b1(outer {ben: inner}))");
    expect(after({ [A]: "reject" })).toBe("doc(p#b0())");
    expect(decide(tracked, { [A]: "reject" }).superseded).toEqual([B]);
  });

  test("E77 deciding by author leaves everybody else's layers", () => {
    const tracked = one(inserted(A, "a"), inserted(B, "b"), deleted(A2, "c"));
    const { doc: after } = projectFor(tracked, "ada", countedIds());
    expect(sketch(after)).toBe("doc(p#b1(a{ben: b}))");
  });

  test("E82 deciding what is already gone changes nothing and is no error", () => {
    const tracked = one("a", inserted(A, "b"));
    const once = resolve(tracked, () => "accept", countedIds());
    const twice = resolve(once, (id) => (id === A ? "accept" : "keep"), countedIds());
    expect(twice.doc).toBe(once.doc);
    expect(twice.decided).toEqual([]);
  });

  test("a forged mark has no effect when accepted, and goes when rejected", () => {
    const forged = reportSchema.mark("insertion", { id: A, by: "ben" });
    const nonsense = reportSchema.mark("fmt", { id: A, by: "ada", op: "+{" });
    const tracked = one(
      reportSchema.text("x", [forged]),
      reportSchema.text("y", [nonsense]),
      inserted(B, "z"),
    );
    for (const decision of ["accept", "reject"] as const) {
      const result = decide(tracked, { [A]: decision });
      expect(result.text).toBe("p#b1(y{ben: z})");
      expect(result.stale).toEqual(decision === "accept" ? [A] : []);
    }
  });

  test("a placeholder under a deletion stays when that is accepted", () => {
    const withheld = reportSchema.node("placeholder", { id: "w1" });
    const tracked = one(deleted(A, "a"), on("deletion", A, withheld), deleted(A, "b"));
    expect(
      decide(tracked, { [A]: "accept" })
        .doc.child(0)
        .child(0)
        .eq(withheld),
    ).toBe(true);
  });
});
