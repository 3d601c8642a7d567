import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MasterKeyFailure, parseMasterKey, readMasterKey, writeMasterKey } from "./master-key.ts";

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "travaux-master-"));
  path = join(directory, "secrets", "master.key");
});
afterEach(() => rmSync(directory, { recursive: true }));

const key = Uint8Array.from({ length: 32 }, (_, index) => 255 - index * 7);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("the forms of a master key", () => {
  it("are 32 bytes, or hexadecimal or base64 of them, with or without a line's end", () => {
    const hex = Buffer.from(key).toString("hex");
    const base64 = Buffer.from(key).toString("base64");
    const spelled = [
      hex,
      hex.toUpperCase(),
      `${hex}\n`,
      `${hex}\r\n`,
      base64,
      `${base64}\n`,
      base64.replace("=", ""),
    ];
    for (const text of [...spelled, Buffer.from(key).toString("base64url")])
      expect(parseMasterKey(bytes(text))).toEqual(key);
    expect(parseMasterKey(key)).toEqual(key);
  });

  it("are nothing else", () => {
    const hex = Buffer.from(key).toString("hex");
    const wrong = [
      "",
      "\n",
      "secret",
      hex.slice(2),
      `${hex}00`,
      `${hex.slice(2)}zz`,
      `${hex} ${hex}`,
      "x".repeat(33),
    ];
    for (const text of wrong) expect(parseMasterKey(bytes(text))).toBeNull();
    expect(parseMasterKey(Uint8Array.of(...key, 10))).toBeNull();
    expect(parseMasterKey(key.subarray(1))).toBeNull();
  });
});

describe("the file of the master key", () => {
  it("is made for its owner alone, and read again as the key it was made of", async () => {
    const made = await writeMasterKey(path, randomBytes);
    expect(await readMasterKey(path)).toEqual({ key: Uint8Array.from(made), readableByOthers: false });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("is never written over", async () => {
    await writeMasterKey(path, randomBytes);
    const before = readFileSync(path);
    await expect(writeMasterKey(path, randomBytes)).rejects.toThrow(MasterKeyFailure);
    expect(readFileSync(path)).toEqual(before);
  });

  it("is told to be readable by others when it is", async () => {
    await writeMasterKey(path, randomBytes);
    chmodSync(path, 0o640);
    expect((await readMasterKey(path)).readableByOthers).toBe(true);
  });

  it("is named when it is missing or holds no key, and never quoted", async () => {
    await expect(readMasterKey(path)).rejects.toThrow(/master\.key cannot be read \(ENOENT\)/);
    await expect(readMasterKey(directory)).rejects.toThrow(/EISDIR/);
    const wrong = join(directory, "wrong.key");
    writeFileSync(wrong, "hunter2hunter2");
    const failure: unknown = await readMasterKey(wrong).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MasterKeyFailure);
    expect(String(failure)).toMatch(/wrong\.key has 14 bytes that are no key: it holds exactly 32 bytes, or/);
    expect(String(failure)).not.toContain("hunter2");
  });
});
