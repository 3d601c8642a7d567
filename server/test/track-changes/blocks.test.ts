import { blockquote, doc, h1, h2, li, ol, p, strong, ul } from "@travaux/blueprint/testing";
import { lift, wrapIn } from "prosemirror-commands";
import { wrapInList } from "prosemirror-schema-list";
import { describe, expect, it } from "vitest";
import { Stage } from "./scene.ts";
import { findNode, findWords, type Writer } from "./writer.ts";

const stage = new Stage();

describe("E28 Enter in the middle", () => {
  it("is one paragraph as it stands, two as proposed, and can be decided", async () => {
    const scene = await stage.open(doc(p("hello")));
    scene.author.after("hel").press("Enter");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hel{A+|¶}lo"');
      expect(seen.base).toBe('p"hello"');
      expect(seen.final).toBe('p"hel" p"lo"');
      expect(seen.cards).toEqual(["A insertion"]);
    });
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hel" p"lo"');
      expect(seen.tracked.doc.firstChild?.attrs["id"]).toBe("n1");
      expect(seen.tracked.doc.lastChild?.attrs["id"]).toEqual(expect.any(String));
      expect(seen.suggestions).toEqual([]);
    });
  });

  it("of a list item, a heading, and a heading at its end", async () => {
    const scene = await stage.open(
      doc(h2("Title"), h1("Heading"), ul(li(p("one two"), p("more")), li(p("three")))),
    );
    scene.author.after("Title").press("Enter").type("text");
    scene.author.after("Head").press("Enter");
    scene.author.after("one ").press("Enter");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('h2"Title" h1"Heading" ul(li(p"one two" p"more") li(p"three"))');
      expect(seen.final).toBe(
        'h2"Title" p"text" h1"Head" h1"ing" ul(li(p"one ") li(p"two" p"more") li(p"three"))',
      );
      expect(seen.suggestions).toHaveLength(3);
    });
    const proposed = scene.now.final;
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.markup).toBe(proposed));
  });
});

it("E29 Reject the split: the paragraph is the original, marks and ids included", async () => {
  const scene = await stage.open(doc(p("hel", strong("lo wor"), "ld"), p("after")));
  scene.author.after("lo").press("Enter");
  await scene.settle();
  expect(scene.now.suggestions).toHaveLength(1);
  await scene.reject(...scene.now.suggestions);
  await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
});

describe("E31 Split, then delete one half, then reject the split", () => {
  it.each(["author", "second"] as const)("deleted by the %s", async (who) => {
    const scene = await stage.open(doc(p("hello world")));
    scene.author.after("hello").press("Enter");
    await scene.settle();
    const [split] = scene.now.suggestions;
    if (split === undefined) throw new Error("no split");
    scene[who].select(" world").press("Backspace");
    await scene.settle();
    await scene.reject(...scene.now.suggestions.filter(({ id }) => id === split.id));
    await scene.everywhere((seen) => {
      expect(seen.tracked.doc.childCount).toBe(1);
      expect(seen.markup).not.toContain("¶");
      expect(seen.base).toBe('p"hello world"');
      expect(seen.final).toMatch(/^p"hello( world)?"$/);
    });
    if (scene.now.suggestions.length > 0) await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });

  it("the half being a paragraph deleted as a whole", async () => {
    const scene = await stage.open(doc(p("one"), p("two")));
    scene.author.after("o", 0).press("Enter");
    await scene.settle();
    const [split] = scene.now.suggestions;
    scene.second.selectNode("n1").press("Backspace");
    await scene.settle();
    await scene.reject(...scene.now.suggestions.filter(({ id }) => id === split?.id));
    await scene.everywhere((seen) => {
      expect(seen.markup).not.toContain("¶");
      expect(seen.base).toBe('p"one" p"two"');
      expect(seen.final).toBe('p"two"');
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });
});

describe("E32 Enter then Backspace", () => {
  it("leaves nothing, no hidden newline either", async () => {
    const scene = await stage.open(doc(p("hello")));
    scene.author.after("hel").press("Enter");
    await scene.settle();
    scene.author.press("Backspace");
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });

  it("does not cancel the split of another author", async () => {
    const scene = await stage.open(doc(p("hello")));
    scene.author.after("hel").press("Enter");
    await scene.settle();
    scene.second.before("lo").press("Backspace");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hel{A+ B-|¶}lo"');
      expect(seen.base).toBe('p"hello"');
      expect(seen.final).toBe('p"hello"');
    });
    scene.editor.before("lo").press("Backspace");
    await scene.settle();
    await scene.reject(...scene.now.of("B"), ...scene.now.of("C"));
    await scene.everywhere((seen) => expect(seen.markup).toBe('p"hel{A+|¶}lo"'));
  });
});

