import { selectArticles } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import {
  actorOf,
  firstRoom,
  granted,
  moveTo,
  openBench,
  openSample,
  SAMPLE_REQUEST,
  sectionOf,
  seen,
  textOf,
  userOf,
  type Bench,
} from "./testing/sample-review.ts";
import type { OutlineEntry, ReviewId } from "@travaux/blueprint";

async function entriesOf(bench: Bench, review: ReviewId, who: string): Promise<readonly OutlineEntry[]> {
  return granted(await bench.reviews.outline(actorOf(who), review)).entries;
}

describe("the outline", () => {
  it("has every chapter for everybody, the treaty's slot, and of sections those with a room to read", async () => {
    const bench = await openSample();
    await moveTo(bench, bench.review, "self-assessment");
    const shown = async (who: string): Promise<readonly string[]> =>
      (await entriesOf(bench, bench.review, who)).map(({ id }) => id);
    expect(await shown("a-expert")).toEqual([
      "cover",
      "i",
      "ii",
      "iii",
      "iv",
      "iv.a",
      "iv.b",
      "iv.c",
      "untoc",
      "untoc.5",
      "untoc.5.text",
      "untoc.5.a",
      "untoc.5.e",
      "untoc.6",
      "untoc.6.text",
      "untoc.6.a",
      "untoc.6.e",
    ]);
    expect(await shown("b-expert")).toEqual([
      "cover",
      "i",
      "ii",
      "iii",
      "iv",
      "iv.c",
      "untoc",
      "untoc.5",
      "untoc.5.text",
      "untoc.6",
      "untoc.6.text",
    ]);
    const summary = (await entriesOf(bench, bench.review, "b-expert")).find(({ id }) => id === "iii");
    expect(summary).toMatchObject({ label: "III.", section: null });
  });

  it("calls a section by the same label for everybody, whatever else he may see", async () => {
    const bench = await openSample();
    await moveTo(bench, bench.review, "self-assessment");
    const labels = async (who: string): Promise<readonly string[]> =>
      (await entriesOf(bench, bench.review, who))
        .filter(({ id }) => /^(iv\.|untoc\.5\.)/.test(id))
        .map(({ id, label }) => `${id} ${label}`);
    expect(await labels("a-expert")).toEqual([
      "iv.a A.",
      "iv.b B.",
      "iv.c C.",
      "untoc.5.text ",
      "untoc.5.a (a)",
      "untoc.5.e (e)",
    ]);
    expect(await labels("b-expert")).toEqual(["iv.c C.", "untoc.5.text "]);
  });

  it("prunes headings that would stand over nothing", async () => {
    const bench = openBench();
    const list = { ...SAMPLE_REQUEST, blueprint: "list-of-observations" as const };
    const { id } = granted(await bench.reviews.create(actorOf("staff"), list));
    const shown = (await entriesOf(bench, id, "staff")).map((entry) => entry.id);
    expect(shown).toEqual(["general", "observations", "summary"]);
  });

  it("tells a draft from an empty page by the reader's own rooms alone", async () => {
    const bench = await openSample();
    const { review, rooms } = bench;
    await moveTo(bench, review, "desk-review");
    await rooms.edit(
      userOf("b-expert"),
      await firstRoom(bench, review, "b-expert", "untoc.5.b"),
      textOf("Words"),
    );
    expect(await seen(bench, review, "b-focal", "untoc.5.b")).toMatchObject({
      state: "draft",
      acts: ["join"],
    });
    expect(await seen(bench, review, "c-focal", "untoc.5.b")).toMatchObject({
      state: "empty",
      acts: ["join"],
    });
  });

  it("does not change for those whom an act does not concern, not even its version", async () => {
    const bench = await openSample();
    const { reviews, review, rooms } = bench;
    await moveTo(bench, review, "drafting");
    const before = new Map<string, unknown>();
    for (const who of ["a-focal", "a-expert"]) before.set(who, await reviews.outline(actorOf(who), review));
    const version = granted(await reviews.outline(actorOf("c-focal"), review)).version;
    await rooms.edit(
      userOf("b-expert"),
      await firstRoom(bench, review, "b-expert", "untoc.5.b"),
      textOf("Words"),
    );
    await reviews.act(actorOf("b-focal"), review, { act: "transmit", sections: [sectionOf("untoc.5.b")] });
    for (const [who, outline] of before) expect(await reviews.outline(actorOf(who), review)).toEqual(outline);
    expect(granted(await reviews.outline(actorOf("c-focal"), review)).version).toBeGreaterThan(version);
  });

  it("of a report on all four instruments has 65 articles and shows the Secretariat four sections of each", async () => {
    const bench = openBench();
    const reviewingStates = SAMPLE_REQUEST.reviewingStates.map((state) => ({
      ...state,
      instruments: ["UNTOC", "TIP", "SOM", "FIREARMS"] as const,
    }));
    const request = { ...SAMPLE_REQUEST, articles: selectArticles(), reviewingStates };
    const { id } = granted(await bench.reviews.create(actorOf("staff"), request));
    await moveTo(bench, id, "drafting");
    const entries = await entriesOf(bench, id, "staff");
    expect(entries.filter(({ article, section }) => article !== null && section === null)).toHaveLength(65);
    // Nothing was submitted, so of each article the Secretariat sees the slot and the three parts of the observations.
    expect(entries.filter(({ article, section }) => article !== null && section !== null)).toHaveLength(
      65 * 4,
    );
  });
});

describe("a room that could be read only in part", () => {
  it("is carried nowhere, and counts as written when the review goes to drafting", async () => {
    const bench = await openSample();
    const { reviews, review, rooms } = bench;
    await moveTo(bench, review, "desk-review");
    rooms.damage(await firstRoom(bench, review, "b-expert", "untoc.5.b"));
    await moveTo(bench, review, "drafting");
    const join = await reviews.act(actorOf("b-focal"), review, {
      act: "join",
      sections: [sectionOf("untoc.5.b")],
    });
    expect(join).toEqual({ outcomes: [{ section: "untoc.5.b", outcome: "left", code: "damaged" }] });
  });
});
