import { describe, expect, it } from "vitest";
import type { AnchorPart, BlockText } from "./anchor.ts";
import { AnchorTracker } from "./anchor-tracker.ts";
import { blocksOf, bracketed, changeBetween, inBrackets, partOn } from "./testing/text-model.ts";

/** Follows one anchor through the texts of a document, and tells where it is in the last. */
function follow(part: AnchorPart, ...texts: readonly (readonly BlockText[])[]): AnchorPart {
  const tracker = new AnchorTracker();
  tracker.set("thread", [part]);
  texts.slice(1).forEach((after, at) => tracker.change(changeBetween(texts[at] ?? [], after)));
  const [last] = tracker.parts("thread") ?? [];
  if (last === undefined) throw new RangeError("The thread is lost");
  const standing = texts.at(-1)?.find(({ id }) => id === last.block)?.text;
  const isThere = standing?.slice(last.from, last.to) === last.quote;
  if (last.state === "placed" && !isThere) throw new RangeError("The thread is beside its words");
  return last;
}

/** The one block `before`, with its part in brackets, once its text has become each of `after`; in brackets again. */
function edit(before: string, ...after: readonly string[]): string {
  const { block, part } = bracketed(before);
  const texts = [block, ...after.map((text) => ({ id: "a", text }))].map((each) => [each]);
  const found = follow(part, ...texts);
  return found.state === "orphaned"
    ? `orphan: ${found.quote}`
    : inBrackets(found, after.at(-1) ?? block.text);
}

const OF = "the State party shall adopt TARGET WORDS as may be necessary";
const text = blocksOf(
  "Article 5 of the Convention.",
  OF,
  "Nothing in this article shall prejudice the rights of others.",
);
const target = partOn(text, "TARGET WORDS");
const [first, second, third] = text;
if (first === undefined || second === undefined || third === undefined) throw new RangeError("Three blocks");
const at = OF.indexOf("TARGET WORDS");

function withSecond(...blocks: readonly BlockText[]): readonly BlockText[] {
  return [first, ...blocks, third].filter((each) => each !== undefined);
}

describe("the seventeen operations", () => {
  const b = (part: string): BlockText => ({ id: "b", text: part });
  const n = (part: string): BlockText => ({ id: "n", text: part });
  const operations: readonly (readonly [string, string, readonly (readonly BlockText[])[]])[] = [
    ["typing before it", "b TARGET WORDS", [withSecond(b(`Now ${OF}`))]],
    ["typing after it", "b TARGET WORDS", [withSecond(b(`${OF} here`))]],
    ["typing inside it", "b TARGET OTHER WORDS", [withSecond(b(OF.replace("T W", "T OTHER W")))]],
    ["deleting before it", "b TARGET WORDS", [withSecond(b(OF.slice(at - 6)))]],
    ["deleting a part of it", "b TARGET", [withSecond(b(OF.replace("WORDS", "")))]],
    ["splitting before it", "n TARGET WORDS", [withSecond(b(OF.slice(0, at)), n(OF.slice(at)))]],
    ["splitting inside it", "b TARGET", [withSecond(b(OF.slice(0, at + 7)), n(OF.slice(at + 7)))]],
    [
      "joining its block to the one before",
      "a TARGET WORDS",
      [[{ id: "a", text: `${first.text}${OF}` }, third]],
    ],
    ["making a heading of its block under another id", "n TARGET WORDS", [withSecond(n(OF))]],
    [
      "wrapping its block in a list, ids made anew",
      "n TARGET WORDS",
      [[first, n(OF), { id: "m", text: third.text }]],
    ],
    ["moving its block", "b TARGET WORDS", [[second, first, third]]],
    [
      "cutting and pasting it in two changes",
      "c TARGET WORDS",
      [
        withSecond(b(OF.replace("TARGET WORDS ", ""))),
        [
          first,
          b(OF.replace("TARGET WORDS ", "")),
          { id: "c", text: third.text.replace("the r", "TARGET WORDS the r") },
        ],
      ],
    ],
    ["putting an image into it", "b TARGET \uFFFCWORDS", [withSecond(b(OF.replace("WORDS", "\uFFFCWORDS")))]],
    ["deleting and undoing", "b TARGET WORDS", [withSecond(b(OF.replace("TARGET WORDS", ""))), text]],
    ["deleting its block and undoing", "b TARGET WORDS", [[first, third], text]],
    ["writing over a word inside it", "b TARGNEWRDS", [withSecond(b(OF.replace("ET WO", "NEW")))]],
    ["formatting it", "b TARGET WORDS", [text]],
  ];

  it.each(operations)("keeps the anchor through %s", (_, expected, texts) => {
    const found = follow(target, text, ...texts);
    expect(`${found.block} ${found.quote}`).toBe(expected);
    expect(found.state).toBe("placed");
  });
});