describe("E34 Join by Backspace", () => {
  it("stands as two paragraphs, is proposed as one, and is shown by a pilcrow", async () => {
    const scene = await stage.open(doc(p("hel"), p("lo")));
    scene.author.before("lo").press("Backspace");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hel" p"lo"');
      expect(seen.base).toBe('p"hel" p"lo"');
      expect(seen.final).toBe('p"hello"');
      expect(seen.suggestions).toHaveLength(1);
    });
    for (const { view } of scene.writers) expect(view.dom.innerHTML).toContain("¶");
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hello"');
      expect(seen.tracked.doc.firstChild?.attrs["id"]).toBe("n1");
    });
    for (const { view } of scene.writers) expect(view.dom.innerHTML).not.toContain("¶");
  });

  it("by Delete at the end of the first", async () => {
    const scene = await stage.open(doc(p("hel"), p("lo")));
    scene.author.after("hel").press("Delete");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"hel" p"lo"');
      expect(seen.final).toBe('p"hello"');
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });
});

it("E35 A deletion that grows from the boundary to letters leaves no invisible characters", async () => {
  const invisible = /[\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF\uE000-\uF8FF\n]/u;
  const scene = await stage.open(doc(p("hel"), p("lo wor")));
  scene.author.before("lo").press("Backspace");
  await scene.settle();
  scene.author.select("lo").press("Backspace");
  await scene.everywhere((seen) => {
    expect(seen.base).toBe('p"hel" p"lo wor"');
    expect(seen.final).toBe('p"hel wor"');
    expect(JSON.stringify(seen.tracked.doc.toJSON())).not.toMatch(invisible);
    expect(seen.base + seen.final).not.toMatch(invisible);
  });
  const { visitor } = stage.review.participant("C");
  const hits = await visitor.get<readonly { section: string; excerpt: string }[]>(
    `/api/reviews/${stage.review.id}/search?q=lo%20wor`,
  );
  const here = hits.filter(({ section }) => section === scene.section);
  expect(here).toHaveLength(1);
  expect(here[0]?.excerpt).not.toMatch(invisible);
});

it("E37 Replacement across paragraphs: one id, and reject restores both", async () => {
  const scene = await stage.open(doc(p("one two"), p("three four")));
  scene.author.select("two", "three").type("X");
  await scene.everywhere((seen) => {
    expect(seen.base).toBe('p"one two" p"three four"');
    expect(seen.final).toBe('p"one X four"');
    expect(seen.suggestions).toHaveLength(1);
    expect(seen.markup).toContain("{A-|two}");
    expect(seen.markup).toContain("{A-|three}");
  });
  await scene.reject(...scene.now.suggestions);
  await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
});

it("E38 Deletion over three paragraphs, accepted and undone: pending again, in its original range", async () => {
  const scene = await stage.open(doc(p("one first"), p("second"), p("third last")));
  scene.author.select("first", "third").press("Backspace");
  await scene.everywhere((seen) => {
    expect(seen.base).toBe('p"one first" p"second" p"third last"');
    expect(seen.final).toBe('p"one  last"');
    expect(seen.cards).toHaveLength(1);
  });
  const pending = scene.now;
  const { decision } = await scene.accept(...pending.suggestions);
  await scene.everywhere((seen) => expect(seen.markup).toBe('p"one  last"'));
  const undone = await scene.post(`decisions/${decision}/undo`, {}, "C");
  expect(undone.status).toBe(200);
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe(pending.markup);
    expect(seen.base).toBe(pending.base);
    expect(seen.final).toBe(pending.final);
    expect(seen.suggestions.map(({ id, from, to }) => ({ id, from, to }))).toEqual(
      pending.suggestions.map(({ id, from, to }) => ({ id, from, to })),
    );
  });
});

describe("E40 Block deletion at the document end", () => {
  it.each([
    ["a paragraph", () => doc(p("one"), p("two")), 'p"one"'],
    ["the only paragraph", () => doc(p({ id: "n2" }, "two")), 'p""'],
    ["a quotation", () => doc(p({ id: "n1" }, "one"), blockquote({ id: "n2" }, p("two"))), 'p"one"'],
    ["a list", () => doc(p({ id: "n1" }, "one"), ul({ id: "n2" }, li(p("two")), li(p("three")))), 'p"one"'],
  ] as const)("of %s leaves a valid document", async (_, text, left) => {
    const scene = await stage.open(text());
    scene.author.selectNode("n2").press("Backspace");
    const { base } = scene.now;
    await scene.everywhere((seen) => {
      expect(seen.base).toBe(base);
      expect(seen.suggestions).toHaveLength(1);
      expect(seen.final).toBe(left);
    });
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => {
      seen.tracked.doc.check();
      expect(seen.markup).toBe(left);
      expect(seen.suggestions).toEqual([]);
    });
    scene.editor.run((state, dispatch) => {
      dispatch?.(
        state.tr.insert(
          state.doc.content.size,
          state.schema.node("paragraph", null, state.schema.text("on")),
        ),
      );
      return true;
    });
    await scene.everywhere((seen) => expect(seen.tracked.doc.textContent).toMatch(/on$/));
  });
});

