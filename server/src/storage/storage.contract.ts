import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeBlobContract } from "./blobs.contract.ts";
import { describeCommitContract } from "./commits.contract.ts";
import { describeRecordContract } from "./records.contract.ts";
import type { Storage } from "./storage.ts";
import { collected } from "./testing/collected.ts";
import { CONTRACT_TABLES } from "./testing/storage-place.ts";
import type { StoragePlace } from "./testing/storage-place.ts";

/** What every adapter does alike, as tests; `createPlace` is called once for most and again where one needs a fresh place. */
export function describeStorageContract(name: string, createPlace: () => Promise<StoragePlace>): void {
  describe(`the store on ${name}`, () => {
    let place: StoragePlace;
    let storage: Storage;
    beforeAll(async () => {
      place = await createPlace();
      storage = await place.open(CONTRACT_TABLES);
    });
    afterAll(async () => {
      await storage?.close();
      await place?.dispose();
    });

    const current = (): Storage => storage;
    describeCommitContract(current);
    describeBlobContract(current);
    describeRecordContract(current, createPlace);
    describeLifeContract(createPlace);
  });
}

function describeLifeContract(createPlace: () => Promise<StoragePlace>): void {
  describe("life of a store", () => {
    it("has everything acknowledged after it was closed and opened again", async () => {
      const place = await createPlace();
      const first = await place.open(CONTRACT_TABLES);
      await first.commits.append("r1", { seq: 1, kind: "fence", bytes: Uint8Array.of(0, 255) });
      await first.blobs.insert("snapshots/1", Uint8Array.of(7));
      await first.records.put("people", "p1", { email: "expert@example.org" });
      await first.close();
      const second = await place.open(CONTRACT_TABLES);
      expect(await collected(second.commits.read("r1", 1))).toEqual([
        { seq: 1, kind: "fence", bytes: Uint8Array.of(0, 255) },
      ]);
      expect(await second.blobs.get("snapshots/1")).toEqual(Uint8Array.of(7));
      expect(await second.records.get("people", "p1")).toEqual({ email: "expert@example.org" });
      await second.close();
      await place.dispose();
    });

    it("finishes the writes under way before it closes, closes twice without harm, and refuses calls after", async () => {
      const place = await createPlace();
      const storage = await place.open(CONTRACT_TABLES);
      const writes = Array.from({ length: 50 }, (_, index) =>
        storage.commits.append("r1", { seq: index + 1, kind: "journal", bytes: Uint8Array.of(index) }),
      );
      await Promise.all([storage.close(), storage.close()]);
      expect(await Promise.all(writes)).toEqual(writes.map(() => "appended"));
      await storage.close();
      await expect(storage.ping()).rejects.toMatchObject({ name: "StorageFailure", fault: "unavailable" });
      await expect(storage.blobs.insert("late", Uint8Array.of(1))).rejects.toMatchObject({
        fault: "unavailable",
      });
      const again = await place.open(CONTRACT_TABLES);
      expect(await collected(again.commits.read("r1", 1))).toHaveLength(50);
      expect(await again.blobs.get("late")).toBeNull();
      await again.close();
      await place.dispose();
    });

    it("answers a ping while open", async () => {
      const place = await createPlace();
      const storage = await place.open({});
      await expect(storage.ping()).resolves.toBeUndefined();
      await storage.close();
      await place.dispose();
    });

    it("refuses names that one of the databases could not take", async () => {
      const place = await createPlace();
      await expect(place.open({ 'x"; DROP TABLE commits; --': {} })).rejects.toMatchObject({
        fault: "invalid",
      });
      await expect(place.open({ people: { index: ["$where"] } })).rejects.toMatchObject({ fault: "invalid" });
      await place.dispose();
    });
  });
}
