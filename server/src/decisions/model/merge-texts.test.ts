import { createReportSchema } from "@travaux/blueprint";
import type { Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import { mergeTexts } from "./merge-texts.ts";

const schema = createReportSchema();

function doc(...content: readonly unknown[]): Node {
  return schema.nodeFromJSON({ type: "doc", content });
}

function p(id: string, text: string, mark?: string) {
  const marks = mark === undefined ? [] : [{ type: mark }];
  return { type: "paragraph", attrs: { id }, content: text === "" ? [] : [{ type: "text", text, marks }] };
}

function quote(id: string, ...content: readonly unknown[]) {
  return { type: "blockquote", attrs: { id }, content };
}

/** The merged document in short; `null` for a conflict. */
function merged(base: Node, mine: Node, theirs: Node): string | null {
  const node = mergeTexts({ base, mine, theirs });
  if (node === null) return null;
  const say = (each: Node): string =>
    each.isTextblock
      ? `${each.attrs["id"]}:${each.textContent}`
      : `${each.attrs["id"] ?? ""}(${each.children.map(say).join(" ")})`;
  return say(node);
}

describe("merging two changes of a text", () => {
  it("takes mine where nobody else changed anything, whatever it is", () => {
    const mine = doc(quote("b", p("x", "One"), p("y", "two")));
    expect(mergeTexts({ base: doc(p("x", "One")), mine, theirs: doc(p("x", "One")) })?.eq(mine)).toBe(true);
  });

  it("brings letters back beside what others wrote in the same paragraph", () => {
    const base = doc(p("x", "The law is clear."));
    expect(merged(base, doc(p("x", "The old law is clear.")), doc(p("x", "The law is quite clear.")))).toBe(
      "(x:The old law is quite clear.)",
    );
  });

  it("says no where both changed the same words", () => {
    const base = doc(p("x", "The law is clear."));
    expect(merged(base, doc(p("x", "The act is clear.")), doc(p("x", "The rule is clear.")))).toBeNull();
    expect(
      merged(base, doc(p("x", "The law is clear.", "strong")), doc(p("x", "The bill is clear."))),
    ).toBeNull();
  });

  it("brings a block back where it stood, among blocks that came and went", () => {
    const base = doc(p("a", "A"), p("c", "C"), p("d", "D"));
    const mine = doc(p("a", "A"), p("b", "B"), p("c", "C"), p("d", "D"));
    const theirs = doc(p("n", "N"), p("a", "A!"), p("c", "C"), p("e", "E"));
    expect(merged(base, mine, theirs)).toBe("(n:N a:A! b:B c:C e:E)");
  });

  it("takes a block out that the other left alone, and not one in which somebody wrote", () => {
    const base = doc(p("a", "One"), p("new", "two"));
    const mine = doc(p("a", "One two"));
    expect(merged(base, mine, doc(p("a", "One"), p("new", "two"), p("z", "Z")))).toBe("(a:One two z:Z)");
    expect(merged(base, mine, doc(p("a", "One"), p("new", "two and more")))).toBeNull();
  });

  it("takes a block out of its frame again with what was written in it meanwhile", () => {
    const base = doc(quote("b", p("x", "One")), p("y", "two"));
    const mine = doc(p("x", "One"), p("y", "two"));
    const theirs = doc(quote("b", p("x", "One more")), p("y", "two"));
    expect(merged(base, mine, theirs)).toBe("(x:One more y:two)");
  });

  it("says no where the frame that goes has got something else in it", () => {
    const base = doc(quote("b", p("x", "One")));
    const mine = doc(p("x", "One"));
    expect(merged(base, mine, doc(quote("b", p("x", "One"), p("n", "new"))))).toBeNull();
  });

  it("says no where what should change was taken away", () => {
    const base = doc(p("a", "A"), p("b", "B"));
    expect(merged(base, doc(p("a", "A"), p("b", "B changed")), doc(p("a", "A")))).toBeNull();
    expect(merged(base, doc(p("a", "A"), p("b", "B")), doc(p("a", "A")))).toBe("(a:A)");
  });

  it("says no to nodes that cannot be told apart", () => {
    const twice = doc(p("a", "A"), p("a", "B"));
    expect(merged(twice, doc(p("a", "A")), doc(p("a", "A"), p("a", "C")))).toBeNull();
  });
});