describe("E41 Deleting a paragraph that is itself pending, together with base ones", () => {
  it("proposed by Enter and typing", async () => {
    const scene = await stage.open(doc(p("one"), p("two")));
    scene.author.after("one").press("Enter").type("new");
    await scene.settle();
    expect(scene.now.final).toBe('p"one" p"new" p"two"');
    scene.author.select("one", "two").press("Backspace");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"{A-|one}" p"{A-|two}"');
      expect(seen.base).toBe('p"one" p"two"');
      expect(seen.final).toBe('p""');
    });
  });

  it("in one transaction that deletes both and puts another in their place", async () => {
    const scene = await stage.open(doc(p("one"), p("two"), p("three")));
    scene.author.after("one").insertBelow(ul(li(p("item"))));
    await scene.settle();
    const { tr } = scene.author.view.state;
    const list = tr.doc.child(1);
    const from = tr.doc.child(0).nodeSize;
    tr.delete(from, from + list.nodeSize + tr.doc.child(2).nodeSize).insert(from, p("other"));
    scene.author.view.dispatch(tr);
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"one" p"two" p"three"');
      expect(seen.final).toBe('p"one" p"other" p"three"');
      expect(seen.markup).not.toContain("item");
      expect(seen.markup).toContain("{A-|two}");
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });

  it("proposed as a block", async () => {
    const scene = await stage.open(doc(p("one"), p("two")));
    scene.author.after("one").insertBelow(ul(li(p("item"))));
    await scene.settle();
    expect(scene.now.markup).toContain("A+ul");
    scene.author.select("one", "two").press("Backspace");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"{A-|one}" p"{A-|two}"');
      expect(seen.base).toBe('p"one" p"two"');
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });
});

describe("E46 Wrap and unwrap in a quotation", () => {
  const quote = (writer: Writer): boolean => {
    const { blockquote: type } = writer.view.state.schema.nodes;
    return type !== undefined && writer.propose(wrapIn(type));
  };

  it("wrapped: rejecting restores depth and text, and inner pending changes survive", async () => {
    const scene = await stage.open(doc(p("one"), p("two"), p("three")));
    scene.second.after("two").type(" inner");
    await scene.settle();
    scene.author.select("one", "two inner");
    expect(quote(scene.author)).toBe(true);
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"one" p"two" p"three"');
      expect(seen.final).toBe('quote(p"one" p"two inner") p"three"');
      expect(seen.of("A")).toHaveLength(1);
      expect(seen.of("B")).toHaveLength(1);
    });
    await scene.reject(...scene.now.of("A"));
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"one" p"two{B+| inner}" p"three"');
      expect(seen.cards).toEqual(["B insertion"]);
    });
  });

  it("wrapped: accepting keeps inner pending changes, and nodes their ids", async () => {
    const scene = await stage.open(doc(p("one"), p("two")));
    scene.second.after("two").type(" inner");
    await scene.settle();
    scene.author.select("one", "two inner");
    quote(scene.author);
    await scene.settle();
    await scene.accept(...scene.now.of("A"));
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('quote(p"one" p"two{B+| inner}")');
      expect(findNode(seen.tracked.doc, "n1").node.textContent).toBe("one");
      expect(findNode(seen.tracked.doc, "n2").node.textContent).toBe("two inner");
    });
  });

  it("unwrapped, and several at once", async () => {
    const scene = await stage.open(doc(blockquote(p("one"), p("two")), p("three"), blockquote(p("four"))));
    scene.second.after("one").type(" inner");
    await scene.settle();
    scene.author.select("one inner", "two");
    expect(scene.author.propose(lift)).toBe(true);
    scene.author.after("three");
    expect(quote(scene.author)).toBe(true);
    scene.author.after("four");
    expect(scene.author.propose(lift)).toBe(true);
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('quote(p"one" p"two") p"three" quote(p"four")');
      expect(seen.final).toBe('p"one inner" p"two" quote(p"three") p"four"');
    });
    await scene.reject(...scene.now.of("A"));
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('quote(p"one{B+| inner}" p"two") p"three" quote(p"four")');
      expect(seen.cards).toEqual(["B insertion"]);
    });
  });

  it("two wraps in one transaction", async () => {
    const scene = await stage.open(doc(p("one"), p("two"), p("three")));
    const { tr, schema } = scene.author.view.state;
    for (const id of ["n3", "n1"]) {
      const range = tr.doc.resolve(findNode(tr.doc, id).pos + 1).blockRange();
      const { blockquote: type } = schema.nodes;
      if (range !== null && type !== undefined) tr.wrap(range, [{ type }]);
    }
    scene.author.view.dispatch(tr);
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"one" p"two" p"three"');
      expect(seen.final).toBe('quote(p"one") p"two" quote(p"three")');
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });

  it("wrapped and unwrapped again by the same author is no change", async () => {
    const scene = await stage.open(doc(p("one"), p("two")));
    scene.author.after("one");
    quote(scene.author);
    await scene.settle();
    expect(scene.author.propose(lift)).toBe(true);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });
});

