import { doc, p } from "@travaux/blueprint/testing";
import { AllSelection, TextSelection } from "prosemirror-state";
import { DocAttrStep } from "prosemirror-transform";
import { describe, expect, it } from "vitest";
import { Page, show } from "./rewriting.fixture.ts";

describe("a rewritten transaction", () => {
  it("carries over metadata, time, stored marks and scrolling", () => {
    const page = new Page(doc(p("hello")));
    const strong = page.state.schema.mark("strong");
    const review = page.state.schema.mark("insertion", { id: "m9:aaaa", by: "m9" });
    const original = page.state.tr.insertText("x", 3).setMeta("paste", true).setMeta("uiEvent", "paste");
    original.setTime(42).setStoredMarks([strong, review]).scrollIntoView();
    const rewriting = page.dispatch(original, "m1");
    const tr = rewriting.kind === "rewritten" ? rewriting.tr : null;
    expect([tr?.getMeta("paste"), tr?.getMeta("uiEvent"), tr?.time]).toEqual([true, "paste", 42]);
    expect(tr?.storedMarks).toEqual([strong]);
    expect(tr?.scrolledIntoView).toBe(true);
  });

  it("is the original where no text changes", () => {
    const page = new Page(doc(p("hello")));
    const { state } = page;
    expect(page.dispatch(state.tr.setSelection(TextSelection.create(state.doc, 3)), "m1")).toEqual({
      kind: "unchanged",
    });
  });

  it("keeps a selection of another kind", () => {
    const page = new Page(doc(p("hello"), p("there")));
    const { tr } = page.state;
    tr.insertText("x", 3);
    page.dispatch(tr.setSelection(new AllSelection(tr.doc)), "m1");
    expect(page.state.selection).toBeInstanceOf(AllSelection);
  });

  it("is refused for a kind of step that nobody knows, and nothing of it happens", () => {
    const page = new Page(doc(p("hello")));
    const before = page.doc;
    const original = page.state.tr.insertText("x", 3).step(new DocAttrStep("lang", "ar"));
    expect(page.dispatch(original, "m1")).toEqual({ kind: "refused", reason: "unknown-step" });
    expect(page.doc).toBe(before);
  });

  it("is refused for a paste of a withheld passage", () => {
    const page = new Page(doc(p("hello")));
    const placeholder = page.state.schema.nodes["placeholder"]?.create({ id: "x" });
    const original = page.state.tr.insert(3, placeholder ?? []);
    expect(page.dispatch(original, "m1")).toEqual({ kind: "refused", reason: "placeholder" });
  });

  it("passes over a withheld passage that a deletion covers", () => {
    const page = new Page(doc(p("hello")));
    const placeholder = page.state.schema.nodes["placeholder"]?.create({ id: "x" });
    page.state = page.state.apply(page.state.tr.insert(3, placeholder ?? []));
    page.dispatch(page.state.tr.delete(1, 7), "m1");
    expect(show(page.doc)).toBe("p(-1{he}placeholder()-1{llo})");
    page.dispatch(page.state.tr.delete(1, 7), "m3", "edit");
    expect(show(page.doc)).toBe("p(placeholder())");
  });

  it("leaves a base block's id alone, and gives one to a block of one's own", () => {
    const page = new Page(doc(p({ id: "a" }, "hello"), p({ id: "b", ins: "m1:aaaa" }, "mine")));
    page.dispatch(page.state.tr.setNodeAttribute(0, "id", "z"), "m1");
    page.dispatch(page.state.tr.setNodeAttribute(7, "id", "y"), "m1");
    page.dispatch(page.state.tr.setNodeAttribute(7, "ins", null), "m1");
    expect(page.doc.content.content.map(({ attrs }) => [attrs["id"], attrs["ins"]])).toEqual([
      ["a", null],
      ["y", "m1:aaaa"],
    ]);
    expect(page.records.size).toBe(0);
  });

  it("rewrites later steps where earlier ones put and struck something", () => {
    const page = new Page(doc(p("one two"), p("three")));
    const original = page.state.tr.delete(2, 4).insertText("XY", 2).insertText("z", 3).insertText("!", 11);
    expect(original.doc.textContent).toBe("oXzY two!three");
    page.dispatch(original, "m1");
    expect(show(page.doc)).toBe("p(o-1{ne}+1{XzY} two) p(+1{!}three)");
  });
});
