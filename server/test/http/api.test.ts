import { LANGUAGES } from "@travaux/blueprint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { openApiPath } from "../../src/http/openapi.ts";
import { STATUS_OF } from "../../src/http/problem-codes.ts";
import { problemOf } from "../../src/http/problem.ts";
import { startHttpHouse, type Browser, type HttpHouse } from "../../src/http/testing/http-house.ts";

let house: HttpHouse;
let staff: Browser;
let expert: Browser;

const name = (en: string) => ({ en, ar: null, zh: null, fr: null, ru: null, es: null });
const newReview = {
  blueprint: "country-report",
  stateUnderReview: name("State A"),
  reviewingStates: [{ name: name("State B"), instruments: ["UNTOC"] }],
  articles: [{ instrument: "UNTOC", numbers: [5] }],
  languages: ["en", "fr"],
  officialStart: "2026-11-23",
  informationCutOff: null,
  sessionDate: null,
};

beforeAll(async () => {
  house = await startHttpHouse({
    demo: [
      { email: "expert.b@example.org", name: "Expert of State B", role: "reviewing-expert", state: null },
    ],
  });
  staff = await house.member({ email: "officer@example.org", name: "Secretariat officer", staff: true });
  expert = await house.member({ email: "expert@example.org", name: "Expert", language: "fr" });
});
afterAll(() => house.stop());

async function openReview(): Promise<string> {
  const opened: { readonly id: string } = await (await staff.post("/api/reviews", newReview)).json();
  return opened.id;
}

describe("a request from elsewhere", () => {
  const json = { "Content-Type": "application/json" };

  it.each([
    ["no Origin", {}],
    ["a foreign Origin", { Origin: "https://evil.example.org" }],
    ["an opaque Origin", { Origin: "null" }],
    ["a browser that calls it cross-site", { "Sec-Fetch-Site": "cross-site" }],
  ])("changes nothing with a cookie and %s", async (_, headers) => {
    const response = await staff.send("POST", "/api/reviews", newReview, { ...json, ...headers });
    expect([response.status, (await response.json()).code]).toEqual([403, "foreign-origin"]);
  });

  it("signs nobody in, even without a cookie", async () => {
    const body = { email: "expert.b@example.org" };
    const response = await house
      .visitor()
      .send("POST", "/api/session/demo", body, { ...json, Origin: "https://evil.example.org" });
    expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
  });

  it("that is a form is not read at all", async () => {
    const response = await expert.send("POST", "/api/reviews", "a=1", {
      Origin: house.origin,
      "Content-Type": "application/x-www-form-urlencoded",
    });
    expect(response.status).toBe(415);
  });

  it("is taken from our own pages by either sign", async () => {
    for (const headers of [{ Origin: house.origin }, { "Sec-Fetch-Site": "same-origin" }]) {
      expect((await staff.send("POST", "/api/reviews", newReview, { ...json, ...headers })).status).toBe(201);
    }
  });
});

describe("demo sign-in", () => {
  it("opens a session by one click, and only for accounts on show", async () => {
    const row = {
      name: "Expert of State B",
      function: "",
      phone: "",
      noteVerbale: "",
      language: "en" as const,
    };
    await house.people.registerDemo({ ...row, email: "expert.b@example.org" });
    const browser = house.visitor();
    const shown: { readonly demo: readonly { readonly email: string }[] } = await (
      await browser.get("/api/session")
    ).json();
    expect((await browser.post("/api/session/demo", { email: shown.demo[0]?.email })).status).toBe(200);
    expect((await browser.get("/api/reviews")).status).toBe(200);
    expect((await house.visitor().post("/api/session/demo", { email: "officer@example.org" })).status).toBe(
      401,
    );
  });
});

