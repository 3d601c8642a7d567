import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAILURES_PER_ACCOUNT } from "../../src/http/attempt-limits.ts";
import { PASSWORD, startHttpHouse, type HttpHouse } from "../../src/http/testing/http-house.ts";
import { totpAt } from "../../src/identity/testing/totp.ts";

let house: HttpHouse;
beforeAll(async () => {
  house = await startHttpHouse();
});
afterAll(() => house.stop());

async function code(response: Response): Promise<unknown> {
  expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  const problem: { readonly code: string; readonly status: number } = await response.json();
  expect(problem.status).toBe(response.status);
  return problem.code;
}

describe("a session", () => {
  it("begins with e-mail and password and ends with signing out", async () => {
    await house.member({ email: "a@example.org", name: "Expert of State A", language: "es" });
    const browser = house.visitor();
    expect(await (await browser.get("/api/session")).json()).toEqual({ user: null, demo: null });
    const signedIn = await browser.post("/api/session", { email: "A@example.org", password: PASSWORD });
    const expected = {
      name: "Expert of State A",
      email: "a@example.org",
      language: "es",
      staff: false,
      secondFactor: false,
    };
    expect(await signedIn.json()).toMatchObject({ user: expected, demo: null });
    expect(signedIn.headers.get("cache-control")).toBe("no-store");
    expect((await browser.get("/api/reviews")).status).toBe(200);
    expect((await browser.delete("/api/session")).status).toBe(204);
    expect(await code(await browser.get("/api/reviews"))).toBe("session-required");
  });

  it("has a cookie that no script reads and no other site sends", async () => {
    await house.member({ email: "cookie@example.org" });
    const response = await house
      .visitor()
      .post("/api/session", { email: "cookie@example.org", password: PASSWORD });
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^travaux_session=/);
    for (const flag of ["HttpOnly", "SameSite=Strict", "Path=/"]) expect(cookie).toContain(flag);
  });

  it("keeps the language that a person sets", async () => {
    const browser = await house.member({ email: "tongue@example.org" });
    expect(await (await browser.patch("/api/session", { language: "ar" })).json()).toMatchObject({
      user: { language: "ar" },
    });
    const problem = await (await browser.get("/api/people", { "Accept-Language": "ru" })).json();
    expect(problem).toMatchObject({ code: "not-permitted", title: "غير مفتوح لكم" });
    expect((await browser.patch("/api/session", { language: "de" })).status).toBe(422);
  });

  it("once cut answers nothing any more, and its listeners hear of it", async () => {
    const browser = await house.member({ email: "cut@example.org" });
    const actor = await house.identity.actorOf(new Headers({ cookie: browser.cookie }));
    const heard = new Promise((resolve) => house.identity.onSessionsEnded(resolve));
    if (actor === null) throw new Error("not signed in");
    await house.people.change(actor.user, { standing: "ended" });
    expect(await heard).toEqual([actor.session]);
    expect(await house.identity.actorOf(new Headers({ cookie: browser.cookie }))).toBeNull();
    expect(await code(await browser.get("/api/reviews"))).toBe("session-required");
  });
});

