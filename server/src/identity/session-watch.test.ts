import { describe, expect, it } from "vitest";
import { createSessionWatch } from "./session-watch.ts";

function watchAt(clock: { now: number }, expiries: Map<string, number>) {
  const failures: unknown[] = [];
  const told: string[][] = [];
  const watch = createSessionWatch({
    now: () => clock.now,
    expiryOf: async (session) => expiries.get(session) ?? null,
    sweepEveryMs: 1_000_000,
    onFailure: (error) => failures.push(error),
  });
  const unsubscribe = watch.subscribe((sessions) => told.push([...sessions]));
  return { watch, told, unsubscribe };
}

describe("the session watch", () => {
  it("tells of a session when its time is over, once", async () => {
    const clock = { now: 0 };
    const { watch, told } = watchAt(clock, new Map([["s", 10]]));
    watch.seen("s", 10);
    await watch.sweep();
    expect(told).toEqual([]);
    clock.now = 10;
    await watch.sweep();
    await watch.sweep();
    expect(told).toEqual([["s"]]);
    watch.close();
  });

  it("keeps a session that another visit has prolonged", async () => {
    const clock = { now: 10 };
    const { watch, told } = watchAt(clock, new Map([["s", 20]]));
    watch.seen("s", 10);
    await watch.sweep();
    expect(told).toEqual([]);
    clock.now = 20;
    await watch.sweep();
    expect(told).toEqual([["s"]]);
    watch.close();
  });

  it("tells nothing to a listener that left", () => {
    const { watch, told, unsubscribe } = watchAt({ now: 0 }, new Map());
    unsubscribe();
    watch.ended(["s"]);
    expect(told).toEqual([]);
    watch.close();
  });
});
