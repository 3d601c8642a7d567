import { mkdir, open, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { KEY_BYTES } from "./data-key.ts";
import type { RandomBytes } from "./data-key.ts";

export interface MasterKey {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** True if the file's mode lets anyone but its owner read it; the caller says so to the operator. */
  readonly readableByOthers: boolean;
}

/** The file of the master key cannot be used. The message says what to do and never quotes the file. */
export class MasterKeyFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MasterKeyFailure";
  }
}

const FORMS = "exactly 32 bytes, or 64 hexadecimal digits, or 32 bytes in base64";

/** @throws MasterKeyFailure if there is no such file or it holds no key */
export async function readMasterKey(path: string): Promise<MasterKey> {
  let content: Uint8Array;
  let mode: number;
  try {
    content = await readFile(path);
    mode = (await stat(path)).mode;
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error";
    throw new MasterKeyFailure(`the master key file ${path} cannot be read (${code})`, { cause });
  }
  const key = parseMasterKey(content);
  if (key === null) {
    const message = `the master key file ${path} has ${content.byteLength} bytes that are no key: it holds ${FORMS}`;
    throw new MasterKeyFailure(message);
  }
  return { key, readableByOthers: process.platform !== "win32" && (mode & 0o077) !== 0 };
}

/** @returns the key that `content` is, or spells; `null` if it is neither. A file of 32 bytes is always taken as it is. */
export function parseMasterKey(content: Uint8Array): Uint8Array | null {
  if (content.byteLength === KEY_BYTES) return Uint8Array.from(content);
  const text = Buffer.from(content).toString("latin1").trim();
  if (/^[0-9a-fA-F]{64}$/.test(text)) return Uint8Array.from(Buffer.from(text, "hex"));
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return Uint8Array.from(Buffer.from(text, "base64"));
  return null;
}

/**
 * Makes a key and its file, durable before anything can be sealed with it, for its owner alone.
 *
 * @throws MasterKeyFailure if the file is there already, which is then left as it is, or cannot be written
 */
export async function writeMasterKey(path: string, random: RandomBytes): Promise<Uint8Array> {
  const key = random(KEY_BYTES);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(`${Buffer.from(key).toString("hex")}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncDirectory(dirname(path));
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error";
    throw new MasterKeyFailure(`the master key file ${path} cannot be made (${code})`, { cause });
  }
  return key;
}

// Without this a power cut may take the new name away, and with it all that was sealed. Windows has no such call.
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
