// @vitest-environment node
import { describe, expect, it } from "vitest";
import type { Block } from "./document-blocks.ts";
import { keptBlocks, withoutTaken } from "./kept-work.ts";

function block(id: string | null, text: string, attrs: Readonly<Record<string, unknown>> = {}): Block {
  const content = text === "" ? [] : [{ type: "text", text }];
  return { id, text, node: { type: "paragraph", attrs: { ...attrs, id }, content } };
}

const said = (blocks: ReturnType<typeof keptBlocks>): readonly string[] =>
  blocks.map(({ kind, before, text }) => `${kind}: ${before ?? ""} > ${text}`);

describe("kept work", () => {
  it("is what was added, changed and removed, and nothing else", () => {
    const base = [block("a", "One."), block("b", "Two."), block("c", "Three.")];
    const mine = [block("a", "One."), block("d", "New."), block("b", "Two, changed.")];
    expect(said(keptBlocks(base, mine))).toEqual([
      "added:  > New.",
      "changed: Two. > Two, changed.",
      "removed: Three. > Three.",
    ]);
  });

  it("counts a change of form alone as a change, in whatever order attributes stand", () => {
    const base = [block("a", "One.", { lang: "en", dir: "ltr" })];
    expect(keptBlocks(base, [block("a", "One.", { dir: "ltr", lang: "en" })])).toEqual([]);
    expect(said(keptBlocks(base, [block("a", "One.", { lang: "fr", dir: "ltr" })]))).toEqual([
      "changed: One. > One.",
    ]);
  });

  it("pairs blocks without an id by what they say", () => {
    expect(said(keptBlocks([block(null, "Same.")], [block(null, "Same."), block(null, "More.")]))).toEqual([
      "added:  > More.",
    ]);
  });

  it("leaves out empty paragraphs that came or went", () => {
    expect(keptBlocks([block("a", "")], [block("b", " ")])).toEqual([]);
  });

  it("loses the blocks that the server turns out to have, and keeps those that a colleague changed since", () => {
    const kept = keptBlocks(
      [block("a", "A."), block("r", "Removed.")],
      [block("a", "A, mine."), block("b", "Taken."), block("c", "Mine.")],
    );
    const fresh = [block("a", "A, theirs."), block("b", "Taken."), block("c", "Theirs.")];
    expect(said(withoutTaken(kept, fresh))).toEqual(["changed: A. > A, mine.", "added:  > Mine."]);
  });
});
