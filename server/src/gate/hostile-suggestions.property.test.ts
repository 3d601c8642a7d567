import type { Level } from "@travaux/blueprint";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { readTracked } from "./read-body.ts";
import { SUGGESTED, SUGGESTED_RECORDS } from "./testing/attacks-on-suggestions.ts";
import { randomOf } from "./testing/honest-edits.ts";
import { hostileSuggestion } from "./testing/hostile-suggestions.ts";
import { hostileUpdate } from "./testing/hostile-updates.ts";
import { harm, snapshotOf, type Snapshot } from "./testing/oracle.ts";
import { memberId, Room, schema } from "./testing/room.ts";

const SEED = Number(process.env["TRAVAUX_FUZZ_SEED"] ?? 20261001);
const CASES = Number(process.env["TRAVAUX_FUZZ_CASES"] ?? 22_000);
const CASES_A_ROOM = 80;
const STALE = 6;

const mallory = memberId("mallory");
const bob = memberId("bob");

interface Run {
  readonly tally: Map<string, number>;
  readonly faults: string[];
}

/** Many updates of one hostile member in one room, now and then one of somebody else in between. */
function attackRoom(seed: number, level: Level, { tally, faults }: Run): void {
  const random = randomOf(seed);
  const room = new Room(SUGGESTED, SUGGESTED_RECORDS);
  const states = [room.gate.state()];
  let before: Snapshot = snapshotOf(room.live);
  let client = 1000;
  for (let step = 0; step < CASES_A_ROOM; step++) {
    const honest = random(12) === 0;
    const stale = random(3) === 0;
    if (stale) client++;
    const base = states[stale ? random(states.length) : states.length - 1] ?? room.gate.state();
    const update = makeUpdate(base, honest ? 100_000 + step : client, random);
    if (update === null) continue;
    const author = { member: honest ? bob : mallory, level: honest ? "suggest" : level };
    const verdict = room.gate.judge(update, author);
    const name =
      verdict.kind === "refuse"
        ? verdict.reason
        : verdict.kind === "admit" && verdict.mended !== null
          ? "mended"
          : verdict.kind;
    tally.set(name, (tally.get(name) ?? 0) + 1);
    const note = (fault: string): void =>
      void faults.push(`seed ${seed} step ${step} ${level} ${name}: ${fault}`);
    if (verdict.kind === "refuse") {
      client++;
      if (verdict.detail.includes("unforeseen")) note(verdict.detail);
      continue;
    }
    if (verdict.kind === "nothing") continue;
    Y.applyUpdate(room.live, verdict.update);
    const after = snapshotOf(room.live);
    harm(before, after, author.member, author.level === "edit").forEach(note);
    if (readStrictly(room.live) !== JSON.stringify(after.doc)) note("is drawn otherwise than it is");
    before = after;
    states.push(room.gate.state());
    if (states.length > STALE) states.shift();
  }
  room.gate.destroy();
  room.live.destroy();
}

function readStrictly(document: Y.Doc): string {
  try {
    return JSON.stringify(readTracked(schema, document).doc.toJSON());
  } catch (error) {
    // To be reported with the seed, among the faults.
    return String(error);
  }
}

function makeUpdate(state: Uint8Array, client: number, random: (below: number) => number): Uint8Array | null {
  if (random(6) > 0) return hostileSuggestion(state, client, random);
  const document = new Y.Doc({ guid: "hostile" });
  Y.applyUpdate(document, state);
  const update = hostileUpdate(state, client, Y.getState(document.store, client), random);
  document.destroy();
  return update;
}

test.each(["suggest", "edit"] satisfies Level[])(
  "whatever a hostile member sends who may %s, the base and the suggestions of others are what they may be",
  { timeout: 36_000_000 },
  (level) => {
    const run: Run = { tally: new Map(), faults: [] };
    const rooms = Math.ceil(CASES / 2 / CASES_A_ROOM);
    for (let round = 0; round < rooms; round++) attackRoom(SEED + round, level, run);
    const judged = [...run.tally.values()].reduce((sum, count) => sum + count, 0);
    process.stdout.write(
      `hostile suggestions, ${level}: seed ${SEED}, ${judged} cases, ${run.faults.length} violations, ${JSON.stringify(Object.fromEntries(run.tally))}\n`,
    );
    expect(run.faults).toEqual([]);
    expect((run.tally.get("admit") ?? 0) + (run.tally.get("mended") ?? 0)).toBeGreaterThan(CASES / 20);
  },
);
