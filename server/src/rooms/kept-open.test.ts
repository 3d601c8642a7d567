import { expect, it } from "vitest";
import { KeptOpen, type Keepable } from "./kept-open.ts";

/** Something that says how it fared; what is noted in it is written when it is told to go on. */
class Thing implements Keepable {
  closed = false;
  readonly writing = Promise.withResolvers<void>();

  finish(): Promise<void> {
    return this.writing.promise;
  }

  close(): void {
    this.closed = true;
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

it("opens a thing once for all who ask, and closes it when the last has let it go", async () => {
  const kept = new KeptOpen<Thing>();
  let opened = 0;
  const open = async (): Promise<Thing> => {
    opened += 1;
    return new Thing();
  };
  const [one, other] = await Promise.all([kept.acquire("a", open), kept.acquire("a", open)]);
  expect(one).toBe(other);
  expect(opened).toBe(1);
  const letGo = kept.retain("a");
  one.writing.resolve();
  kept.release("a");
  kept.release("a");
  await turns();
  expect(one.closed).toBe(false);
  letGo();
  await turns();
  expect(one.closed).toBe(true);
  expect(kept.has("a")).toBe(false);
});

it("gives back what is still being written to who asks again, and closes it after him", async () => {
  const kept = new KeptOpen<Thing>();
  const open = async (): Promise<Thing> => new Thing();
  const first = await kept.acquire("a", open);
  kept.release("a");
  await turns();
  expect(await kept.acquire("a", open)).toBe(first);
  first.writing.resolve();
  await turns();
  expect(first.closed).toBe(false);
  kept.release("a");
  await turns();
  expect(first.closed).toBe(true);
  expect(await kept.acquire("a", open)).not.toBe(first);
});

it("tells of a failure all who asked, and tries again for the next", async () => {
  const kept = new KeptOpen<Thing>();
  const fail = (): Promise<Thing> => Promise.reject(new RangeError("No"));
  const asked = [kept.acquire("a", fail), kept.acquire("a", fail)];
  for (const each of asked) await expect(each).rejects.toThrow("No");
  expect(kept.names()).toEqual([]);
  const thing = await kept.acquire("a", async () => new Thing());
  expect([...kept.values()]).toEqual([thing]);
});
