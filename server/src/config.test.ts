import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ConfigFaults, loadConfig } from "./config.ts";

const SECRET = "a secret of thirty-two characters";
const KEY = Buffer.alloc(32, 7);

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "travaux-config-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function production(env: Readonly<Record<string, string>> = {}) {
  const workingDirectory = await folder();
  await writeFile(join(workingDirectory, "key"), KEY);
  const complete = {
    BASE_URL: "https://travaux.example.org",
    SESSION_SECRET: SECRET,
    MASTER_KEY_FILE: "key",
    ...env,
  };
  return { env: complete, args: [], workingDirectory };
}

async function faultsOf(promise: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof ConfigFaults ? error.faults : [];
}

describe("the settings", () => {
  it("have safe defaults where they may", async () => {
    const source = await production();
    expect(await loadConfig(source)).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      dataDir: join(source.workingDirectory, "data"),
      mongodbUri: null,
      smtpUrl: null,
      digestAt: 360,
      sessionSecret: SECRET,
      masterKey: new Uint8Array(KEY),
      demo: false,
    });
  });

  it("take a time of day for the daily letters, or off, and nothing else", async () => {
    expect(await loadConfig(await production({ DIGEST_AT: "23:59" }))).toMatchObject({ digestAt: 1439 });
    expect(await loadConfig(await production({ DIGEST_AT: "off" }))).toMatchObject({ digestAt: null });
    for (const wrong of ["24:00", "6:00", "06:60", "never", "06:00:00"])
      expect(await faultsOf(loadConfig(await production({ DIGEST_AT: wrong })))).toEqual([
        "DIGEST_AT must be a time of day in UTC, e.g. 06:00, or off.",
      ]);
  });

  it("report every fault at once, and no value", async () => {
    const env = {
      PORT: "70000",
      BASE_URL: "ftp://secret-host",
      MONGODB_URI: "postgres://user:secret-one@host",
      SMTP_URL: "secret-two",
      SESSION_SECRET: "secret-three",
      MASTER_KEY_FILE: "absent",
    };
    const faults = await faultsOf(loadConfig({ env, args: ["--dem"], workingDirectory: await folder() }));
    expect(faults).toHaveLength(7);
    for (const name of Object.keys(env)) expect(faults.join("\n")).toContain(name);
    expect(faults.join("\n")).not.toContain("secret-");
  });

  it("have no default for secrets and address outside demo mode", async () => {
    const faults = await faultsOf(loadConfig({ env: {}, args: [], workingDirectory: await folder() }));
    expect(faults.map((fault) => fault.split(" ")[0])).toEqual([
      "BASE_URL",
      "SESSION_SECRET",
      "MASTER_KEY_FILE",
    ]);
  });

  it.each(["https://host/path", "https://host/?q", "https://user@host", "host"])(
    "take no BASE_URL like %s",
    async (BASE_URL) => {
      expect(await faultsOf(loadConfig(await production({ BASE_URL })))).toHaveLength(1);
    },
  );

  it.each([
    ["hex", KEY.toString("hex") + "\n"],
    ["base64", KEY.toString("base64")],
  ])("read a master key in %s", async (_, text) => {
    const source = await production();
    await writeFile(join(source.workingDirectory, "key"), text);
    expect((await loadConfig(source)).masterKey).toEqual(new Uint8Array(KEY));
  });

  it("take no master key of another length", async () => {
    const source = await production();
    await writeFile(join(source.workingDirectory, "key"), Buffer.alloc(31));
    expect(await faultsOf(loadConfig(source))).toHaveLength(1);
  });
});

describe("demo mode", () => {
  it("makes its own secrets, says so, and finds them again", async () => {
    const source = { env: { PORT: "0" }, args: ["--demo"], workingDirectory: await folder() };
    const first = await loadConfig(source);
    const second = await loadConfig(source);
    expect(first).toMatchObject({ demo: true, baseUrl: new URL("http://localhost:0") });
    expect(second.sessionSecret).toBe(first.sessionSecret);
    expect(second.masterKey).toEqual(first.masterKey);
    expect(first.masterKey).toHaveLength(32);
    expect(first.notices.join("\n")).toContain("made its own secrets");
  });

  it("keeps them from everybody else on the machine", async () => {
    const workingDirectory = await folder();
    await loadConfig({ env: {}, args: ["--demo"], workingDirectory });
    for (const name of ["session-secret", "master-key"]) {
      const file = join(workingDirectory, "data", "demo-secrets", name);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await readFile(file, "utf8")).length).toBeGreaterThanOrEqual(43);
    }
  });

  it("prefers secrets that are given, however bad it finds them", async () => {
    const source = { env: { SESSION_SECRET: "short" }, args: ["--demo"], workingDirectory: await folder() };
    expect(await faultsOf(loadConfig(source))).toHaveLength(1);
  });
});
