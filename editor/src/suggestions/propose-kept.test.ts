import { openSuggestions } from "@travaux/track-changes";
import { afterEach, describe, expect, it } from "vitest";
import type { KeptBlock } from "../session/kept-work.ts";
import { baseOf, closeEditors, editorOf, textOf } from "./editor.fixture.ts";
import { proposeKept } from "./propose-kept.ts";

afterEach(closeEditors);

const newId = (): string => crypto.randomUUID();

function block(kind: KeptBlock["kind"], id: string, before: string | null, text: string): KeptBlock {
  const content = text === "" ? [] : [{ type: "text", text }];
  return { kind, id, before, text, node: { type: "paragraph", attrs: { id }, content } };
}

describe("work that the server did not take", () => {
  it("comes back as proposals, and the text stays as it is", () => {
    const view = editorOf(textOf("The law provides.", "It is applied."), "m1", "edit");
    const left = proposeKept(
      view,
      [
        block("changed", "p0", "The law provides.", "The new law provides."),
        block("removed", "p1", "It is applied.", ""),
        block("added", "q", null, "A third paragraph."),
      ],
      newId,
    );
    expect(left).toEqual([]);
    expect(baseOf(view)).toBe("The law provides.|It is applied.");
    const said = openSuggestions(view.state).map(({ by, content }) => [
      by,
      content.deleted,
      content.inserted,
    ]);
    expect(said).toEqual([
      ["m1", "", "new "],
      ["m1", "", "A third paragraph."],
      ["m1", "It is applied.", ""],
    ]);
  });

  it("leaves the proposals of others where they are", () => {
    const doc = textOf("The law provides.");
    const other = editorOf(doc, "m2");
    other.dispatch(other.state.tr.insertText(" always", 17));
    const theirs = JSON.stringify(openSuggestions(other.state).map(({ id, content }) => [id, content]));
    const view = editorOf(doc, "m1");
    const before = view.state.doc.textContent;
    const mine = { ...block("changed", "p0", before, ""), text: "The law always." };
    const node = { ...mine.node, content: [{ type: "text", text: "The law provides always" }] };
    proposeKept(view, [{ ...mine, node }], newId);
    const still = openSuggestions(view.state).filter(({ by }) => by === "m2");
    expect(JSON.stringify(still.map(({ id, content }) => [id, content]))).toBe(theirs);
  });

  it("stays a private copy where the paragraph has gone, reads otherwise by now, or cannot be read", () => {
    const view = editorOf(textOf("The law was changed."), "m1");
    const state = view.state.doc;
    const kept = [
      block("changed", "p0", "The law provides.", "The new law provides."),
      block("changed", "gone", "Words", "Other words"),
      { ...block("added", "q", null, "x"), node: { type: "from_a_later_version" } },
    ];
    expect(proposeKept(view, kept, newId)).toEqual(kept);
    expect(view.state.doc).toBe(state);
  });
});
