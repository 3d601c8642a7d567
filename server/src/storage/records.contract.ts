import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject, Storage } from "./storage.ts";
import { holds, SEED } from "./testing/property.ts";
import { CONTRACT_TABLES } from "./testing/storage-place.ts";
import type { StoragePlace } from "./testing/storage-place.ts";

/** What {@link Storage.records} does in every store. */
export function describeRecordContract(
  current: () => Storage,
  createPlace: () => Promise<StoragePlace>,
): void {
  describe("records", () => {
    describeWrites(current);
    describeUnique(current);
    describeFind(current);
    describeExactness(current);
    describeNewIndexes(createPlace);
  });
}

function describeWrites(current: () => Storage): void {
  it("inserts once, puts always, deletes once", async () => {
    const { records } = current();
    expect(await records.get("notes", "n1")).toBeNull();
    expect(await records.insert("notes", "n1", { n: 1 })).toBe(true);
    expect(await records.insert("notes", "n1", { n: 2 })).toBe(false);
    expect(await records.get("notes", "n1")).toEqual({ n: 1 });
    await records.put("notes", "n1", { m: 3 });
    await records.put("notes", "n2", { m: 4 });
    expect(await records.get("notes", "n1")).toEqual({ m: 3 });
    expect(await records.get("notes", "n2")).toEqual({ m: 4 });
    expect(await records.delete("notes", "n1")).toBe(true);
    expect(await records.delete("notes", "n1")).toBe(false);
    expect(await records.get("notes", "n1")).toBeNull();
  });

  it("lets one of 50 inserts of an id win, and lets all of 20 puts of a new id through", async () => {
    const { records } = current();
    const inserts = Array.from({ length: 50 }, (_, writer) => records.insert("notes", "raced", { writer }));
    const results = await Promise.all(inserts);
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await records.get("notes", "raced")).toEqual({ writer: results.indexOf(true) });
    await Promise.all(Array.from({ length: 20 }, (_, writer) => records.put("notes", "put", { writer })));
    expect(Object.keys((await records.get("notes", "put")) ?? {})).toEqual(["writer"]);
  });

  it("refuses tables that were not declared, ids that are none, and documents above the limit", async () => {
    const { records } = current();
    await expect(records.get("absent", "a")).rejects.toMatchObject({ fault: "invalid" });
    await expect(records.find("toString", {})).rejects.toMatchObject({ fault: "invalid" });
    for (const id of ["", "x".repeat(301), "\ud800", "a\0b"])
      await expect(records.put("notes", id, {})).rejects.toMatchObject({ fault: "invalid" });
    const text = "é".repeat(512 * 1024);
    await expect(records.put("notes", "large", { text })).rejects.toMatchObject({ fault: "invalid" });
    await records.put("notes", "large", { text: text.slice(20) });
    expect(await records.get("notes", "large")).toEqual({ text: text.slice(20) });
  });
}

