import { blockquote, doc, h1, li, p, strong, table, td, tr, ul } from "@travaux/blueprint/testing";
import { BODY_ROOT } from "@travaux/blueprint";
import { suggestionHash } from "@travaux/track-changes/model";
import { wrapIn } from "prosemirror-commands";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Stage, type Scene, type Seen } from "./scene.ts";
import { findNode, findWords, type Writer } from "./writer.ts";

const stage = new Stage();

/** A text with everything in it that can be proposed, by two people. */
async function mixed(): Promise<Scene> {
  const scene = await stage.open(
    doc(
      h1({ id: "h" }, "Heading"),
      p({ id: "p1" }, "The law ", strong("provides"), " for it."),
      p({ id: "p2" }, "A second paragraph."),
      ul({ id: "u" }, li({ id: "l1" }, p({ id: "i1" }, "one")), li({ id: "l2" }, p({ id: "i2" }, "two"))),
      blockquote({ id: "q" }, p({ id: "p3" }, "Quoted text")),
      table(
        { id: "t" },
        tr({ id: "r" }, td({ id: "c1" }, p({ id: "p4" }, "cell")), td({ id: "c2" }, p({ id: "p5" }))),
      ),
    ),
  );
  scene.author.after("Head").type("+");
  scene.author.select("law").type("Code");
  scene.author.before("A second").press("Backspace");
  scene.author.after("two").press("Tab");
  scene.author.after("Quoted").press("Enter");
  scene.author.after("cell").insertBelow(ul(li(p("listed"))));
  await scene.settle();
  scene.second.select("provides").press("Mod-b");
  scene.second.after("one").type(" more");
  scene.second.selectNode("q").press("Backspace");
  scene.second.view.dispatch(
    scene.second.view.state.tr.setNodeAttribute(findNode(scene.second.doc, "h").pos, "level", 3),
  );
  scene.second.into("p5").type("filled");
  await scene.settle();
  expect(scene.now.suggestions.length).toBeGreaterThanOrEqual(10);
  return scene;
}

function hashes(seen: Seen): ReadonlyMap<string, string> {
  return new Map(seen.suggestions.map((each) => [each.id, suggestionHash(each)]));
}

describe("E67 Accept all and reject all", () => {
  it("reject all gives back the original, byte for byte", async () => {
    const scene = await mixed();
    const { base } = scene.now;
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => {
      expect(seen.stored).toBe(scene.untouched);
      expect(seen.markup).toBe(base);
    });
  });

  it("accept all gives the text as proposed, without a mark or an entry left", async () => {
    const scene = await mixed();
    const { final } = scene.now;
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => {
      seen.tracked.doc.check();
      expect(seen.markup).toBe(final);
      expect(seen.suggestions).toEqual([]);
      expect([...seen.tracked.records]).toEqual([]);
      expect(JSON.stringify(seen.tracked.doc.toJSON())).not.toMatch(/"(insertion|deletion|fmt)"|"ins":"/);
    });
  });
});

it("E68 A range: what it touches is decided whole, what lies outside is unchanged", async () => {
  const scene = await stage.open(doc(p("one two three four five")));
  scene.author.select("one").press("Backspace");
  scene.author.select("two").type("2222");
  scene.author.after("four").type(" extra words");
  await scene.settle();
  const { from } = findWords(scene.now.tracked.doc, "22");
  const { to } = findWords(scene.now.tracked.doc, "extra");
  const all = scene.now.suggestions;
  const touched = all.filter((each) => each.from < to && each.to > from);
  const outside = all.filter((each) => !touched.includes(each));
  expect([touched.length, outside.length]).toEqual([2, 1]);
  const before = hashes(scene.now);
  await scene.accept(...touched);
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"{A-|one} 2222 three four extra words five"');
    expect([...hashes(seen)]).toEqual(outside.map(({ id }) => [id, before.get(id)]));
  });
});

