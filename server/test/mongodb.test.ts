import { afterEach, expect, it } from "vitest";
import { startFerretDb } from "../src/storage/testing/ferretdb.ts";
import { firstText, wholeText } from "./room-fixture.ts";
import { rawClient } from "./server-fixture.ts";
import { ServerProcess, signIn } from "./server-process.ts";
import { afterTest, cleanUp, temporaryFolder } from "./temporary.ts";

afterEach(cleanUp);

it(
  "starts on a server of MongoDB's protocol, and has what was saved after a kill",
  { timeout: 120_000 },
  async () => {
    const database = await startFerretDb();
    afterTest(() => database.stop());
    const server = new ServerProcess(await temporaryFolder(), { MONGODB_URI: database.uri });
    await server.start();
    const expert = await signIn(server, "expert.b");
    const room = await expert.room("untoc.5.b");
    const writer = await rawClient(server, expert, room);
    for (const word of ["three ", "two ", "one "]) {
      writer.edit((doc) => firstText(doc).insert(0, word));
      await writer.answered();
    }
    expect(writer.closed).toEqual([]);
    await server.kill();
    await server.start();
    const colleague = await signIn(server, "expert.c");
    const reader = await rawClient(server, colleague, room);
    expect(wholeText(reader.doc)).toMatch(/^one two three Section 214/);
  },
);
