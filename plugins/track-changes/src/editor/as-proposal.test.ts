import { lift, wrapIn } from "prosemirror-commands";
import type { Node, NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem } from "prosemirror-schema-list";
import { TextSelection, type Command } from "prosemirror-state";
import { afterEach, expect, it } from "vitest";
import { asProposal, refusedReason } from "./as-proposal.ts";
import { setTrackingMode } from "./commands.ts";
import { paragraph, peerOf, schema, sharedDocument, show, Writer } from "./writers.fixture.ts";

const open: Writer[] = [];
afterEach(() => open.splice(0).forEach(({ view }) => view.destroy()));

function twoWriters(...content: readonly Node[]): readonly [Writer, Writer] {
  const doc = sharedDocument(schema.node("doc", null, content));
  const pair = [new Writer(doc, "ann"), new Writer(peerOf(doc), "bob")] as const;
  open.push(...pair);
  return pair;
}

function type(name: string): NodeType {
  const found = schema.nodes[name];
  if (found === undefined) throw new RangeError(`No ${name}`);
  return found;
}

function list(...texts: readonly string[]): Node {
  const items = texts.map((text, index) =>
    schema.node("list_item", { id: `i${index}` }, [paragraph(`p${index}`, text)]),
  );
  return schema.node("bullet_list", { id: "l" }, items);
}

it("E46 proposes a quotation, draws it for all, and takes it back by lifting out again", () => {
  const [ann, bob] = twoWriters(paragraph("p", "hello"));
  const base = ann.text;
  expect(ann.run(asProposal(wrapIn(type("blockquote"))))).toBe(true);
  expect(ann.text).toBe(base);
  expect(bob.view.dom.querySelector<HTMLElement>("p")?.dataset["suggestionLabel"]).toBe(
    "Put into blockquote (ann)",
  );
  expect(ann.run(asProposal(lift))).toBe(true);
  expect(bob.doc.getMap("suggestions").size).toBe(0);
  expect(bob.view.dom.querySelector("[data-suggestion-label]")).toBeNull();
});

it("E47 leaves nothing of an item that was indented and outdented", () => {
  const [ann, bob] = twoWriters(list("one", "two"));
  ann.select("two", "after");
  const base = ann.text;
  expect(ann.run(asProposal(sinkListItem(type("list_item"))))).toBe(true);
  expect(bob.doc.getMap("suggestions").size).toBe(1);
  expect(ann.run(asProposal(liftListItem(type("list_item"))))).toBe(true);
  expect(bob.doc.getMap("suggestions").size).toBe(0);
  expect(ann.text.toJSON()).toEqual(base.toJSON());
});

it("is the command itself in mode edit, and nothing in mode view", () => {
  const [ann] = twoWriters(paragraph("p", "hello"));
  const wrap = wrapIn(type("blockquote"));
  ann.run(setTrackingMode("view"));
  expect(ann.run(asProposal(wrap))).toBe(false);
  expect(refusedReason(wrap, ann.state)).toBe("read-only");
  ann.run(setTrackingMode("edit"));
  expect(ann.run(asProposal(wrap))).toBe(true);
  expect(show(ann.text)).toBe("blockquote(hello)");
});

it("is disabled, with a reason, for what cannot be tracked", () => {
  const note = schema.node("footnote_text", { id: "f" }, [schema.text("a note")]);
  const [ann] = twoWriters(paragraph("p", "hello"), schema.node("footnotes", { id: "fs" }, [note]));
  const breakNote: Command = (state, dispatch) => {
    dispatch?.(state.tr.split(state.selection.head));
    return true;
  };
  ann.view.dispatch(ann.state.tr.setSelection(TextSelection.create(ann.text, 11)));
  expect(asProposal(breakNote)(ann.state)).toBe(false);
  expect(refusedReason(breakNote, ann.state)).toBe("break-in-footnote");
  expect(ann.run(asProposal(breakNote))).toBe(false);
  expect(ann.refused).toEqual(["break-in-footnote"]);
});
