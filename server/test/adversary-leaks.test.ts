import { connect } from "node:net";
import { Writable } from "node:stream";
import { inspect } from "node:util";
import { formatRoomName, type MemberView, type ReviewView } from "@travaux/blueprint";
import { pino } from "pino";
import { afterEach, describe, expect, it, vi } from "vitest";
import WebSocket from "ws";
import { RawClient } from "./raw-client.ts";
import { firstText, roomAddress } from "./room-fixture.ts";
import { rawClient, startServer, type TestServer } from "./server-fixture.ts";
import { signIn, type Visitor } from "./server-process.ts";
import { afterTest, cleanUp } from "./temporary.ts";
import { until } from "./until.ts";

afterEach(cleanUp);

const SECRET = "Zanzibarquartz";

/** Everything a person can ask of a review over HTTP, with every header that could tell something. */
async function everythingFor(server: TestServer, visitor: Visitor, guesses: readonly string[]) {
  const answers: Record<string, string> = {};
  const { entries } = await visitor.outline();
  const sections = new Set(["untoc.5.b", "untoc.5.c", "untoc.5.d", "iii", "untoc.5.e"]);
  for (const entry of entries) if (entry.section !== null) sections.add(entry.section.id);
  const base = `/api/reviews/${visitor.review}`;
  const paths = [
    "/api/reviews",
    base,
    `${base}/outline`,
    `${base}/record`,
    `${base}/search?q=${SECRET}`,
    `${base}/search?q=the`,
    ...[...sections].map((section) => `${base}/sections/${section}`),
    ...guesses.map((room) => `${base}/sections/untoc.5.b?room=${encodeURIComponent(room)}`),
  ];
  for (const path of paths) {
    const answer = await fetch(`${server.url}${path}`, { headers: { cookie: visitor.cookie } });
    const headers = [...answer.headers].filter(([name]) => !["date", "x-request-id"].includes(name));
    answers[path] = JSON.stringify([answer.status, headers, await answer.text()]);
  }
  return answers;
}

function guessesOf(room: string): readonly string[] {
  const audiences = ["reviewers", "team", "state-a", "state-b", "state-c", "secretariat"];
  return audiences.flatMap((audience) =>
    [1, 2, 3].map((epoch) => room.replace("/reviewers/", `/${audience}/`).replace(/\d+$/, String(epoch))),
  );
}

function bytesOf(client: RawClient): string {
  return client.received.map((bytes) => Buffer.from(bytes).toString("latin1")).join("");
}

describe("the State under review, while the reviewing States draft", () => {
  it("gets over HTTP to the byte what it got before", { timeout: 60_000 }, async () => {
    const server = await startServer();
    const expert = await signIn(server, "expert.b");
    const room = await expert.room("untoc.5.b");
    const outsiders = await Promise.all(
      ["expert.a", "focal-point.a", "observer.a"].map((name) => signIn(server, name)),
    );
    const guesses = guessesOf(room);
    const ask = (): Promise<readonly Record<string, string>[]> =>
      Promise.all(outsiders.map((visitor) => everythingFor(server, visitor, guesses)));
    const before = await ask();
    const writer = await rawClient(server, expert, room);
    writer.edit((doc) => firstText(doc).insert(0, `${SECRET} `));
    await writer.answered();
    expect(JSON.stringify(await expert.get(`/api/reviews/${expert.review}/search?q=${SECRET}`))).toContain(
      room,
    );
    const after = await ask();
    for (const [index, answers] of after.entries()) {
      for (const [path, answer] of Object.entries(answers)) {
        expect(answer, path).toBe(before[index]?.[path]);
        expect(answer.replaceAll(`q=${SECRET}`, "")).not.toContain(SECRET);
      }
    }
  });

  it("gets nothing over the sockets, whatever it asks for", async () => {
    const server = await startServer();
    const [expert, outsider] = await Promise.all([signIn(server, "expert.b"), signIn(server, "expert.a")]);
    const room = await expert.room("untoc.5.b");
    const own = await rawClient(server, outsider, await outsider.room("untoc.5.e"));
    await own.answered();
    const received = own.received.length;
    const answers = new Set<string>();
    for (const guess of guessesOf(room)) {
      const client = await rawClient(server, outsider, guess);
      client.update(new Uint8Array([0, 0]));
      client.presence(7, { cursor: 1 });
      await until("answered", () => client.closed.length > 0);
      // After the address, every answer is the same.
      for (const bytes of client.received)
        answers.add(
          Buffer.from(bytes)
            .subarray(guess.length + 1)
            .toString("latin1"),
        );
      client.leave();
    }
    expect(answers.size).toBe(1);
    const writer = await rawClient(server, expert, room);
    writer.edit((doc) => firstText(doc).insert(0, `${SECRET} `));
    writer.presence(writer.doc.clientID, { cursor: null });
    await writer.answered();
    await own.answered();
    expect(own.received.length - received).toBe(1);
    expect(bytesOf(own)).not.toContain(SECRET);
  });
});

