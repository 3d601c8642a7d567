import type { DemoAccount, NewPerson, ReviewId } from "@travaux/blueprint";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { TOKEN_LIFETIME_MS } from "./access-token.ts";
import { ACTIVATION_LIFETIME_MS } from "./activation.ts";
import { StorageFailure, type RecordStore } from "../storage/storage.ts";
import { createIdentity } from "./create-identity.ts";
import type { Mail } from "./mail.ts";
import type { SignInAnswer, SignInRefusal } from "./sign-in-answer.ts";
import { IDENTITY_TABLES } from "./tables.ts";
import { memoryRecords } from "./testing/memory-records.ts";
import { totpAt } from "./testing/totp.ts";

// Hashing passwords takes its time by design, and more so on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const PASSWORD = "tidal orbit mango fence";
const REVIEW = "rabc123" as ReviewId;
const OTHER_REVIEW = "rxyz789" as ReviewId;
const EXPERT: NewPerson = {
  name: "Expert of State B",
  function: "Prosecutor",
  email: "Expert.B@example.org",
  phone: "",
  noteVerbale: "NV 12",
  language: "fr",
};

function start(options: { demo?: readonly DemoAccount[]; baseUrl?: string } = {}) {
  const clock = { offset: 0 };
  const letters: Mail[] = [];
  const failures: unknown[] = [];
  const full = { now: false };
  const memory = memoryRecords(IDENTITY_TABLES);
  const records: RecordStore = {
    ...memory,
    put: (table, id, value) =>
      full.now ? Promise.reject(new StorageFailure("full", "no room")) : memory.put(table, id, value),
  };
  const parts = createIdentity({
    records,
    baseUrl: new URL(options.baseUrl ?? "https://travaux.example.org"),
    secret: "a secret of thirty-two characters",
    mailer: { send: async (mail) => void letters.push(mail) },
    demo: options.demo ?? null,
    onFailure: (error) => failures.push(error),
    now: () => Date.now() + clock.offset,
  });
  onTestFinished(() => parts.close());
  return { ...parts, records, full, letters, failures, clock };
}

type Parts = ReturnType<typeof start>;

async function registered({ people }: Parts, row: NewPerson = EXPERT) {
  const registration = await people.register([row]);
  const first = registration.kind === "registered" ? registration.people[0] : undefined;
  if (first === undefined) throw new Error("not registered");
  return { person: first.person, token: new URL(first.link.url).hash.slice(1) };
}

async function activated(parts: Parts) {
  const { person, token } = await registered(parts);
  return { person, cookie: cookieOf(await parts.signIns.activate(token, PASSWORD)) };
}

function cookieOf(answer: SignInAnswer<unknown> | SignInRefusal): Headers {
  if (answer.kind === "refused") throw new Error(`refused: ${answer.code}`);
  return new Headers({ cookie: answer.cookies.map((line) => line.split(";")[0]).join("; ") });
}

async function withSecondFactor(parts: Parts) {
  const { person, cookie } = await activated(parts);
  const enrolment = await parts.signIns.enrol(cookie, PASSWORD);
  if (enrolment.kind === "refused") throw new Error(enrolment.code);
  const confirmed = await parts.signIns.confirm(cookie, totpAt(enrolment.value.uri, Date.now()));
  return { person, cookie: cookieOf(confirmed), enrolment: enrolment.value };
}

const signIn = { email: EXPERT.email, password: PASSWORD };

