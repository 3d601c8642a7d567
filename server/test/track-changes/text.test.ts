import { doc, p, strong } from "@travaux/blueprint/testing";
import { describe, expect, it } from "vitest";
import { until } from "../until.ts";
import { Stage, type Seen } from "./scene.ts";
import { findWords } from "./writer.ts";

const stage = new Stage();

/** The suggestions named by the review marks of a text, each once, in the order of the document. */
function idsInText({ tracked }: Seen): readonly string[] {
  const ids = new Set<string>();
  tracked.doc.descendants((node) =>
    node.marks.forEach(({ type, attrs }) => {
      if (type.name === "insertion" || type.name === "deletion") ids.add(String(attrs["id"]));
    }),
  );
  return [...ids];
}

it("E01 Insert is a proposal", async () => {
  const scene = await stage.open(doc(p("hello")));
  const begun = Date.now();
  scene.author.after("hello").type(" world");
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"hello{A+| world}"');
    expect(seen.base).toBe('p"hello"');
    expect(seen.final).toBe('p"hello world"');
    expect(seen.suggestions).toMatchObject([{ by: scene.author.member, kind: "insertion" }]);
    expect(seen.suggestions[0]?.id).toMatch(new RegExp(`^${scene.author.member}:`));
  });
  const [fact] = (await scene.facts()).values();
  expect(fact).toMatchObject({ by: scene.author.member });
  expect(fact?.at).toBeGreaterThanOrEqual(begun);
  expect(fact?.at).toBeLessThanOrEqual(Date.now());
});

it("E02 Continuous typing is one suggestion, of the earliest time", async () => {
  const scene = await stage.open(doc(p("hello")));
  scene.author.after("hello").type(" wor");
  const first = await scene.facts();
  const [[id, fact] = []] = first;
  await until("some time has passed", () => fact !== undefined && Date.now() > fact.at + 5);
  scene.author.type("ld and all");
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"hello{A+| world and all}"');
    expect(seen.suggestions.map((each) => each.id)).toEqual([id]);
  });
  expect([...(await scene.facts())]).toEqual([...first]);
});

describe("E04 Delete strikes, does not remove", () => {
  const struck = {
    markup: 'p"{A-|hello} world"',
    base: 'p"hello world"',
    final: 'p" world"',
    cards: ["A deletion"],
  };

  it("with a selection", async () => {
    const scene = await stage.open(doc(p("hello world")));
    scene.author.select("hello").press("Backspace");
    await scene.everywhere((seen) => expect(seen).toMatchObject(struck));
  });

  it.each([
    ["backwards", "Backspace"],
    ["forwards", "Delete"],
  ])("letter by letter, %s, with the caret going on", async (_, key) => {
    const scene = await stage.open(doc(p("hello world")));
    if (key === "Delete") scene.author.before("hello");
    else scene.author.after("hello");
    scene.author.press(key, key, key, key, key);
    await scene.everywhere((seen) => expect(seen).toMatchObject(struck));
  });
});

describe("E05 Replace is a paired deletion and insertion with a shared id", () => {
  it("of the same author and time, on one card", async () => {
    const scene = await stage.open(doc(p("hello brave world")));
    scene.author.select("brave").type("new");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hello {A-|brave}{A+|new} world"');
      expect(seen.base).toBe('p"hello brave world"');
      expect(seen.final).toBe('p"hello new world"');
      expect(seen.cards).toEqual(["A replacement"]);
      expect(idsInText(seen)).toHaveLength(1);
    });
    expect((await scene.facts()).size).toBe(1);
  });

  it("decided together, either way", async () => {
    for (const [decision, text] of [
      ["accept", 'p"hello new world"'],
      ["reject", 'p"hello brave world"'],
    ] as const) {
      const scene = await stage.open(doc(p("hello brave world")));
      scene.author.select("brave").type("new");
      await scene.settle();
      await scene[decision](...scene.now.suggestions);
      await scene.everywhere((seen) => {
        expect(seen.markup).toBe(text);
        expect(seen.suggestions).toEqual([]);
      });
    }
  });
});

