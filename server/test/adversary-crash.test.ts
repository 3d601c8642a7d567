import { fileURLToPath } from "node:url";
import * as encoding from "lib0/encoding";
import { afterEach, describe, expect, it } from "vitest";
import type { RawClient } from "./raw-client.ts";
import { firstText } from "./room-fixture.ts";
import { rawClient } from "./server-fixture.ts";
import { ServerProcess, signIn } from "./server-process.ts";
import { cleanUp, temporaryFolder } from "./temporary.ts";
import { until } from "./until.ts";

afterEach(cleanUp);

const ROUNDS = 10;
const MAIN = fileURLToPath(new URL("./snapshotting-main.ts", import.meta.url));
const CAST = [
  ["expert.b", "untoc.5.b"],
  ["focal-point.b", "untoc.5.b"],
  ["expert.c", "untoc.5.b"],
  ["focal-point.c", "untoc.5.b"],
  ["expert.a", "untoc.5.e"],
] as const;

function sendMark(client: RawClient, n: number): void {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, client.room);
  encoding.writeVarUint(encoder, 5);
  encoding.writeVarString(encoder, JSON.stringify({ kind: "mark", n }));
  client.raw(encoding.toUint8Array(encoder));
}

/** The highest mark that was answered. */
function marked(client: RawClient): number {
  let highest = 0;
  for (const message of client.stateless)
    if (typeof message === "object" && message !== null && "n" in message)
      highest = Math.max(highest, Number(message.n));
  return highest;
}

describe("a server that is killed while it writes snapshots and trims all the time", () => {
  it(
    `has every acknowledged key stroke once after each of ${ROUNDS} restarts`,
    { timeout: 240_000 },
    async () => {
      const server = new ServerProcess(await temporaryFolder(), {}, MAIN);
      await server.start();
      const visitors = await Promise.all(CAST.map(([name]) => signIn(server, name)));
      const rooms = await Promise.all(CAST.map(([, section], index) => visitors[index]?.room(section)));
      const typed = CAST.map(() => 0);
      const acknowledged = CAST.map((): number[] => []);
      let trimmed = 0;
      for (let round = 1; round <= ROUNDS; round += 1) {
        const clients = await Promise.all(
          visitors.map((visitor, index) => rawClient(server, visitor, rooms[index] ?? "")),
        );
        const key = (): void => {
          for (const [index, client] of clients.entries()) {
            const n = (typed[index] = (typed[index] ?? 0) + 1);
            const text = firstText(client.doc);
            client.edit(() => text.insert(text.length, `‹${index}.${n}›`));
            sendMark(client, n);
          }
        };
        const before = clients.map((_, index) => typed[index] ?? 0);
        await until("acknowledged key strokes", () => {
          key();
          return clients.every((client, index) => marked(client) > (before[index] ?? 0) + 3 + (round % 7));
        });
        key();
        await server.kill();
        if (server.output.includes("trimmed")) trimmed += 1;
        for (const [index, client] of clients.entries()) {
          expect(client.closed).toEqual([]);
          for (let n = (before[index] ?? 0) + 1; n <= marked(client); n += 1) acknowledged[index]?.push(n);
        }
        await server.start();
        for (const [index, visitor] of visitors.entries()) {
          const section = CAST[index]?.[1] ?? "";
          const path = `/api/reviews/${visitor.review}/sections/${section}`;
          const { doc, damaged } = await visitor.get<{ doc: unknown; damaged: boolean }>(path);
          const stored = JSON.stringify(doc);
          expect(damaged).toBe(false);
          for (const n of acknowledged[index] ?? [])
            expect(stored.split(`‹${index}.${n}›`).length - 1, `round ${round}: ${index}.${n}`).toBe(1);
        }
      }
      const total = acknowledged.reduce((sum, numbers) => sum + numbers.length, 0);
      console.log(
        `${ROUNDS} kills, ${total} acknowledged key strokes, none missing; trimmed in ${trimmed} rounds`,
      );
      expect(trimmed).toBeGreaterThan(ROUNDS / 2);
    },
  );
});
