import {
  a,
  doc,
  footnote,
  footnoteReference,
  footnotes,
  p,
  table,
  td,
  th,
  tr,
} from "@travaux/blueprint/testing";
import { insertFootnote } from "@travaux/footnotes";
import type { Mark } from "prosemirror-model";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, mergeCells } from "prosemirror-tables";
import { describe, expect, it } from "vitest";
import { Stage, type Scene } from "./scene.ts";
import { findNode, findWords, type Writer } from "./writer.ts";

const stage = new Stage();
const REFERENCE = "\uFFFC";

describe("E44 Attribute change", () => {
  const [A, B, C] = ["https://a.example/", "https://b.example/", "https://c.example/"] as const;

  function link(writer: Writer, words: string, href: string): void {
    const { state } = writer.view;
    const type = state.schema.marks["link"];
    const { from, to } = findWords(state.doc, words);
    if (type !== undefined)
      writer.view.dispatch(state.tr.removeMark(from, to, type).addMark(from, to, type.create({ href })));
  }

  function retarget(scene: Scene, href: string): void {
    link(scene.author, "here", href);
  }

  it("of a link's target: from A to B to C is one suggestion from A to C", async () => {
    const scene = await stage.open(doc(p("see ", a({ href: A }, "here"), " now")));
    retarget(scene, B);
    await scene.settle();
    expect(scene.now.final).toBe(`p"see <link ${B}>here</link> now"`);
    retarget(scene, C);
    await scene.everywhere((seen) => {
      expect(seen.base).toBe(`p"see <link ${A}>here</link> now"`);
      expect(seen.final).toBe(`p"see <link ${C}>here</link> now"`);
      expect(seen.cards).toEqual(["A format"]);
      const formats = seen.suggestions[0]?.content.formats.map(({ adds, mark }) => [
        adds,
        mark.attrs["href"],
      ]);
      expect(formats).toHaveLength(2);
      expect(new Map(formats as [boolean, string][])).toEqual(
        new Map([
          [false, A],
          [true, C],
        ]),
      );
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });

  it("of a link's target: back to A is no suggestion", async () => {
    const scene = await stage.open(doc(p("see ", a({ href: A }, "here"), " now")));
    retarget(scene, B);
    await scene.settle();
    retarget(scene, A);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });

  it("of a link's target: accepted, only the new one is there", async () => {
    const scene = await stage.open(doc(p("see ", a({ href: A }, "here"), " now")));
    retarget(scene, B);
    await scene.settle();
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe(`p"see <link ${B}>here</link> now"`);
      const marks: Mark[] = [];
      seen.tracked.doc.descendants((node) => void marks.push(...node.marks));
      expect(marks).toHaveLength(1);
    });
  });

  it.each([
    ["lang", "fr", "es"],
    ["dir", "rtl", "ltr"],
  ] as const)("of a block's %s: old is what it has, new is the last", async (name, first, last) => {
    const scene = await stage.open(doc(p("hello")));
    const set = (value: string | null): void =>
      scene.author.view.dispatch(scene.author.view.state.tr.setNodeAttribute(0, name, value));
    set(first);
    await scene.settle();
    set(last);
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hello"');
      expect(seen.base).toBe('p"hello"');
      expect(seen.final).toBe(`p[${name}=${last}]"hello"`);
      expect(seen.suggestions.map(({ content }) => content.structures)).toEqual([
        [{ kind: "attribute", type: "paragraph", name, before: null, after: last }],
      ]);
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
    set(first);
    await scene.settle();
    set(null);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
    set(last);
    await scene.settle();
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.markup).toBe(`p[${name}=${last}]"hello"`));
  });
});

