import { parseRoomName } from "@travaux/blueprint";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { Effects } from "./effects.ts";

it("what an act did to a text is missing in that text alone, not in the documents behind it of the same epoch", async () => {
  const update = Uint8Array.of(0, 0);
  const effects = new Effects(() => Promise.resolve({ clock: 1, update: () => Promise.resolve(update) }));
  const document = new Y.Doc();
  const missing = [];
  for (const kind of ["text", "margin", "threads"]) {
    const address = parseRoomName(`rsample01/untoc.5.b/team/${kind}/1`);
    if (address === null) throw new RangeError(kind);
    missing.push(await effects.missingIn(address, document));
  }
  expect(missing).toEqual([update, null, null]);
});