describe("E47 List indent and outdent", () => {
  it("keeps the depth as it stands, and going back is no change", async () => {
    const scene = await stage.open(doc(ul(li(p("one")), li(p("two")), li(p("three")))));
    scene.author.after("two").press("Tab");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('ul(li(p"one") li(p"two") li(p"three"))');
      expect(seen.base).toBe('ul(li(p"one") li(p"two") li(p"three"))');
      expect(seen.final).toBe('ul(li(p"one" ul(li(p"two"))) li(p"three"))');
      expect(seen.suggestions).toHaveLength(1);
    });
    scene.author.press("Shift-Tab");
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });

  it("outdents, out of lists altogether too, and accepts exactly", async () => {
    const scene = await stage.open(doc(ol(li(p("one"), ol(li(p("nested")))), li(p("two")))));
    scene.author.after("nested").press("Shift-Tab");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('ol(li(p"one" ol(li(p"nested"))) li(p"two"))');
      expect(seen.final).toBe('ol(li(p"one") li(p"nested") li(p"two"))');
    });
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.markup).toBe('ol(li(p"one") li(p"nested") li(p"two"))'));
    scene.second.after("two").press("Shift-Tab");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('ol(li(p"one") li(p"nested") li(p"two"))');
      expect(seen.final).toBe('ol(li(p"one") li(p"nested")) p"two"');
    });
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.markup).toBe('ol(li(p"one") li(p"nested")) p"two"'));
  });

  it("survives that two people indent at once, and that an editor writes in the item", async () => {
    const scene = await stage.open(doc(ul(li(p("one")), li(p("two")), li(p("three")))));
    scene.author.after("two").press("Tab");
    scene.second.after("three").press("Tab");
    scene.editor.after("two").type(" more");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('ul(li(p"one") li(p"two more") li(p"three"))');
      expect(seen.suggestions).toHaveLength(2);
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.markup).toBe('ul(li(p"one") li(p"two more") li(p"three"))'));
  });
});

describe("E49 An inserted list rejected is gone with everything typed inside", () => {
  it("pasted", async () => {
    const scene = await stage.open(doc(p("before"), p("after")));
    scene.author.after("before").insertBelow(ul(li(p("one")), li(p("two"))));
    await scene.settle();
    scene.author.after("one").type(" typed").press("Enter").type("another");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"before" p"after"');
      expect(seen.final).toBe('p"before" ul(li(p"one typed") li(p"another") li(p"two")) p"after"');
      expect(seen.suggestions).toHaveLength(1);
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });

  it("made of one's own pending paragraph", async () => {
    const scene = await stage.open(doc(p("before"), p("after")));
    scene.author.after("before").press("Enter").type("item");
    await scene.settle();
    const { bullet_list: list } = scene.author.view.state.schema.nodes;
    if (list === undefined) throw new Error("no list");
    scene.author.after("before");
    expect(scene.author.propose(wrapInList(list))).toBe(true);
    await scene.everywhere((seen) => expect(seen.base).toBe('p"before" p"after"'));
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });
});

it("E55 Double spaces: both spaces around a deleted word are kept", async () => {
  const scene = await stage.open(doc(p("one two three")));
  scene.author.select("two").press("Backspace");
  await scene.everywhere((seen) => expect(seen.final).toBe('p"one  three"'));
  await scene.accept(...scene.now.suggestions);
  await scene.everywhere((seen) => {
    expect(seen.markup).toBe('p"one  three"');
    expect(findWords(seen.tracked.doc, "one  three").to).toBe(11);
  });
});

stage.comparesAfterRestart("E28–E49, E55");