it("E70 By id: only that one is decided, though others are by the same author", async () => {
  const scene = await stage.open(doc(p("one two three four")));
  scene.author.select("one").press("Backspace");
  scene.author.select("three").press("Backspace");
  scene.second.after("four").type("!");
  await scene.settle();
  const [first, ...others] = scene.now.suggestions;
  if (first === undefined) throw new Error("nothing proposed");
  const before = hashes(scene.now);
  await scene.reject(first);
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"one two {A-|three} four{B+|!}"');
    expect([...hashes(seen)]).toEqual(others.map(({ id }) => [id, before.get(id)]));
  });
});

describe("E71 What is one suggestion", () => {
  const cardsOf = async (
    text: ReturnType<typeof doc>,
    propose: (scene: Scene) => unknown,
  ): Promise<string[]> => {
    const scene = await stage.open(text);
    await propose(scene);
    const cards: string[] = [];
    await scene.everywhere((seen) => {
      cards.splice(0, cards.length, ...seen.cards);
    });
    return cards;
  };

  it("a deletion and the insertion that replaces it", async () => {
    expect(await cardsOf(doc(p("one two")), ({ author }) => author.select("two").type("2"))).toEqual([
      "A replacement",
    ]);
  });

  it("not two insertions side by side of two people", async () => {
    const cards = await cardsOf(doc(p("one")), async (scene) => {
      scene.author.after("one").type(" A");
      await scene.settle();
      scene.second.after("one A").type(" B");
    });
    expect(cards).toEqual(["A insertion", "B insertion"]);
  });

  it("not two deletions side by side of two people", async () => {
    const cards = await cardsOf(doc(p("onetwo")), ({ author, second }) => {
      author.select("one").press("Backspace");
      second.select("two").press("Backspace");
    });
    expect(cards).toEqual(["A deletion", "B deletion"]);
  });

  it("not a deletion and an insertion across text that nobody touched", async () => {
    const cards = await cardsOf(doc(p("one two three")), ({ author }) => {
      author.select("one").press("Backspace");
      author.after("two").type("!");
    });
    expect(cards).toEqual(["A deletion", "A insertion"]);
  });

  it("what one gesture deleted, though it lies apart", async () => {
    const cards = await cardsOf(doc(p("one two"), p("three"), p("four five")), async (scene) => {
      scene.second.after("three").type(" between");
      await scene.settle();
      scene.author.select("two", "four").press("Backspace");
    });
    expect(cards.filter((card) => card.startsWith("A"))).toHaveLength(1);
    expect(cards.filter((card) => card.startsWith("B"))).toHaveLength(1);
  });

  it("an insertion whose parts are formatted differently", async () => {
    const cards = await cardsOf(doc(p("one")), ({ author }) =>
      author.after("one").type(" plain ").press("Mod-b").type("bold").press("Mod-b").type(" plain"),
    );
    expect(cards).toEqual(["A insertion"]);
  });

  it("a deletion over text of different formatting", async () => {
    const cards = await cardsOf(doc(p("one ", strong("two"), " three")), ({ author }) =>
      author.select("one", "three").press("Backspace"),
    );
    expect(cards).toEqual(["A deletion"]);
  });
});

/** Which client wrote each visible character, and as its how-manieth: the characters' identity in Yjs. */
function identities(root: Y.Doc): readonly string[] {
  const found: string[] = [];
  const walk = (type: Y.AbstractType<unknown>): void => {
    for (let item = type._first; item !== null; item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentString)
        for (let at = 0; at < item.length; at += 1) found.push(`${item.id.client}:${item.id.clock + at}`);
      if (item.content instanceof Y.ContentType) walk(item.content.type);
    }
  };
  walk(root.getXmlFragment(BODY_ROOT) as unknown as Y.AbstractType<unknown>);
  return found;
}

