import { doc, p, strong } from "@travaux/blueprint/testing";
import { describe, expect, it } from "vitest";
import { Stage } from "./scene.ts";

const stage = new Stage();

describe("E56 Bold on base text", () => {
  it("is a formatting suggestion with its author; the base stays as it is", async () => {
    const scene = await stage.open(doc(p("hello world")));
    scene.author.select("hello").press("Mod-b");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"{A~+strong|hello} world"');
      expect(seen.base).toBe('p"hello world"');
      expect(seen.final).toBe('p"<strong>hello</strong> world"');
      expect(seen.suggestions).toMatchObject([{ by: scene.author.member, kind: "format" }]);
    });
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"<strong>hello</strong> world"');
      expect(seen.suggestions).toEqual([]);
    });
  });

  it("taken back by its author is no suggestion", async () => {
    const scene = await stage.open(doc(p("hello world")));
    scene.author.select("hello").press("Mod-b");
    await scene.settle();
    scene.author.press("Mod-b");
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });

  it("typed bold is an insertion in bold, not a format on top of one", async () => {
    const scene = await stage.open(doc(p("hello")));
    scene.author.after("hello").press("Mod-b").type(" bold");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hello{A+|<strong> bold</strong>}"');
      expect(seen.cards).toEqual(["A insertion"]);
    });
  });
});

describe("E58 Removing existing bold", () => {
  it("records what was there, and rejecting restores it", async () => {
    const scene = await stage.open(doc(p(strong("hello"), " world")));
    scene.author.select("hello").press("Mod-b");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"{A~-strong|<strong>hello</strong>} world"');
      expect(seen.base).toBe('p"<strong>hello</strong> world"');
      expect(seen.final).toBe('p"hello world"');
      expect(seen.cards).toEqual(["A format"]);
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });

  it("accepting takes it off", async () => {
    const scene = await stage.open(doc(p(strong("hello"), " world")));
    scene.author.select("hello").press("Mod-b");
    await scene.settle();
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hello world"');
      expect(seen.suggestions).toEqual([]);
    });
  });
});

describe("E59 Overlaps: italic over a bold suggestion is another suggestion, each decidable", () => {
  it.each([
    ["inside", "ef", "abcd<em>ef</em>ghij"],
    ["left", "bcde", "a<em>bcde</em>fghij"],
    ["right", "fghi", "abcde<em>fghi</em>j"],
    ["around", "cdefgh", "ab<em>cdefgh</em>ij"],
  ])("%s", async (_, words, accepted) => {
    const scene = await stage.open(doc(p("abcdefghij")));
    scene.author.select("defg").press("Mod-b");
    await scene.settle();
    const [bold] = scene.now.suggestions;
    if (bold === undefined) throw new Error("no bold");
    scene.author.select(words).press("Mod-i");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"abcdefghij"');
      expect(seen.cards).toEqual(["A format", "A format"]);
    });
    const italic = scene.now.suggestions.filter(({ id }) => id !== bold.id);
    await scene.accept(...italic);
    await scene.everywhere((seen) => {
      expect(seen.base).toBe(`p"${accepted}"`);
      expect(seen.suggestions.map(({ id }) => id)).toEqual([bold.id]);
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.markup).toBe(`p"${accepted}"`));
  });

  it("of two authors", async () => {
    const scene = await stage.open(doc(p("abcdefghij")));
    scene.author.select("defg").press("Mod-b");
    scene.second.select("cdefgh").press("Mod-i");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"ab{B~+em|c}{A~+strong B~+em|defg}{B~+em|h}ij"');
      expect(seen.cards.toSorted()).toEqual(["A format", "B format"]);
    });
    await scene.reject(...scene.now.of("B"));
    await scene.everywhere((seen) => expect(seen.markup).toBe('p"abc{A~+strong|defg}hij"'));
  });
});

it("E61 Format across one's own insertion and others' base text shows alike, and base text stays plain", async () => {
  const scene = await stage.open(doc(p("hello world")));
  scene.author.before("world").type("brave ");
  await scene.settle();
  scene.author.select("hello", "world").press("Mod-b");
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"{A~+strong|hello }{A+|<strong>brave </strong>}{A~+strong|world}"');
    expect(seen.base).toBe('p"hello world"');
    expect(seen.final).toBe('p"<strong>hello brave world</strong>"');
  });
  await scene.reject(...scene.now.suggestions);
  await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
});

describe("E62 Inserted, reformatted and deleted on one span: the three facts coexist", () => {
  async function threefold(): ReturnType<typeof stage.open> {
    const scene = await stage.open(doc(p("hello world")));
    scene.author.after("hello ").type("new");
    await scene.settle();
    scene.second.select("new").press("Mod-b");
    await scene.settle();
    scene.editor.select("new").press("Backspace");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hello {A+ B~+strong C-|new}world"');
      expect(seen.suggestions).toHaveLength(3);
    });
    return scene;
  }

  it.each([
    ["B", "accept", 'p"hello {A+ C-|<strong>new</strong>}world"'],
    ["B", "reject", 'p"hello {A+ C-|new}world"'],
    ["C", "reject", 'p"hello {A+ B~+strong|new}world"'],
    ["A", "accept", 'p"hello {B~+strong C-|new}world"'],
  ] as const)("that of %s decided (%s), the others are still there", async (part, decision, left) => {
    const scene = await threefold();
    await scene[decision](...scene.now.of(part));
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe(left);
      expect(seen.suggestions).toHaveLength(2);
      expect(seen.of(part)).toEqual([]);
    });
  });
});

it("E64 Formatting over pending-deleted text adds nothing there, on any peer", async () => {
  const scene = await stage.open(doc(p("hello world")));
  scene.author.select("hello").press("Backspace");
  await scene.settle();
  scene.author.select("hello", "world").press("Mod-b");
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"{A-|hello}{A~+strong| world}"');
    expect(seen.base).toBe('p"hello world"');
  });
  scene.second.select("hello").press("Mod-i");
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"{A-|hello}{A~+strong| world}"');
    expect(seen.of("B")).toEqual([]);
  });
});

stage.comparesAfterRestart("E56–E64");
