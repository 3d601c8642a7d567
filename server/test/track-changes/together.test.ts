import { BODY_ROOT } from "@travaux/blueprint";
import { doc, h1, li, p, reportSchema, table, td, tr, ul } from "@travaux/blueprint/testing";
import { setSuggestionView, setTrackingMode } from "@travaux/track-changes";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { ySyncPlugin } from "y-prosemirror";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Connection } from "./connection.ts";
import { actAtRandom, randomOf } from "./random-acts.ts";
import { Stage } from "./scene.ts";
import { findWords } from "./writer.ts";

const stage = new Stage();
const SEED = Number(process.env["TRAVAUX_FUZZ_SEED"] ?? 20261123);

it("E86 One split, two viewers: both see the same", async () => {
  const scene = await stage.open(doc(p("hello world"), p("after")));
  scene.author.after("hello").press("Enter");
  await scene.everywhere((seen) => expect(seen.markup).toBe('p"hello{A+|¶} world" p"after"'));
  for (const { view } of scene.writers) {
    expect(view.dom.textContent).toBe("hello\n worldafter");
    expect(view.dom.querySelectorAll(".suggestion-break")).toHaveLength(1);
  }
});

describe("E88 Thirty mixed operations in three modes end alike, and rejecting all leaves what the editor wrote", () => {
  it.each([0, 1, 2, 3, 4, 5])("round %i", async (round) => {
    const seed = SEED + round;
    process.stdout.write(`E88: seed ${seed}\n`);
    const random = randomOf(seed);
    const scene = await stage.open(
      doc(
        h1("Heading"),
        p("The first paragraph."),
        p("The second one."),
        ul(li(p("one")), li(p("two"))),
        table(tr(td(p("left")), td(p("right")))),
      ),
    );
    scene.second.run(setSuggestionView("final"));
    const done: string[] = [];
    try {
      for (let step = 0; step < 30; step += 1) {
        const writer = scene.writers[random(3)] ?? scene.author;
        done.push(`${writer.part} ${actAtRandom(writer, random)}`);
        if (random(3) === 0) await scene.settle();
      }
      await scene.everywhere((seen) => seen.tracked.doc.check());
      const { base } = scene.now;
      await scene.reject(...scene.now.suggestions);
      await scene.everywhere((seen) => {
        expect(seen.markup).toBe(base);
        expect(seen.suggestions).toEqual([]);
      });
    } catch (error) {
      if (error instanceof Error) error.message = `seed ${seed}: ${error.message}\n${done.join("\n")}`;
      throw error;
    }
  });

  it("with nobody writing but those who propose, rejecting all is the original", async () => {
    for (const seed of [SEED + 100, SEED + 101, SEED + 102]) {
      process.stdout.write(`E88: seed ${seed}\n`);
      const random = randomOf(seed);
      const scene = await stage.open(
        doc(p("The first paragraph."), p("The second one."), ul(li(p("one")), li(p("two")))),
      );
      const done: string[] = [];
      try {
        for (let step = 0; step < 30; step += 1) {
          const writer = random(2) === 0 ? scene.author : scene.second;
          done.push(`${writer.part} ${actAtRandom(writer, random)}`);
          if (random(3) === 0) await scene.settle();
        }
        await scene.settle();
        await scene.reject(...scene.now.suggestions);
        await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
      } catch (error) {
        if (error instanceof Error) error.message = `seed ${seed}: ${error.message}\n${done.join("\n")}`;
        throw error;
      }
    }
  });
});

describe("E89 An editor types into a paragraph that a suggester deleted", () => {
  // Where what is typed begins like what follows, it must be the very letters that are told apart.
  it.each([
    ["two", " NEW"],
    ["tw", "NEW"],
  ])("behind %j: all see it, and accepting does not swallow it", async (behind, typed) => {
    const scene = await stage.open(doc(p("one"), p("two three"), p("four")));
    scene.author.selectNode("n2").press("Backspace");
    await scene.settle();
    scene.editor.after(behind).type(typed);
    const [left, right] = [behind, "two three".slice(behind.length)];
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe(`p"one" p"{A-|${left}}${typed}{A-|${right}}" p"four"`);
      expect(seen.base).toBe(`p"one" p"${left}${typed}${right}" p"four"`);
      expect(seen.final).toContain(typed);
    });
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe(`p"one" p"${typed}" p"four"`);
      expect(seen.suggestions).toEqual([]);
    });
  });
});