describe("E50 Link suggested over existing text", () => {
  const href = "https://example.org/law";
  const linked = (writer: Writer, words: string): void => {
    const { state } = writer.view;
    const { from, to } = findWords(state.doc, words);
    writer.view.dispatch(state.tr.addMark(from, to, state.schema.mark("link", { href })));
  };

  it("rejecting the link keeps the text", async () => {
    const scene = await stage.open(doc(p("see the law now")));
    linked(scene.author, "the law");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"see the law now"');
      expect(seen.final).toBe(`p"see <link ${href}>the law</link> now"`);
      expect(seen.cards).toEqual(["A format"]);
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });

  it("with text inserted together with it, both go", async () => {
    const scene = await stage.open(doc(p("see now")));
    scene.author.after("see").type(" the law");
    linked(scene.author, "the law");
    await scene.everywhere((seen) => {
      expect(seen.final).toBe(`p"see <link ${href}>the law</link> now"`);
      expect(seen.cards).toEqual(["A insertion"]);
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });
});

describe("E52 Reject all in and around a table", () => {
  const twoByTwo = (): ReturnType<typeof doc> =>
    doc(
      p({ id: "before" }, "before"),
      table(
        { id: "t" },
        tr(
          { id: "r1" },
          th({ id: "c1" }, p({ id: "p1" }, "Year")),
          th({ id: "c2" }, p({ id: "p2" }, "Cases")),
        ),
        tr(
          { id: "r2" },
          td({ id: "c3" }, p({ id: "p3" }, "2024")),
          td({ id: "c4" }, p({ id: "p4" }, "twelve cases")),
        ),
      ),
    );

  it("inside a cell: nothing remains, and no base character is left marked", async () => {
    const scene = await stage.open(twoByTwo());
    scene.author.after("twelve").type(" or so").press("Enter").type("more");
    scene.author.select("cases").press("Mod-b");
    scene.second.select("2024").type("2025");
    scene.second.select("Year").press("Backspace");
    await scene.settle();
    expect(scene.now.suggestions.length).toBeGreaterThanOrEqual(3);
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });

  it("rows, columns and merged cells", async () => {
    const scene = await stage.open(twoByTwo());
    scene.author.after("2024");
    expect(scene.author.propose(addRowAfter)).toBe(true);
    await scene.settle();
    scene.second.after("Cases");
    expect(scene.second.propose(addColumnAfter)).toBe(true);
    await scene.everywhere((seen) => {
      expect(seen.base).toBe(
        'p"before" table(tr(th(p"Year") th(p"Cases")) tr(td(p"2024") td(p"twelve cases")))',
      );
      expect(seen.final).toMatch(/^p"before" table\(tr\(.*\) tr\(.*\) tr\(.*\)\)$/);
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
    scene.author.after("2024");
    expect(scene.author.propose(deleteRow)).toBe(true);
    await scene.everywhere((seen) => {
      expect(seen.base).toContain("2024");
      expect(seen.final).toBe('p"before" table(tr(th(p"Year") th(p"Cases")))');
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
    scene.second.after("Year");
    expect(scene.second.propose(deleteColumn)).toBe(true);
    await scene.everywhere((seen) =>
      expect(seen.final).toBe('p"before" table(tr(th(p"Cases")) tr(td(p"twelve cases")))'),
    );
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
    scene.author.selectCells("c3", "c4");
    expect(scene.author.propose(mergeCells)).toBe(true);
    await scene.everywhere((seen) => {
      expect(seen.base).toContain('td(p"2024") td(p"twelve cases")');
      expect(seen.final).toContain('tr(td[colspan=2](p"2024" p"twelve cases"))');
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });

  it("rows and columns accepted leave a regular table", async () => {
    const scene = await stage.open(twoByTwo());
    scene.author.after("2024");
    scene.author.propose(addRowAfter);
    scene.second.after("Cases");
    scene.second.propose(addColumnAfter);
    await scene.settle();
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => {
      seen.tracked.doc.check();
      const rows = seen.tracked.doc.child(1).content.content;
      expect(rows.map((row) => row.childCount)).toEqual([3, 3, 3]);
      expect(seen.suggestions).toEqual([]);
      expect(seen.markup).not.toMatch(/[AB]\+/);
    });
  });

  it("a whole table proposed, typed in, and rejected", async () => {
    const scene = await stage.open(doc(p({ id: "before" }, "before")));
    scene.author.after("before").insertBelow(table(tr(td(p("one")), td(p("two")))));
    await scene.settle();
    scene.author.after("one").type(" typed");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"before"');
      expect(seen.final).toBe('p"before" table(tr(td(p"one typed") td(p"two")))');
      expect(seen.suggestions).toHaveLength(1);
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });
});

describe("E53 Footnotes", () => {
  const noted = (): ReturnType<typeof doc> =>
    doc(
      p(
        "One",
        footnoteReference({ id: "f1" }, REFERENCE),
        " and two",
        footnoteReference({ id: "f2" }, REFERENCE),
        ".",
      ),
      footnotes(footnote({ id: "f1" }, "First note"), footnote({ id: "f2" }, "Second note")),
    );

  it("changes in two notes are counted, and decided separately", async () => {
    const scene = await stage.open(noted());
    scene.author.after("First").type(" changed");
    scene.author.select("Second").press("Backspace");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"One° and two°." notes(note"First note" note"Second note")');
      expect(seen.final).toBe('p"One° and two°." notes(note"First changed note" note" note")');
      expect(seen.suggestions).toHaveLength(2);
    });
    const [first, second] = scene.now.suggestions;
    if (first === undefined || second === undefined) throw new Error("not two");
    await scene.accept(first);
    await scene.everywhere((seen) =>
      expect(seen.markup).toBe('p"One° and two°." notes(note"First changed note" note"{A-|Second} note")'),
    );
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) =>
      expect(seen.markup).toBe('p"One° and two°." notes(note"First changed note" note"Second note")'),
    );
  });

  it("a proposed footnote is one suggestion with its text, and goes as one", async () => {
    const scene = await stage.open(doc(p("hello world")));
    scene.author.after("hello");
    expect(scene.author.propose(insertFootnote(() => "fnew"))).toBe(true);
    scene.author.type("A note.");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"hello world"');
      expect(seen.final).toBe('p"hello° world" notes(note"A note.")');
      expect(seen.suggestions).toHaveLength(1);
    });
    await scene.reject(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });

  it("a proposed footnote accepted stands with its text", async () => {
    const scene = await stage.open(noted());
    scene.author.after("and");
    scene.author.propose(insertFootnote(() => "fnew"));
    scene.author.type("Third note");
    await scene.settle();
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => {
      // The container's order says nothing: references number the texts.
      expect(seen.markup).toMatch(/^p"One° and° two°\." notes\((note"(First|Second|Third) note" ?){3}\)$/);
      expect(findNode(seen.tracked.doc, "fnew").node.textContent).toBe("Third note");
      expect(seen.suggestions).toEqual([]);
    });
  });

  it("deleting a reference proposes to delete its text, and accepting removes both", async () => {
    const scene = await stage.open(noted());
    scene.author.after(`One${REFERENCE}`).press("Backspace");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"One° and two°." notes(note"First note" note"Second note")');
      expect(seen.final).toBe('p"One and two°." notes(note"Second note")');
    });
    const pending = scene.now;
    await scene.reject(...pending.suggestions);
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
    scene.author.after(`One${REFERENCE}`).press("Backspace");
    await scene.settle();
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"One and two°." notes(note"Second note")');
      expect(seen.suggestions).toEqual([]);
    });
  });

  it("Enter in a footnote is refused with a reason and changes nothing", async () => {
    const scene = await stage.open(noted());
    scene.author.after("First").press("Enter");
    const { state } = scene.author.view;
    scene.author.view.dispatch(state.tr.split(state.selection.head));
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
    expect(scene.author.refused).not.toEqual([]);
  });
});

stage.comparesAfterRestart("E44, E50–E53");