describe("E07 Pure delete and pure insert through the API", () => {
  it("an empty replacement is a deletion alone", async () => {
    const scene = await stage.open(doc(p("hello world")));
    const { state } = scene.author.view;
    const { from, to } = findWords(state.doc, "hello");
    scene.author.view.dispatch(state.tr.insertText("", from, to));
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"{A-|hello} world"');
      expect(seen.cards).toEqual(["A deletion"]);
    });
  });

  it("an empty range is an insertion alone", async () => {
    const scene = await stage.open(doc(p("hello world")));
    const { state } = scene.author.view;
    const { to } = findWords(state.doc, "hello");
    scene.author.view.dispatch(state.tr.insertText("!", to, to));
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hello{A+|!} world"');
      expect(seen.cards).toEqual(["A insertion"]);
    });
  });
});

describe("E08 Identical text is no change", () => {
  it("replaced by the same", async () => {
    const scene = await stage.open(doc(p("hello ", strong("world"))));
    const { state } = scene.author.view;
    const { from, to } = findWords(state.doc, "world");
    scene.author.view.dispatch(
      state.tr.replaceWith(from, to, state.schema.text("world", [state.schema.mark("strong")])),
    );
    await scene.everywhere((seen) => {
      expect(seen.suggestions).toEqual([]);
      expect(seen.tracked.doc.toJSON()).toEqual(scene.original.toJSON());
    });
  });

  it("deleted and put back in one transaction, or by an attribute set and set back", async () => {
    const scene = await stage.open(doc(p("hello world")));
    const { from, to } = findWords(scene.author.doc, "world");
    scene.author.view.dispatch(scene.author.view.state.tr.delete(from, to).insertText("world", from));
    scene.author.view.dispatch(scene.author.view.state.tr.setNodeAttribute(0, "dir", "rtl"));
    await scene.settle();
    expect(scene.now.cards).toEqual(["A structure"]);
    scene.author.view.dispatch(scene.author.view.state.tr.setNodeAttribute(0, "dir", null));
    await scene.everywhere((seen) => {
      expect(seen.suggestions).toEqual([]);
      expect(seen.tracked.records.size).toBe(0);
      expect(seen.tracked.doc.toJSON()).toEqual(scene.original.toJSON());
    });
  });
});

it("E10 Repeated letters: that very letter is marked, and a concurrent insertion lands where it was made", async () => {
  const scene = await stage.open(doc(p("Hellooooo")));
  scene.author.after("Hello").press("Backspace");
  scene.second.after("Helloo").type("X");
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"Hell{A-|o}o{B+|X}ooo"');
    expect(seen.base).toBe('p"Hellooooo"');
  });
});

it("E11 Deleting inside one's own pending insertion really deletes", async () => {
  const scene = await stage.open(doc(p("hello")));
  scene.author.after("hello").type(" worrld");
  await scene.settle();
  scene.author.after("wor").press("Backspace");
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"hello{A+| world}"');
    expect(seen.cards).toEqual(["A insertion"]);
  });
  scene.author.select(" world").press("Backspace");
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"hello"');
    expect(seen.suggestions).toEqual([]);
    expect(seen.tracked.doc.toJSON()).toEqual(scene.original.toJSON());
  });
});

it("E13 Deletion over mixed text: one's own insertions go, base text is struck, as one suggestion", async () => {
  const scene = await stage.open(doc(p("one two three")));
  scene.author.after("one").type(" A");
  scene.author.after("two").type(" B");
  await scene.settle();
  expect(scene.now.markup).toBe('p"one{A+| A} two{A+| B} three"');
  scene.author.select("one", "three").press("Backspace");
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"{A-|one two three}"');
    expect(seen.cards).toEqual(["A deletion"]);
    expect(idsInText(seen)).toHaveLength(1);
  });
});