describe("E91 A deletion spanning a peer's fresh insertion", () => {
  it.each([" brave", "-brave"])("%j: no struck copy of it, and nothing of it is lost", async (typed) => {
    const scene = await stage.open(doc(p("hello world")));
    scene.second.after("hello").type(typed);
    scene.author.select("hello", "world").press("Backspace");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe(`p"{A-|hello}{B+|${typed}}{A-| world}"`);
      expect(seen.base).toBe('p"hello world"');
      expect(seen.final).toBe(`p"${typed}"`);
    });
    await scene.accept(...scene.now.of("A"));
    await scene.everywhere((seen) => expect(seen.markup).toBe(`p"{B+|${typed}}"`));
  });

  it.each([" brave", "-brave"])("%j: not by an editor's deletion either", async (typed) => {
    const scene = await stage.open(doc(p("hello world")));
    scene.second.after("hello").type(typed);
    scene.editor.select("hello", "world").press("Backspace");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe(`p"{B+|${typed}}"`);
      expect(seen.base).toBe('p""');
    });
  });
});

describe("E92 An editor deletes while viewing suggestions", () => {
  it("commits it to the base, and the three see the same", async () => {
    const scene = await stage.open(doc(p("hello world"), p("the end")));
    scene.author.after("hello").type(" brave new");
    scene.second.select("the").press("Backspace");
    await scene.settle();
    scene.editor.select("end").press("Backspace");
    scene.editor.select("hello").press("Backspace");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"{A+| brave new} world" p"{B-|the} "');
      expect(seen.base).toBe('p" world" p"the "');
    });
  });

  it("over somebody's pending text: that stays, with the editor's own proposal to delete it", async () => {
    const scene = await stage.open(doc(p("hello world")));
    scene.author.after("hello").type(" brave");
    await scene.settle();
    scene.editor.select("lo brave", "wor").press("Backspace");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hel{A+ C-| brave}ld"');
      expect(seen.base).toBe('p"helld"');
      expect(seen.of("A")).toHaveLength(1);
    });
  });

  it("up to the end of the document and all of it", async () => {
    const scene = await stage.open(doc(p("one"), p("two"), p("three")));
    scene.author.after("three").type(" pending").press("Enter").type("more");
    await scene.settle();
    scene.editor.selectAll().press("Backspace");
    await scene.everywhere((seen) => {
      seen.tracked.doc.check();
      expect(seen.base.replaceAll(/p""/g, "").trim()).toBe("");
      expect(seen.of("A").length).toBeGreaterThan(0);
      expect(seen.tracked.doc.textContent).toContain(" pending");
      expect(seen.tracked.doc.textContent).toContain("more");
    });
  });
});

it("E95 Unequal features: an editor that knows no suggestions loses none while he writes beside them", async () => {
  const scene = await stage.open(doc(p("hello world"), p("second")));
  scene.author.after("hello").type(" brave");
  scene.second.select("world").press("Backspace");
  scene.author.before("second").press("Backspace");
  await scene.settle();
  const before = scene.now;
  const plain = await new Connection(stage.review.url, stage.review.participant("D"), scene.room).ready();
  const view = new EditorView(document.body.appendChild(document.createElement("div")), {
    state: EditorState.create({
      schema: reportSchema,
      plugins: [ySyncPlugin(plain.doc.getXmlFragment(BODY_ROOT))],
    }),
  });
  try {
    const { tr } = view.state;
    view.dispatch(tr.insertText("plainly ", 1).insertText("!", tr.doc.content.size - 1));
    await plain.saved();
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"plainly hello{A+| brave} {B-|world}" p"second!"');
      expect(seen.suggestions.map(({ id }) => id)).toEqual(before.suggestions.map(({ id }) => id));
    });
  } finally {
    view.destroy();
    plain.leave();
  }
});

describe("E97 Switching mode", () => {
  it("shows another text and alters nobody's suggestions", async () => {
    const scene = await stage.open(doc(p("hello world")));
    scene.second.after("hello").type(" brave");
    scene.author.select("world").press("Backspace");
    await scene.settle();
    const before = scene.now.markup;
    const updates: Uint8Array[] = [];
    scene.author.connection.doc.on("update", (update: Uint8Array) => updates.push(update));
    for (const mode of ["view", "edit", "suggest"] as const) scene.author.run(setTrackingMode(mode));
    for (const view of ["base", "final", "brackets", "markup"] as const)
      scene.author.run(setSuggestionView(view));
    scene.author.run(setTrackingMode("view"));
    await scene.everywhere((seen) => expect(seen.markup).toBe(before));
    expect(updates).toEqual([]);
  });

  it("after a deletion: what follows in the other mode is of the other mode", async () => {
    const scene = await stage.open(doc(p("hello world")));
    scene.editor.run(setTrackingMode("suggest"));
    scene.editor.select("hello").press("Backspace");
    scene.editor.run(setTrackingMode("edit"));
    scene.editor.after("world").type("!");
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"{C-|hello} world!"');
      expect(seen.base).toBe('p"hello world!"');
    });
    scene.editor.run(setTrackingMode("suggest"));
    scene.editor.after("world!").type("?");
    await scene.everywhere((seen) => expect(seen.markup).toBe('p"{C-|hello} world!{C+|?}"'));
  });

  it("in view mode nothing can be changed, and the person is told", async () => {
    const scene = await stage.open(doc(p("hello world")));
    scene.author.run(setTrackingMode("view"));
    scene.author.after("hello").type("x");
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
    expect(scene.author.refused).toEqual(["read-only"]);
  });
});

