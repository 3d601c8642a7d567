import { readFileSync } from "node:fs";
import { doc, p, strong, ul, li } from "@travaux/blueprint/testing";
import {
  nextSuggestion,
  openSuggestions,
  previousSuggestion,
  redrawSuggestions,
  selectSuggestion,
  setSuggestionView,
  setTrackingMode,
  trackingOf,
  withdrawSuggestion,
  type SuggestionView,
} from "@travaux/track-changes";
import { EditorState } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { reportSchema } from "@travaux/blueprint/testing";
import { Stage, type Scene } from "./scene.ts";
import type { Writer } from "./writer.ts";

const stage = new Stage();
const STYLES = new URL(import.meta.resolve("@travaux/track-changes/style.css"));

interface Rule {
  readonly selectors: readonly string[];
  readonly declarations: Readonly<Record<string, string>>;
}

/** The rules of the plugin's style sheet, but for those of pseudo-elements, which hold no text of the document. */
const RULES: readonly Rule[] = Array.from(
  readFileSync(STYLES, "utf8")
    .replaceAll(/\/\*.*?\*\//gs, "")
    .matchAll(/([^{}]+)\{([^{}]*)\}/g),
  ([, selectors = "", body = ""]) => ({
    selectors: selectors
      .split(/,(?![^(]*\))/)
      .map((selector) => selector.trim())
      .filter((selector) => !selector.includes("::")),
    declarations: Object.fromEntries(
      body.split(";").flatMap((line) => {
        const [name, value] = line.split(/:(.*)/s).map((part) => part.trim());
        return name === undefined || value === undefined ? [] : [[name, value]];
      }),
    ),
  }),
);

/** What the style sheet says last of an element; all its rules of one property weigh the same or more, later ones. */
function declared(element: globalThis.Element, property: string): string | undefined {
  return RULES.filter(
    ({ selectors, declarations }) =>
      property in declarations && selectors.some((selector) => element.matches(selector)),
  ).at(-1)?.declarations[property];
}

/** What a view has drawn, anew: this DOM keeps what it once found about selectors when a class changes above. */
function drawn(writer: Writer): globalThis.Element {
  const place = document.createElement("div");
  place.innerHTML = writer.view.dom.outerHTML;
  const [copy] = place.children;
  if (copy === undefined) throw new Error("nothing drawn");
  return copy;
}

/** The text that a person sees: without what the style sheet hides. */
function visible(writer: Writer): string {
  const read = (node: globalThis.Node): string => {
    if (node instanceof Text) return node.data;
    if (!(node instanceof HTMLElement) || declared(node, "display") === "none") return "";
    return Array.from(node.childNodes, read).join("");
  };
  return Array.from(drawn(writer).children, read).join("|");
}

async function proposals(): Promise<Scene> {
  const scene = await stage.open(doc(p("hello brave ", strong("world")), p("second")));
  scene.author.after("hello").type(" new");
  scene.author.select("brave").press("Backspace");
  scene.second.select("world").press("Mod-b");
  scene.second.select("second").press("Mod-i");
  await scene.settle();
  return scene;
}

function show(writer: Writer, view: SuggestionView): void {
  expect(writer.run(setSuggestionView(view))).toBe(true);
}

describe("E137 Views", () => {
  it("hide what they should, and none alters data", async () => {
    const scene = await proposals();
    const before = scene.now.markup;
    const updates: Uint8Array[] = [];
    scene.editor.connection.doc.on("update", (update: Uint8Array) => updates.push(update));
    const texts = (["markup", "base", "final", "brackets"] as const).map((view) => {
      show(scene.editor, view);
      return visible(scene.editor);
    });
    expect(texts).toEqual([
      "hello new brave world|second",
      "hello brave world|second",
      "hello new  world|second",
      "hello new brave world|second",
    ]);
    expect(updates).toEqual([]);
    await scene.everywhere((seen) => expect(seen.markup).toBe(before));
  });

  it("show previous formatting as it stands, proposed formatting as proposed, and hide it never", async () => {
    const scene = await proposals();
    const formats = (): readonly (readonly [string, string | undefined, string | undefined])[] =>
      [...drawn(scene.editor).querySelectorAll(".suggestion-format")].map((element) => [
        element.textContent,
        declared(element, "font-weight"),
        declared(element, "font-style"),
      ]);
    show(scene.editor, "final");
    expect(formats()).toEqual([
      ["world", "normal", undefined],
      ["second", undefined, "italic"],
    ]);
    show(scene.editor, "base");
    expect(formats()).toEqual([
      ["world", "inherit", undefined],
      ["second", undefined, "inherit"],
    ]);
    expect(scene.editor.view.dom.querySelector("strong")?.textContent).toBe("world");
    for (const view of ["markup", "final", "base", "brackets"] as const) {
      show(scene.editor, view);
      const elements = [...drawn(scene.editor).querySelectorAll(".suggestion-format")];
      expect(elements.map((element) => declared(element, "border-block-end") ?? "none")).not.toContain(
        "none",
      );
    }
  });

  it("brackets stand around what is under negotiation", async () => {
    const scene = await proposals();
    show(scene.editor, "brackets");
    const { dom } = scene.editor.view;
    expect(dom.querySelectorAll(".suggestion-opens").length).toBeGreaterThanOrEqual(2);
    expect(dom.querySelectorAll(".suggestion-opens").length).toBe(
      dom.querySelectorAll(".suggestion-closes").length,
    );
    expect(dom.classList.contains("track-changes-brackets")).toBe(true);
  });

  it("of a proposed break, join and block: one paragraph or two, as the view says", async () => {
    const scene = await stage.open(doc(p("hello world"), p("second")));
    scene.author.after("hello").press("Enter");
    scene.author.after("second").insertBelow(ul(li(p("item"))));
    await scene.settle();
    show(scene.editor, "base");
    expect(visible(scene.editor).replaceAll(/\|+$/g, "")).toBe("hello world|second");
    show(scene.editor, "final");
    expect(visible(scene.editor)).toBe("hello\n world|second|item");
  });

  it("editing in any of them stays tracked", async () => {
    for (const view of ["final", "base", "brackets"] as const) {
      const scene = await stage.open(doc(p("hello world")));
      show(scene.author, view);
      scene.author.after("hello").type(" typed");
      scene.author.select("world").press("Backspace");
      await scene.everywhere((seen) => {
        expect(seen.base).toBe('p"hello world"');
        expect(seen.final).toBe('p"hello typed "');
      });
    }
  });
});

describe("E139 Panel", () => {
  it("has one entry for an id split across runs, and its text is that of the document", async () => {
    const scene = await stage.open(doc(p("one ", strong("two"), " three"), p("four")));
    scene.author.select("one", "three").press("Backspace");
    scene.second.after("four").type(" plain ").press("Mod-b").type("bold").press("Mod-b").type(" end");
    await scene.settle();
    for (const writer of scene.writers) {
      const cards = openSuggestions(writer.view.state);
      expect(cards.map(({ kind }) => kind)).toEqual(["deletion", "insertion"]);
      const texts = cards.map(({ pieces }) =>
        pieces.map((piece) => ("text" in piece ? piece.text : "")).join(""),
      );
      expect(texts).toEqual(["one two three", " plain bold end"]);
      for (const card of cards) {
        const runs = [...writer.view.dom.querySelectorAll(`[data-suggestion="${card.id}"]`)];
        expect(runs.map(({ textContent }) => textContent).join("")).toBe(texts[cards.indexOf(card)]);
      }
    }
  });

  it("has entries of their own for what is not adjacent", async () => {
    const scene = await stage.open(doc(p("one two three")));
    scene.author.select("one").press("Backspace");
    scene.author.select("three").press("Backspace");
    scene.author.after("two").type(" x");
    await scene.settle();
    for (const writer of scene.writers) {
      const cards = openSuggestions(writer.view.state);
      expect(cards.map(({ kind }) => kind)).toEqual(["deletion", "insertion", "deletion"]);
      expect(new Set(cards.map(({ id }) => id)).size).toBe(3);
    }
  });

  it("is empty when all is decided", async () => {
    const scene = await proposals();
    await scene.reject(...scene.now.suggestions);
    for (const writer of scene.writers) expect(openSuggestions(writer.view.state)).toEqual([]);
  });
});

describe("E140 Spoken review", () => {
  it("entering and leaving a suggestion is announced, with kind and author, and nothing is said twice", async () => {
    const scene = await stage.open(doc(p("hello brave world")));
    scene.author.select("brave").press("Backspace");
    scene.second.after("world").type(" more");
    await scene.settle();
    const reader = scene.editor;
    reader.spoken.splice(0);
    reader.before("hello").after("he").after("brav");
    reader.after("bra").after("hel").after("mor");
    expect(reader.spoken).toEqual([
      expect.stringMatching(/deletion.*\bA\b/i),
      "End of suggestion",
      expect.stringMatching(/insertion.*\bB\b/i),
    ]);
  });

  it("suggestions are reached and taken back by commands alone", async () => {
    const scene = await stage.open(doc(p("one two three")));
    scene.author.select("one").press("Backspace");
    scene.author.after("three").type(" end");
    await scene.settle();
    const writer = scene.author.before("one");
    writer.spoken.splice(0);
    writer.after("two");
    expect(writer.run(nextSuggestion)).toBe(true);
    expect(trackingOf(writer.view.state).active).toBe(scene.now.suggestions[1]?.id);
    expect(writer.run(previousSuggestion)).toBe(true);
    expect(trackingOf(writer.view.state).active).toBe(scene.now.suggestions[0]?.id);
    const active = trackingOf(writer.view.state).active ?? "";
    expect(writer.run(withdrawSuggestion(active))).toBe(true);
    await scene.everywhere((seen) => expect(seen.markup).toBe('p"one two three{A+| end}"'));
  });

  it("adds no stop of the Tab key to the text", async () => {
    const scene = await proposals();
    for (const writer of scene.writers) {
      const stops = writer.view.dom.querySelectorAll("[tabindex], a[href], button, input, select, textarea");
      expect([...stops].map(({ outerHTML }) => outerHTML)).toEqual([]);
    }
  });

  it("marks runs with the elements that screen readers know", async () => {
    const scene = await proposals();
    const { dom } = scene.editor.view;
    expect([...dom.querySelectorAll("ins")].map(({ textContent }) => textContent)).toEqual([" new"]);
    expect([...dom.querySelectorAll("del")].map(({ textContent }) => textContent)).toEqual(["brave"]);
  });
});

describe("E83 Commands where there is nothing to do", () => {
  const commands = {
    nextSuggestion,
    previousSuggestion,
    selectSuggestion: selectSuggestion("m1:abcd"),
    withdrawSuggestion: withdrawSuggestion("m1:abcd"),
  };

  it("are inert without the plugin", () => {
    const state = EditorState.create({ doc: doc(p("hello")), schema: reportSchema });
    const all = {
      ...commands,
      redrawSuggestions,
      setSuggestionView: setSuggestionView("final"),
      setTrackingMode: setTrackingMode("edit"),
    };
    for (const [name, command] of Object.entries(all)) {
      const dispatched: unknown[] = [];
      expect(
        command(state, (tr) => dispatched.push(tr)),
        name,
      ).toBe(false);
      expect(command(state), name).toBe(false);
      expect(dispatched, name).toEqual([]);
    }
  });

  it("are inert and disabled without a suggestion", async () => {
    const scene = await stage.open(doc(p("hello")));
    for (const writer of scene.writers)
      for (const [name, command] of Object.entries(commands)) {
        expect(command(writer.view.state), name).toBe(false);
        expect(writer.run(command), name).toBe(false);
      }
    await scene.everywhere((seen) => expect(seen.stored).toBe(scene.untouched));
  });
});

stage.comparesAfterRestart("E83, E137–E140");