describe("typing and deleting around an anchor", () => {
  it("grows by what is written inside and not by what is written at its edges", () => {
    expect(edit("see [the text] here", "see the long text here")).toBe("see [the long text] here");
    expect(edit("see [the text] here", "see xthe text here")).toBe("see x[the text] here");
    expect(edit("see [the text] here", "see the textx here")).toBe("see [the text]x here");
  });

  it("does not take in a letter like its own that is written at its edge", () => {
    expect(edit("a [letter] b", "a lletter b")).toBe("a l[letter] b");
    expect(edit("a [letter] b", "a letterr b")).toBe("a [letter]r b");
    expect(edit("[aaa]", "aaaa")).toBe("[aaa]a");
  });

  it("keeps its words where one of several like letters around it goes", () => {
    expect(edit("x aa[ab] y", "x aab y")).toBe("x a[ab] y");
    expect(edit("x [ba]aa y", "x baa y")).toBe("x [ba]a y");
  });

  it("tells two like copies apart by what is around them", () => {
    expect(edit("of the group and [the group] acts", "of the group and the group and the group acts")).toBe(
      "of the group and the group and [the group] acts",
    );
    expect(edit("x [the] end", "x the the end")).toMatch(/^x (\[the\] the|the \[the\]) end$/);
  });

  it("is cropped by what goes at its edges", () => {
    expect(edit("see [the text] here", "see the here")).toBe("see [the] here");
    expect(edit("see [the text] here", "see text here")).toBe("see [text] here");
    expect(edit("see [the text] here", "see text")).toBe("see [text]");
    expect(edit("see [the text] here", "see here")).toBe("orphan: the text");
  });

  it("stays whole around a word that is written over inside it", () => {
    expect(edit("see [the old text] here", "see the new text here")).toBe("see [the new text] here");
  });

  it("is an orphan once all of it is written over, though a letter is the same by chance", () => {
    expect(edit("they [shall] go", "they should go")).toBe("orphan: shall");
    expect(edit("they [shall] go", "they may go")).toBe("orphan: shall");
  });

  it("keeps its place between changes made at once on either side", () => {
    expect(
      edit("one two three [four five six] seven eight nine", "one 2 three four five six seven 8 nine"),
    ).toBe("one 2 three [four five six] seven 8 nine");
  });

  it("never begins or ends within a character of two code units", () => {
    expect(edit("a [😀bcd] c", "a 😁bcd c")).toBe("a 😁[bcd] c");
    expect(edit("a [😀] c", "a 😁 c")).toBe("orphan: 😀");
    expect(edit("[😀😀] c", "😀 c")).toBe("[😀] c");
  });

  it("counts text that others propose to insert or to delete as any other", () => {
    expect(edit("a [b\uFFFCc] d", "a b\n\uFFFCc d")).toBe("a [b\n\uFFFCc] d");
  });
});