function describeUnique(current: () => Storage): void {
  it("holds a unique field for inserts and puts, and frees its value with the document", async () => {
    const { records } = current();
    expect(await records.insert("people", "u1", { email: "one@example.org" })).toBe(true);
    expect(await records.insert("people", "u2", { email: "one@example.org" })).toBe(false);
    expect(await records.get("people", "u2")).toBeNull();
    await records.put("people", "u3", { email: "three@example.org" });
    await expect(records.put("people", "u3", { email: "one@example.org" })).rejects.toMatchObject({
      name: "StorageFailure",
      fault: "duplicate",
    });
    await expect(records.put("people", "u4", { email: "one@example.org" })).rejects.toMatchObject({
      fault: "duplicate",
    });
    expect(await records.get("people", "u3")).toEqual({ email: "three@example.org" });
    expect(await records.get("people", "u4")).toBeNull();
    await records.put("people", "u1", { email: "one@example.org", state: "a" });
    await records.delete("people", "u1");
    expect(await records.insert("people", "u2", { email: "one@example.org" })).toBe(true);
  });

  it("lets any number of documents have no value in a unique field", async () => {
    const { records } = current();
    for (const [id, value] of Object.entries<JsonObject>({
      v1: {},
      v2: {},
      v3: { email: null },
      v4: { email: null },
    }))
      expect(await records.insert("people", id, value)).toBe(true);
    await records.put("people", "v5", { phone: null });
    await records.put("people", "v5", {});
  });

  it("lets one of 30 documents have a unique value that all ask for at once", async () => {
    const { records } = current();
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        records.insert("people", `w${index}`, { phone: "+1 555 0100" }),
      ),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  it("tells apart values of different types, and long values that begin alike", async () => {
    const { records } = current();
    const long = "é".repeat(3000);
    const phones: readonly Json[] = [1, "1", true, "true", "null", "~x1", `${long}a`, `${long}b`];
    for (const [index, phone] of phones.entries())
      expect(await records.insert("people", `x${index}`, { phone })).toBe(true);
    expect(await records.insert("people", "x9", { phone: `${long}b` })).toBe(false);
    expect((await records.find("people", { phone: `${long}a` })).map(({ id }) => id)).toEqual(["x6"]);
  });
}

function describeFind(current: () => Storage): void {
  it("finds by fields with an index and by others, all of them, in the order of ids", async () => {
    const { records } = current();
    const documents: Readonly<Record<string, JsonObject>> = {
      "f-b": { state: "find-a", active: true, name: "Expert 2" },
      "f-a": { state: "find-a", active: true, name: "Expert 1" },
      "f-é": { state: "find-a", active: false, name: "Expert 1" },
      "f-Z": { state: "find-a", active: 1, name: "Expert 1" },
      "f-c": { state: "find-b", active: true, name: "Expert 1" },
      "f-d": { state: "find-a", active: null },
      "f-e": { state: "find-a" },
    };
    for (const [id, value] of Object.entries(documents)) await records.insert("people", id, value);
    const ids = async (where: Parameters<typeof records.find>[1]): Promise<readonly string[]> =>
      (await records.find("people", where)).map(({ id }) => id);
    expect(await ids({ state: "find-a" })).toEqual(["f-Z", "f-a", "f-b", "f-d", "f-e", "f-é"]);
    expect(await ids({ state: "find-a", active: true })).toEqual(["f-a", "f-b"]);
    expect(await ids({ state: "find-a", active: 1 })).toEqual(["f-Z"]);
    expect(await ids({ state: "find-a", active: null })).toEqual(["f-d", "f-e"]);
    expect(await ids({ state: "find-a", name: "Expert 1" })).toEqual(["f-Z", "f-a", "f-é"]);
    expect(await ids({ name: "Expert 2" })).toEqual(["f-b"]);
    expect(await ids({ state: "find-A" })).toEqual([]);
    expect(await ids({})).toEqual(expect.arrayContaining(Object.keys(documents)));
    expect(await records.find("people", { state: "find-b" })).toEqual([
      { id: "f-c", value: documents["f-c"] },
    ]);
    await expect(records.find("people", { "a' OR 1=1 --": 1 })).rejects.toMatchObject({ fault: "invalid" });
  });

  it("finds a document by what it says now, not by what it said before", async () => {
    const { records } = current();
    await records.put("people", "now", { state: "before", active: "x" });
    await records.put("people", "now", { state: "after" });
    expect(await records.find("people", { state: "before" })).toEqual([]);
    expect(await records.find("people", { active: "x" })).toEqual([]);
    expect(await records.find("people", { state: "after" })).toHaveLength(1);
  });
}

function describeExactness(current: () => Storage): void {
  it("keeps text of every script, and what looks like an operator", async () => {
    const { records } = current();
    const texts = [
      "مشروع استنتاجات",
      "审议组",
      "Заключения",
      "e\u0301 ≠ \u00e9",
      "👩🏽‍⚖️",
      "\ud83d",
      "a\0b",
      "\u2028 \" \\ ' $ %",
    ];
    for (const [index, state] of texts.entries()) {
      const value = { state, $set: { "a.b": state }, "": state, nested: [{ $gt: null }] };
      await records.put("people", `script-${state.toWellFormed().replaceAll("\0", "")}`, value);
      const found = await records.find("people", { state });
      expect(found, `text ${index}`).toEqual([
        { id: `script-${state.toWellFormed().replaceAll("\0", "")}`, value },
      ]);
    }
  });

  it(`gives back exactly the documents it was given, and finds them (seed ${SEED})`, async () => {
    const { records } = current();
    let count = 0;
    const state = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
    );
    const documents = fc.tuple(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), state);
    await holds(documents, 100, async ([rest, value]) => {
      const id = `exact-${count++}`;
      const document: JsonObject = JSON.parse(
        JSON.stringify({ ...rest, state: value, email: id, phone: id }),
      );
      await records.put("people", id, document);
      expect(JSON.stringify(await records.get("people", id))).toBe(JSON.stringify(document));
      const wanted = document["state"] ?? null;
      if (typeof wanted === "object") return;
      const found = await records.find("people", { state: wanted });
      expect(found.map((record) => record.id)).toContain(id);
    });
  });
}

function describeNewIndexes(createPlace: () => Promise<StoragePlace>): void {
  it("gives documents of an earlier release the indexes of this one", async () => {
    const place = await createPlace();
    const before = await place.open({ people: {} });
    await before.records.put("people", "1", { email: "one@example.org", state: "a" });
    await before.records.put("people", "2", { state: "a" });
    await before.records.put("people", "3", {});
    await before.close();
    const after = await place.open(CONTRACT_TABLES);
    expect((await after.records.find("people", { state: "a" })).map(({ id }) => id)).toEqual(["1", "2"]);
    expect(await after.records.insert("people", "4", { email: "one@example.org" })).toBe(false);
    expect(await after.records.insert("people", "5", {})).toBe(true);
    await after.close();
    await place.dispose();
  });

  it("does not open, and changes nothing, where documents break a unique index that is new", async () => {
    const place = await createPlace();
    const before = await place.open({ people: {} });
    await before.records.put("people", "1", { email: "one@example.org" });
    await before.records.put("people", "2", { email: "one@example.org" });
    await before.close();
    await expect(place.open(CONTRACT_TABLES)).rejects.toMatchObject({ fault: "duplicate" });
    const again = await place.open({ people: {} });
    expect(await again.records.find("people", {})).toHaveLength(2);
    await again.close();
    await place.dispose();
  });
}