describe("a member whose membership ends in the middle of a session", () => {
  it("is cut within a second and finds nothing any more, by any way", async () => {
    const server = await startServer();
    const [expert, office] = await Promise.all([signIn(server, "expert.b"), signIn(server, "secretariat")]);
    const room = await expert.room("untoc.5.b");
    const client = await rawClient(server, expert, room);
    const { token } = (await (
      await expert.send("POST", "/api/tokens", { review: expert.review })
    ).json()) as {
      token: string;
    };
    const view = await office.get<ReviewView>(`/api/reviews/${office.review}`);
    const member = view.members.find(({ name }) => name === "Expert of State B");
    const begun = performance.now();
    const ended = await office.send("PATCH", `/api/reviews/${office.review}/members/${member?.id}`, {
      standing: "ended",
    });
    expect(ended.status).toBe(200);
    expect(((await ended.json()) as MemberView).standing).toBe("ended");
    await until("cut", () => client.closed.includes("no-room"), 2000);
    expect(performance.now() - begun).toBeLessThan(1000);
    const received = client.received.length;
    client.edit((doc) => firstText(doc).insert(0, SECRET));
    client.authenticate();
    client.askForText();
    await until("refused again", () => client.closed.length > 1);
    expect(client.received.length - received).toBe(1);
    const byToken = new WebSocket(
      `${server.url.replace("http", "ws")}/collab/${expert.review}?token=${token}`,
    );
    expect((await new RawClient(byToken, room).enter()).closed).toEqual(["no-room"]);
    for (const path of ["", "/outline", "/record", "/search?q=the", "/sections/untoc.5.b"]) {
      const { status } = await fetch(`${server.url}/api/reviews/${expert.review}${path}`, {
        headers: { cookie: expert.cookie },
      });
      expect(status, path).toBe(404);
    }
    expect(await expert.get("/api/reviews")).toEqual([]);
  });
});