describe("E14 Deletion over several pending deletions leaves one, with the first id", () => {
  it("within a paragraph", async () => {
    const scene = await stage.open(doc(p("one two three")));
    scene.author.select("one").press("Backspace");
    scene.author.select("three").press("Backspace");
    await scene.settle();
    const [first, last] = scene.now.suggestions.map(({ id }) => id);
    expect(last).not.toBe(first);
    scene.author.select(" two ").press("Backspace");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"{A-|one two three}"');
      expect(seen.suggestions.map(({ id }) => id)).toEqual([first]);
    });
  });

  it("across blocks", async () => {
    const scene = await stage.open(doc(p("one two"), p("three four")));
    scene.author.select("two").press("Backspace");
    scene.author.select("three").press("Backspace");
    await scene.settle();
    const [first] = scene.now.suggestions.map(({ id }) => id);
    expect(scene.now.suggestions).toHaveLength(2);
    scene.author.select("two", "three").press("Backspace");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"one two" p"three four"');
      expect(seen.final).toBe('p"one  four"');
      expect(seen.suggestions.map(({ id }) => id)).toEqual([first]);
    });
  });
});

describe("E16 Typing into pending-deleted text splits the deletion where the caret is", () => {
  it.each(["author", "second"] as const)("by the %s", async (who) => {
    const scene = await stage.open(doc(p("12345")));
    scene.author.select("234").press("Backspace");
    await scene.settle();
    scene[who].after("12").type("xyz");
    const letter = who === "author" ? "A" : "B";
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe(`p"1{A-|2}{${letter}+|xyz}{A-|34}5"`);
      expect(seen.base).toBe('p"12345"');
      expect(seen.final).toBe('p"1xyz5"');
    });
  });
});

it("E17 Everything deleted, then typed, reads in the order of typing", async () => {
  const scene = await stage.open(doc(p("whole")));
  scene.author.select("whole").press("Backspace").type("ABCD");
  await scene.everywhere((seen) => {
    expect(seen.tracked.doc.textContent).toContain("ABCD");
    expect(seen.base).toBe('p"whole"');
    expect(seen.final).toBe('p"ABCD"');
  });
});

it("E19 Author B deletes A's pending insertion: it stays, with B's deletion stacked on it", async () => {
  const scene = await stage.open(doc(p("hello")));
  scene.author.after("hello").type(" proposal");
  await scene.settle();
  scene.second.select(" proposal").press("Backspace");
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"hello{A+ B-| proposal}"');
    expect(seen.base).toBe('p"hello"');
    expect(seen.final).toBe('p"hello"');
  });
  await scene.reject(...scene.now.of("B"));
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"hello{A+| proposal}"');
    expect(seen.cards).toEqual(["A insertion"]);
  });
});

it("E20 Two authors insert at the same spot: both remain, unmerged, in one order", async () => {
  const scene = await stage.open(doc(p("ac")));
  scene.author.after("a").type("first");
  scene.second.after("a").type("other");
  await scene.everywhere((seen) => {
    expect(['p"a{A+|first}{B+|other}c"', 'p"a{B+|other}{A+|first}c"']).toContain(seen.markup);
    expect(seen.cards.toSorted()).toEqual(["A insertion", "B insertion"]);
    expect(seen.base).toBe('p"ac"');
  });
});

describe("E22 Paste", () => {
  it("into an insertion joins it", async () => {
    const scene = await stage.open(doc(p("hello")));
    scene.author.after("hello").type(" new text");
    scene.author.after("new").pasteText(" pasted");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hello{A+| new pasted text}"');
      expect(seen.suggestions).toHaveLength(1);
    });
  });

  it("into somebody else's insertion is one's own in the middle of it", async () => {
    const scene = await stage.open(doc(p("hello")));
    scene.author.after("hello").type(" new text");
    await scene.settle();
    scene.second.after("new").pasteText(" pasted");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hello{A+| new}{B+| pasted}{A+| text}"');
      expect(seen.of("A")).toHaveLength(1);
      expect(seen.of("B")).toHaveLength(1);
    });
  });

  it("into a deletion is an insertion of its own, and the deletion is intact", async () => {
    const scene = await stage.open(doc(p("hello world")));
    scene.author.select("hello").press("Backspace");
    await scene.settle();
    const [deletion] = scene.now.suggestions.map(({ id }) => id);
    scene.author.after("he").pasteText("PASTED");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"{A-|he}{A+|PASTED}{A-|llo} world"');
      expect(seen.cards.toSorted()).toEqual(["A deletion", "A insertion"]);
      expect(seen.suggestions.find(({ kind }) => kind === "deletion")?.id).toBe(deletion);
    });
    await scene.reject(...scene.now.suggestions.filter(({ kind }) => kind === "insertion"));
    await scene.everywhere((seen) => expect(seen.markup).toBe('p"{A-|hello} world"'));
  });
});

