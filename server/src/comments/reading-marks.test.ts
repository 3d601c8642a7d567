import type { ReviewId, UserId } from "@travaux/blueprint";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryRecords } from "../identity/testing/memory-records.ts";
import { isSeen, joinMarks, MARKS_LIMIT, READING_TABLES, ReadingMarkStore } from "./reading-marks.ts";
import type { ReadingMarks } from "./reading-marks.ts";

const review = "r12345" as ReviewId;
const user = "somebody" as UserId;

function threadId(number: number): string {
  return `t${String(number).padStart(20, "0")}`;
}

function marks(upTo: number, threads: Readonly<Record<string, number>> = {}): ReadingMarks {
  return { upTo, threads: new Map(Object.entries(threads)) };
}

const anyMarks = fc
  .record({
    upTo: fc.integer({ min: 0, max: 30 }),
    threads: fc.dictionary(fc.integer({ min: 0, max: 5 }).map(threadId), fc.integer({ min: 1, max: 40 })),
  })
  .map(({ upTo, threads }) => marks(upTo, threads));

describe("reading marks", () => {
  it("joined see what either sees and nothing else, in whatever order they come", () => {
    const comments = fc.tuple(fc.integer({ min: 0, max: 5 }).map(threadId), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(anyMarks, anyMarks, comments, (one, other, [thread, number]) => {
        const either = isSeen(one, thread, number) || isSeen(other, thread, number);
        expect(isSeen(joinMarks(one, other), thread, number)).toBe(either);
        expect(isSeen(joinMarks(other, one), thread, number)).toBe(either);
      }),
      { verbose: true },
    );
  });

  it("forget their oldest where there are too many, and never count what was not seen as seen", () => {
    const many = Object.fromEntries(
      Array.from({ length: MARKS_LIMIT + 1 }, (_, index) => [threadId(index), index + 1]),
    );
    const joined = joinMarks(marks(0), marks(0, many));
    expect(joined.threads.size).toBe(MARKS_LIMIT);
    expect(isSeen(joined, threadId(0), 1)).toBe(false);
    expect(isSeen(joined, threadId(1), 2)).toBe(true);
  });
});

describe("the store of reading marks", () => {
  it("loses nothing of what two pages add at the same moment", async () => {
    const store = new ReadingMarkStore(memoryRecords(READING_TABLES));
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    await Promise.all(
      numbers.map((number) => store.add(review, user, marks(0, { [threadId(number)]: number + 1 }))),
    );
    const kept = await store.read(review, user);
    expect(numbers.every((number) => isSeen(kept, threadId(number), number + 1))).toBe(true);
  });

  it("goes on after a write that failed, and tells its caller of it", async () => {
    const records = memoryRecords(READING_TABLES);
    let broken = true;
    const store = new ReadingMarkStore({
      ...records,
      put: async (...given) => {
        if (broken) throw new Error("the disk is full");
        await records.put(...given);
      },
    });
    const failed = store.add(review, user, marks(5));
    await expect(failed).rejects.toThrow("the disk is full");
    broken = false;
    await store.add(review, user, marks(3));
    expect((await store.read(review, user)).upTo).toBe(3);
  });

  it("reads what somebody else wrote into its table as nothing seen", async () => {
    const records = memoryRecords(READING_TABLES);
    await records.put("commentReads", `${review}/${user}`, {
      upTo: "7",
      threads: { "../x": 3, [threadId(1)]: "2" },
    });
    expect(await new ReadingMarkStore(records).read(review, user)).toEqual(marks(0));
  });
});
