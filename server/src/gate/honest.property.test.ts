import { yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { readBody } from "./read-body.ts";
import { editAtRandom, randomOf } from "./testing/honest-edits.ts";
import { Room, schema } from "./testing/room.ts";

const SEED = Number(process.env["TRAVAUX_FUZZ_SEED"] ?? 20260917);
const EDITS = Number(process.env["TRAVAUX_FUZZ_CASES"] ?? 1500);
const EDITS_A_ROOM = 60;

test(
  "three people who edit at once with delays are never refused, and end with one text",
  { timeout: 3_600_000 },
  () => {
    const counts = { admit: 0, nothing: 0 };
    for (let round = 0; round * EDITS_A_ROOM < EDITS; round++) {
      const random = randomOf(SEED + round);
      const room = new Room();
      const ids = [101, 102, 103].map((id) => id + random(1000) * 7);
      const peers = ["a", "b", "c"].map((name, at) =>
        room.join(name, (ids[at] ?? 0) + at * 10_000 * (random(2) === 0 ? 1 : 3)),
      );
      const note = (verdict: ReturnType<Room["flush"]>, step: number): void => {
        if (verdict === null) return;
        if (verdict.kind === "refuse")
          throw new Error(`seed ${SEED + round} step ${step}: refused ${verdict.reason}, ${verdict.detail}`);
        counts[verdict.kind]++;
      };
      for (let step = 0; step < EDITS_A_ROOM; step++) {
        for (const peer of peers) {
          const dice = random(12);
          if (dice < 6) peer.edit((doc) => editAtRandom(doc, schema, random));
          else if (dice === 6) peer.undo.undo();
          else if (dice === 7) peer.undo.redo();
          if (random(3) === 0) room.deliver(peer, 1 + random(4));
          if (random(3) === 0) note(room.flush(peer), step);
        }
      }
      for (const verdict of room.settle()) note(verdict, EDITS_A_ROOM);
      const body = readBody(schema, room.live);
      body.check();
      expect(body.toJSON()).toEqual(
        yXmlFragmentToProseMirrorRootNode(room.live.getXmlFragment("body"), schema).toJSON(),
      );
      for (const peer of peers) expect(peer.show().toJSON(), `seed ${SEED + round}`).toEqual(body.toJSON());
      const shadow = new Y.Doc();
      Y.applyUpdate(shadow, room.gate.state());
      expect(readBody(schema, shadow).toJSON()).toEqual(body.toJSON());
      const identifiers: unknown[] = [];
      body.descendants(
        (node) =>
          void (
            Object.hasOwn(node.attrs, "id") &&
            node.type.name !== "placeholder" &&
            identifiers.push(node.attrs["id"])
          ),
      );
      expect(new Set(identifiers).size).toBe(identifiers.length);
      expect(identifiers).not.toContain(null);
    }
    process.stdout.write(
      `honest edits: seed ${SEED}, ${EDITS * 3} turns, ${counts.admit} admitted, ${counts.nothing} empty, 0 refused\n`,
    );
  },
);
