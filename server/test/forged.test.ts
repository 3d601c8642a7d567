import { BODY_ROOT, UPDATE_LIMIT_BYTES } from "@travaux/blueprint";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import WebSocket from "ws";
import * as Y from "yjs";
import { allDocumented, RawClient } from "./raw-client.ts";
import { firstText, wholeText } from "./room-fixture.ts";
import { rawClient, startServer, type TestServer } from "./server-fixture.ts";
import { signIn, type Visitor } from "./server-process.ts";
import { cleanUp } from "./temporary.ts";
import { until } from "./until.ts";

afterEach(cleanUp);

let server: TestServer;
let expert: Visitor;
let room: string;

beforeEach(async () => {
  server = await startServer();
  expert = await signIn(server, "expert.b");
  room = await expert.room("untoc.5.b");
});

async function storedText(): Promise<string> {
  const { doc } = await expert.get<{ doc: unknown }>(`/api/reviews/${expert.review}/sections/untoc.5.b`);
  return JSON.stringify(doc);
}

type Attack = (client: RawClient, honest: RawClient) => void;

function insertElement(name: string, attributes: Readonly<Record<string, unknown>> = {}): Attack {
  return (client) =>
    client.edit((doc) => {
      const element = new Y.XmlElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string);
      doc.getXmlFragment(BODY_ROOT).insert(0, [element]);
    });
}

/** An update that deletes clocks of `client` which do not exist yet: study 2.1, the 7-byte delete set. */
function futureDelete(client: number, clock: number): Uint8Array {
  const writer = new Y.Doc();
  writer.clientID = client;
  const text = writer.getText("x");
  for (let index = 0; index < clock + 10; index += 1) text.insert(index, "x");
  const before = Y.encodeStateVector(writer);
  text.delete(clock, 10);
  return Y.encodeStateAsUpdate(writer, before);
}

const attacks: Readonly<Record<string, readonly [reason: string, attack: Attack]>> = {
  "a base character under an unknown mark": [
    "schema",
    (client) => client.edit((doc) => firstText(doc).format(0, 1, { blink: {} })),
  ],
  "a paragraph straight inside a bullet list": [
    "schema",
    (client) =>
      client.edit((doc) => {
        const list = new Y.XmlElement("bullet_list");
        list.insert(0, [new Y.XmlElement("paragraph")]);
        doc.getXmlFragment(BODY_ROOT).insert(0, [list]);
      }),
  ],
  "bad attributes in a mark": [
    "schema",
    (client) => client.edit((doc) => firstText(doc).format(0, 1, { link: { href: 7 } })),
  ],
  "a script in a link": [
    "schema",
    (client) => client.edit((doc) => firstText(doc).format(0, 1, { link: { href: "javascript:alert(1)" } })),
  ],
  "an unknown element": ["schema", insertElement("script")],
  "an unknown attribute": ["schema", insertElement("paragraph", { onclick: "x" })],
  "an array for an attribute": ["malformed", insertElement("table_cell", { colwidth: [100] })],
  "deletes of what another client has not written yet": [
    "future-delete",
    (client, honest) =>
      client.update(futureDelete(honest.doc.clientID, Y.getState(honest.doc.store, honest.doc.clientID))),
  ],
  "a clock gap": [
    "out-of-order",
    (client) => {
      firstText(client.doc).insert(0, "lost");
      client.edit((doc) => firstText(doc).insert(4, "gap"));
    },
  ],
  "structs under another member's clientID": [
    "foreign-client",
    (client, honest) => {
      const thief = new Y.Doc();
      Y.applyUpdate(thief, Y.encodeStateAsUpdate(client.doc));
      thief.clientID = honest.doc.clientID;
      const before = Y.encodeStateVector(thief);
      firstText(thief).insert(0, "stolen");
      client.update(Y.encodeStateAsUpdate(thief, before));
    },
  ],
  "presence under another member's clientID": [
    "foreign-client",
    (client, honest) => client.presence(honest.doc.clientID, { user: { name: "Somebody else" } }, 1000),
  ],
  "bytes that are no update": ["malformed", (client) => client.update(new Uint8Array([1, 2, 3, 250, 250]))],
  "an empty update": ["malformed", (client) => client.update(new Uint8Array())],
  "more than the limit": [
    "too-large",
    (client) => client.edit((doc) => firstText(doc).insert(0, "x".repeat(UPDATE_LIMIT_BYTES))),
  ],
  "a mark of tracked changes": [
    "reserved",
    (client) =>
      client.edit((doc) => firstText(doc).format(0, 1, { "deletion--AAAAAAAA": { id: "x:1", by: "x" } })),
  ],
  "a placeholder": ["reserved", insertElement("placeholder_block", { id: "x" })],
  "a record of a suggestion": [
    "reserved",
    (client) => client.edit((doc) => doc.getMap("suggestions").set("x", "y")),
  ],
  "another root": ["reserved", (client) => client.edit((doc) => doc.getText("elsewhere").insert(0, "x"))],
};

