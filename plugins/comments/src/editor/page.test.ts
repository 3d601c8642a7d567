import { createReportSchema } from "@travaux/blueprint";
import { nodeIds } from "@travaux/node-ids";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { afterEach, expect, it } from "vitest";
import { showThreads } from "./commands.ts";
import { comments } from "./comments.ts";
import { placedThreads, unplaced } from "./threads-in-text.ts";
import { markOn, placeOf, schema, textOfParagraphs, Writer } from "./writers.fixture.ts";

const open: { readonly view: EditorView }[] = [];
afterEach(() => open.splice(0).forEach(({ view }) => view.destroy()));

/** What a page of somebody else's document may leave in the clipboard, drawn or as it stands in its own document. */
const FOREIGN = `<p data-id="p0" id="p0"><span class="comment-mark comment-audience-reviewers comment-active"
  data-comment-thread="t1" data-comment-id="t1" role="comment">the treaty</span> enters
  <a id="_anchor_1" name="_msoanchor_1" href="#_msocom_1" class="msocomanchor">[1]</a>
  <span style="mso-comment-reference:AB_1;mso-comment-date:20261123T1000"> into force</span></p>
  <p data-id="p1" id="p1">second</p><script>steal()</script>`;

it("E25 takes no thread from what is pasted, nor anything that another document's comments left in it", () => {
  const given = markOn(textOfParagraphs("the treaty enters"), "the treaty", { id: "t1" });
  let count = 0;
  const newId = (): string => `new${(count += 1)}`;
  const mine = new Writer(textOfParagraphs("mine", "last"), {}, [nodeIds({ newId })]);
  const report = createReportSchema();
  const text = report.node("doc", null, [report.node("paragraph", { id: "p9" })]);
  const state = EditorState.create({ doc: text, plugins: [comments(), nodeIds({ newId })] });
  const reporting = {
    view: new EditorView(document.body.appendChild(document.createElement("div")), { state }),
  };
  open.push(mine, reporting);
  for (const { view } of [mine, reporting]) {
    expect(view.pasteHTML(FOREIGN)).toBe(true);
    expect(view.state.doc.textContent).toContain("the treaty enters");
    expect(placedThreads(view.state)).toEqual([]);
    expect(view.dom.querySelector(".comment-mark, [data-comment-thread]")).toBe(null);
    const stored = JSON.stringify(view.state.doc.toJSON());
    expect(stored).not.toMatch(/t1|comment-mark|comment-audience|comment-reference|steal/);
    const ids = view.state.doc.children.map(({ attrs }) => String(attrs["id"]));
    expect(new Set(ids).size).toBe(ids.length);
  }
  // A thread that has no words here is not given any by a pasted block that bears the id of its own.
  showThreads(mine.view, [{ ...given, parts: given.parts.map((part) => ({ ...part, quote: "not there" })) }]);
  expect(unplaced(mine.state)).toEqual(["t1"]);
});

it("E25 keeps what is drawn on words out of what is copied of them", () => {
  const ann = new Writer(textOfParagraphs("the treaty enters"));
  open.push(ann);
  ann.show(markOn(ann.text, "treaty", { id: "secret-thread" }));
  ann.select("the treaty enters");
  expect(ann.shown("[data-comment-thread=secret-thread]")).toBe("treaty");
  const { dom, text } = ann.view.serializeForClipboard(ann.state.selection.content());
  expect(text).toBe("the treaty enters");
  expect(dom.innerHTML).toContain("the treaty enters");
  expect(dom.innerHTML).not.toMatch(/secret-thread|comment/);
});

it("leaves the letters in which somebody composes alone, in their thread and beside it", () => {
  for (const how of ["inside", "after"] as const) {
    const ann = new Writer(textOfParagraphs("the treaty enters"));
    open.push(ann);
    ann.show(markOn(ann.text, "treaty"));
    ann.view.focus();
    ann.select("treaty", how);
    const { node } = ann.view.domAtPos(ann.state.selection.head, -1);
    document.getSelection()?.collapse(node, how === "inside" ? 3 : node.textContent?.length);
    ann.view.dom.dispatchEvent(new CompositionEvent("compositionstart"));
    expect(ann.view.composing).toBe(true);
    const before = ann.heard.length;
    for (const [text, more] of [
      ["k", 0],
      ["か", 1],
    ] as const) {
      const { head } = ann.state.selection;
      ann.view.dispatch(ann.state.tr.insertText(text, head - more, head).setMeta("composition", 1));
    }
    expect(ann.drawn).toEqual({ treaty: how === "inside" ? "treかaty" : "treaty" });
    expect(ann.heard.length).toBe(before);
    expect(node.isConnected).toBe(true);
  }
});

it("draws a document's threads once each, also where two blocks bear one id", () => {
  const twice = schema.node("doc", null, [
    schema.node("paragraph", { id: "p0" }, [schema.text("the first half of it")]),
    schema.node("paragraph", { id: "p0" }, [schema.text("and the other half")]),
  ]);
  const ann = new Writer(twice);
  open.push(ann);
  ann.show(markOn(twice, "other half"), markOn(twice, "first half"));
  expect(ann.drawn).toEqual({ "first half": "first half", "other half": "other half" });
  expect(placedThreads(ann.state)[1]?.from).toBe(placeOf(twice, "other half").from);
});

it("touches no other paragraph's elements when one types, with 500 threads in 300 paragraphs", () => {
  const words = Array.from({ length: 300 }, (_each, index) => `paragraph ${index} has these words and those`);
  const ann = new Writer(textOfParagraphs(...words));
  open.push(ann);
  const marks = words.flatMap((text, index) => [
    markOn(textOfParagraphs(text), "these words", { id: `a${index}` }),
    markOn(textOfParagraphs(text), "those", { id: `b${index}` }),
  ]);
  ann.show(
    ...marks
      .map((mark, at) => ({ ...mark, parts: mark.parts.map((part) => ({ ...part, block: `p${at >> 1}` })) }))
      .slice(0, 500),
  );
  expect(placedThreads(ann.state)).toHaveLength(500);
  const changes: MutationRecord[] = [];
  const observer = new MutationObserver((records) => changes.push(...records));
  observer.observe(ann.view.dom, { subtree: true, childList: true, attributes: true, characterData: true });
  ann.select("paragraph 7 has", "after").type("x");
  changes.push(...observer.takeRecords());
  observer.disconnect();
  const seventh = ann.view.dom.children[7];
  expect(changes.length).toBeGreaterThan(0);
  expect(changes.every(({ target }) => seventh?.contains(target) ?? false)).toBe(true);
});
