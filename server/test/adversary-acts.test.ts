import { afterEach, describe, expect, it } from "vitest";
import type { ActResult, SectionText } from "@travaux/blueprint";
import { firstText } from "./room-fixture.ts";
import { rawClient, startServer } from "./server-fixture.ts";
import { signIn } from "./server-process.ts";
import { cleanUp } from "./temporary.ts";

afterEach(cleanUp);

describe("an act while the text it carries is being typed", () => {
  it("carries exactly what stood at one moment, and all that was saved before it was asked for", async () => {
    const server = await startServer();
    const [expert, focal] = await Promise.all([signIn(server, "expert.a"), signIn(server, "focal-point.a")]);
    const section = "untoc.5.e";
    const own = (await expert.outline()).entries
      .flatMap((entry) => (entry.section?.id === section ? entry.section.rooms : []))
      .find(({ name }) => name.includes("/state-a/"));
    if (own === undefined) throw new Error("no room of one's own");
    const client = await rawClient(server, expert, own.name);
    let typed = 0;
    let saved = 0;
    let typing = true;
    const type = async (): Promise<void> => {
      while (typing && client.closed.length === 0) {
        typed += 1;
        const n = typed;
        client.edit((doc) => firstText(doc).insert(firstText(doc).length, `‹${n}›`));
        await client.answered();
        saved = n;
      }
    };
    const typist = type();
    const versions: number[][] = [];
    for (let act = 0; act < 8; act += 1) {
      const before = saved;
      const answer = await focal.send("POST", `/api/reviews/${focal.review}/acts`, {
        act: "submit",
        sections: [section],
      });
      expect(answer.status).toBe(200);
      const { outcomes } = (await answer.json()) as ActResult;
      expect(outcomes).toEqual([{ section, outcome: "done" }]);
      const room = (await focal.outline()).entries
        .flatMap((entry) => (entry.section?.id === section ? entry.section.rooms : []))
        .find(({ audience }) => audience === "team");
      const { doc } = await focal.get<SectionText>(
        `/api/reviews/${focal.review}/sections/${section}?room=${encodeURIComponent(room?.name ?? "")}`,
      );
      const tokens = [...JSON.stringify(doc).matchAll(/‹(\d+)›/g)].map((match) => Number(match[1]));
      // One after the other without a gap: a moment of the text, not a mixture.
      expect(tokens).toEqual(tokens.map((_, index) => index + 1));
      expect(tokens.length).toBeGreaterThanOrEqual(before);
      versions.push(tokens);
    }
    typing = false;
    await typist;
    expect(client.closed).toEqual([]);
    expect(typed).toBeGreaterThan(8);
    for (const [index, tokens] of versions.entries())
      expect(tokens.length).toBeGreaterThanOrEqual(versions[index - 1]?.length ?? 0);
    const { doc } = await expert.get<SectionText>(
      `/api/reviews/${expert.review}/sections/${section}?room=${encodeURIComponent(own.name)}`,
    );
    for (let n = 1; n <= saved; n += 1) expect(JSON.stringify(doc)).toContain(`‹${n}›`);
  });
});