describe("people", () => {
  const person = {
    name: "Prosecutor",
    function: "Head of unit",
    email: "p@example.org",
    phone: "",
    noteVerbale: "NV 3",
    language: "ru",
  };

  it("are registered by the Secretariat one by one, each once", async () => {
    const made = await staff.post("/api/people", person);
    expect(made.status).toBe(201);
    expect(await made.json()).toMatchObject({
      person: { ...person, standing: "invited", staff: false },
      link: { url: expect.stringContaining("/activate#") },
    });
    const again = await staff.post("/api/people", { ...person, email: "P@example.org" });
    expect([again.status, (await again.json()).faults]).toEqual([
      422,
      [{ pointer: "/email", code: "taken" }],
    ]);
  });

  it("are shown to the Secretariat alone", async () => {
    expect((await staff.get("/api/people")).status).toBe(200);
    for (const path of ["/api/people"]) expect((await expert.get(path)).status).toBe(403);
    expect((await house.visitor().get("/api/people")).status).toBe(401);
  });

  it("come in from a pasted table, or none of them with each faulty row named", async () => {
    const table =
      "Nom\tCourriel\tÉtat\tLangue\tRemplace\nExpert C\tc@example.org\tState C\tfrançais\tm3\nExpert D\td@example.org\tState D\t\t";
    const bad = `${table}\n\tnobody\tState E\tKlingon\t\nExpert F\tC@example.org\t\t\t`;
    const refused = await staff.post("/api/people/import", { table: bad, language: "es" });
    expect(refused.status).toBe(422);
    expect((await refused.json()).faults.map((fault: { pointer: string }) => fault.pointer)).toEqual([
      "/rows/4/name",
      "/rows/4/email",
      "/rows/4/language",
    ]);
    const repeated = await staff.post("/api/people/import", {
      table: `${table}\nExpert F\tC@example.org`,
      language: "es",
    });
    expect((await repeated.json()).faults).toEqual([{ pointer: "/rows/4/email", code: "repeated" }]);
    expect((await house.people.list()).filter(({ email }) => /^[cd]@/.test(email))).toEqual([]);
    const taken = await staff.post("/api/people/import", { table, language: "es" });
    expect(taken.status).toBe(201);
    expect(await taken.json()).toMatchObject([
      { row: 2, state: "State C", replaces: "m3", person: { email: "c@example.org", language: "fr" } },
      { row: 3, state: "State D", replaces: "", person: { email: "d@example.org", language: "es" } },
    ]);
  });

  it("get a new link, or lose their second factor, on the record and with their sessions cut", async () => {
    const lost = await house.member({ email: "lost@example.org" });
    const user = (await house.people.list()).find(({ email }) => email === "lost@example.org")?.id ?? "";
    expect((await expert.post(`/api/people/${user}/activation`)).status).toBe(403);
    expect((await lost.get("/api/reviews")).status).toBe(200);
    expect((await staff.delete(`/api/people/${user}/second-factor`)).status).toBe(204);
    expect((await lost.get("/api/reviews")).status).toBe(401);
    const renewed = await staff.post(`/api/people/${user}/activation`);
    expect([renewed.status, (await renewed.json()).person]).toEqual([201, user]);
    expect(house.reviews.accountActs.map(({ user: of, act }) => [of, act])).toEqual([
      [user, "second-factor-reset"],
      [user, "activation-renewed"],
    ]);
    expect((await staff.post("/api/people/nobody/activation")).status).toBe(404);
  });

  it("change and end by the Secretariat, which nobody of it does to himself", async () => {
    const user = (await house.people.list()).find(({ email }) => email === "officer@example.org")?.id ?? "";
    expect(await (await staff.patch(`/api/people/${user}`, { function: "Officer" })).json()).toMatchObject({
      function: "Officer",
    });
    expect((await staff.patch(`/api/people/${user}`, { standing: "ended" })).status).toBe(403);
    expect((await staff.patch(`/api/people/${user}`, { email: "x@example.org" })).status).toBe(422);
  });
});

