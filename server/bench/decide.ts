import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createReportSchema, parseRoomName, type MemberId, type SectionId } from "@travaux/blueprint";
import { readSuggestions, suggestionHash } from "@travaux/track-changes/model";
import { pino } from "pino";
import * as Y from "yjs";
import { compose } from "../src/compose.ts";
import type { Config } from "../src/config.ts";
import { readTracked } from "../src/gate/read-body.ts";
import { DEMO_ACCOUNTS } from "../src/sample/accounts.ts";
import { layOutSample } from "../src/sample/lay-out-sample.ts";

// How long it takes to decide many suggestions of one text: from the command to its text, everything on disk. A text of
// 120 paragraphs; every other suggestion inserts, the others strike, some make bold.
//
//   node --conditions=travaux-source bench/decide.ts [how many] [the limit in milliseconds, for 1000]

const COUNT = Number(process.argv[2] ?? 1000);
const LIMIT_MS = Number(process.argv[3] ?? 1000);
const PARAGRAPHS = 120;
const SECTION = "untoc.10.b" as SectionId;

const dataDir = await mkdtemp(join(tmpdir(), "travaux-bench-"));
const config: Config = {
  port: 0,
  host: "127.0.0.1",
  baseUrl: new URL("http://localhost:1"),
  dataDir,
  mongodbUri: null,
  sessionSecret: randomBytes(32).toString("hex"),
  masterKey: randomBytes(32),
  smtpUrl: null,
  outboxDir: join(dataDir, "outbox"),
  digestAt: null,
  demo: true,
  notices: [],
};
const server = await compose({
  config,
  log: pino({ level: "warn" }),
  editorDir: null,
  demoAccounts: DEMO_ACCOUNTS,
});
await layOutSample(server);
const schema = createReportSchema();
const people = await server.identity.people.list();
const [review] = await server.logs.reviews();
if (review === undefined) throw new Error("The sample has no review");

function actorOf(email: string) {
  const person = people.find((each) => each.email === email);
  if (person === undefined) throw new Error(`No ${email}`);
  const { id, name, language, staff } = person;
  return { user: id, name, language, staff, session: "bench", expiresAt: Number.MAX_SAFE_INTEGER };
}

const proposer = "mbench";
const paragraph = (at: number): unknown => {
  const each = COUNT / PARAGRAPHS;
  const content: unknown[] = [];
  for (let index = Math.floor(at * each); index < Math.floor((at + 1) * each); index += 1) {
    const id = `${proposer}:${index.toString(36).padStart(6, "0")}`;
    const mark = { type: index % 2 === 0 ? "insertion" : "deletion", attrs: { id, by: proposer } };
    const bold = { type: "fmt", attrs: { id, by: proposer, op: '+{"type":"strong"}' } };
    content.push({ type: "text", text: "The competent authorities of the State apply " });
    content.push({ type: "text", text: `measure ${index} `, marks: [index % 5 === 0 ? bold : mark] });
  }
  content.push({ type: "text", text: "where the law so provides." });
  return { type: "paragraph", attrs: { id: `p${at}` }, content };
};

const expert = actorOf("expert.b@example.org");
const secretariat = actorOf("secretariat@example.org");
for (const to of ["with-state", "consensus"] as const)
  await server.reviews.movePhase(secretariat, review, { to });
const outline = await server.reviews.outline(expert, review);
if ("refused" in outline) throw new Error("No outline");
const room = outline.entries
  .find((entry) => entry.section?.id === SECTION)
  ?.section?.rooms.find(({ audience }) => audience === "team");
const address = parseRoomName(room?.name ?? "");
if (room === undefined || address === null) throw new Error("No room");
const content = Array.from({ length: PARAGRAPHS }, (_, at) => paragraph(at));
await server.rooms.write(address, { type: "doc", content }, "mbench" as MemberId);
// As if somebody had it open: Hocuspocus's part is only to pass the update on.
const live = new Y.Doc();
await server.rooms.open(room.name, live);

function seen(): readonly { readonly id: string; readonly seen: string }[] {
  return readSuggestions(readTracked(schema, live)).map((suggestion) => ({
    id: suggestion.id,
    seen: suggestionHash(suggestion),
  }));
}

async function decide(
  decision: "accept" | "reject",
  suggestions: readonly { readonly id: string; readonly seen: string }[],
): Promise<{ readonly ms: number; readonly cpuMs: number; readonly decision: string | null }> {
  if (review === undefined || room === undefined) throw new Error("No review");
  const begun = performance.now();
  const cpuBegun = process.cpuUsage();
  const result = await server.reviews.decide(expert, review, SECTION, {
    room: room.name,
    decision,
    suggestions,
  });
  const ms = performance.now() - begun;
  const cpu = process.cpuUsage(cpuBegun);
  const cpuMs = (cpu.user + cpu.system) / 1000;
  if ("refused" in result) throw new Error(result.refused);
  const left = result.outcomes.filter(({ outcome }) => outcome === "left");
  if (left.length > 0) throw new Error(`${left.length} were left: ${left[0]?.code}`);
  return { ms, cpuMs, decision: result.decision };
}

const open = seen();
const [first] = open;
if (open.length !== COUNT || first === undefined) throw new Error(`${open.length} suggestions`);
const one = await decide("accept", [first]);
const undoBegun = performance.now();
await server.reviews.undoDecision(expert, review, SECTION, one.decision ?? "");
const undoOneMs = performance.now() - undoBegun;
const all = await decide("accept", open);
if (seen().length > 0) throw new Error("Something is left");
const undoAllBegun = performance.now();
const undone = await server.reviews.undoDecision(expert, review, SECTION, all.decision ?? "");
const undoAllMs = performance.now() - undoAllBegun;
if ("refused" in undone || seen().length !== COUNT) throw new Error("Not undone");
const rejected = await decide("reject", seen());

const limit = (LIMIT_MS * COUNT) / 1000;
console.log(`one of ${COUNT}: ${one.ms.toFixed(0)} ms, undoing it ${undoOneMs.toFixed(0)} ms`);
console.log(
  `accepting all ${COUNT}: ${all.ms.toFixed(0)} ms, ${all.cpuMs.toFixed(0)} of the processor (limit ${limit}), ${(all.ms / one.ms).toFixed(1)} × one`,
);
console.log(`undoing that: ${undoAllMs.toFixed(0)} ms; rejecting all: ${rejected.ms.toFixed(0)} ms`);
server.rooms.forget(room.name);
await server.close();
await rm(dataDir, { recursive: true, force: true });
// On a machine with other work the clock tells of that too; processor time alone does not wait for the disk.
if ([all, rejected].some(({ ms, cpuMs }) => ms > limit && cpuMs > limit)) process.exit(1);
