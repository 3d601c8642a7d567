import type { ThreadMade } from "@travaux/blueprint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Browser, PASSWORD } from "../../src/http/testing/http-house.ts";
import { startServer, type TestServer } from "../server-fixture.ts";
import { cleanUp } from "../temporary.ts";
import { CommentingPerson, freshComment, type Answered } from "./commenting-people.ts";

/** A finding that the reviewing States have transmitted. */
const SECTION = "untoc.10.b";

const WORDS = { text: "Other words.", mentions: [] };
const DISPOSITION = { class: "wording", outcome: "accepted", reasons: "" };

let server: TestServer;
let expertB: CommentingPerson;
let focalC: CommentingPerson;
let expertA: CommentingPerson;
let focalA: CommentingPerson;
let observer: CommentingPerson;
let outsider: Browser;

beforeAll(async () => {
  server = await startServer();
  expertB = await CommentingPerson.enter(server, "expert.b");
  focalC = await CommentingPerson.enter(server, "focal-point.c");
  expertA = await CommentingPerson.enter(server, "expert.a");
  focalA = await CommentingPerson.enter(server, "focal-point.a");
  observer = await CommentingPerson.enter(server, "observer.a");
  outsider = await registeredOutsider();
});
afterAll(cleanUp);

/** Somebody with an account and without a review. */
async function registeredOutsider(): Promise<Browser> {
  const row = {
    name: "Outsider",
    email: "outsider@example.org",
    function: "",
    phone: "",
    noteVerbale: "",
    language: "en" as const,
  };
  const registered = await server.identity.people.register([row]);
  if (registered.kind === "refused") throw new Error("The outsider is known already");
  const token = new URL(registered.people[0]?.link.url ?? "").hash.slice(1);
  const browser = new Browser(server.url);
  const activated = await browser.post("/api/activations", { token, password: PASSWORD });
  expect(activated.status).toBe(200);
  return browser;
}

function codeOf({ status, body }: Answered): readonly [number, unknown] {
  const code = typeof body === "object" && body !== null && "code" in body ? body.code : null;
  return [status, code];
}

function faultsOf({ body }: Answered): unknown {
  return typeof body === "object" && body !== null && "faults" in body ? body.faults : null;
}

/** Every request about one thread, as somebody would send it who knows its address. */
function requestsAbout(review: string, section: string, { thread, comment }: ThreadMade) {
  const at = `${review}/sections/${section}/threads/${thread}`;
  return [
    ["POST", `${at}/comments`, { id: freshComment(), ...WORDS }],
    ["PUT", `${at}/comments/${comment}`, WORDS],
    ["DELETE", `${at}/comments/${comment}`, undefined],
    ["PUT", `${at}/standing`, { resolved: true }],
    ["PUT", `${at}/disposition`, DISPOSITION],
  ] as const;
}

describe("a thread", () => {
  it("is begun, answered, changed, resolved and opened again by those of its audience", async () => {
    const { thread, comment } = await expertB.begin(SECTION, "team");
    const replied = await focalA.reply(SECTION, thread, "The act of 2019.");
    expect(replied.status).toBe(201);
    const at = expertB.at(SECTION, thread);
    expect(await expertB.ask("PUT", `${at}/comments/${comment}`, WORDS)).toEqual({
      status: 200,
      body: { thread, comment },
    });
    expect(await expertB.ask("PUT", `${at}/standing`, { resolved: true })).toEqual({
      status: 200,
      body: { resolved: true },
    });
    expect(codeOf(await expertB.ask("PUT", `${at}/standing`, { resolved: true }))).toEqual([
      409,
      "already-resolved",
    ]);
    expect((await expertB.ask("PUT", `${at}/standing`, { resolved: false })).status).toBe(200);
    expect(codeOf(await expertB.ask("PUT", `${at}/standing`, { resolved: false }))).toEqual([
      409,
      "not-resolved",
    ]);
    expect(await expertB.ask("DELETE", `${at}/comments/${comment}`)).toEqual({ status: 204, body: null });
    expect(codeOf(await expertB.ask("DELETE", `${at}/comments/${comment}`))).toEqual([
      409,
      "already-deleted",
    ]);
  });

  it("is made once by a request that comes twice", async () => {
    const id = freshComment();
    const first = await expertB.begin(SECTION, "team", { id });
    expect(await expertB.begin(SECTION, "team", { id })).toEqual(first);
    expect(codeOf(await focalA.beginOn(SECTION, "team", { id }))).toEqual([409, "conflict"]);
    const rows = await expertB.rows();
    expect(rows.filter(({ thread }) => thread === first.thread).length).toBe(1);
  });

  it("is nobody else's: a reader resolves, changes and deletes nothing of another State's", async () => {
    const made = await expertB.begin(SECTION, "team");
    const [, change, remove, settle] = requestsAbout(focalA.review, SECTION, made);
    for (const person of [focalA, focalC])
      for (const [method, path, body] of [change, remove, settle])
        expect(codeOf(await person.ask(method, path, body))).toEqual([403, "not-permitted"]);
    const row = (await focalA.rows()).find(({ thread }) => thread === made.thread);
    expect(row).toMatchObject({
      resolved: false,
      comments: [{ text: "Which law is meant?", deleted: false }],
    });
  });

  it("of the State under review is disposed of by reviewing experts, with reasons where it is not taken over", async () => {
    const { thread } = await focalA.begin(SECTION, "team", { class: "factual-correction" });
    const at = `${expertB.at(SECTION, thread)}/disposition`;
    const withoutReasons = await expertB.ask("PUT", at, { ...DISPOSITION, outcome: "not-accepted" });
    expect([codeOf(withoutReasons)[0], faultsOf(withoutReasons)]).toEqual([
      422,
      [{ pointer: "/reasons", code: expect.any(String) }],
    ]);
    expect(await expertB.ask("PUT", at, { ...DISPOSITION, reasons: "  As said.\r\n" })).toEqual({
      status: 200,
      body: { ...DISPOSITION, reasons: "As said." },
    });
    expect(codeOf(await focalA.ask("PUT", `${focalA.at(SECTION, thread)}/disposition`, DISPOSITION))).toEqual(
      [403, "not-permitted"],
    );
  });
});