describe("E73 Rejecting a deletion is not an insertion", () => {
  it("the very characters come back, and nobody proposes anything", async () => {
    const scene = await stage.open(doc(p("hello brave world")));
    const before = identities(scene.editor.connection.doc);
    expect(before).toHaveLength(17);
    scene.author.select("hello").press("Backspace");
    scene.second.select("world").press("Backspace");
    await scene.settle();
    await scene.reject(...scene.now.of("A"));
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hello brave {B-|world}"');
      expect(seen.cards).toEqual(["B deletion"]);
    });
    await scene.reject(...scene.now.of("B"));
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
    for (const { connection } of scene.writers) expect(identities(connection.doc)).toEqual(before);
  });

  it("of somebody's pending insertion: it is his again, under his suggestion", async () => {
    const scene = await stage.open(doc(p("hello")));
    scene.author.after("hello").type(" new");
    await scene.settle();
    const [insertion] = scene.now.suggestions;
    const before = identities(scene.editor.connection.doc);
    scene.second.select(" new").press("Backspace");
    await scene.settle();
    await scene.reject(...scene.now.of("B"));
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hello{A+| new}"');
      expect(seen.suggestions.map(({ id }) => id)).toEqual([insertion?.id]);
    });
    expect(identities(scene.editor.connection.doc)).toEqual(before);
  });
});

describe("E74 Several deletions at one position", () => {
  it("are restored in the order of the text, in whatever order they are rejected", async () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      const scene = await stage.open(doc(p("one two three")));
      scene.author.select("one ").press("Backspace");
      scene.second.select("two ").press("Backspace");
      await scene.settle();
      scene.author.select("three").press("Backspace");
      await scene.settle();
      const suggestions = scene.now.suggestions;
      for (const index of order) {
        const [wanted] = scene.now.suggestions.filter(({ id }) => id === suggestions[index]?.id);
        if (wanted !== undefined) await scene.reject(wanted);
      }
      await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
    }
  });

  it("of identical content: only the chosen one", async () => {
    const scene = await stage.open(doc(p("abab")));
    scene.author.selectRange({ from: 1, to: 3 }).press("Backspace");
    scene.second.selectRange({ from: 3, to: 5 }).press("Backspace");
    await scene.settle();
    await scene.reject(...scene.now.of("B"));
    await scene.everywhere((seen) => expect(seen.markup).toBe('p"{A-|ab}ab"'));
    const other = await stage.open(doc(p("abab")));
    other.author.selectRange({ from: 1, to: 3 }).press("Backspace");
    other.second.selectRange({ from: 3, to: 5 }).press("Backspace");
    await other.settle();
    await other.reject(...other.now.of("A"));
    await other.everywhere((seen) => expect(seen.markup).toBe('p"ab{B-|ab}"'));
  });
});

