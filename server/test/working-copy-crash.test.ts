import { fileURLToPath } from "node:url";
import type { ActResult } from "@travaux/blueprint";
import { afterEach, describe, expect, it } from "vitest";
import { enterRoom, SECTION, textOf, type Decider } from "./deciding.ts";
import { ServerProcess, signIn } from "./server-process.ts";
import { cleanUp, temporaryFolder } from "./temporary.ts";
import { until } from "./until.ts";

afterEach(cleanUp);

const MAIN = fileURLToPath(new URL("./deciding-main.ts", import.meta.url));

async function submit(server: { readonly url: string }): Promise<ActResult["outcomes"]> {
  const focal = await signIn(server, "focal-point.a");
  const answer = await focal.send("POST", `/api/reviews/${focal.review}/acts`, {
    act: "submit",
    sections: [SECTION],
  });
  return ((await answer.json()) as ActResult).outcomes;
}

async function submissions(reader: Decider): Promise<number> {
  return (await reader.entries()).filter(
    ({ act, sections }) => act === "suggestions-submitted" && sections.some((id) => id === SECTION),
  ).length;
}

describe("a server that is killed while it carries what the State submits", () => {
  it.each(["1 after", "2 before", "2 after", "3 after"])(
    "has carried it wholly or not at all, and goes on: cut at write %s",
    { timeout: 120_000 },
    async (cut) => {
      const folder = await temporaryFolder();
      const crashing = new ServerProcess(folder, { CUT: cut }, MAIN);
      await crashing.start();
      const expert = await enterRoom(crashing, "expert.a", "state");
      const before = textOf(expert.client.doc).toString();
      const id = expert.insert(0, "Proposed. ");
      await expert.client.answered();
      const answer = await submit(crashing).catch(() => null);
      await until("the server has ended", () => crashing.ended || answer !== null, 20_000);
      await crashing.kill();

      const again = new ServerProcess(folder);
      await again.start();
      const reviewer = await enterRoom(again, "expert.b");
      const recorded = await submissions(reviewer);
      // Never a record without what it says before the team, nor the other way.
      expect(reviewer.suggestions().map((each) => each.id)).toEqual(recorded === 0 ? [] : [id]);
      expect(answer !== null && recorded === 0).toBe(false);
      // What was on disk of the working copy is all there, and may be submitted again.
      const back = await enterRoom(again, "expert.a", "state");
      expect(back.suggestions().map((each) => each.id)).toEqual([id]);
      const [outcome] = await submit(again);
      expect(outcome).toMatchObject(
        recorded === 0 ? { outcome: "done" } : { outcome: "left", code: "unchanged" },
      );
      await until("before the team", () => reviewer.suggestions().length === 1);
      expect(textOf(reviewer.client.doc).toString()).toContain("Proposed. ");
      const next = back.insert(0, "Next. ");
      await back.client.answered();
      expect(await submit(again)).toMatchObject([{ outcome: "done" }]);
      await again.kill();
      const third = new ServerProcess(folder);
      await third.start();
      const last = await enterRoom(third, "expert.b");
      expect(last.suggestions().map((each) => each.id)).toEqual([next, id]);
      expect(await submissions(last)).toBe(2);
      await last.decide("reject", [id, next]);
      await until("taken away", () => last.suggestions().length === 0);
      expect(textOf(last.client.doc).toString()).toBe(before);
      console.log(`cut at write ${cut}: ${recorded === 0 ? "not submitted" : "submitted"}`);
    },
  );
});
