import { expect, test } from "@playwright/test";
import { Person } from "./person.ts";
import { ServerUnderTest } from "./server-under-test.ts";

test("two experts write in one section, and it is all there after the server was killed", async ({
  browser,
}) => {
  const server = await ServerUnderTest.start();
  try {
    const b = await Person.signIn(browser, server, "Expert of State B");
    const c = await Person.signIn(browser, server, "Expert of State C");
    await b.openReport();
    await c.openReport();
    await b.typeInto("untoc.5.b", " Bravo was here.");
    await c.typeInto("untoc.5.b", " Charlie was here.");
    for (const person of [b, c]) {
      const surface = await person.surface("untoc.5.b");
      await expect(surface).toContainText("Bravo was here.");
      await expect(surface).toContainText("Charlie was here.");
      await person.seesSaved();
    }
    await server.kill();
    await expect(b.saving).toContainText("Offline");
    await server.run();
    await b.typeInto("untoc.5.b", " And after.");
    for (const person of [b, c]) await person.seesSaved();
    await expect(await c.surface("untoc.5.b")).toContainText("And after.");
  } finally {
    await server.end();
  }
});
