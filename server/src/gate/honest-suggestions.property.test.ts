import type { Level } from "@travaux/blueprint";
import { projectBase, readSuggestions, resolve } from "@travaux/track-changes/model";
import { expect, test } from "vitest";
import { Node, type Mark } from "prosemirror-model";
import { alignByMarks } from "../decisions/model/text-edits.ts";
import { writeBody } from "../decisions/write-body.ts";
import { readTracked } from "./read-body.ts";
import { changeAtRandom, randomOf } from "./testing/honest-edits.ts";
import { harm, snapshot } from "./testing/oracle.ts";
import type { Peer } from "./testing/peer.ts";
import { Room, SAMPLE, schema } from "./testing/room.ts";
import { TrackingPeer } from "./testing/tracking-peer.ts";

const SEED = Number(process.env["TRAVAUX_FUZZ_SEED"] ?? 20260919);
const ROUNDS = Number(process.env["TRAVAUX_FUZZ_CASES"] ?? 12);
const STEPS = 50;
/** What remains when everything is rejected. */
const SEEDED = JSON.stringify(Node.fromJSON(schema, SAMPLE).toJSON());

type Random = (below: number) => number;

interface Tally {
  admitted: number;
  mended: number;
  empty: number;
  refused: number;
  impossible: number;
  decided: number;
}

const LEVELS: Readonly<Record<"suggest" | "edit", Level>> = { suggest: "suggest", edit: "edit" };

/** People who work on one text at once, each with his own delay. */
class Session {
  readonly room = new Room();
  readonly tally: Tally;
  readonly faults: string[] = [];
  readonly #random: Random;
  readonly #seed: number;
  readonly people: TrackingPeer[] = [];
  #clients = 100;

  constructor(seed: number, modes: readonly ("suggest" | "edit")[], tally: Tally) {
    this.#seed = seed;
    this.#random = randomOf(seed);
    this.tally = tally;
    for (const [at, mode] of modes.entries()) this.people.push(this.#join(`p${at}`, mode));
  }

  /** @param everyDecision how often the server decides something; 0 for never */
  run(everyDecision: number): void {
    const random = this.#random;
    for (let step = 0; step < STEPS; step++) {
      if (everyDecision > 0 && random(everyDecision) === 0) this.decide();
      for (const [at, person] of this.people.entries()) {
        const dice = random(14);
        if (dice < 7) this.#act(person);
        else if (dice === 7) person.peer.undo.undo();
        else if (dice === 8) person.peer.undo.redo();
        if (random(3) === 0) this.room.deliver(person.peer, 1 + random(4));
        if (random(3) === 0) this.#send(at);
      }
    }
    for (let round = 0; round < 40; round++) {
      for (const at of this.people.keys()) {
        const { peer } = this.people[at] ?? { peer: null };
        if (peer === null) continue;
        this.room.deliver(peer);
        this.#send(at);
      }
    }
  }

  #act(person: TrackingPeer): void {
    const done = person.do((tr) => changeAtRandom(tr, schema, this.#random));
    if (!done) this.tally.impossible++;
  }

  /** The server accepts or rejects one suggestion, whatever people are doing. */
  decide(): void {
    const { live } = this.room;
    const tracked = readTracked(schema, live);
    const open = readSuggestions(tracked);
    const chosen = open[this.#random(open.length)];
    if (chosen === undefined) return;
    const decision = this.#random(2) === 0 ? "accept" : "reject";
    let fresh = 0;
    const { doc, records, superseded } = resolve(
      tracked,
      (id) => (id === chosen.id ? decision : "keep"),
      () => `d${this.tally.decided}x${fresh++}`,
    );
    const goes = (marks: readonly Mark[]): boolean =>
      marks.some(({ type, attrs }) => {
        const isChosen = attrs["id"] === chosen.id;
        if (type.name === "insertion")
          return superseded.includes(String(attrs["id"])) || (decision === "reject" && isChosen);
        return type.name === "deletion" && decision === "accept" && isChosen;
      });
    this.room.write((document) => {
      writeBody(document.getXmlFragment("body"), tracked.doc, doc, alignByMarks(goes));
      const map = document.getMap("suggestions");
      for (const key of tracked.records.keys()) if (!records.has(key)) map.delete(key);
      for (const [key, record] of records) if (tracked.records.get(key) !== record) map.set(key, record);
    });
    this.tally.decided++;
  }

  #join(name: string, mode: "suggest" | "edit"): TrackingPeer {
    const peer: Peer = this.room.join(
      name,
      this.#clients + this.#random(1000) * 7 + this.#random(2) * 50_000,
    );
    this.#clients += 10_000;
    this.room.grant(peer, LEVELS[mode]);
    return new TrackingPeer(peer, mode);
  }

  #send(at: number): void {
    const person = this.people[at];
    if (person === undefined) return;
    const before = this.room.gate.state();
    const verdict = this.room.flush(person.peer);
    if (verdict === null) return;
    if (verdict.kind === "nothing") this.tally.empty++;
    else if (verdict.kind === "refuse") {
      this.tally.refused++;
      if (process.env["TRAVAUX_FUZZ_SHOW"] !== undefined)
        process.stdout.write(`seed ${this.#seed} ${person.mode} refused: ${verdict.detail}\n`);
      // As a real client: the document is dropped and loaded anew.
      this.room.leave(person.peer);
      this.people[at] = this.#join(`p${at}`, person.mode);
    } else {
      this.tally.admitted++;
      if (verdict.mended !== null) this.tally.mended++;
      for (const fault of harm(
        snapshot(before),
        snapshot(this.room.gate.state()),
        person.peer.member,
        person.mode === "edit",
      ))
        this.faults.push(`seed ${this.#seed}: ${fault}`);
    }
  }
}

function play(name: string, modes: readonly ("suggest" | "edit")[], everyDecision = 0): Tally {
  const tally: Tally = { admitted: 0, mended: 0, empty: 0, refused: 0, impossible: 0, decided: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const seed = SEED + round;
    const session = new Session(seed, modes, tally);
    session.run(everyDecision);
    expect(session.faults).toEqual([]);
    const tracked = readTracked(schema, session.room.live);
    tracked.doc.check();
    for (const { peer } of session.people)
      expect(peer.show().toJSON(), `seed ${seed}: ${peer.member}`).toEqual(tracked.doc.toJSON());
    const rejected = JSON.stringify(projectBase(tracked).toJSON());
    expect(
      modes.includes("edit") || everyDecision > 0 || rejected === SEEDED,
      `seed ${seed}: the base is another`,
    ).toBe(true);
  }
  process.stdout.write(`honest suggestions, ${name}: seed ${SEED}, ${JSON.stringify(tally)}\n`);
  return tally;
}

test(
  "two suggesters with delays leave the base as it was, end with one text and are hardly ever refused",
  { timeout: 3_600_000 },
  () => {
    const { admitted, refused } = play("two suggesters", ["suggest", "suggest"]);
    expect(refused / (admitted + refused)).toBeLessThan(0.005);
  },
);

test(
  "two suggesters and an editor with delays end with one text and are hardly ever refused",
  { timeout: 3_600_000 },
  () => {
    const { admitted, refused } = play("two suggesters and an editor", ["suggest", "suggest", "edit"]);
    expect(refused / (admitted + refused)).toBeLessThan(0.005);
  },
);

test(
  "two suggesters and an editor end with one text while the server decides, and are hardly ever refused",
  { timeout: 3_600_000 },
  () => {
    const { admitted, refused } = play("with decisions", ["suggest", "suggest", "edit"], 12);
    expect(refused / (admitted + refused)).toBeLessThan(0.005);
  },
);