describe("an activation link", () => {
  it("sets the password, once, and signs in", async () => {
    const parts = start();
    const { person, token } = await registered(parts);
    expect(person.standing).toBe("invited");
    const answer = await parts.signIns.activate(token, PASSWORD);
    const actor = await parts.identity.actorOf(cookieOf(answer));
    expect(actor).toMatchObject({ user: person.id, name: EXPERT.name, staff: false, language: "fr" });
    expect(await parts.signIns.activate(token, "another mango in a fence")).toEqual({
      kind: "refused",
      code: "activation-ended",
    });
    expect((await parts.signIns.signIn(signIn)).kind).toBe("done");
  });

  it("goes to exactly one of two who open it at once", async () => {
    const parts = start();
    const { token } = await registered(parts);
    const answers = await Promise.all([
      parts.signIns.activate(token, PASSWORD),
      parts.signIns.activate(token, PASSWORD),
    ]);
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(["done", "refused"]);
  });

  it("is worth nothing after ten days", async () => {
    const parts = start();
    const { token } = await registered(parts);
    parts.clock.offset = ACTIVATION_LIFETIME_MS - 1_000;
    expect(await parts.signIns.lookupActivation(token)).toMatchObject({ email: "expert.b@example.org" });
    parts.clock.offset = ACTIVATION_LIFETIME_MS + 1_000;
    expect(await parts.signIns.lookupActivation(token)).toBeNull();
    expect(await parts.signIns.activate(token, PASSWORD)).toEqual({
      kind: "refused",
      code: "activation-ended",
    });
  });

  it("stays good after a password that was refused", async () => {
    const parts = start();
    const { token } = await registered(parts);
    expect(await parts.signIns.activate(token, "passwordpassword")).toEqual({
      kind: "refused",
      code: "password-common",
    });
    expect((await parts.signIns.activate(token, PASSWORD)).kind).toBe("done");
  });

  it("is mailed in the person's language and never stored as it is", async () => {
    const parts = start();
    const { token } = await registered(parts);
    expect(parts.letters).toHaveLength(1);
    expect(parts.letters[0]?.text).toContain(`https://travaux.example.org/activate#${token}`);
    expect(parts.letters[0]?.text).toContain("Secrétariat");
    expect(JSON.stringify(await parts.records.find("identityActivation", {}))).not.toContain(token);
  });

  it("once renewed ends the earlier link, the password and every session", async () => {
    const parts = start();
    const { person, cookie } = await activated(parts);
    const ended: string[] = [];
    const actor = await parts.identity.actorOf(cookie);
    parts.identity.onSessionsEnded((sessions) => ended.push(...sessions));
    const link = await parts.people.renewActivation(person.id);
    expect(ended).toEqual([actor?.session]);
    expect(await parts.identity.actorOf(cookie)).toBeNull();
    expect(await parts.signIns.signIn(signIn)).toEqual({ kind: "refused", code: "sign-in-failed" });
    const token = new URL(link?.url ?? "").hash.slice(1);
    expect((await parts.signIns.activate(token, "another mango in a fence")).kind).toBe("done");
  });
});

describe("registration", () => {
  it("takes all rows or none", async () => {
    const parts = start();
    await registered(parts);
    const rows = [{ ...EXPERT, email: "new@example.org" }, EXPERT, { ...EXPERT, email: "NEW@example.org" }];
    expect(await parts.people.register(rows)).toEqual({
      kind: "refused",
      faults: [
        { row: 1, field: "email", code: "taken" },
        { row: 2, field: "email", code: "repeated" },
      ],
    });
    expect(await parts.people.list()).toHaveLength(1);
  });

  it("gives the link even where no letter can be sent, and tells of it", async () => {
    const parts = start();
    const failing = createIdentity({
      records: parts.records,
      baseUrl: new URL("https://travaux.example.org"),
      secret: "a secret of thirty-two characters",
      mailer: { send: () => Promise.reject(new Error("no mail server")) },
      demo: null,
      onFailure: (error) => parts.failures.push(error),
    });
    onTestFinished(() => failing.close());
    expect((await failing.people.register([EXPERT])).kind).toBe("registered");
    expect(parts.failures).toHaveLength(1);
  });
});