describe("E76 Nested: a deletion in an insertion", () => {
  async function nested(): Promise<Scene> {
    const scene = await stage.open(doc(p("base ")));
    scene.author.after("base ").type("outer");
    await scene.settle();
    scene.second.select("ut").press("Backspace");
    await scene.settle();
    expect(scene.now.markup).toBe('p"base {A+|o}{A+ B-|ut}{A+|er}"');
    return scene;
  }

  it.each([
    ["accept the inner, and the outer is intact", "accept", "B", 'p"base {A+|oer}"', ["A insertion"]],
    ["reject the inner, and the outer is intact", "reject", "B", 'p"base {A+|outer}"', ["A insertion"]],
    ["accept the outer, and the inner is still pending", "accept", "A", 'p"base o{B-|ut}er"', ["B deletion"]],
    ["reject the outer, and the inner is gone", "reject", "A", 'p"base "', []],
  ] as const)("%s", async (...[, decision, part, left, cards]) => {
    const scene = await nested();
    const inner = scene.now.of("B").map(({ id }) => id);
    const wanted = scene.now.of(part);
    const answer = await scene.decide(decision, wanted);
    expect(answer.status).toBe(200);
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe(left);
      expect(seen.cards).toEqual(cards);
    });
    const superseded = answer.outcomes.filter(({ outcome }) => outcome === "superseded").map(({ id }) => id);
    expect(superseded).toEqual(cards.length === 0 ? inner : []);
  });

  it("says in the record that the inner one went with the outer", async () => {
    const scene = await nested();
    const [inner] = scene.now.of("B");
    await scene.decide("reject", scene.now.of("A"));
    const entries = await scene.record();
    expect(JSON.stringify(entries.at(-1)?.values)).toMatch(/superseded/i);
    expect(inner).toBeDefined();
  });

  it("an insertion in a proposed block: the same four", async () => {
    for (const [decision, part, left] of [
      ["accept", "B", /^p"base" A\+ul\(A?\+?li\(A?\+?p"item inner"\)\)$/],
      ["reject", "B", /^p"base" A\+ul\(A?\+?li\(A?\+?p"item"\)\)$/],
      ["accept", "A", /^p"base" ul\(li\(p"item\{B\+\| inner\}"\)\)$/],
      ["reject", "A", /^p"base"$/],
    ] as const) {
      const scene = await stage.open(doc(p("base")));
      scene.author.after("base").insertBelow(ul(li(p("item"))));
      await scene.settle();
      scene.second.after("item").type(" inner");
      await scene.settle();
      const answer = await scene.decide(decision, scene.now.of(part));
      expect(answer.status).toBe(200);
      await scene.everywhere((seen) => {
        expect(seen.markup).toMatch(left);
        expect(seen.base).toBe(decision === "accept" && part === "A" ? 'p"base" ul(li(p"item"))' : 'p"base"');
      });
    }
  });
});

it("E77 By author: only that author's layers are decided", async () => {
  const scene = await mixed();
  const before = scene.now.of("B").map(({ id }) => id);
  await scene.accept(...scene.now.of("A"));
  await scene.everywhere((seen) => {
    expect(seen.of("A")).toEqual([]);
    expect(
      seen
        .of("B")
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(before.toSorted());
  });
  await scene.reject(...scene.now.of("B"));
  await scene.everywhere((seen) => expect(seen.suggestions).toEqual([]));
});

describe("E79 One's own and others'", () => {
  async function two(): Promise<Scene> {
    const scene = await stage.open(doc(p("hello world")));
    scene.author.after("hello").type(" mine");
    scene.second.after("world").type(" theirs");
    await scene.settle();
    return scene;
  }

  it("an author may withdraw his own, through the server too", async () => {
    const scene = await two();
    const answer = await scene.decide("reject", scene.now.of("A"), "A");
    expect(answer).toMatchObject({ status: 200, outcomes: [{ outcome: "rejected" }] });
    await scene.everywhere((seen) => expect(seen.markup).toBe('p"hello world{B+| theirs}"'));
  });

  it("an author may not accept his own", async () => {
    const scene = await two();
    const { markup } = scene.now;
    const answer = await scene.decide("accept", scene.now.of("A"), "A");
    expect(answer.status === 403 || answer.outcomes.every(({ code }) => code === "not-permitted")).toBe(true);
    await scene.everywhere((seen) => expect(seen.markup).toBe(markup));
  });

  it("one denial stops a decision about several", async () => {
    const scene = await two();
    const { markup } = scene.now;
    const answer = await scene.decide("reject", scene.now.suggestions, "A");
    expect(answer.status === 403 || answer.outcomes.every(({ outcome }) => outcome === "left")).toBe(true);
    await scene.everywhere((seen) => expect(seen.markup).toBe(markup));
  });
});

describe("E80 Decision without right", () => {
  it("is refused by the server, and the text is unchanged", async () => {
    const scene = await stage.open(doc(p("hello world")));
    scene.author.select("hello").press("Backspace");
    await scene.settle();
    const { markup } = scene.now;
    for (const decision of ["accept", "reject"] as const) {
      const answer = await scene.decide(decision, scene.now.suggestions, "B");
      expect(answer.status === 403 || answer.outcomes.every(({ code }) => code === "not-permitted")).toBe(
        true,
      );
    }
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe(markup);
      expect(seen.suggestions).toHaveLength(1);
    });
    expect((await scene.record()).filter(({ act }) => /decide|decision|accept|reject/.test(act))).toEqual([]);
  });

  it("is not offered by the outline", async () => {
    const scene = await stage.open(doc(p("hello")));
    const mayDecide = async (part: "A" | "B" | "C"): Promise<boolean | undefined> => {
      const { entries } = await stage.review.participant(part).visitor.outline();
      const found = entries.find(({ section }) => section?.id === scene.section)?.section;
      return found?.rooms[0]?.mayDecide;
    };
    expect([await mayDecide("A"), await mayDecide("B"), await mayDecide("C")]).toEqual([false, false, true]);
  });
});

