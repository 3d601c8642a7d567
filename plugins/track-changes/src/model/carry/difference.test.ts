import { reportSchema } from "@travaux/blueprint/testing";
import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { expect, test } from "vitest";
import { readSuggestions } from "../read/suggestions.ts";
import { projectBase } from "../resolve/project.ts";
import { resolve } from "../resolve/resolve.ts";
import { countedIds, tapeOf, trackedSample, type Tape } from "../testing/index.ts";
import type { TrackedDocument } from "../tracked.ts";
import { proposeDifference } from "./difference.ts";

const CASES = Number(process.env["CASES"] ?? 200);
const SEED = Number(process.env["SEED"] ?? fc.sample(fc.noBias(fc.nat()), 1)[0]);
console.info(`difference properties: seed ${SEED}, ${CASES} cases each`);
const options = { seed: SEED, numRuns: CASES };

const numbers = fc.array(fc.nat({ max: 0xffff }), { maxLength: 300, size: "max" });
const edits = fc.array(fc.nat({ max: 0xffff }), { maxLength: 40 });

/** Types and texts, one line a block: what there is to read. */
function readable(doc: Node): string {
  const lines: string[] = [];
  doc.descendants((node, _pos, parent) => {
    if (node.isTextblock) lines.push(`${parent?.type.name} ${node.type.name}: ${node.textContent}`);
    return !node.isTextblock;
  });
  return lines.join("\n");
}

function others(tracked: TrackedDocument): string {
  const foreign = readSuggestions(tracked).filter(({ by }) => by !== "dora");
  return JSON.stringify(foreign.map(({ id, content }) => [id, content]));
}

/** Some real edits: characters and paragraphs that come and go, headings, directions. */
function edited(doc: Node, tape: Tape): Node {
  const tr = new Transform(doc);
  const newId = countedIds();
  for (let n = tape.pick(6); n > 0; n -= 1) {
    const blocks: { readonly node: Node; readonly pos: number; readonly parent: Node }[] = [];
    tr.doc.descendants((node, pos, parent) => {
      if (node.type.name === "paragraph" && parent !== null) blocks.push({ node, pos, parent });
    });
    const chosen = blocks[tape.pick(Math.max(1, blocks.length))];
    if (chosen !== undefined) edit(tr, chosen, tape, newId);
  }
  return tr.doc;
}

function edit(
  tr: Transform,
  { node, pos, parent }: { readonly node: Node; readonly pos: number; readonly parent: Node },
  tape: Tape,
  newId: () => string,
): void {
  const from = pos + 1 + tape.pick(node.content.size + 1);
  const to = Math.min(pos + 1 + node.content.size, from + tape.pick(6));
  const kind = tape.pick(6);
  // References stay: their texts would have to go with them.
  if (kind === 0 && !tr.doc.textBetween(from, to).includes("\uFFFC")) tr.delete(from, to);
  if (kind === 1) tr.insert(from, reportSchema.text(tape.oneOf(["new", " more ", "x"])));
  if (kind === 2) tr.insert(pos, reportSchema.node("paragraph", { id: newId() }, reportSchema.text("Fresh")));
  if (kind === 3 && parent.childCount > 1 && !node.textContent.includes("\uFFFC"))
    tr.delete(pos, pos + node.nodeSize);
  if (kind === 4) tr.setNodeAttribute(pos, "dir", "rtl");
  if (kind === 5) tr.setNodeMarkup(pos, reportSchema.nodes["heading"], { ...node.attrs, level: 2 });
}

test("accepting a proposed difference gives what its author had, rejecting it what stood", () => {
  fc.assert(
    fc.property(numbers, edits, (tape, changes) => {
      const base = trackedSample(reportSchema, tape, { structures: "none", hostile: false }).tracked;
      const draft = edited(base.doc, tapeOf(changes));
      let made = 0;
      const newSuggestion = (): string => `dora:made${(made += 1)}`;
      const result = proposeDifference({ base, draft, author: "dora", newSuggestion, newId: countedIds() });
      result.doc.check();
      expect(result.left).toEqual([]);
      expect(projectBase(result).eq(projectBase(base))).toBe(true);
      expect(others(result)).toBe(others(base));
      const { doc } = resolve(result, (_id, by) => (by === "dora" ? "accept" : "keep"), countedIds());
      expect(readable(doc)).toBe(readable(draft));
    }),
    options,
  );
});
