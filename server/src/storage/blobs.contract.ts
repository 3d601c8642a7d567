import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BLOB_LIMIT_BYTES } from "./storage.ts";
import type { Storage } from "./storage.ts";
import { holds, SEED } from "./testing/property.ts";

const MEBIBYTE = 1024 * 1024;

/** What {@link Storage.blobs} does in every store. */
export function describeBlobContract(current: () => Storage): void {
  describe("blobs", () => {
    it("never writes over a key, until it is deleted", async () => {
      const { blobs } = current();
      expect(await blobs.insert("over", Uint8Array.of(1))).toBe(true);
      expect(await blobs.insert("over", Uint8Array.of(2))).toBe(false);
      expect(await blobs.get("over")).toEqual(Uint8Array.of(1));
      await blobs.delete("over");
      await blobs.delete("over");
      expect(await blobs.get("over")).toBeNull();
      expect(await blobs.insert("over", Uint8Array.of(3))).toBe(true);
    });

    it("lists keys by prefix, in the order of their bytes, taking no character for a pattern", async () => {
      const { blobs } = current();
      const keys = ["k/Z", "k/a", "k/a.b", "k/a/1", "k/a/10", "k/a/2", "k/a_", "k/aXb"];
      for (const key of keys.toReversed()) await blobs.insert(key, new Uint8Array());
      await blobs.insert("kk", new Uint8Array());
      expect(await blobs.keys("k/")).toEqual(
        keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
      );
      expect(await blobs.keys("k/a/1")).toEqual(["k/a/1", "k/a/10"]);
      expect(await blobs.keys("k/a.")).toEqual(["k/a.b"]);
      expect(await blobs.keys("k/a_")).toEqual(["k/a_"]);
      expect(await blobs.keys("none/")).toEqual([]);
      expect(await blobs.keys("")).toEqual(expect.arrayContaining(["kk", "k/Z"]));
    });

    it("takes sizes around every boundary, and the largest", async () => {
      const { blobs } = current();
      const sizes = [
        0,
        1,
        256 * 1024,
        256 * 1024 + 1,
        8 * MEBIBYTE,
        8 * MEBIBYTE + 1,
        17 * MEBIBYTE,
        BLOB_LIMIT_BYTES,
      ];
      for (const size of sizes) {
        const bytes = numbered(size, size % 251);
        expect(await blobs.insert(`size/${size}`, bytes)).toBe(true);
        const read = await blobs.get(`size/${size}`);
        expect(read !== null && Buffer.compare(read, bytes) === 0, `${size} bytes come back`).toBe(true);
        await blobs.delete(`size/${size}`);
        expect(await blobs.get(`size/${size}`)).toBeNull();
      }
      await expect(blobs.insert("size/above", new Uint8Array(BLOB_LIMIT_BYTES + 1))).rejects.toMatchObject({
        fault: "invalid",
      });
    });

    it("lets one of several writers of a large blob have the key, whole", async () => {
      const { blobs } = current();
      const candidates = [1, 2, 3, 4].map((mark) => numbered(9 * MEBIBYTE, mark));
      const results = await Promise.all(candidates.map((bytes) => blobs.insert("contested", bytes)));
      expect(results.filter(Boolean)).toHaveLength(1);
      const winner = candidates[results.indexOf(true)] ?? new Uint8Array();
      const read = await blobs.get("contested");
      expect(read !== null && Buffer.compare(read, winner) === 0).toBe(true);
    });

    it("refuses keys that the port does not allow", async () => {
      const { blobs } = current();
      for (const key of ["", "é", "a b", "a*", "x".repeat(201)])
        await expect(blobs.insert(key, new Uint8Array())).rejects.toMatchObject({ fault: "invalid" });
      expect(await blobs.insert("x".repeat(200), new Uint8Array())).toBe(true);
      await expect(blobs.keys("%")).rejects.toMatchObject({ fault: "invalid" });
    });

    it(`gives back exactly the bytes it was given (seed ${SEED})`, async () => {
      const { blobs } = current();
      let count = 0;
      await holds(fc.uint8Array({ maxLength: 20_000 }), 60, async (bytes) => {
        const key = `exact/${count++}`;
        expect(await blobs.insert(key, bytes)).toBe(true);
        expect(await blobs.get(key)).toEqual(Uint8Array.from(bytes));
      });
    });
  });
}

function numbered(size: number, mark: number): Uint8Array {
  const bytes = new Uint8Array(size).fill(mark);
  for (let index = 0; index < size; index += 4099) bytes[index] = index % 256;
  return bytes;
}