describe("a forged update straight over the socket", () => {
  for (const [name, [reason, attack]] of Object.entries(attacks)) {
    it(`is refused whole and disturbs nobody: ${name}`, async () => {
      const honest = await rawClient(server, await signIn(server, "expert.c"), room);
      honest.edit((doc) => firstText(doc).insert(0, "Honest. "));
      await honest.answered();
      const before = await storedText();
      const attacker = await rawClient(server, expert, room);
      attack(attacker, honest);
      await attacker.answered();
      expect(attacker.closed.length).toBeGreaterThan(0);
      expect(allDocumented(attacker.closed)).toBe(true);
      // A root of another kind may be told as either; what counts is that it is refused.
      expect(
        reason === "reserved" || reason === "malformed" || reason === "schema"
          ? ["reserved", "malformed", "schema"]
          : [reason],
      ).toContain(attacker.closed[0]);
      expect(await storedText()).toBe(before);
      honest.edit((doc) => firstText(doc).insert(0, "Still here. "));
      await honest.answered();
      expect(honest.closed).toEqual([]);
      // The mark behind the refused update was worked off too; it must not have been answered as saved.
      expect(attacker.stateless.filter((message) => JSON.stringify(message).includes("marked"))).toEqual([]);
      expect(await storedText()).toContain("Still here. Honest. ");
      const fresh = await rawClient(server, expert, room);
      expect(wholeText(fresh.doc)).toBe(wholeText(honest.doc));
    });
  }

  it("of the base is refused from members who may only read, comment or suggest", async () => {
    for (const [person, section] of [
      ["secretariat", "untoc.5.b"],
      ["expert.a", "untoc.10.b"],
      ["observer.a", "untoc.5.a"],
    ] as const) {
      const visitor = await signIn(server, person);
      const client = await rawClient(server, visitor, await visitor.room(section));
      client.edit((doc) => {
        const paragraph = new Y.XmlElement("paragraph");
        paragraph.insert(0, [new Y.XmlText("Forged.")]);
        doc.getXmlFragment(BODY_ROOT).insert(0, [paragraph]);
      });
      await client.answered();
      expect(client.closed, person).toEqual(["not-permitted"]);
    }
    expect(
      JSON.stringify(await expert.get(`/api/reviews/${expert.review}/sections/untoc.10.b`)),
    ).not.toContain("Forged");
  });
});

describe("a room by its name", () => {
  it("answers alike whether it exists for others, never existed, or is no name at all", async () => {
    const outsider = await signIn(server, "expert.a");
    const answers: string[] = [];
    for (const name of [
      room,
      room.replace("reviewers", "state-b"),
      room.replace("5.b", "999.b"),
      room.replace("/1", "/7"),
      "nonsense",
    ]) {
      answers.push(...(await rawClient(server, outsider, name)).closed);
    }
    expect(answers).toEqual(["no-room", "no-room", "no-room", "no-room", "no-room"]);
    const paths = ["untoc.5.b", "untoc.999.b", "nonsense"].map(
      (section) => `/api/reviews/${outsider.review}/sections/${section}`,
    );
    const statuses = await Promise.all(
      paths.map(
        async (path) =>
          (await fetch(`${server.url}${path}`, { headers: { cookie: outsider.cookie } })).status,
      ),
    );
    expect(new Set(statuses)).toEqual(new Set([404]));
  });

  it("gives nobody's presence but those one may see, and under their own names", async () => {
    const [b, c, secretariat] = await Promise.all(
      ["expert.b", "expert.c", "secretariat"].map((name) => signIn(server, name)),
    );
    const [first, second, third] = await Promise.all(
      [b, c, secretariat].map((visitor) => rawClient(server, visitor!, room)),
    );
    first!.presence(first!.doc.clientID, { user: { name: "Somebody else" }, secret: "do not pass on" });
    await first!.answered();
    const text = (client: RawClient): string =>
      client.received.map((bytes) => Buffer.from(bytes).toString("latin1")).join("");
    await until("the other reviewing State sees him", () => text(second!).includes("Expert of State B"));
    expect(text(second!)).not.toContain("Somebody else");
    expect(text(second!)).not.toContain("do not pass on");
    await third!.answered();
    expect(text(third!)).not.toContain("Expert of State B");
  });
});

describe("a socket", () => {
  it("is not opened with a cookie from another origin, nor without either", async () => {
    const address = `${server.url.replace("http", "ws")}/collab/${expert.review}`;
    const status = (headers: Record<string, string>): Promise<number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(address, { headers });
        socket.on("error", () => undefined);
        socket.on("open", () => resolve(101));
        socket.on("unexpected-response", (_, response) => resolve(response.statusCode ?? 0));
      });
    expect(await status({ cookie: expert.cookie, origin: "https://evil.example" })).toBe(403);
    expect(await status({ cookie: expert.cookie })).toBe(403);
    expect(await status({})).toBe(401);
    expect(await status({ cookie: expert.cookie, origin: server.url })).toBe(101);
  });

  it("opens with a token and no cookie, for that review alone", async () => {
    const answer = await expert.send("POST", "/api/tokens", { review: expert.review });
    const { token } = (await answer.json()) as { token: string };
    const client = await new RawClient(
      new WebSocket(`${server.url.replace("http", "ws")}/collab/${expert.review}`, {
        headers: { authorization: `Bearer ${token}` },
      }),
      room,
    ).enter();
    expect(client.closed).toEqual([]);
    expect(wholeText(client.doc)).toContain("Section 214");
    const elsewhere = new WebSocket(`${server.url.replace("http", "ws")}/collab/rother00001`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const status = await new Promise((resolve) =>
      elsewhere.on("unexpected-response", (_, response) => resolve(response.statusCode)),
    );
    expect(status).toBe(401);
  });

  it("is cut at once when the session ends", async () => {
    const client = await rawClient(server, expert, room);
    const begun = performance.now();
    await expert.send("DELETE", "/api/session", {});
    await until("cut", () => client.closed.includes("session-ended") && client.socketClosed !== null, 2000);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});