it("E82 Decide what is already gone: answered, without an error and without effect", async () => {
  const scene = await stage.open(doc(p("hello world")));
  scene.author.select("hello").press("Backspace");
  await scene.settle();
  const pending = scene.now.suggestions;
  await scene.accept(...pending);
  const { markup } = scene.now;
  for (const decision of ["accept", "reject"] as const) {
    const again = await scene.decide(decision, pending);
    expect(again.status).toBe(200);
    expect(again.outcomes).toEqual([{ id: pending[0]?.id, outcome: "left", code: "gone" }]);
  }
  await scene.everywhere((seen) => expect(seen.markup).toBe(markup));
});

describe("E85 What was decided keeps its entry in the record", () => {
  it.each(["accept", "reject"] as const)("%s all: who proposed, who decided, and why", async (decision) => {
    const scene = await stage.open(doc(p("hello world")));
    scene.author.select("hello").type("goodbye");
    scene.second.after("world").type("!");
    await scene.settle();
    const facts = await scene.facts();
    const answer = await scene.decide(decision, scene.now.suggestions, "C", "Agreed between the experts");
    expect(answer.status).toBe(200);
    await scene.everywhere((seen) => expect(seen.suggestions).toEqual([]));
    const entries = await scene.record();
    const entry = entries.at(-1);
    expect(entry).toMatchObject({
      act: "suggestions-decided",
      by: scene.editor.member,
      values: { outcome: `${decision}ed`, count: "2", reason: "Agreed between the experts" },
    });
    const names = entry?.values["proposers"]?.split(", ").toSorted();
    expect(names).toEqual(["Second Secretariat officer", "Secretariat officer"]);
    const kept = await scene.facts();
    for (const [id, fact] of facts) expect(kept.get(id)).toEqual(fact);
    scene.author.after("world").type(" later");
    await scene.settle();
    expect((await scene.record()).map(({ hash }) => hash)).toEqual(entries.map(({ hash }) => hash));
  });
});

it("E85 The record keeps the words of what was decided by itself", async () => {
  const scene = await stage.open(doc(p("hello world")));
  scene.author.select("hello").type("goodbye");
  await scene.settle();
  await scene.reject(...scene.now.suggestions);
  await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  expect((await scene.record()).at(-1)).toMatchObject({
    act: "suggestions-decided",
    values: {
      outcome: "rejected",
      count: "1",
      suggestion: "replacement",
      inserted: "goodbye",
      deleted: "hello",
    },
  });
});

/** Whether the quotation was proposed: nested wraps of two people are decided in any order. */
function quote(writer: Writer): boolean {
  const { blockquote: type } = writer.view.state.schema.nodes;
  return type !== undefined && writer.propose(wrapIn(type));
}

it("E67 Two people's quotation of the same paragraph: reject all is the original", async () => {
  const scene = await stage.open(doc(p("one"), p("two")));
  scene.author.after("one");
  scene.second.after("one");
  expect([quote(scene.author), quote(scene.second)]).toEqual([true, true]);
  await scene.everywhere((seen) => {
    expect(seen.base).toBe('p"one" p"two"');
    expect(seen.suggestions).toHaveLength(2);
  });
  await scene.reject(...scene.now.suggestions);
  await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
});

stage.comparesAfterRestart("E67–E85");
