import { describe, expect, it } from "vitest";
import { KnownCards, type Frame } from "./known-cards.ts";

const HEIGHT = 900;
const A_ABOVE: Frame = { top: -3000, bottom: -2700 };
const A_SEEN: Frame = { top: 100, bottom: 400 };

/** What stands in the column of a section, by how far below its top its text is. */
function column(known: KnownCards, frame: Frame | null, { of, offsets }: Live): readonly Shown[] {
  const live = Object.entries(offsets).map(([key, offset], position) => ({
    key,
    section: "a",
    top: (frame?.top ?? 0) + offset,
    position,
    card: of === null ? null : { of },
  }));
  const there = new Set(of === null ? [] : [of]);
  const groups = live.length === 0 ? new Map<string, typeof live>() : new Map([["a", live]]);
  return known
    .take(groups, { there, frameOf: () => frame, height: HEIGHT })
    .map(({ key, top, card }) => ({ key, top, isThere: card !== null }));
}

interface Live {
  /** The comments of the section on the page; `null` while it is not there. */
  readonly of: object | null;
  readonly offsets: Readonly<Record<string, number>>;
}

interface Shown {
  readonly key: string;
  readonly top: number;
  readonly isThere: boolean;
}

const NOBODY: Live = { of: null, offsets: {} };

describe("the cards that have stood in the column", () => {
  it("keep their room when their section leaves the page, wherever it stands then", () => {
    const known = new KnownCards();
    column(known, A_SEEN, { of: {}, offsets: { one: 40, two: 90 } });
    const left = [
      { key: "one", top: -2960, isThere: false },
      { key: "two", top: -2910, isThere: false },
    ];
    expect(column(known, A_ABOVE, NOBODY)).toEqual(left);
    expect(column(known, A_ABOVE, NOBODY)).toEqual(left);
  });

  it("are waited for while a section that came back has not all of them yet", () => {
    const known = new KnownCards();
    column(known, A_SEEN, { of: {}, offsets: { one: 40, two: 90 } });
    column(known, A_ABOVE, NOBODY);
    const again = {};
    expect(column(known, A_ABOVE, { of: again, offsets: { one: 40 } })).toEqual([
      { key: "one", top: -2960, isThere: true },
      { key: "two", top: -2910, isThere: false },
    ]);
    expect(column(known, A_ABOVE, { of: again, offsets: { one: 40, two: 90 } })).toHaveLength(2);
  });

  it("are gone when they go while their section is on the page, and when the reader sees that they are not there", () => {
    const known = new KnownCards();
    const of = {};
    column(known, A_ABOVE, { of, offsets: { one: 40, two: 90 } });
    expect(column(known, A_ABOVE, { of, offsets: { two: 90 } }).map(({ key }) => key)).toEqual(["two"]);
    expect(column(known, A_ABOVE, NOBODY)).toHaveLength(1);
    expect(column(known, A_SEEN, NOBODY)).toEqual([]);
    expect(column(known, A_ABOVE, NOBODY)).toEqual([]);
  });

  it("go with a section that is in the report no more", () => {
    const known = new KnownCards();
    column(known, A_SEEN, { of: {}, offsets: { one: 40 } });
    expect(column(known, null, NOBODY)).toEqual([]);
    expect(column(known, A_ABOVE, NOBODY)).toEqual([]);
  });

  it("are told where their texts stood last", () => {
    const known = new KnownCards();
    column(known, A_SEEN, { of: {}, offsets: { one: 40 } });
    expect(known.topOf("a", "one", A_ABOVE)).toBe(-2960);
    expect(known.topOf("a", "two", A_ABOVE)).toBeNull();
    expect(known.topOf("b", "one", A_ABOVE)).toBeNull();
  });
});