describe("an internal thread", () => {
  it("is to everybody outside like one that never was, whatever he asks", async () => {
    const made = await expertB.begin(SECTION, "reviewers");
    const never = { thread: `t${"0".repeat(20)}`, comment: `c${"0".repeat(20)}` };
    for (const person of [expertA, focalA, observer]) {
      const real = requestsAbout(person.review, SECTION, made);
      const madeUp = requestsAbout(person.review, SECTION, never);
      for (const [index, [method, path, body]] of real.entries()) {
        const answered = await person.ask(method, path, body);
        const [, otherPath] = madeUp[index] ?? ["", ""];
        expect(codeOf(answered)).toEqual([404, "absent"]);
        expect(await person.ask(method, otherPath, body)).toEqual(answered);
      }
      expect(codeOf(await person.beginOn(SECTION, "reviewers"))).toEqual([404, "absent"]);
    }
  });

  it("cannot be reached through another section or review, or by a reply within one's own delegation", async () => {
    const made = await expertB.begin(SECTION, "reviewers");
    const elsewhere = await expertB.reply("untoc.10.d", made.thread, "Here?");
    expect(codeOf(elsewhere)).toEqual([404, "absent"]);
    const subject = { kind: "thread", thread: made.thread };
    const answered = await expertA.beginOn(SECTION, "state-a", { subject, forTeam: true });
    const never = { kind: "thread", thread: `t${"0".repeat(20)}` };
    expect(await expertA.beginOn(SECTION, "state-a", { subject: never, forTeam: true })).toEqual(answered);
    expect(answered.status).toBeGreaterThanOrEqual(400);
  });
});

describe("somebody without the review, or without a session", () => {
  it("is told of nothing", async () => {
    const made = await expertB.begin(SECTION, "team");
    const { review } = expertB;
    const reads = ["comments", "comments.csv", "comments/counts", "comments/unread"];
    const requests = [
      ...requestsAbout(review, SECTION, made),
      ...reads.map((path) => ["GET", `${review}/${path}`, undefined] as const),
      ["POST", `${review}/comments/read`, {}] as const,
      ["POST", `${review}/comments/send`, { threads: [] }] as const,
      ["PUT", `${review}/speakers`, { members: [] }] as const,
    ];
    const headers = { "Content-Type": "application/json", Origin: server.url };
    for (const [method, path, body] of requests) {
      expect([path, (await outsider.send(method, path, body, headers)).status]).toEqual([path, 404]);
      expect([path, (await new Browser(server.url).send(method, path, body, headers)).status]).toEqual([
        path,
        401,
      ]);
    }
    expect(await (await outsider.get("/api/notifications")).json()).toEqual({ unread: 0, notices: [] });
    expect((await new Browser(server.url).get("/api/notifications")).status).toBe(401);
  });

  it("changes nothing from a page of another site", async () => {
    const { thread } = await expertB.begin(SECTION, "team");
    const answered = await fetch(`${server.url}${expertB.at(SECTION, thread)}/standing`, {
      method: "PUT",
      headers: {
        "content-type": "application/json",
        origin: "https://elsewhere.example.org",
        cookie: expertB.visitor.cookie,
      },
      body: JSON.stringify({ resolved: true }),
    });
    expect(answered.status).toBe(403);
  });
});