describe("sign-in", () => {
  it("says the same of a wrong password and of an unknown address", async () => {
    await house.member({ email: "known@example.org" });
    const attempt = async (email: string) => {
      const response = await house
        .visitor()
        .post("/api/session", { email, password: "wrong mango in a fence" });
      return [response.status, await response.json(), response.headers.getSetCookie()];
    };
    expect(await attempt("known@example.org")).toEqual(await attempt("unknown@example.org"));
  });

  it("takes about as long for both", async () => {
    await house.member({ email: "timed@example.org" });
    const spent = async (email: string) => {
      const startedAt = performance.now();
      await house.visitor().post("/api/session", { email, password: "wrong mango in a fence" });
      return performance.now() - startedAt;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      known.push(await spent("timed@example.org"));
      unknown.push(await spent(`nobody${round}@example.org`));
    }
    // The hash takes tens of milliseconds and everything else a few: without it the ratio would be far below.
    expect(Math.min(...unknown) / Math.min(...known)).toBeGreaterThan(0.3);
    expect(Math.min(...unknown) / Math.min(...known)).toBeLessThan(3.3);
  });

  it("stops answering for an account after ten failures, even to the right password, and for no other account", async () => {
    await house.member({ email: "target@example.org" });
    await house.member({ email: "bystander@example.org" });
    const attempt = (email: string, password: string) =>
      house.visitor().post("/api/session", { email, password });
    for (let failure = 0; failure < FAILURES_PER_ACCOUNT; failure += 1) {
      expect((await attempt("target@example.org", `wrong mango ${failure}`)).status).toBe(401);
    }
    expect(await code(await attempt("Target@example.org ", PASSWORD))).toBe("too-many-attempts");
    expect((await attempt("bystander@example.org", PASSWORD)).status).toBe(200);
  });

  it("does not count successes as failures", async () => {
    await house.member({ email: "often@example.org" });
    for (let visit = 0; visit <= FAILURES_PER_ACCOUNT; visit += 1) {
      const response = await house
        .visitor()
        .post("/api/session", { email: "often@example.org", password: PASSWORD });
      expect(response.status).toBe(200);
    }
  });

  it("is the only way in: nobody registers himself", async () => {
    const visitor = house.visitor();
    const me = { name: "Me", email: "me@example.org", password: PASSWORD };
    expect((await visitor.post("/api/auth/sign-up/email", me)).status).toBe(404);
    expect((await visitor.post("/api/session/demo", { email: "a@example.org" })).status).toBe(404);
    expect((await visitor.post("/api/people", me)).status).toBe(401);
    const member = await house.member({ email: "member@example.org" });
    expect(await code(await member.post("/api/people", me))).toBe("not-permitted");
    expect((await house.people.list()).map((person) => person.email)).not.toContain("me@example.org");
  });
});

describe("an activation link over HTTP", () => {
  it("says whose it is, sets a password once, and is then gone", async () => {
    const registration = await house.people.register([
      { name: "Expert", function: "", email: "new@example.org", phone: "", noteVerbale: "", language: "zh" },
    ]);
    const url = registration.kind === "registered" ? registration.people[0]?.link.url : undefined;
    const token = new URL(url ?? "").hash.slice(1);
    const browser = house.visitor();
    expect(await (await browser.post("/api/activations/lookup", { token })).json()).toMatchObject({
      email: "new@example.org",
      language: "zh",
    });
    expect(await code(await browser.post("/api/activations", { token, password: "short" }))).toBe(
      "password-too-short",
    );
    expect(await code(await browser.post("/api/activations", { token, password: "passwordpassword" }))).toBe(
      "password-common",
    );
    expect(
      await (await browser.post("/api/activations", { token, password: PASSWORD })).json(),
    ).toMatchObject({ user: { email: "new@example.org" } });
    expect(await code(await browser.post("/api/activations", { token, password: PASSWORD }))).toBe(
      "activation-ended",
    );
    expect(await code(await browser.post("/api/activations/lookup", { token }))).toBe("activation-ended");
  });
});

describe("a second factor over HTTP", () => {
  it("is set up, asked for, and taken off again", async () => {
    const browser = await house.member({ email: "careful@example.org" });
    const enrolment: { readonly uri: string; readonly backupCodes: readonly string[] } = await (
      await browser.post("/api/session/second-factor", { password: PASSWORD })
    ).json();
    const now = () => totpAt(enrolment.uri, Date.now());
    const confirmed = await browser.post("/api/session/second-factor/confirm", { code: now() });
    expect(await confirmed.json()).toMatchObject({ user: { secondFactor: true } });
    const again = house.visitor();
    const signIn = { email: "careful@example.org", password: PASSWORD };
    const asked = await again.post("/api/session", signIn);
    expect(asked.headers.getSetCookie()).toEqual([]);
    expect(await code(asked)).toBe("second-factor-required");
    expect(await code(await again.post("/api/session", { ...signIn, code: "000000" }))).toBe(
      "second-factor-wrong",
    );
    expect((await again.post("/api/session", { ...signIn, code: now() })).status).toBe(200);
    expect(
      (await house.visitor().post("/api/session", { ...signIn, code: enrolment.backupCodes[3] })).status,
    ).toBe(200);
    expect(
      await code(
        await browser.post("/api/session/second-factor/disable", { password: PASSWORD, code: "000000" }),
      ),
    ).toBe("second-factor-wrong");
    const disabled = await browser.post("/api/session/second-factor/disable", {
      password: PASSWORD,
      code: now(),
    });
    expect(await disabled.json()).toMatchObject({ user: { secondFactor: false } });
  });
});