describe("sign-in", () => {
  it.each([
    ["a wrong password", { ...signIn, password: "wrong mango in a fence" }],
    ["an unknown address", { ...signIn, email: "nobody@example.org" }],
    ["an address that is none", { ...signIn, email: "nobody" }],
    ["a password beyond all measure", { ...signIn, password: "x".repeat(5000) }],
  ])("answers alike to %s", async (_, attempt) => {
    const parts = start();
    await activated(parts);
    expect(await parts.signIns.signIn(attempt)).toEqual({ kind: "refused", code: "sign-in-failed" });
  });

  it("is refused to a person whose time has ended", async () => {
    const parts = start();
    const { person, cookie } = await activated(parts);
    await parts.people.change(person.id, { standing: "ended" });
    expect(await parts.identity.actorOf(cookie)).toBeNull();
    expect(await parts.signIns.signIn(signIn)).toEqual({ kind: "refused", code: "sign-in-failed" });
  });

  it("gives a cookie that only this host over TLS gets, and no script", async () => {
    const parts = start();
    const { token } = await registered(parts);
    const answer = await parts.signIns.activate(token, PASSWORD);
    const cookies = answer.kind === "done" ? answer.cookies : [];
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/^__Host-travaux_session=/);
    for (const flag of ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"])
      expect(cookies[0]).toContain(flag);
    expect(cookies[0]).not.toContain("Domain");
  });

  it("gives a plain cookie where the address is not https", async () => {
    const parts = start({ baseUrl: "http://localhost:3000" });
    const { token } = await registered(parts);
    const answer = await parts.signIns.activate(token, PASSWORD);
    const cookie = answer.kind === "done" ? answer.cookies[0] : "";
    expect(cookie).toMatch(/^travaux_session=/);
    expect(cookie).toContain("HttpOnly");
    expect(cookie).not.toContain("Secure");
  });

  it("takes no cookie with a forged signature", async () => {
    const parts = start();
    const { cookie } = await activated(parts);
    const value = cookie.get("cookie") ?? "";
    const flipped = value.replace(/=(.)/, (_, first: string) => `=${first === "a" ? "b" : "a"}`);
    expect(await parts.identity.actorOf(new Headers({ cookie: flipped }))).toBeNull();
    expect(await parts.identity.actorOf(new Headers({ cookie: value.split(".")[0] ?? "" }))).toBeNull();
  });

  it("ends with signing out, and the listener hears of it", async () => {
    const parts = start();
    const { cookie } = await activated(parts);
    const actor = await parts.identity.actorOf(cookie);
    const ended: string[] = [];
    const off = parts.identity.onSessionsEnded((sessions) => ended.push(...sessions));
    await parts.signIns.signOut(cookie);
    expect(await parts.identity.actorOf(cookie)).toBeNull();
    expect(ended).toEqual([actor?.session]);
    off();
  });
});

describe("a store that takes no writes", () => {
  it("still says who is signed in when the session is due to be prolonged", async () => {
    const parts = start();
    const { cookie } = await activated(parts);
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    for (const { id, value } of await parts.records.find("identitySession", {})) {
      await parts.records.put("identitySession", id, { ...value, expiresAt: soon });
    }
    parts.full.now = true;
    expect(await parts.signIns.current(cookie)).toMatchObject({ value: { name: EXPERT.name }, cookies: [] });
    parts.full.now = false;
    const prolonged = await parts.signIns.current(cookie);
    expect(prolonged.cookies).toHaveLength(1);
    expect((await parts.identity.actorOf(cookie))?.expiresAt).toBeGreaterThan(Date.parse(soon));
  });
});

describe("demo sign-in", () => {
  const account: DemoAccount = {
    email: "expert.b@example.org",
    name: "Expert",
    role: "reviewing-expert",
    state: null,
  };

  it("opens a real session for an account on show", async () => {
    const parts = start({ demo: [account] });
    await parts.people.registerDemo(EXPERT);
    const answer = await parts.signIns.signInDemo(account.email);
    expect(await parts.identity.actorOf(cookieOf(answer))).toMatchObject({ name: EXPERT.name });
  });

  it("opens nothing for other accounts, nor outside demo mode", async () => {
    const parts = start({ demo: [account] });
    await parts.people.registerDemo({ ...EXPERT, email: "other@example.org" });
    expect((await parts.signIns.signInDemo("other@example.org")).kind).toBe("refused");
    const plain = start();
    await plain.people.registerDemo(EXPERT);
    expect((await plain.signIns.signInDemo(account.email)).kind).toBe("refused");
  });
});