describe("bad input", () => {
  it.each([
    ["", "empty"],
    [" \n\t ", "empty"],
    ["a".repeat(10_001), "too-long"],
    ["a\u0000b", "not-text"],
    ["a\uD800b", "not-text"],
    ["\u001B[31m", "not-text"],
  ])("a text %j is refused as %s", async (text, code) => {
    const answered = await expertB.beginOn(SECTION, "team", { text });
    expect([answered.status, faultsOf(answered)]).toEqual([422, [{ pointer: "/text", code }]]);
  });

  it.each([
    ["a number for text", { text: 7 }],
    ["no text", { text: undefined }],
    ["an unknown field", { by: "m1" }],
    ["a forged author", { author: "expert.c@example.org" }],
    ["an id of another form", { id: "c1" }],
    ["a mention that is no member's id", { mentions: ["expert.b@example.org"] }],
    ["more than 50 mentions", { mentions: Array.from({ length: 51 }, () => "m1") }],
    ["no parts of a text", { subject: { kind: "text", room: "x", parts: [] } }],
    ["an unknown subject", { subject: { kind: "report" } }],
    ["a class that there is not", { class: "finding" }],
  ])("%s is refused, and nothing is written", async (_, change) => {
    const before = (await expertB.rows()).length;
    const answered = await expertB.beginOn(SECTION, "team", change);
    expect(codeOf(answered)).toEqual([422, "invalid"]);
    expect(faultsOf(answered)).not.toBeNull();
    expect((await expertB.rows()).length).toBe(before);
  });

  it("a mention of somebody who could not read it is refused by its place", async () => {
    const mentions = [await focalC.member(), await expertA.member()];
    const answered = await expertB.beginOn(SECTION, "reviewers", { mentions });
    expect([answered.status, faultsOf(answered)]).toEqual([
      422,
      [{ pointer: "/mentions/1", code: "not-in-audience" }],
    ]);
  });

  it("a body beyond what any comment needs is not read", async () => {
    const answered = await expertB.beginOn(SECTION, "team", { text: "a".repeat(200_000) });
    expect(codeOf(answered)).toEqual([413, "too-large"]);
  });

  it("the longest comment there may be is taken, in whatever script", async () => {
    const text = "字".repeat(10_000);
    const { thread } = await expertB.begin(SECTION, "team", { text });
    const row = (await expertB.rows()).find((each) => each.thread === thread);
    expect(row?.comments[0]?.text).toBe(text);
  });

  it("markup and script stay text, to the letter", async () => {
    const text = '<script>alert("x")</script>\n<b onmouseover=alert(1)>&amp;</b> {{7*7}} =1+1';
    const { thread } = await expertB.begin(SECTION, "team", { text });
    const row = (await expertB.rows()).find((each) => each.thread === thread);
    expect(row?.comments[0]?.text).toBe(text);
    const csv = await expertB.visitor.send("GET", `${expertB.review}/comments.csv`, undefined);
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(csv.headers.get("content-disposition")).toContain("attachment");
    expect(csv.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("a path that could name nothing names nothing", async () => {
    for (const path of [
      "threads/t1/comments",
      "threads/%2e%2e/comments",
      `threads/t${"A".repeat(20)}/comments`,
    ])
      expect(
        codeOf(await expertB.ask("POST", `${expertB.review}/sections/${SECTION}/${path}`, WORDS)),
      ).toEqual([404, "absent"]);
  });
});

describe("what a delegation writes for the team", () => {
  it("reaches the team when its focal point sends it, once, in its author's name", async () => {
    const made = await expertA.begin(SECTION, "state-a", { forTeam: true, text: "Not so." });
    const threads = [{ section: SECTION, thread: made.thread }];
    expect((await expertB.text(`${expertB.review}/comments`)).includes("Not so.")).toBe(false);
    for (const person of [expertA, observer, expertB])
      expect((await person.ask("POST", `${person.review}/comments/send`, { threads })).status).not.toBe(200);
    expect(await focalA.ask("POST", `${focalA.review}/comments/send`, { threads })).toEqual({
      status: 200,
      body: { sent: 1 },
    });
    expect(codeOf(await focalA.ask("POST", `${focalA.review}/comments/send`, { threads }))).toEqual([
      409,
      "already-sent",
    ]);
    const row = (await expertB.rows()).find(({ comments }) => comments[0]?.text === "Not so.");
    expect(row).toMatchObject({ audience: "team", comments: [{ byName: "Expert of State A", of: "a" }] });
  });

  it("goes there at once from an expert whom the focal point has named, until he is not named any more", async () => {
    const members = [await expertA.member()];
    expect(codeOf(await expertA.beginOn(SECTION, "team"))).toEqual([403, "not-permitted"]);
    for (const person of [expertA, expertB, observer])
      expect(codeOf(await person.ask("PUT", `${person.review}/speakers`, { members }))).toEqual([
        403,
        "not-permitted",
      ]);
    expect(await focalA.ask("PUT", `${focalA.review}/speakers`, { members })).toEqual({
      status: 200,
      body: { members },
    });
    expect((await expertA.beginOn(SECTION, "team")).status).toBe(201);
    await focalA.ask("PUT", `${focalA.review}/speakers`, { members: [] });
    expect(codeOf(await expertA.beginOn(SECTION, "team"))).toEqual([403, "not-permitted"]);
    const stranger = [await expertB.member()];
    expect((await focalA.ask("PUT", `${focalA.review}/speakers`, { members: stranger })).status).toBe(422);
  });
});
