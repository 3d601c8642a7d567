import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { NewSubject, OutlineView, SectionId } from "@travaux/blueprint";
import { pino } from "pino";
import { compose } from "../src/compose.ts";
import type { Config } from "../src/config.ts";
import { DEMO_ACCOUNTS } from "../src/sample/accounts.ts";
import type { Refusal } from "../src/reviews/reviews.ts";
import { layOutSample } from "../src/sample/lay-out-sample.ts";
import { subjectIn } from "./comment-subject.ts";

// How long what is asked about comments takes to answer, with many threads over a whole report: the table for reading
// and as a file, counts, notices, and the outline, which is what a page waits for.
//
//   node --conditions=travaux-source bench/comments.ts [how many] [the limit of each answer in milliseconds]

const COUNT = Number(process.argv[2] ?? 1500);
const LIMIT_MS = Number(process.argv[3] ?? 500);
const ROUNDS = 7;
/** How many comments are written side by side; each waits for its turn all the same. */
const WRITERS = 8;

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
const log = pino({ level: "warn" });
const server = await compose({ config, log, editorDir: null, demoAccounts: DEMO_ACCOUNTS });
await layOutSample(server);
const [review] = await server.logs.reviews();
const person = (await server.identity.people.list()).find(({ email }) => email === "expert.b@example.org");
if (review === undefined || person === undefined) throw new Error("The sample has no review, or no expert");
const { id: user, name, language, staff } = person;
const expert = { user, name, language, staff, session: "bench", expiresAt: Number.MAX_SAFE_INTEGER };

function must<Value extends object>(answer: Value | Refusal): Value {
  if ("refused" in answer) throw new Error(answer.refused);
  return answer;
}

/** The median of some rounds, in milliseconds, after one that is not counted. */
async function timed(
  work: () => Promise<object>,
): Promise<{ readonly first: number; readonly median: number }> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const begun = performance.now();
    must(await work());
    times.push(performance.now() - begun);
  }
  const [first = 0, ...later] = times;
  return { first, median: later.toSorted((a, b) => a - b)[Math.floor(later.length / 2)] ?? 0 };
}

const outline = (): Promise<object> => server.reviews.outline(expert, review);
const before = await timed(outline);

const view: OutlineView = must(await server.reviews.outline(expert, review));
const places: { readonly section: SectionId; readonly audience: string; readonly subject: NewSubject }[] = [];
for (const { section } of view.entries) {
  for (const margin of section?.margins ?? []) {
    if (section === null || margin.level !== "comment") continue;
    const text = must(await server.reviews.text(expert, review, section.id));
    places.push({
      section: section.id,
      audience: margin.audience,
      subject: subjectIn(text, margin.audience),
    });
  }
}

let written = 0;
const write = async (): Promise<void> => {
  for (let index = written++; index < COUNT; index = written++) {
    const place = places[index % places.length];
    if (place === undefined) throw new Error("There is no margin");
    const { section, audience, subject } = place;
    const id = `c${index.toString(36).padStart(20, "0")}`;
    const text = `Comment ${index}. ${"Which provision is meant here? ".repeat(8)}`;
    must(await server.comments.begin(expert, review, section, { id, audience, subject, text, mentions: [] }));
  }
};
const begun = performance.now();
await Promise.all(Array.from({ length: WRITERS }, write));
const each = (performance.now() - begun) / COUNT;
console.log(`${COUNT} threads in ${places.length} margins, written in ${each.toFixed(1)} ms each`);

const after = await timed(outline);
const answers = {
  table: await timed(() => server.comments.table(expert, review)),
  file: await timed(() => server.comments.file(expert, review, {})),
  counts: await timed(() => server.comments.counts(expert, review)),
  unread: await timed(() => server.comments.unread(expert, review)),
  notices: await timed(() => server.comments.notices(expert)),
};
for (const [what, { first, median }] of Object.entries(answers))
  console.log(`${what}: ${median.toFixed(0)} ms, the first time ${first.toFixed(0)} (limit ${LIMIT_MS})`);
console.log(`outline: ${after.median.toFixed(1)} ms, without threads ${before.median.toFixed(1)}`);
await server.close();
await rm(dataDir, { recursive: true, force: true });
const slow = Object.values(answers).some(({ median }) => median > LIMIT_MS);
if (slow) process.exitCode = 1;
