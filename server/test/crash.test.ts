import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { readServerMessage } from "@travaux/blueprint";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { firstText, wholeText } from "./room-fixture.ts";
import { ServerProcess, signIn, type Visitor } from "./server-process.ts";
import { afterTest, cleanUp, temporaryFolder } from "./temporary.ts";
import { until } from "./until.ts";

afterEach(cleanUp);

const ROUNDS = 20;

/** A person who types, and who knows what the server called saved. */
async function typist(server: ServerProcess, visitor: Visitor, section: string) {
  const name = await visitor.room(section);
  const doc = new Y.Doc();
  let marked = 0;
  const socket = new HocuspocusProviderWebsocket({
    url: `${server.url.replace("http", "ws")}/collab/${visitor.review}`,
    WebSocketPolyfill: visitor.socket,
    delay: 50,
    minDelay: 20,
    maxDelay: 200,
  });
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name,
    document: doc,
    onStateless: ({ payload }) => {
      const message = readServerMessage(payload);
      if (message?.kind === "marked") marked = Math.max(marked, message.n);
    },
  });
  provider.attach();
  afterTest(() => {
    provider.destroy();
    socket.destroy();
  });
  let typed = 0;
  return {
    visitor,
    doc,
    name,
    ready: () => until(`${visitor.email} is in ${section}`, () => provider.isSynced, 20_000),
    /** One key stroke and the question whether it is saved. */
    key: () => {
      typed += 1;
      const text = firstText(doc);
      text.insert(
        text.length,
        `<${visitor.email.split("@")[0]}.${typed}>`.replaceAll("<", "‹").replaceAll(">", "›"),
      );
      provider.sendStateless(JSON.stringify({ kind: "mark", n: typed }));
    },
    acknowledged: () => marked,
    token: (n: number) => `‹${visitor.email.split("@")[0]}.${n}›`,
  };
}

describe("a server that is killed while five people type", () => {
  it(
    `has every acknowledged key stroke once after each of ${ROUNDS} restarts`,
    { timeout: 240_000 },
    async () => {
      const server = new ServerProcess(await temporaryFolder());
      await server.start();
      const cast = [
        ["expert.b", "untoc.5.b"],
        ["focal-point.b", "untoc.5.b"],
        ["expert.c", "untoc.5.b"],
        ["focal-point.c", "untoc.5.b"],
        ["expert.a", "untoc.5.e"],
      ] as const;
      const people = await Promise.all(
        cast.map(async ([person, section]) => typist(server, await signIn(server, person), section)),
      );
      let acknowledged = 0;
      for (let round = 1; round <= ROUNDS; round += 1) {
        await Promise.all(people.map((person) => person.ready()));
        const before = people.map((person) => person.acknowledged());
        // Type until each has at least a few acknowledged, then cut in the middle of the next.
        await until("acknowledged key strokes", () => {
          for (const person of people) person.key();
          return people.every(
            (person, index) => person.acknowledged() >= (before[index] ?? 0) + 1 + (round % 5),
          );
        });
        for (const person of people) person.key();
        await server.kill();
        const saved = people.map((person) => person.acknowledged());
        await server.start();
        for (const [index, person] of people.entries()) {
          const section = cast[index]?.[1] ?? "";
          const { doc } = await person.visitor.get<{ doc: unknown }>(
            `/api/reviews/${person.visitor.review}/sections/${section}`,
          );
          const stored = JSON.stringify(doc);
          for (let n = 1; n <= (saved[index] ?? 0); n += 1) {
            expect(stored.split(person.token(n)).length - 1, `round ${round}: ${person.token(n)}`).toBe(1);
          }
        }
        acknowledged = saved.reduce((sum, count) => sum + count, 0);
      }
      await Promise.all(people.map((person) => person.ready()));
      await until(
        "the reviewing experts agree",
        () => new Set(people.slice(0, 4).map((person) => wholeText(person.doc))).size === 1,
      );
      console.log(`${ROUNDS} kills, ${acknowledged} acknowledged key strokes, none missing`);
      expect(acknowledged).toBeGreaterThan(ROUNDS * people.length);
    },
  );

  it("stops in order when asked to, with everything on disk", async () => {
    const server = new ServerProcess(await temporaryFolder());
    await server.start();
    const expert = await typist(server, await signIn(server, "expert.b"), "untoc.5.b");
    await expert.ready();
    expert.key();
    await until("saved", () => expert.acknowledged() === 1);
    expect(await server.stop()).toBe(0);
    await server.start();
    const { doc } = await expert.visitor.get<{ doc: unknown }>(
      `/api/reviews/${expert.visitor.review}/sections/untoc.5.b`,
    );
    expect(JSON.stringify(doc)).toContain(expert.token(1));
  });

  it("tells a second process that the file is in use", async () => {
    const folder = await temporaryFolder();
    const first = new ServerProcess(folder);
    await first.start();
    const second = new ServerProcess(folder);
    await expect(second.start()).rejects.toThrow(/in use|another process/i);
  });
});
