import type { DBAdapter, Where } from "better-auth/adapters";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recordAdapter } from "./record-adapter.ts";
import { IDENTITY_TABLES } from "./tables.ts";
import { memoryRecords } from "./testing/memory-records.ts";

function start() {
  const deleted: string[][] = [];
  const records = memoryRecords(IDENTITY_TABLES);
  const adapter = recordAdapter(records, { sessionsDeleted: (ids) => void deleted.push([...ids]) })({});
  return { adapter, records, deleted };
}

function session(adapter: DBAdapter, token: string, userId: string, expiresAt = new Date(1e12)) {
  const at = new Date(0);
  return adapter.create<{ id: string; token: string; expiresAt: Date }>({
    model: "session",
    data: { token, userId, expiresAt, createdAt: at, updatedAt: at } as never,
  });
}

async function tokens(adapter: DBAdapter, where: Where[]): Promise<string[]> {
  const rows = await adapter.findMany<{ token: string }>({
    model: "session",
    where,
    sortBy: { field: "token", direction: "asc" },
  });
  return rows.map(({ token }) => token);
}

describe("the sign-in library's tables in the record store", () => {
  it("give dates back as dates and compare them in time", async () => {
    const { adapter } = start();
    await session(adapter, "early", "u", new Date(1_000));
    await session(adapter, "late", "u", new Date(2_000_000_000_000));
    expect(await tokens(adapter, [{ field: "expiresAt", operator: "gt", value: new Date(5_000) }])).toEqual([
      "late",
    ]);
    expect(await tokens(adapter, [{ field: "expiresAt", operator: "lte", value: new Date(1_000) }])).toEqual([
      "early",
    ]);
    expect(
      (
        await adapter.findOne<{ expiresAt: Date }>({
          model: "session",
          where: [{ field: "token", value: "early" }],
        })
      )?.expiresAt,
    ).toEqual(new Date(1_000));
  });

  it("read AND, OR, lists and parts of words", async () => {
    const { adapter } = start();
    for (const [token, user] of [
      ["a1", "u"],
      ["a2", "v"],
      ["b1", "u"],
    ] as const)
      await session(adapter, token, user);
    expect(
      await tokens(adapter, [
        { field: "userId", value: "u" },
        { field: "token", operator: "starts_with", value: "a" },
      ]),
    ).toEqual(["a1"]);
    expect(await tokens(adapter, [{ field: "token", operator: "in", value: ["a2", "b1"] }])).toEqual([
      "a2",
      "b1",
    ]);
    expect(
      await tokens(adapter, [
        { field: "token", value: "a1", connector: "OR" },
        { field: "userId", value: "v", connector: "OR" },
      ]),
    ).toEqual(["a1", "a2"]);
    expect(
      await tokens(adapter, [
        { field: "token", operator: "ends_with", value: "1" },
        { field: "userId", operator: "ne", value: "v" },
      ]),
    ).toEqual(["a1", "b1"]);
  });

  it("tell of every session that is deleted, by whatever question", async () => {
    const { adapter, deleted } = start();
    const first = await session(adapter, "a", "u");
    await session(adapter, "b", "u");
    await adapter.delete({ model: "session", where: [{ field: "token", value: "a" }] });
    expect(deleted).toEqual([[first.id]]);
    await adapter.deleteMany({ model: "session", where: [{ field: "userId", value: "u" }] });
    expect(deleted.flat()).toHaveLength(2);
  });

  it("never write a deleted row back", async () => {
    const { adapter, records } = start();
    await session(adapter, "a", "u");
    const where = [{ field: "token", value: "a" }];
    await Promise.all([
      adapter.update({ model: "session", where, update: { expiresAt: new Date(2e12) } }),
      adapter.delete({ model: "session", where }),
      adapter.update({ model: "session", where, update: { expiresAt: new Date(3e12) } }),
    ]);
    expect(await records.find("identitySession", {})).toEqual([]);
  });

  it("refuse a second row with the same unique value", async () => {
    const { adapter } = start();
    await session(adapter, "a", "u");
    await expect(session(adapter, "a", "v")).rejects.toMatchObject({ fault: "duplicate" });
  });

  it("hand a row to exactly one of all who consume it, whatever the order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 8 }), async (askers) => {
        const { adapter } = start();
        await session(adapter, "a", "u");
        const consume = () =>
          adapter.consumeOne({ model: "session", where: [{ field: "token", value: "a" }] });
        const got = await Promise.all(Array.from({ length: askers }, consume));
        expect(got.filter((row) => row !== null)).toHaveLength(1);
      }),
      { numRuns: 20 },
    );
  });
});
