import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMIT_LIMIT_BYTES } from "./storage.ts";
import { collected } from "./testing/collected.ts";
import type { Commit, Storage } from "./storage.ts";
import { holds, SEED } from "./testing/property.ts";

const kinds = ["journal", "act", "fence"] as const;

/** What {@link Storage.commits} does in every store. */
export function describeCommitContract(current: () => Storage): void {
  describe("commits", () => {
    it("lets exactly one of 50 writers have a place, and keeps what that one wrote", async () => {
      const { commits } = current();
      for (let seq = 1; seq <= 5; seq++) {
        const results = await Promise.all(
          Array.from({ length: 50 }, (_, writer) => commits.append("race", commit(seq, "journal", writer))),
        );
        expect(results.filter((result) => result === "appended")).toHaveLength(1);
        expect(results.filter((result) => result === "taken")).toHaveLength(49);
        const [kept] = await collected(commits.read("race", seq));
        expect(kept).toEqual(commit(seq, "journal", results.indexOf("appended")));
      }
    });

    it("gives commits back in the order of seq, from where one asks, each review its own", async () => {
      const { commits } = current();
      const seqs = Array.from({ length: 1200 }, (_, index) => index + 1);
      await Promise.all(
        seqs.toReversed().map((seq) => commits.append("order", commit(seq, kinds[seq % 3] ?? "act", seq))),
      );
      await commits.append("order.2", commit(1, "act", 9));
      const all = await collected(commits.read("order", 1));
      expect(all).toEqual(seqs.map((seq) => commit(seq, kinds[seq % 3] ?? "act", seq)));
      expect((await collected(commits.read("order", 1191))).map(({ seq }) => seq)).toEqual(seqs.slice(1190));
      expect(await collected(commits.read("order", 1201))).toEqual([]);
      expect(await collected(commits.read("order.2", 0))).toEqual([commit(1, "act", 9)]);
    });

    it("lets a reader stop early", async () => {
      const { commits } = current();
      for (const seq of [1, 2, 3]) await commits.append("early", commit(seq, "journal", seq));
      for await (const { seq } of commits.read("early", 1)) if (seq === 2) break;
      expect(await commits.append("early", commit(4, "journal", 4))).toBe("appended");
    });

    it("trims journal commits alone, and only those below", async () => {
      const { commits } = current();
      const written = kinds.flatMap((kind, index) => [
        commit(index + 1, kind, index),
        commit(index + 4, kind, index),
      ]);
      for (const each of written) await commits.append("trimmed", each);
      expect(await commits.trim("trimmed", 4)).toBe(1);
      expect(await commits.trim("trimmed", 4)).toBe(0);
      const left = await collected(commits.read("trimmed", 1));
      expect(left.map(({ seq, kind }) => `${seq} ${kind}`)).toEqual([
        "2 act",
        "3 fence",
        "4 journal",
        "5 act",
        "6 fence",
      ]);
      expect(await commits.append("trimmed", commit(2, "act", 0))).toBe("taken");
      expect(await commits.trim("never-written", 4)).toBe(0);
      await commits.append("trimmed.next", commit(1, "journal", 0));
      expect(await commits.trim("trimmed", Infinity)).toBe(1);
      expect(await collected(commits.read("trimmed.next", -Infinity))).toHaveLength(1);
      expect(await collected(commits.read("trimmed", Infinity))).toEqual([]);
      await expect(commits.trim("trimmed", 1.5)).rejects.toMatchObject({ fault: "invalid" });
    });

    it("lists the reviews that have commits, and forgets one that is purged", async () => {
      const { commits } = current();
      await commits.append("purged", commit(1, "act", 1));
      await commits.append("purged-not", commit(1, "act", 1));
      await commits.append("emptied", commit(1, "journal", 1));
      await commits.trim("emptied", 2);
      await commits.purge("purged");
      await commits.purge("purged");
      const reviews = await commits.reviews();
      expect(reviews).toContain("purged-not");
      expect(reviews).not.toContain("purged");
      expect(reviews).not.toContain("emptied");
      expect(await collected(commits.read("purged", 0))).toEqual([]);
      expect(await commits.append("purged", commit(1, "act", 2))).toBe("appended");
    });

    it("takes a commit at the limit and refuses one above it, or without a possible seq or review", async () => {
      const { commits } = current();
      const largest = new Uint8Array(COMMIT_LIMIT_BYTES).fill(90);
      expect(await commits.append("large", { seq: 1, kind: "journal", bytes: largest })).toBe("appended");
      const [read] = await collected(commits.read("large", 1));
      expect(Buffer.compare(read?.bytes ?? new Uint8Array(), largest)).toBe(0);
      const above = { seq: 2, kind: "journal", bytes: new Uint8Array(COMMIT_LIMIT_BYTES + 1) } as const;
      await expect(commits.append("large", above)).rejects.toMatchObject({ fault: "invalid" });
      for (const seq of [0, -1, 1.5, 2 ** 32, Number.NaN])
        await expect(commits.append("large", commit(seq, "journal", 0))).rejects.toMatchObject({
          fault: "invalid",
        });
      await expect(commits.append("a/b", commit(1, "journal", 0))).rejects.toMatchObject({
        fault: "invalid",
      });
      expect(await collected(commits.read("large", 2))).toEqual([]);
    });

    it(`gives back exactly the bytes it was given (seed ${SEED})`, async () => {
      const { commits } = current();
      let seq = 0;
      await holds(fc.uint8Array({ maxLength: 6000 }), 100, async (bytes) => {
        seq += 1;
        expect(await commits.append("exact", { seq, kind: "journal", bytes })).toBe("appended");
        const [read] = await collected(commits.read("exact", seq));
        expect(read).toEqual({ seq, kind: "journal", bytes: Uint8Array.from(bytes) });
      });
    });
  });
}

function commit(seq: number, kind: Commit["kind"], mark: number): Commit {
  return { seq, kind, bytes: Uint8Array.of(mark & 255, mark >> 8, 0, 128, 255) };
}