describe("reviews", () => {
  it("are handed on with the actor, and the answer comes back", async () => {
    const id = await openReview();
    expect((await expert.post("/api/reviews", newReview)).status).toBe(403);
    expect(await (await staff.get(`/api/reviews/${id}`)).json()).toMatchObject({ id, phase: "created" });
    expect(await (await staff.get(`/api/reviews/${id}/outline`)).json()).toMatchObject({
      review: id,
      entries: [],
    });
    const text = await staff.get(
      `/api/reviews/${id}/sections/untoc.5.b?room=${encodeURIComponent(`${id}/untoc.5.b/team/text/1`)}`,
    );
    expect(await text.json()).toMatchObject({ room: `${id}/untoc.5.b/team/text/1`, damaged: false });
    const acted = await staff.post(`/api/reviews/${id}/acts`, { act: "transmit", sections: ["untoc.5.b"] });
    expect(await acted.json()).toEqual({ outcomes: [{ section: "untoc.5.b", outcome: "done" }] });
    expect((await staff.get(`/api/reviews/${id}/record?before=7`)).status).toBe(200);
    expect((await staff.get(`/api/reviews/${id}/search?q=extradition`)).status).toBe(200);
    const treaty = {
      instrument: "UNTOC",
      language: "en",
      source: "C.N.1",
      articles: [{ number: 5, paragraphs: ["1. …"] }],
    };
    expect(
      await (
        await staff.send("PUT", `/api/reviews/${id}/treaty-text`, treaty, { Origin: house.origin })
      ).json(),
    ).toEqual({ loaded: 1 });
    expect((await staff.get(`/api/reviews/${id}/treaty-text/UNTOC/5?language=fr`)).status).toBe(200);
    expect(house.reviews.calls.map(({ call, with: given }) => [call, ...given])).toContainEqual([
      "search",
      "extradition",
    ]);
  });

  it("refuse with the status of the one table", async () => {
    const id = await openReview();
    const member = { user: "u1", role: "state-focal-point", state: "a", noteVerbale: "" };
    const answered = async (response: Response) => [response.status, (await response.json()).code];
    expect(await answered(await staff.post(`/api/reviews/${id}/members`, member))).toEqual([
      409,
      "focal-point-taken",
    ]);
    expect(await answered(await staff.post(`/api/reviews/${id}/phase`, { to: "created" }))).toEqual([
      422,
      "reason-missing",
    ]);
    expect(
      await answered(await staff.post(`/api/reviews/${id}/phase`, { to: "created", reason: "…" })),
    ).toEqual([409, "phase-order"]);
    expect(await answered(await staff.patch(`/api/reviews/${id}/members/m1`, { standing: "ended" }))).toEqual(
      [409, "conflict"],
    );
  });

  it("that do not exist, are not open or could not be named answer alike", async () => {
    const id = await openReview();
    const answers = await Promise.all(
      [`/api/reviews/${id}/outline`, "/api/reviews/rzzzzzz/outline", "/api/reviews/..%2Fx/outline"].map(
        async (path) => {
          const response = await expert.get(path);
          return [response.status, await response.json()];
        },
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.[0]).toBe(404);
  });

  it.each([
    ["an unknown field", { ...newReview, extra: 1 }, "/"],
    [
      "an unknown instrument",
      { ...newReview, articles: [{ instrument: "UNCAC", numbers: [1] }] },
      "/articles/0/instrument",
    ],
    [
      "no English name",
      { ...newReview, stateUnderReview: { ...name(""), fr: "État A" } },
      "/stateUnderReview/en",
    ],
  ])("are not opened with %s, and the place is pointed at", async (_, body, pointer) => {
    const response = await staff.post("/api/reviews", body);
    expect(response.status).toBe(422);
    const pointers = (await response.json()).faults.map((fault: { pointer: string }) => fault.pointer || "/");
    expect(pointers).toContain(pointer);
  });
});

describe("tokens", () => {
  it("are for members, for one review", async () => {
    const id = await openReview();
    const { token }: { readonly token: string } = await (
      await staff.post("/api/tokens", { review: id })
    ).json();
    expect(await house.identity.actorOfToken(token, id as never)).toMatchObject({
      name: "Secretariat officer",
    });
    expect(await house.identity.actorOfToken(token, "rzzzzzz" as never)).toBeNull();
    expect((await expert.post("/api/tokens", { review: id })).status).toBe(404);
    expect((await house.visitor().post("/api/tokens", { review: id })).status).toBe(401);
  });
});

describe("bodies", () => {
  it("that are too large, no JSON or of another kind are refused whole", async () => {
    const status = async (body: string) =>
      (await staff.send("POST", "/api/reviews", body, { Origin: house.origin })).status;
    expect(await status(JSON.stringify({ filler: "x".repeat(70_000) }))).toBe(413);
    expect(await status('{"blueprint":')).toBe(400);
    expect(await status('"text"')).toBe(400);
  });
});

describe("problem documents", () => {
  it("exist for every code in six languages, each with words of its own", () => {
    for (const code of Object.keys(STATUS_OF) as (keyof typeof STATUS_OF)[]) {
      const problems = LANGUAGES.map((language) => problemOf(code, language));
      expect(new Set(problems.map(({ title }) => title)).size).toBe(6);
      for (const problem of problems)
        expect(problem).toMatchObject({ code, status: STATUS_OF[code], type: `urn:travaux:problem:${code}` });
    }
  });

  it.each([
    ["ar", "ar", "يرجى تسجيل الدخول"],
    ["zh-CN,zh;q=0.9,en;q=0.1", "zh", "请登录"],
    ["en-GB", "en", "Please sign in"],
    ["fr-CA,en;q=0.3", "fr", "Veuillez vous connecter"],
    ["ru;q=0.9, de", "ru", "Войдите, пожалуйста"],
    ["es-419", "es", "Inicie sesión"],
    ["de", "en", "Please sign in"],
  ])("follow Accept-Language %s", async (accepted, language, title) => {
    const response = await house.visitor().get("/api/reviews", { "Accept-Language": accepted });
    expect(response.headers.get("content-language")).toBe(language);
    expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(await response.json()).toMatchObject({ title, code: "session-required", status: 401 });
  });

  it("follow the language of the session before that of the browser", async () => {
    const response = await expert.get("/api/people", { "Accept-Language": "ru" });
    expect(await response.json()).toMatchObject({ title: "Non ouvert pour vous" });
  });
});

describe("long answers", () => {
  it("travel compressed to whoever takes that", async () => {
    const response = await house.visitor().get("/api/openapi.json", { "Accept-Encoding": "gzip" });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(await response.json()).toMatchObject({ openapi: "3.1.0" });
  });
});

describe("the description of the API", () => {
  interface Mounted {
    readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  }

  it("has every mounted route and no other", async () => {
    const { paths, openapi }: { readonly openapi: string; readonly paths: Readonly<Record<string, object>> } =
      await (await house.visitor().get("/api/openapi.json")).json();
    expect(openapi).toBe("3.1.0");
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const stack = createApp(house.options).router.stack as unknown as readonly Mounted[];
    const mounted = stack.flatMap(({ route }) =>
      route === undefined
        ? []
        : Object.keys(route.methods).map((method) => `${method} ${openApiPath(route.path)}`),
    );
    expect(mounted.length).toBeGreaterThan(30);
    expect(described.toSorted()).toEqual(mounted.toSorted());
  });

  it("shows the limits of what it takes", async () => {
    const description = JSON.stringify(await (await house.visitor().get("/api/openapi.json")).json());
    expect(description).toContain('"additionalProperties":false');
    expect(description).toContain('"^r[a-z0-9]{5,24}$"');
  });
});

describe("every answer", () => {
  it("forbids other hosts, frames and caches", async () => {
    const { headers } = await expert.get("/api/session");
    const policy = headers.get("content-security-policy") ?? "";
    for (const directive of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
      `ws://${new URL(house.origin).host}`,
    ]) {
      expect(policy).toContain(directive);
    }
    expect(policy).not.toContain("unsafe");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("leaves nothing of searches, tokens, passwords or cookies in the log", async () => {
    const id = await openReview();
    await staff.get(`/api/reviews/${id}/search?q=confidential-witness`);
    const { token }: { readonly token: string } = await (
      await staff.post("/api/tokens", { review: id })
    ).json();
    await house
      .visitor()
      .post("/api/session", { email: "someone@example.org", password: "secret-mango-password" });
    await staff.get(`/api/nothing/here?token=${token}`);
    const log = house.logged.join("");
    expect(log).toContain('"route":"/api/reviews/:review/search"');
    for (const secret of [
      "confidential-witness",
      token,
      "secret-mango",
      "someone@example.org",
      staff.cookie.split("=")[1] ?? "-",
    ]) {
      expect(log).not.toContain(secret);
    }
  });

  it("tells whether the store answers", async () => {
    expect(await (await house.visitor().get("/healthz")).json()).toEqual({ status: "ok" });
  });
});

describe("a store that fails", () => {
  it("is told as such, to people and to whoever watches the server", async () => {
    const other = await startHttpHouse();
    const member = await other.member({ email: "m@example.org" });
    await other.storage.close();
    const answered = async (path: string) => {
      const response = await member.get(path, { "Accept-Language": "fr" });
      return [response.status, (await response.json()).code];
    };
    expect(await answered("/api/reviews")).toEqual([503, "unavailable"]);
    expect(await answered("/healthz")).toEqual([503, "unavailable"]);
    await other.stop();
  });
});
