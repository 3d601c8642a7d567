import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseTimeOfDay } from "./comments/digest-time.ts";
import { KEY_BYTES } from "./vault/data-key.ts";
import { MasterKeyFailure, readMasterKey, writeMasterKey } from "./vault/master-key.ts";

/** Everything that a deployment decides. Built once, handed down. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** The address that browsers use: Origin checks, cookies and links depend on it. */
  readonly baseUrl: URL;
  /** Absolute; holds the embedded store, the outbox and, in demo mode, the secrets. */
  readonly dataDir: string;
  /** `null`: the embedded store. */
  readonly mongodbUri: string | null;
  /** Signs cookies and tokens; at least 32 characters. */
  readonly sessionSecret: string;
  /** 32 bytes that wrap the keys of everything at rest. */
  readonly masterKey: Uint8Array;
  /** `null`: letters become files in {@link outboxDir}. */
  readonly smtpUrl: string | null;
  readonly outboxDir: string;
  /** When the daily letters about comments go out, in minutes after midnight UTC; `null`: never. */
  readonly digestAt: number | null;
  readonly demo: boolean;
  /** What whoever starts the server should read, in English. */
  readonly notices: readonly string[];
}

/** What the settings are read from. */
export interface ConfigSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Command-line arguments after the script's name. */
  readonly args: readonly string[];
  /** Where a relative path starts. */
  readonly workingDirectory: string;
}

/** Settings at fault: all of them, each in a sentence that names the setting and never its value. */
export class ConfigFaults extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(["The settings need a correction:", ...faults.map((fault) => `  - ${fault}`)].join("\n"));
    this.name = "ConfigFaults";
    this.faults = faults;
  }
}

const SECRET_LENGTH = 32;
const DEFAULT_PORT = 3000;
/** A reverse proxy on the same machine reaches it, the network does not; containers set HOST=0.0.0.0. */
const DEFAULT_HOST = "127.0.0.1";
/** In UTC: before working hours in Vienna and Nairobi. */
const DEFAULT_DIGEST_AT = "06:00";

type Read<Value> = { readonly value: Value } | { readonly fault: string };

/**
 * Reads the settings from the environment, once. In demo mode the secrets that are not given are made and kept in
 * `<DATA_DIR>/demo-secrets`, readable by the owner alone; elsewhere secrets have no default.
 *
 * @throws ConfigFaults naming every fault at once
 */
export async function loadConfig(source: ConfigSource): Promise<Config> {
  const env = (name: string): string | null => source.env[name]?.trim() || null;
  const demo = source.args.includes("--demo");
  const dataDir = resolve(source.workingDirectory, env("DATA_DIR") ?? "data");
  const port = readPort(env("PORT"));
  const secretsDir = join(dataDir, "demo-secrets");
  const masterKeyFile = env("MASTER_KEY_FILE");
  const reads = {
    args: readArguments(source.args),
    port,
    baseUrl: readBaseUrl(env("BASE_URL"), demo && "value" in port ? port.value : null),
    mongodbUri: readAddress("MONGODB_URI", env("MONGODB_URI"), ["mongodb:", "mongodb+srv:"]),
    smtpUrl: readAddress("SMTP_URL", env("SMTP_URL"), ["smtp:", "smtps:"]),
    digestAt: readDigestAt(env("DIGEST_AT")),
    sessionSecret: await readSessionSecret(env("SESSION_SECRET"), demo ? secretsDir : null),
    masterKey: await masterKeyFrom(
      masterKeyFile === null ? null : resolve(source.workingDirectory, masterKeyFile),
      demo ? secretsDir : null,
    ),
  };
  const faults = Object.values(reads).flatMap((read) => ("fault" in read ? [read.fault] : []));
  if (faults.length > 0) throw new ConfigFaults(faults);
  const ownSecrets = demo && (env("SESSION_SECRET") === null || masterKeyFile === null);
  return {
    port: valueOf(reads.port),
    host: env("HOST") ?? DEFAULT_HOST,
    baseUrl: valueOf(reads.baseUrl),
    dataDir,
    mongodbUri: valueOf(reads.mongodbUri),
    sessionSecret: valueOf(reads.sessionSecret),
    masterKey: valueOf(reads.masterKey),
    smtpUrl: valueOf(reads.smtpUrl),
    outboxDir: join(dataDir, "outbox"),
    digestAt: valueOf(reads.digestAt),
    demo,
    notices: [
      ...(demo
        ? ["Demo mode: anybody who reaches this address can sign in as a sample account. Not for real texts."]
        : []),
      ...(ownSecrets ? [`Demo mode made its own secrets in ${secretsDir}.`] : []),
      ...(env("SMTP_URL") === null
        ? [`No SMTP_URL: letters are written to ${join(dataDir, "outbox")}.`]
        : []),
    ],
  };
}