describe("E98 Undo is mine only", () => {
  it("what others proposed is not undone", async () => {
    const scene = await stage.open(doc(p("hello world")));
    scene.second.after("world").type(" theirs");
    await scene.settle();
    scene.author.undo();
    scene.editor.undo();
    await scene.everywhere((seen) => expect(seen.markup).toBe('p"hello world{B+| theirs}"'));
  });

  it("one's own is undone and redone around what others did meanwhile, and the caret is at the change", async () => {
    const scene = await stage.open(doc(p("hello world")));
    scene.author.after("hello").type("-mine");
    await scene.settle();
    scene.second.before("hello").type("Their ");
    scene.editor.after("world").type("!");
    await scene.settle();
    scene.author.undo();
    expect(scene.author.view.state.selection.head).toBe(findWords(scene.author.doc, "hello").to);
    await scene.everywhere((seen) => expect(seen.markup).toBe('p"{B+|Their }hello world!"'));
    scene.author.redo();
    await scene.everywhere((seen) => expect(seen.markup).toBe('p"{B+|Their }hello{A+|-mine} world!"'));
  });

  it("a deletion, a replacement, a break, a format and a record are undone whole", async () => {
    const acts = {
      deletion: (writer: typeof scene.author) => writer.select("hello").press("Backspace"),
      replacement: (writer: typeof scene.author) => writer.select("hello").type("goodbye"),
      break: (writer: typeof scene.author) => writer.after("hel").press("Enter"),
      format: (writer: typeof scene.author) => writer.select("hello").press("Mod-b"),
      join: (writer: typeof scene.author) => writer.before("second").press("Backspace"),
      node: (writer: typeof scene.author) => writer.selectNode("n2").press("Backspace"),
    };
    const scene = await stage.open(doc(p("hello world"), p("second")));
    for (const [name, act] of Object.entries(acts)) {
      act(scene.author.pause());
      await scene.settle();
      expect(scene.now.suggestions, name).toHaveLength(1);
      const proposed = scene.now.final;
      scene.author.undo();
      await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
      scene.author.redo();
      await scene.everywhere((seen) => {
        expect(seen.final, name).toBe(proposed);
        expect(seen.suggestions, name).toHaveLength(1);
      });
      scene.author.undo();
      await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
    }
  });

  it("a new change clears what could be redone", async () => {
    const scene = await stage.open(doc(p("hello")));
    scene.author.after("hello").type(" one").undo();
    scene.author.after("hello").type(" two");
    scene.author.redo();
    await scene.everywhere((seen) => expect(seen.markup).toBe('p"hello{A+| two}"'));
  });

  it("what is not to be in the history is not undone", async () => {
    const scene = await stage.open(doc(p("hello")));
    scene.author.after("hello").type(" one").pause();
    scene.author.view.dispatch(
      scene.author.view.state.tr.insertText("quiet ", 1).setMeta("addToHistory", false),
    );
    scene.author.undo();
    await scene.everywhere((seen) => expect(seen.markup).toBe('p"{A+|quiet }hello"'));
  });

  it("never takes a suggestion of another that lies in what is undone", async () => {
    const scene = await stage.open(doc(p("hello")));
    scene.author.after("hello").type(" mine");
    await scene.settle();
    scene.second.after("mi").type("XX");
    await scene.settle();
    scene.author.undo();
    await scene.everywhere((seen) => {
      expect(seen.markup).toBe('p"hello{B+|XX}"');
      expect(seen.cards).toEqual(["B insertion"]);
    });
  });

  it("of what was decided meanwhile gives back no decided suggestion", async () => {
    const scene = await stage.open(doc(p("hello")));
    scene.author.after("hello").type(" mine");
    await scene.settle();
    await scene.accept(...scene.now.suggestions);
    scene.author.undo();
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"hello mine"');
      expect(seen.of("A").every(({ kind }) => kind === "deletion")).toBe(true);
    });
  });
});

it("E94 An old client that meets what it does not know may only read, is told so, and deletes nothing", async () => {
  const scene = await stage.open(doc(p("hello"), table(tr(td(p("cell"))))));
  const old = await new Connection(stage.review.url, stage.review.participant("D"), scene.room, {
    schema: 0,
  }).ready();
  try {
    expect(old.access).toMatchObject({ kind: "access", level: "read", outdated: true });
    const body = old.doc.getXmlFragment(BODY_ROOT);
    expect(body.get(1)).toBeInstanceOf(Y.XmlElement);
    // What y-prosemirror does with a node that its schema lacks.
    body.delete(1, 1);
    await expect(old.saved()).rejects.toThrow("not-permitted");
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  } finally {
    old.leave();
  }
});

stage.comparesAfterRestart("E86–E98");