describe("a session that ends", () => {
  it("leaves no socket behind, not even one that is just being opened, nor a token", async () => {
    const server = await startServer();
    const expert = await signIn(server, "expert.b");
    const room = await expert.room("untoc.5.b");
    const { token } = (await (
      await expert.send("POST", "/api/tokens", { review: expert.review })
    ).json()) as {
      token: string;
    };
    const address = `${server.url.replace("http", "ws")}/collab/${expert.review}`;
    const clients: RawClient[] = [];
    const open = (): void => {
      clients.push(new RawClient(new expert.socket(address), room));
      clients.push(new RawClient(new WebSocket(`${address}?token=${token}`), room));
    };
    for (let count = 0; count < 10; count += 1) open();
    const ending = expert.send("DELETE", "/api/session", {});
    for (let count = 0; count < 20; count += 1) {
      open();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await ending;
    open();
    await until("every socket is gone", () => clients.every((client) => client.socketClosed !== null));
    const { status } = await fetch(`${server.url}/api/reviews`, { headers: { cookie: expert.cookie } });
    expect(status).toBe(401);
  });
});

describe("a stranger", () => {
  it("is turned away before his body is read", async () => {
    const server = await startServer();
    for (const path of ["/api/reviews/rtest/treaty-text", "/api/reviews/rtest/acts", "/api/people/import"]) {
      const method = path.endsWith("treaty-text") ? "PUT" : "POST";
      const { status } = await fetch(`${server.url}${path}`, {
        method,
        headers: { "content-type": "application/json", origin: server.url },
        body: `{"x":"${"x".repeat(3_000_000)}`,
      });
      expect([401, 404], path).toContain(status);
    }
  });

  it("cannot make the server fall over with requests that are none", async () => {
    const server = await startServer();
    const { port } = new URL(server.url);
    const requests = [
      "GET /collab/../../etc/passwd HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
      "GET /collab/%00 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
      "GET // HTTP/1.1\r\nHost: \r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
      "GET /api/%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      "GET /..%2f..%2f..%2fetc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      "GET /api/reviews/__proto__/outline HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      "GET http://[/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
      "BREW / HTTP/1.1\r\n\r\n",
    ];
    for (const request of requests) {
      const answer = await new Promise<string>((resolve) => {
        let text = "";
        const socket = connect(Number(port), "127.0.0.1", () => socket.write(request));
        socket.on("data", (data: Buffer) => (text += data.toString()));
        socket.on("error", () => resolve(text));
        socket.on("close", () => resolve(text));
        socket.setTimeout(3000, () => socket.destroy());
      });
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/);
      expect(answer).not.toContain("root:");
      expect(answer).not.toContain("at ");
    }
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });
});

describe("the log", () => {
  it("holds neither text nor token nor search nor cookie, whatever goes wrong", async () => {
    let written = "";
    const stream = new Writable({
      write: (chunk: Buffer, _, done) => {
        written += chunk.toString();
        done();
      },
    });
    // Hocuspocus says what it stumbles over there.
    for (const way of ["error", "warn", "log"] as const) {
      const spy = vi.spyOn(console, way).mockImplementation((...said: unknown[]) => {
        written += inspect(said);
      });
      afterTest(() => spy.mockRestore());
    }
    const server = await startServer({ log: pino({ level: "trace" }, stream) });
    const expert = await signIn(server, "expert.b");
    const room = await expert.room("untoc.5.b");
    const { token } = (await (
      await expert.send("POST", "/api/tokens", { review: expert.review })
    ).json()) as {
      token: string;
    };
    await expert.get(`/api/reviews/${expert.review}/search?q=${SECRET}`);
    const client = await rawClient(server, expert, room);
    client.edit((doc) => firstText(doc).insert(0, `${SECRET} `));
    client.presence(client.doc.clientID, { cursor: SECRET });
    await client.answered();
    client.edit((doc) => firstText(doc).format(0, 4, { [SECRET]: { href: SECRET } }));
    await client.answered();
    expect(client.closed.length).toBe(1);
    const byToken = new WebSocket(
      `${server.url.replace("http", "ws")}/collab/${expert.review}?token=${token}`,
    );
    const second = await new RawClient(byToken, room).enter();
    second.raw(new TextEncoder().encode(`\u0003abc\u0001${SECRET}`));
    await until("cut", () => second.socketClosed !== null);
    await rawClient(server, expert, formatRoomName({ ...roomAddress(room), epoch: 77 }));
    await fetch(`${server.url}/api/${SECRET}?token=${token}`);
    await server.close();
    expect(written).toContain("update refused");
    for (const hidden of [SECRET, token, expert.cookie.split("=").at(1) ?? "?", "expert.b@example.org"])
      expect(written).not.toContain(hidden);
  });
});