function valueOf<Value>(read: Read<Value>): Value {
  if ("fault" in read) throw new RangeError("A fault has no value; collect the faults first.");
  return read.value;
}

function readArguments(args: readonly string[]): Read<null> {
  const unknown = args.filter((argument) => argument !== "--demo");
  return unknown.length === 0
    ? { value: null }
    : { fault: `Unknown argument ${unknown.join(" ")}; there is only --demo.` };
}

function readPort(text: string | null): Read<number> {
  if (text === null) return { value: DEFAULT_PORT };
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65_535
    ? { value: port }
    : { fault: "PORT must be a number from 0 to 65535." };
}

function readBaseUrl(text: string | null, demoPort: number | null): Read<URL> {
  if (text === null) {
    if (demoPort !== null) return { value: new URL(`http://localhost:${demoPort}`) };
    return { fault: "BASE_URL is missing: the address that browsers use, e.g. https://reviews.example.org." };
  }
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    return { fault: "BASE_URL must be an address that begins with https:// or http://." };
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || url.username !== "") {
    return { fault: "BASE_URL must name a host alone, without path, query or user." };
  }
  return { value: url };
}

function readAddress(name: string, text: string | null, protocols: readonly string[]): Read<string | null> {
  if (text === null) return { value: null };
  if (protocols.some((protocol) => text.startsWith(`${protocol}//`))) return { value: text };
  return { fault: `${name} must begin with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}.` };
}

function readDigestAt(text: string | null): Read<number | null> {
  if (text === "off") return { value: null };
  const minutes = parseTimeOfDay(text ?? DEFAULT_DIGEST_AT);
  return minutes === null
    ? { fault: "DIGEST_AT must be a time of day in UTC, e.g. 06:00, or off." }
    : { value: minutes };
}

async function readSessionSecret(text: string | null, demoDir: string | null): Promise<Read<string>> {
  if (text === null) {
    if (demoDir === null)
      return { fault: `SESSION_SECRET is missing: at least ${SECRET_LENGTH} random characters.` };
    return readOrMake(join(demoDir, "session-secret"), () => randomBytes(32).toString("base64url"));
  }
  return text.length >= SECRET_LENGTH
    ? { value: text }
    : { fault: `SESSION_SECRET must have at least ${SECRET_LENGTH} characters.` };
}

async function masterKeyFrom(file: string | null, demoDir: string | null): Promise<Read<Uint8Array>> {
  if (file === null && demoDir === null) {
    return {
      fault: `MASTER_KEY_FILE is missing: a file with ${KEY_BYTES} random bytes, as they are, in hex or base64.`,
    };
  }
  try {
    if (file !== null) return { value: (await readMasterKey(file)).key };
    return { value: await readOrWriteMasterKey(join(demoDir ?? "", "master-key")) };
  } catch (error) {
    if (error instanceof MasterKeyFailure) return { fault: `MASTER_KEY_FILE: ${error.message}.` };
    throw error;
  }
}

/** Two starts at once agree on whichever key was first. */
async function readOrWriteMasterKey(file: string): Promise<Uint8Array> {
  if (!existsSync(file)) {
    try {
      return new Uint8Array(await writeMasterKey(file, randomBytes));
    } catch (error) {
      if (!existsSync(file)) throw error;
    }
  }
  return (await readMasterKey(file)).key;
}

/** The content of a file of ours, made if it is not there; two starts at once agree on whichever was first. */
async function readOrMake(file: string, make: () => string): Promise<Read<string>> {
  try {
    await mkdir(join(file, ".."), { recursive: true, mode: 0o700 });
    await writeFile(file, make(), { mode: 0o600, flag: "wx" }).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
    });
    return { value: (await readFile(file, "utf8")).trim() };
  } catch (error) {
    return { fault: `DATA_DIR cannot hold the secrets of demo mode (${codeOf(error)}).` };
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
