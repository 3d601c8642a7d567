import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { enterRoom, textOf } from "./deciding.ts";
import { ServerProcess } from "./server-process.ts";
import { cleanUp, temporaryFolder } from "./temporary.ts";
import { until } from "./until.ts";

afterEach(cleanUp);

const MAIN = fileURLToPath(new URL("./deciding-main.ts", import.meta.url));

/**
 * A server that ends as a power cut would at its n-th write after a decision was asked for: before it or just after.
 */
async function crashingServer(cut: string) {
  const folder = await temporaryFolder();
  return {
    crashing: new ServerProcess(folder, { CUT: cut }, MAIN),
    sound: () => new ServerProcess(folder),
  };
}

describe("a server that is killed while it carries out a decision", () => {
  it.each(["0 before", "0 after", "3 before", "3 after", "4 before", "4 after", "5 before", "5 after"])(
    "has decided wholly or not at all, and goes on: cut at write %s",
    { timeout: 120_000 },
    async (cut) => {
      const { crashing, sound } = await crashingServer(cut);
      await crashing.start();
      const proposer = await enterRoom(crashing, "secretariat");
      const expert = await enterRoom(crashing, "expert.b");
      const before = textOf(expert.client.doc).toString();
      const id = proposer.insert(0, "Decided. ");
      await proposer.client.answered();
      await until("the proposal is seen", () => expert.suggestions().length === 1);
      const answer = await expert.send("reject", [id]).catch(() => null);
      await until("the server has ended", () => crashing.ended || answer !== null, 20_000);
      await crashing.kill();

      const again = sound();
      await again.start();
      const back = await enterRoom(again, "expert.c");
      const decided = (await back.entries()).filter(({ act }) => act === "suggestions-decided");
      const open = back.suggestions().map((each) => each.id);
      // One or the other, never a record without its effect or an effect without its record.
      expect(open).toEqual(decided.length === 0 ? [id] : []);
      // What was answered stands; what was not may be asked again, whatever became of it.
      expect(answer?.ok === true && decided.length === 0).toBe(false);
      const { outcomes } = await back.decide("reject", [id]);
      expect(outcomes).toMatchObject([decided.length === 0 ? { outcome: "rejected" } : { code: "gone" }]);
      await until("gone", () => back.suggestions().length === 0);
      expect(textOf(back.client.doc).toString()).toBe(before);
      // What was decided before the cut and what comes after it build on one another.
      const proposing = await enterRoom(again, "secretariat");
      const next = proposing.insert(0, "Next. ");
      await proposing.client.answered();
      await until("the next is seen", () => back.suggestions().length === 1);
      expect((await back.decide("reject", [next])).outcomes).toEqual([{ id: next, outcome: "rejected" }]);
      await again.kill();
      const third = sound();
      await third.start();
      const last = await enterRoom(third, "expert.b");
      expect(textOf(last.client.doc).toString()).toBe(before);
      console.log(`cut at write ${cut}: ${decided.length === 0 ? "not decided" : "decided"}`);
    },
  );
});