it("E23 Paste formatted text: one insertion, formatting kept, nothing else", async () => {
  const scene = await stage.open(doc(p("hello")));
  scene.author.after("hello").pasteHtml(" plain <b>bold</b> <i>slanted</i>");
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"hello{A+|plain <strong>bold</strong> <em>slanted</em>}"');
    expect(seen.cards).toEqual(["A insertion"]);
    expect(seen.base).toBe('p"hello"');
  });
});

it("E25 Pasting does not import foreign review data", async () => {
  const scene = await stage.open(doc(p("hello world")));
  scene.second.select("hello").press("Backspace");
  await scene.settle();
  const marked =
    '<p data-pm-slice="1 1 []" data-ins="m9:abcd">an <ins data-insertion="" data-id="m9:abcd" data-by="m9">added</ins>' +
    '<del data-deletion="" data-id="m9:efgh" data-by="m9"> struck</del>' +
    '<span data-fmt="" data-id="m9:ijkl" data-by="m9" data-op="+{&quot;type&quot;:&quot;strong&quot;}"> word</span>' +
    '<mark data-thread="t7">!</mark></p>';
  scene.author.after("world").pasteHtml(marked);
  await scene.everywhere((seen) => {
    const stored = JSON.stringify([seen.tracked.doc.toJSON(), [...seen.tracked.records]]);
    expect(stored).not.toMatch(/m9:|"t7"/);
    expect(seen.markup).toMatch(/^p"\{B-\|hello\} world\{A\+\|an added.* word!\}"$/);
    expect(seen.cards).toEqual(["B deletion", "A insertion"]);
  });
});

describe("E26 Copying gives the text as proposed", () => {
  it("without what is struck out, and without review marks", async () => {
    const scene = await stage.open(doc(p("one two three")));
    scene.second.select("two").press("Backspace");
    scene.second.after("three").type(" four");
    scene.second.select("one").press("Mod-b");
    await scene.settle();
    for (const reader of scene.writers) {
      const { html, text } = reader.select("one", "four").copy();
      expect(text).toBe("one  three four");
      expect(html).not.toMatch(/two|data-(insertion|deletion|fmt)|<ins|<del/);
      expect(html).toContain("<strong>one</strong>");
    }
  });

  it("where the editor is set so with its marks, which a paste then leaves behind", async () => {
    const scene = await stage.open(doc(p("one two three"), p("end")));
    scene.second.select("two ").press("Backspace");
    await scene.settle();
    const marking = await scene.join("D", { mode: "suggest", copy: "marked" });
    const { html } = marking.select("one", "three").copy();
    expect(html).toMatch(/<del[^>]*data-deletion[^>]*>(<[^>]*>)*two/);
    scene.author.after("end").pasteHtml(html);
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"one {B-|two }three" p"end{A+|one three}"');
    });
  });

  it("with a proposed break as a paragraph, and pasted as text of one's own", async () => {
    const scene = await stage.open(doc(p("hello"), p("end")));
    scene.second.after("hel").press("Enter");
    await scene.settle();
    const { html, text } = scene.author.select("hel", "lo").copy();
    expect(text).toBe("hel\n\nlo");
    expect(html.match(/<p\b/g)).toHaveLength(2);
    scene.author.after("end").pasteHtml(html);
    await scene.everywhere((seen) => {
      expect(seen.final).toBe('p"hel" p"lo" p"endhel" p"lo"');
      expect(seen.of("A")).toHaveLength(1);
    });
  });
});

stage.comparesAfterRestart("E01–E26");