describe("a second factor", () => {
  it("is asked for after the password alone, and no session exists before it", async () => {
    const parts = start();
    const { enrolment } = await withSecondFactor(parts);
    expect(await parts.signIns.signIn(signIn)).toEqual({ kind: "refused", code: "second-factor-required" });
    expect(await parts.signIns.signIn({ ...signIn, code: "000000" })).toEqual({
      kind: "refused",
      code: "second-factor-wrong",
    });
    const before = await parts.records.find("identitySession", {});
    expect(before).toHaveLength(1);
    const answer = await parts.signIns.signIn({ ...signIn, code: totpAt(enrolment.uri, Date.now()) });
    expect(await parts.identity.actorOf(cookieOf(answer))).not.toBeNull();
  });

  it("may be a backup code, each once", async () => {
    const parts = start();
    const { enrolment } = await withSecondFactor(parts);
    const attempt = { ...signIn, code: enrolment.backupCodes[0] ?? "" };
    expect((await parts.signIns.signIn(attempt)).kind).toBe("done");
    expect(await parts.signIns.signIn(attempt)).toEqual({ kind: "refused", code: "second-factor-wrong" });
  });

  it("is not asked for before it was confirmed", async () => {
    const parts = start();
    const { cookie } = await activated(parts);
    expect((await parts.signIns.enrol(cookie, "wrong mango in a fence")).kind).toBe("refused");
    expect((await parts.signIns.enrol(cookie, PASSWORD)).kind).toBe("done");
    expect((await parts.signIns.signIn(signIn)).kind).toBe("done");
  });

  it("goes only with password and code", async () => {
    const parts = start();
    const { cookie, enrolment } = await withSecondFactor(parts);
    const code = totpAt(enrolment.uri, Date.now());
    expect(await parts.signIns.disable(cookie, PASSWORD, "000000")).toMatchObject({
      code: "second-factor-wrong",
    });
    expect(await parts.signIns.disable(cookie, "wrong mango in a fence", code)).toMatchObject({
      code: "password-wrong",
    });
    expect(await parts.signIns.disable(cookie, PASSWORD, code)).toMatchObject({
      value: { secondFactor: false },
    });
    expect((await parts.signIns.signIn(signIn)).kind).toBe("done");
  });

  it("is taken off by the Secretariat, and sessions end", async () => {
    const parts = start();
    const { person, cookie } = await withSecondFactor(parts);
    expect((await parts.people.person(person.id))?.secondFactor).toBe(true);
    await parts.people.resetSecondFactor(person.id);
    expect(await parts.identity.actorOf(cookie)).toBeNull();
    expect((await parts.signIns.signIn(signIn)).kind).toBe("done");
  });

  it("locks the account for a while after ten wrong codes", async () => {
    const parts = start();
    const { enrolment } = await withSecondFactor(parts);
    for (let attempt = 0; attempt < 10; attempt += 1)
      await parts.signIns.signIn({ ...signIn, code: "aaaaa-bbbbb" });
    const honest = { ...signIn, code: totpAt(enrolment.uri, Date.now()) };
    expect(await parts.signIns.signIn(honest)).toEqual({ kind: "refused", code: "too-many-attempts" });
  });
});

describe("a token", () => {
  it("stands for its session in its review alone", async () => {
    const parts = start();
    const { cookie } = await activated(parts);
    const actor = await parts.identity.actorOf(cookie);
    if (actor === null) throw new Error("no actor");
    const { token } = await parts.identity.issueToken(actor, REVIEW);
    expect(await parts.identity.actorOfToken(token, REVIEW)).toEqual(actor);
    expect(await parts.identity.actorOfToken(token, OTHER_REVIEW)).toBeNull();
  });

  it("is worth nothing past its time or past its session", async () => {
    const parts = start();
    const { person, cookie } = await activated(parts);
    const actor = await parts.identity.actorOf(cookie);
    if (actor === null) throw new Error("no actor");
    const { token } = await parts.identity.issueToken(actor, REVIEW);
    parts.clock.offset = TOKEN_LIFETIME_MS + 1_000;
    expect(await parts.identity.actorOfToken(token, REVIEW)).toBeNull();
    parts.clock.offset = 0;
    await parts.people.resetSecondFactor(person.id);
    expect(await parts.identity.actorOfToken(token, REVIEW)).toBeNull();
  });
});
