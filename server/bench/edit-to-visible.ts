import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as decoding from "lib0/decoding";
import WebSocket from "ws";
import * as Y from "yjs";
import { RawClient } from "../test/raw-client.ts";
import { firstText } from "../test/room-fixture.ts";
import { ServerProcess, signIn } from "../test/server-process.ts";

/**
 * From a key stroke to another person's screen, ours next to plain Hocuspocus, both as processes of their own in one
 * run: 100 connections in one section, 500 edits a second, gate and durable journal on. Prints milliseconds and ratios.
 */

const CLIENTS = 100;
const EDITS_PER_SECOND = 500;
const WARM_UP_MS = 2000;
const MEASURED_MS = 8000;
const ROUNDS = 2;

interface Place {
  readonly open: (index: number) => WebSocket;
  readonly room: string;
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Watches a room's frames without keeping a document: when was which clock of which client seen. */
function watch(socket: WebSocket, seen: (clientID: number, clock: number) => void): void {
  socket.on("message", (data: Buffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    decoding.readVarString(decoder);
    if (decoding.readVarUint(decoder) !== 0 || decoding.readVarUint(decoder) !== 2) return;
    for (const [clientID, clock] of Y.parseUpdateMeta(decoding.readVarUint8Array(decoder)).to)
      seen(clientID, clock);
  });
}

async function measure(place: Place, seedIfEmpty: boolean): Promise<readonly number[]> {
  const latencies: number[] = [];
  const sent = new Map<number, number[]>();
  const observerSocket = place.open(0);
  const observer = await new RawClient(observerSocket, place.room).enter();
  if (seedIfEmpty) seed(observer);
  const writers: RawClient[] = [];
  for (let index = 1; index < CLIENTS; index += 1) {
    const socket = place.open(index);
    writers.push(await new RawClient(socket, place.room).enter());
    // A hundred screens would be a hundred computers: here they receive, and one of them looks.
    socket.removeAllListeners("message");
  }
  observerSocket.removeAllListeners("message");
  let measuring = false;
  watch(observerSocket, (clientID, clock) => {
    const times = sent.get(clientID);
    while (times !== undefined && times.length > 0 && (seenClock.get(clientID) ?? 0) < clock) {
      seenClock.set(clientID, (seenClock.get(clientID) ?? 0) + 1);
      const time = times.shift();
      if (time !== undefined && measuring) latencies.push(performance.now() - time);
    }
  });
  const seenClock = new Map(
    writers.map((writer) => [writer.doc.clientID, Y.getState(writer.doc.store, writer.doc.clientID)]),
  );
  const start = performance.now();
  let edits = 0;
  while (performance.now() - start < WARM_UP_MS + MEASURED_MS) {
    measuring = performance.now() - start > WARM_UP_MS;
    const due = Math.floor(((performance.now() - start) / 1000) * EDITS_PER_SECOND);
    for (; edits < due; edits += 1) {
      const index = edits % writers.length;
      const writer = writers[index];
      if (writer === undefined) continue;
      const times = sent.get(writer.doc.clientID) ?? [];
      times.push(performance.now());
      sent.set(writer.doc.clientID, times);
      // Each types at a place of his own in the paragraph, as people do.
      const typed = Math.floor(edits / writers.length);
      writer.edit((doc) => firstText(doc).insert(index + typed, "x"));
    }
    // Not a busy loop: it would take one of two cores from the server.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  for (const client of [observer, ...writers]) client.leave();
  return latencies.sort((a, b) => a - b);
}

function seed(client: RawClient): void {
  client.edit((doc) => {
    if (doc.getXmlFragment("body").length > 0) return;
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.setAttribute("id", "p1");
    paragraph.insert(0, [new Y.XmlText("The law provides. ".repeat(12))]);
    doc.getXmlFragment("body").insert(0, [paragraph]);
  });
}

async function startPlain(folder: string): Promise<{ readonly url: string; stop(): void }> {
  const script = fileURLToPath(new URL("./plain-hocuspocus.ts", import.meta.url));
  const child = spawn(process.execPath, [script, join(folder, "plain.sqlite")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve) => {
    child.stdout.on("data", (data: Buffer) => {
      const found = /http:\/\/\S+/.exec(data.toString())?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  return { url, stop: () => child.kill("SIGKILL") };
}

const folder = mkdtempSync(join(tmpdir(), "travaux-bench-"));
const ours = new ServerProcess(join(folder, "ours"));
await ours.start();
const plain = await startPlain(folder);
try {
  const people = await Promise.all(
    ["expert.b", "expert.c", "focal-point.b", "focal-point.c"].map((name) => signIn(ours, name)),
  );
  const [first] = people;
  if (first === undefined) throw new Error("no people");
  const places: Readonly<Record<"ours" | "plain", Place>> = {
    ours: {
      room: await first.room("untoc.5.b"),
      open: (index) => {
        const { socket: Socket, review } = people[index % people.length] ?? first;
        return new Socket(`${ours.url.replace("http", "ws")}/collab/${review}`);
      },
    },
    plain: { room: "bench", open: () => new WebSocket(plain.url.replace("http", "ws")) },
  };
  const all: Record<"ours" | "plain", number[]> = { ours: [], plain: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of ["plain", "ours"] as const)
      all[name].push(...(await measure(places[name], name === "plain")));
  }
  const table = (["plain", "ours"] as const).map((name) => {
    const sorted = all[name].toSorted((a, b) => a - b);
    return { name, edits: sorted.length, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
  });
  console.log(
    `Edit to remote visible, ${CLIENTS} connections, ${EDITS_PER_SECOND} edits/s in one section, ${ROUNDS} rounds, ms`,
  );
  for (const { name, edits, p50, p99 } of table)
    console.log(`${name.padEnd(6)} p50 ${p50.toFixed(2)}  p99 ${p99.toFixed(2)}  (${edits} edits)`);
  const [peer, own] = table;
  if (peer !== undefined && own !== undefined) {
    console.log(
      `ratio  p50 ${(own.p50 / peer.p50).toFixed(2)}  p99 ${(own.p99 / peer.p99).toFixed(2)}  (budget: p99 within 2)`,
    );
  }
} finally {
  plain.stop();
  await ours.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
