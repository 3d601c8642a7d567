import { blockquote, doc, footnote, footnotes, h1, p, reportSchema } from "@travaux/blueprint/testing";
import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { describe, expect, test } from "vitest";
import { readSuggestions } from "../read/suggestions.ts";
import { projectBase } from "../resolve/project.ts";
import { resolve } from "../resolve/resolve.ts";
import {
  countedIds,
  proposalsOf,
  sketch,
  tapeOf,
  trackedSample,
  trackedWith,
  type Tape,
} from "../testing/index.ts";
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

describe("what somebody made of a text", () => {
  const { inserted, deleted, reference } = proposalsOf(reportSchema);
  const B = "ben:aaaa";

  function propose(base: TrackedDocument, draft: Node) {
    let made = 0;
    const newSuggestion = (): string => `dora:made${(made += 1)}`;
    const result = proposeDifference({ base, draft, author: "dora", newSuggestion, newId: countedIds() });
    result.doc.check();
    return { ...result, text: sketch(result.doc), made };
  }

  const one = (...inline: (Node | string)[]): Node => doc(p({ id: "b1" }, ...inline));

  test("is proposed word by word, each place a suggestion of its own", () => {
    const result = propose(
      trackedWith(one("The office shall report.")),
      one("The offices shall always report."),
    );
    expect(result.text).toBe("doc(p#b1(The {dora: office}{dora: offices} shall{dora:  always} report.))");
    expect(readSuggestions(result).map(({ kind }) => kind)).toEqual(["replacement", "insertion"]);
  });

  test("is nothing where nothing differs", () => {
    const base = trackedWith(one("a", inserted(B, "b"), deleted(B, "c")));
    const result = propose(base, base.doc);
    expect([result.doc, result.made]).toEqual([base.doc, 0]);
  });

  test("strikes what others propose, and really removes what he only proposed himself", () => {
    const base = trackedWith(one("a", inserted(B, "theirs"), inserted("dora:old1", "mine")));
    expect(propose(base, one("a")).text).toBe("doc(p#b1(a{ben dora: theirs}))");
  });

  test("keeps proposals of his own that never arrived, a break among them", () => {
    const draft = one("a ", inserted("dora:lost", "b\nc"), deleted("dora:lost", "d"), " e");
    expect(propose(trackedWith(one("a d e")), draft).text).toBe("doc(p#b1(a {dora: d}{dora: b¶c} e))");
  });

  test("may be formatting, a heading, a direction", () => {
    const strong = reportSchema.text(" b ", [reportSchema.mark("strong")]);
    const result = propose(trackedWith(one("a b c")), doc(h1({ id: "b1", dir: "rtl" }, "a", strong, "c")));
    expect(result.text).toBe("doc(p#b1(a{dora:  b }c))");
    const accepted = resolve(result, () => "accept", countedIds());
    expect(sketch(accepted.doc)).toBe("doc(h#b1(a{strong:  b }c))");
    expect(accepted.doc.child(0).attrs["dir"]).toBe("rtl");
  });

  test("may be blocks that came, and blocks that went", () => {
    const base = trackedWith(doc(p({ id: "b1" }, "a"), p({ id: "b2" }, "b")));
    const result = propose(base, doc(p({ id: "b1" }, "a"), p({ id: "b3" }, "c")));
    expect(result.text).toBe("doc(p#b1(a) p#b3+dora(c) p#b2({dora: b}))");
    expect([...result.records.values()]).toEqual([{ kind: "delete", target: "b2" }]);
  });

  test("may be a footnote, reference and text together", () => {
    const draft = doc(
      p({ id: "b1" }, "a", reference("n1")),
      footnotes({ id: "f" }, footnote({ id: "n1" }, "source")),
    );
    const result = propose(trackedWith(one("a")), draft);
    expect(result.text).toBe("doc(p#b1(a{footnote dora: ￼}) footnotes(note#n1+dora(source)))");
    expect(readSuggestions(result)).toHaveLength(1);
  });

  test("is left, and said to be, where it cannot be proposed: what was wrapped, what is withheld", () => {
    const withheld = reportSchema.node("placeholder_block", { id: "w1" });
    const base = trackedWith(doc(p({ id: "b1" }, "a"), withheld));
    const result = propose(base, doc(blockquote({ id: "q1" }, p({ id: "b1" }, "ax"))));
    expect(result.text).toBe("doc(p#b1({dora: a}{dora: ax}) placeholder_block#w1())");
    expect(result.left.toSorted()).toEqual(["b1", "q1", "w1"]);
  });

  test("leaves a placeholder in the text where it is", () => {
    const withheld = reportSchema.node("placeholder", { id: "w1" });
    const result = propose(trackedWith(one("a ", withheld, " b")), one("a  b"));
    expect(projectBase(result).eq(one("a ", withheld, " b"))).toBe(true);
  });
});