describe("text that comes back", () => {
  it("is whole again after its cropping was undone", () => {
    expect(edit("see [the text] here", "see the here", "see the text here")).toBe("see [the text] here");
    expect(edit("see [the text] here", "see the t here", "see th here", "see the text here")).toBe(
      "see [the text] here",
    );
  });

  it("is found again where it was deleted letter by letter and undone at once", () => {
    const steps = ["see the tex here", "see t here", "see  here", "see the text here"];
    expect(edit("see [the text] here", ...steps.slice(0, 3))).toBe("orphan: the text");
    expect(edit("see [the text] here", ...steps)).toBe("see [the text] here");
  });

  it("keeps the longer half of a split, and is whole again once joined", () => {
    const halves = withSecond({ id: "b", text: OF.slice(0, at + 3) }, { id: "n", text: OF.slice(at + 3) });
    const half = follow(target, text, halves);
    expect([half.block, half.quote]).toEqual(["n", "GET WORDS"]);
    expect(follow(target, text, halves, text)).toEqual(target);
  });

  it("keeps the longer half where both halves are new blocks", () => {
    const halves = withSecond({ id: "m", text: OF.slice(0, at + 3) }, { id: "n", text: OF.slice(at + 3) });
    expect(follow(target, text, halves)).toMatchObject({ block: "n", quote: "GET WORDS", state: "placed" });
  });

  it("stays an orphan where the same words are typed elsewhere, among others", () => {
    const without = withSecond({ id: "b", text: OF.replace("TARGET WORDS", "") });
    const typed = without.map((each) =>
      each.id === "c" ? { ...each, text: "It adopts TARGET WORDS" } : each,
    );
    const halfway = without.map((each) =>
      each.id === "c" ? { ...each, text: "It adopts TARGET WORD" } : each,
    );
    expect(follow(target, text, without, halfway, typed)).toMatchObject({
      block: "b",
      quote: "TARGET WORDS",
      state: "orphaned",
    });
  });

  it("finds the right one of two like paragraphs by what was around it", () => {
    const like = blocksOf("First: the State shall act.", "Second: the State shall act.");
    const part = partOn(like.slice(1), "the State shall act");
    expect(follow(part, like, [])).toMatchObject({ state: "orphaned" });
    const renamed = like.map(({ id, text: words }) => ({ id: `${id}2`, text: words }));
    expect(follow(part, like, renamed)).toMatchObject({ block: "b2", from: 8 });
    expect(follow(part, like, [], renamed)).toMatchObject({ block: "b2", from: 8 });
  });

  it("finds its block again under its id though another has the same text", () => {
    const like = blocksOf("Yes", "Yes", "Yes");
    const part = { ...partOn(like, "Yes"), block: "b" };
    const without = like.filter(({ id }) => id !== "b");
    expect(follow(part, like, without, like)).toMatchObject({ block: "b", state: "placed" });
  });

  it("does not follow a short word into a block where somebody types it", () => {
    const table = blocksOf("Yes", "No", "");
    const part = partOn(table, "Yes");
    const now = (a: string, c: string): readonly BlockText[] => blocksOf(a, "No", c);
    expect(
      follow(part, table, now("No", ""), now("No", "Y"), now("No", "Ye"), now("No", "Yes")),
    ).toMatchObject({
      block: "a",
      state: "orphaned",
    });
  });
});

describe("several anchors", () => {
  it("keeps overlapping anchors apart, also where one of them goes", () => {
    const { block, part } = bracketed("one [two three] four");
    const other = bracketed("one two [three four]").part;
    const tracker = new AnchorTracker();
    tracker.set("left", [part]);
    tracker.set("right", [other]);
    const changed = tracker.change(changeBetween([block], [{ id: "a", text: "one two 3three four" }]));
    expect([...changed].map(([id, [only]]) => [id, only?.quote])).toEqual([
      ["left", "two 3three"],
      ["right", "three four"],
    ]);
    tracker.delete("left");
    expect(tracker.parts("left")).toBeNull();
    expect(tracker.parts("right")).toHaveLength(1);
    expect(tracker.size).toBe(1);
  });

  it("tells only of those that a change touched", () => {
    const tracker = new AnchorTracker();
    tracker.set("one", [target]);
    tracker.set("other", [partOn(text, "Nothing")]);
    const after = withSecond({ id: "b", text: `Now ${OF}` });
    expect([...tracker.change(changeBetween(text, after)).keys()]).toEqual(["one"]);
    expect(tracker.change(changeBetween(after, after)).size).toBe(0);
  });

  it("gives no anchor to a new paragraph before, after or between its parts", () => {
    const tracker = new AnchorTracker();
    const parts = [partOn(text, "TARGET WORDS"), partOn(text, "Nothing")];
    tracker.set("thread", parts);
    const after = [first, { id: "n", text: "TARGET" }, second, { id: "m", text: "" }, third];
    tracker.change(changeBetween(text, after));
    expect(tracker.parts("thread")).toEqual(parts);
  });

  it("orphans one part and keeps the other", () => {
    const tracker = new AnchorTracker();
    tracker.set("thread", [partOn(text, "TARGET WORDS"), partOn(text, "Nothing")]);
    tracker.change(changeBetween(text, [first, third]));
    expect(tracker.parts("thread")?.map(({ state }) => state)).toEqual(["orphaned", "placed"]);
  });

  it("places anew, by its words, a part that was told wrongly", () => {
    const tracker = new AnchorTracker();
    tracker.set("thread", [{ ...target, from: 2, to: 14 }]);
    const after = withSecond({ id: "b", text: `Now ${OF}` });
    tracker.change(changeBetween(text, after));
    expect(tracker.parts("thread")).toEqual([partOn(after, "TARGET WORDS")]);
  });
});
