import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqliteStorage } from "../storage/sqlite-storage.ts";
import type { Storage } from "../storage/storage.ts";
import type { DataKey } from "./data-key.ts";
import { createVault, VAULT_TABLES } from "./vault.ts";
import type { Vault } from "./vault.ts";

const SCOPE = "r00001/untoc.5.b/state-a/1";
const OTHER = "r00001/untoc.5.b/reviewers/1";
const aad = new TextEncoder().encode("place");
const plain = new TextEncoder().encode("an observation");

let directory: string;
let file: string;
let storage: Storage;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "travaux-vault-"));
  file = join(directory, "travaux.sqlite");
  storage = await openSqliteStorage({ file, tables: VAULT_TABLES });
});
afterEach(async () => {
  await storage.close();
  rmSync(directory, { recursive: true });
});

const masterKey = randomBytes(32);
const open = (key = masterKey, cacheSize = 4096): Promise<Vault> =>
  createVault({ masterKey: key, records: storage.records, random: randomBytes, cacheSize });
const opens = (key: DataKey | null, sealed: Uint8Array): boolean =>
  key !== null && key.open(sealed, aad) !== null;

describe("keys", () => {
  it("are made once for each scope, and are there again after a restart", async () => {
    const sealed = (await (await open()).keyFor(SCOPE)).seal(plain, aad);
    await storage.close();
    storage = await openSqliteStorage({ file, tables: VAULT_TABLES });
    const vault = await open();
    expect((await vault.keyFor(SCOPE)).open(sealed, aad)).toEqual(plain);
    expect((await vault.existing(SCOPE))?.open(sealed, aad)).toEqual(plain);
    expect(opens(await vault.keyFor(OTHER), sealed)).toBe(false);
  });

  it("are one for all who ask at once, in one process or several", async () => {
    const vaults = await Promise.all([open(), open(), open()]);
    const keys = await Promise.all(
      vaults.flatMap((vault) => Array.from({ length: 20 }, () => vault.keyFor(SCOPE))),
    );
    const sealed = keys[0]?.seal(plain, aad) ?? new Uint8Array();
    expect(keys.every((key) => opens(key, sealed))).toBe(true);
    expect(await storage.records.find("keys", {})).toHaveLength(2);
  });

  it("are not made by asking whether they exist", async () => {
    const vault = await open();
    expect(await vault.existing(SCOPE)).toBeNull();
    expect(await vault.existing(SCOPE)).toBeNull();
    const key = await vault.keyFor(SCOPE);
    expect(opens(await vault.existing(SCOPE), key.seal(plain, aad))).toBe(true);
  });

  it("are gone when destroyed: in this vault, in another opened later, and from the disk", async () => {
    const vault = await open();
    const sealed = (await vault.keyFor(SCOPE)).seal(plain, aad);
    const record = await storage.records.get("keys", `scope:${SCOPE}`);
    const wrapped = JSON.stringify(record?.["wrapped"] ?? "").slice(1, -1);
    await vault.keyFor(OTHER);
    await vault.destroy(SCOPE);
    await vault.destroy(SCOPE);
    expect(await vault.existing(SCOPE)).toBeNull();
    expect(await (await open()).existing(SCOPE)).toBeNull();
    expect(opens(await vault.keyFor(SCOPE), sealed)).toBe(false);
    expect(await vault.existing(OTHER)).not.toBeNull();
    await storage.close();
    expect(wrapped.length).toBeGreaterThan(60);
    expect(readFileSync(file).includes(wrapped)).toBe(false);
  });

  it("are the same when more are in use than are kept in memory", async () => {
    const vault = await open(masterKey, 3);
    const scopes = Array.from({ length: 10 }, (_, index) => `r00001/${index}`);
    const sealed = new Map<string, Uint8Array>();
    for (const scope of scopes) sealed.set(scope, (await vault.keyFor(scope)).seal(plain, aad));
    for (const scope of scopes.toReversed())
      expect((await vault.keyFor(scope)).open(sealed.get(scope) ?? plain, aad)).toEqual(plain);
    expect(await storage.records.find("keys", {})).toHaveLength(11);
  });

  it("never stand in the store as they are", async () => {
    const drawn: string[] = [];
    const random = (count: number): Uint8Array => {
      const bytes = randomBytes(count);
      if (count === 32) drawn.push(bytes.toString("base64"), bytes.toString("hex"), bytes.toString("latin1"));
      return bytes;
    };
    const vault = await createVault({ masterKey, records: storage.records, random });
    await vault.keyFor(SCOPE);
    await storage.close();
    const disk = readFileSync(file);
    expect(drawn).toHaveLength(3);
    for (const form of drawn) expect(disk.includes(Buffer.from(form, "latin1"))).toBe(false);
  });
});

describe("what is wrong is told", () => {
  it("refuses another master key at once, and changes nothing", async () => {
    const sealed = (await (await open()).keyFor(SCOPE)).seal(plain, aad);
    const before = await storage.records.find("keys", {});
    await expect(open(randomBytes(32))).rejects.toMatchObject({
      name: "VaultFailure",
      fault: "wrong-master-key",
    });
    expect(await storage.records.find("keys", {})).toEqual(before);
    expect(opens(await (await open()).existing(SCOPE), sealed)).toBe(true);
  });

  it("does not give the key of one scope for another, although its record was copied there", async () => {
    const vault = await open();
    await vault.keyFor(SCOPE);
    const record = await storage.records.get("keys", `scope:${SCOPE}`);
    await storage.records.put("keys", `scope:${OTHER}`, record ?? {});
    await expect(vault.existing(OTHER)).rejects.toMatchObject({ name: "VaultFailure", fault: "damaged" });
    await expect(vault.keyFor(OTHER)).rejects.toMatchObject({ fault: "damaged" });
  });

  it("does not make a new key in place of one that is damaged", async () => {
    await (await open()).keyFor(SCOPE);
    await storage.records.put("keys", `scope:${SCOPE}`, { wrapped: 7 });
    const vault = await open();
    await expect(vault.keyFor(SCOPE)).rejects.toMatchObject({ fault: "damaged" });
    expect(await storage.records.get("keys", `scope:${SCOPE}`)).toEqual({ wrapped: 7 });
  });

  it("asks the store again after it failed", async () => {
    const vault = await open();
    await vault.keyFor(SCOPE);
    const unwell = await open();
    await storage.close();
    await expect(unwell.keyFor(SCOPE)).rejects.toMatchObject({
      name: "StorageFailure",
      fault: "unavailable",
    });
    await expect(unwell.existing(SCOPE)).rejects.toMatchObject({
      name: "StorageFailure",
      fault: "unavailable",
    });
    expect(await vault.existing(SCOPE)).not.toBeNull();
  });

  it("refuses a scope that is none", async () => {
    const vault = await open();
    for (const scope of ["", "x".repeat(201), "\ud800"])
      await expect(vault.keyFor(scope)).rejects.toThrow(RangeError);
    await expect(vault.keyFor("x".repeat(200))).resolves.toBeDefined();
  });
});
