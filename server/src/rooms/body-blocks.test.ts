import { BODY_ROOT } from "@travaux/blueprint";
import { blockquote, doc, li, p, reportSchema, ul } from "@travaux/blueprint/testing";
import { blockTextsOf, type BlockText, type TextChange } from "@travaux/comments/model";
import fc from "fast-check";
import { Fragment, type Node } from "prosemirror-model";
import { expect, it } from "vitest";
import { updateYFragment, yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";
import { BodyBlocks } from "./body-blocks.ts";

const isTextblock = (name: string): boolean => reportSchema.nodes[name]?.isTextblock ?? false;

function write(document: Y.Doc, node: Node): void {
  const meta = { mapping: new Map(), isOMark: new Map() };
  document.transact(() => updateYFragment(document, document.getXmlFragment(BODY_ROOT), node, meta));
}

function read(document: Y.Doc): readonly BlockText[] {
  return sorted(
    blockTextsOf(yXmlFragmentToProseMirrorRootNode(document.getXmlFragment(BODY_ROOT), reportSchema)),
  );
}

function sorted(blocks: Iterable<BlockText>): readonly BlockText[] {
  return [...blocks].toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** A document whose changes are collected as they come from another. */
function mirrored(first: Node) {
  const [source, live] = [new Y.Doc(), new Y.Doc()];
  write(source, first);
  Y.applyUpdate(live, Y.encodeStateAsUpdate(source));
  source.on("update", (update: Uint8Array) => Y.applyUpdate(live, update));
  const body = live.getXmlFragment(BODY_ROOT);
  const blocks = new BodyBlocks(body, isTextblock);
  const changes: TextChange[] = [];
  body.observeDeep((events) => changes.push(blocks.change(events)));
  return { source, live, blocks, changes };
}

const PLACEHOLDER = reportSchema.nodes["placeholder"]?.create({ id: "x" });

/** Blocks with ids of few, so that ids go and come back; each id once in a document. */
const documents: fc.Arbitrary<Node> = fc
  .array(
    fc.record({
      id: fc.constantFrom("a", "b", "c", "d", "e"),
      words: fc.string({ unit: fc.constantFrom("x", "y", " ", "\uFFFC", "é"), maxLength: 12 }),
      within: fc.constantFrom("doc", "list", "quote"),
      heading: fc.boolean(),
      withheld: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((all) => {
    const ids = new Set<string>();
    const blocks = all.flatMap(({ id, words, within, heading, withheld }, at) => {
      if (ids.has(id)) return [];
      ids.add(id);
      const texts = words === "" ? [] : [reportSchema.text(words, marksAt(at, words))];
      const content = withheld && PLACEHOLDER !== undefined ? [...texts, PLACEHOLDER, ...texts] : texts;
      const block = reportSchema.node(heading ? "heading" : "paragraph", { id }, content);
      if (within === "list") return [ul({ id: `${id}u` }, li({ id: `${id}l` }, block))];
      return within === "quote" ? [blockquote({ id: `${id}q` }, block)] : [block];
    });
    return reportSchema.topNodeType.create(null, Fragment.from(blocks));
  });

function marksAt(at: number, words: string) {
  const { strong } = reportSchema.marks;
  return strong !== undefined && at % 2 === 0 && !words.includes("\uFFFC") ? [strong.create()] : [];
}

it("has the same texts as the document, whatever is done to it, and tells what that did", () => {
  fc.assert(
    fc.property(documents, fc.array(documents, { minLength: 1, maxLength: 5 }), (first, more) => {
      const { source, live, blocks, changes } = mirrored(first);
      expect(sorted(blocks.all())).toEqual(read(live));
      for (const next of more) {
        const before = new Map(read(live).map(({ id, text }) => [id, text]));
        changes.length = 0;
        write(source, next);
        const after = read(live);
        expect(sorted(blocks.all())).toEqual(after);
        for (const { id, text } of after) expect(blocks.textOf(id)).toBe(text);
        for (const change of changes) follow(before, change);
        expect(sorted([...before].map(([id, text]) => ({ id, text })))).toEqual(after);
      }
    }),
    { numRuns: 300 },
  );
});

/** Does to the texts what a change says, and expects them to be as it says that they were. */
function follow(texts: Map<string, string>, { changed, removed, added }: TextChange): void {
  for (const { id, before, after } of changed) {
    expect(texts.get(id)).toBe(before);
    expect(after).not.toBe(before);
    texts.set(id, after);
  }
  for (const { id, text } of removed) {
    expect(texts.get(id)).toBe(text);
    texts.delete(id);
  }
  for (const { id, text } of added) {
    expect(texts.has(id)).toBe(false);
    texts.set(id, text);
  }
}

it("calls a block whose kind changed the same block, and its text unchanged", () => {
  const { source, changes } = mirrored(doc(p({ id: "a" }, "one"), p({ id: "b" }, "two")));
  write(
    source,
    doc(p({ id: "a" }, "one"), reportSchema.node("heading", { id: "b" }, [reportSchema.text("two")])),
  );
  expect(changes).toEqual([{ changed: [], removed: [], added: [] }]);
});

it("reads, at a key stroke, the block that it is in and no other", () => {
  const { live, source, changes } = mirrored(doc(p({ id: "a" }, "one"), p({ id: "b" }, "two")));
  const [first, second] = live.getXmlFragment(BODY_ROOT).toArray();
  let reads = 0;
  if (!(first instanceof Y.XmlElement)) throw new Error("No block");
  const children = first.toArray();
  first.toArray = () => {
    reads += 1;
    return children;
  };
  const block = source.getXmlFragment(BODY_ROOT).get(1);
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error("No text");
  text.insert(3, "!");
  expect(second).toBeInstanceOf(Y.XmlElement);
  expect(changes).toEqual([{ changed: [{ id: "b", before: "two", after: "two!" }], removed: [], added: [] }]);
  expect(reads).toBe(0);
});
