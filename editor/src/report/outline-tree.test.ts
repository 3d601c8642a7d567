import { buildOutline, selectArticles, type OutlineEntry, type SectionAct } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import {
  buildTree,
  chapterActs,
  filterTree,
  headingsAbove,
  keepUnchanged,
  sectionsBelow,
  type OutlineNode,
} from "./outline-tree.ts";

function outline(actsOf: (kind: string) => readonly SectionAct[] = () => []): readonly OutlineEntry[] {
  return buildOutline("country-report", selectArticles(["UNTOC", "TIP"])).map(({ section, ...heading }) => ({
    ...heading,
    section:
      section === null
        ? null
        : {
            ...section,
            state: "draft",
            rooms: [],
            acts: actsOf(section.kind),
            clearedBy: [],
            margins: [],
            mayDispose: false,
          },
  }));
}

function find(nodes: readonly OutlineNode[], id: string): OutlineNode {
  const found = nodes.flatMap(function all(node): readonly OutlineNode[] {
    return [node, ...node.children.flatMap(all)];
  });
  const node = found.find(({ entry }) => entry.id === id);
  if (node === undefined) throw new RangeError(`No heading ${id}`);
  return node;
}

function ids(nodes: readonly OutlineNode[]): readonly string[] {
  return nodes.flatMap((node) => [node.entry.id, ...ids(node.children)]);
}

describe("buildTree", () => {
  it("keeps every heading once and in the report's order", () => {
    const entries = outline();
    expect(ids(buildTree(entries))).toEqual(entries.map((entry) => entry.id));
  });

  it("puts the five parts and the treaty text below their article", () => {
    expect(find(buildTree(outline()), "untoc.5").children.map((node) => node.entry.section?.kind)).toEqual([
      "art.text",
      "art.a",
      "art.b",
      "art.c",
      "art.d",
      "art.e",
    ]);
  });

  it("takes an outline in which a heading is missing, as readers without access have it", () => {
    const entries = outline().filter((entry) => entry.id !== "untoc" && entry.depth !== 1);
    expect(ids(buildTree(entries))).toEqual(entries.map((entry) => entry.id));
  });
});

describe("filterTree", () => {
  it("keeps the way to a match and all that stands below it", () => {
    const shown = filterTree(buildTree(outline()), (entry) => entry.id === "tip.6");
    expect(ids(shown)).toEqual([
      "iv",
      "iv.c",
      "tip",
      "tip.6",
      ...find(buildTree(outline()), "tip.6").children.map((node) => node.entry.id),
    ]);
  });
});

describe("headingsAbove", () => {
  it("names them outermost first, and none for a heading that is not there", () => {
    expect(headingsAbove(outline(), "untoc.5.b")).toEqual(["iv", "iv.c", "untoc", "untoc.5"]);
    expect(headingsAbove(outline(), "nowhere")).toEqual([]);
  });
});

describe("chapterActs", () => {
  const tree = buildTree(outline((kind) => (kind === "art.b" || kind === "art.c" ? ["transmit"] : [])));

  it("gathers what may be done with all sections below a heading", () => {
    expect(
      chapterActs(find(tree, "untoc.5")).map(({ act, sections }) => [
        act,
        sections.map((section) => section.id),
      ]),
    ).toEqual([["transmit", ["untoc.5.b", "untoc.5.c"]]]);
    expect(chapterActs(find(tree, "untoc"))[0]?.sections).toHaveLength(56);
  });

  it("offers nothing for a single section, which has its own button", () => {
    expect(
      chapterActs(find(buildTree(outline((kind) => (kind === "art.a" ? ["submit"] : []))), "untoc.5")),
    ).toEqual([]);
    expect(sectionsBelow(find(tree, "untoc.5.b"))).toHaveLength(1);
  });
});

describe("keepUnchanged", () => {
  it("keeps the objects of what says the same, so that only a change is drawn", () => {
    const before = outline();
    const after = outline().map((entry) =>
      entry.id === "untoc.5.b" && entry.section !== null
        ? { ...entry, section: { ...entry.section, state: "transmitted" as const } }
        : entry,
    );
    const kept = keepUnchanged(before, after);
    expect(kept.filter((entry, index) => entry !== before[index]).map((entry) => entry.id)).toEqual([
      "untoc.5.b",
    ]);
    expect(keepUnchanged(before, outline())).toBe(before);
  });
});
