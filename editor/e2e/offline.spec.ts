import { expect, test, type Page } from "@playwright/test";
import { Person } from "./person.ts";
import { ServerUnderTest } from "./server-under-test.ts";
import { SlowLink } from "./slow-link.ts";

const SECTION = "untoc.5.b";

interface Place {
  readonly server: ServerUnderTest;
  /** A line of good quality that can be cut. */
  readonly line: SlowLink;
}

async function withPlace(work: (place: Place) => Promise<void>): Promise<void> {
  const line = await SlowLink.open(0);
  const server = await ServerUnderTest.start({ publicPort: line.port });
  line.lead(server.port);
  try {
    await work({ server, line });
  } finally {
    await server.end();
    await line.close();
  }
}

/** What the server has of the section, for the person. */
async function stored(person: Person): Promise<string> {
  const { body } = await person.get(`/api/reviews/${person.review}/sections/${SECTION}`);
  return body;
}

async function enterAs(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).click();
  await expect(page.getByRole("heading", { name: "My reviews" })).toBeVisible();
}

/** Everything the page needs to come again without a network is on this computer. */
async function isReadyForOffline(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect(async () => {
    expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  }).toPass();
}

test("what is typed offline survives a reload offline, goes on, and merges on return", async ({
  browser,
}) => {
  await withPlace(async ({ server, line }) => {
    const b = await Person.signIn(browser, server, "Expert of State B");
    const c = await Person.signIn(browser, server, "Expert of State C");
    await b.openReport();
    await c.openReport();
    await b.typeInto(SECTION, " Before the cut.");
    await b.seesSaved();
    await isReadyForOffline(b.page);

    await b.context.setOffline(true);
    await expect(b.saving).toHaveText(/^Offline/);
    await b.typeInto(SECTION, " Offline one.");
    await expect(b.saving).toHaveText(/^Offline/);
    await c.typeInto(SECTION, " By a colleague.");
    await c.seesSaved();

    await b.page.reload();
    const surface = await b.surface(SECTION);
    await expect(surface).toContainText("Before the cut. Offline one.");
    await expect(b.page.getByRole("navigation", { name: "Outline" }).getByText("Article 5")).not.toHaveCount(
      0,
    );
    await expect(b.saving).not.toHaveText("Saved");
    await b.typeInto(SECTION, " Offline two.");
    await expect(b.saving).not.toHaveText("Saved");
    expect(await stored(c)).not.toContain("Offline");

    await b.context.setOffline(false);
    await b.seesSaved();
    for (const text of ["Before the cut.", "Offline one.", "Offline two.", "By a colleague."]) {
      expect((await stored(c)).split(text)).toHaveLength(2);
      await expect(await b.surface(SECTION)).toContainText(text);
      await expect(await c.surface(SECTION)).toContainText(text);
    }
    expect(line.lost).toBe(0);
    await b.leave();
    await c.leave();
  });
});

test("two tabs of one person and a server killed under typing lose nothing and repeat nothing", async ({
  browser,
}) => {
  await withPlace(async ({ server, line }) => {
    const b = await Person.signIn(browser, server, "Expert of State B");
    await b.openReport();
    const other = await b.anotherTab();
    await b.typeInto(SECTION, " First tab.");
    await other.typeInto(SECTION, " Second tab.");
    await expect(await b.surface(SECTION)).toContainText("Second tab.");
    await expect(await other.surface(SECTION)).toContainText("First tab.");

    line.cut();
    await expect(b.saving).toHaveText(/^Offline/);
    await expect(other.saving).toHaveText(/^Offline/);
    await b.typeInto(SECTION, " First cut off.");
    await other.typeInto(SECTION, " Second cut off.");
    await server.kill();
    await server.run();
    await b.typeInto(SECTION, " While it is away.");
    await expect(b.saving).toHaveText(/^Offline/);
    line.mend();
    await b.seesSaved();
    await other.seesSaved();
    await b.page.close();
    await server.kill();
    await server.run();
    await other.typeInto(SECTION, " At last.");
    await other.seesSaved();
    const text = await stored(other);
    const all = [
      "First tab.",
      "Second tab.",
      "First cut off.",
      "Second cut off.",
      "While it is away.",
      "At last.",
    ];
    for (const each of all) expect(text.split(each)).toHaveLength(2);
    await other.leave();
  });
});

test("E103 Rights lowered while offline: the server takes nothing, and the author keeps it", async ({
  browser,
}) => {
  await withPlace(async ({ server }) => {
    const secretariat = await Person.signIn(browser, server, "Secretariat officer");
    await secretariat.openReport();
    const b = await Person.signIn(browser, server, "Expert of State B");
    await b.openReport();
    await b.surface(SECTION);
    await isReadyForOffline(b.page);
    await b.context.setOffline(true);
    await expect(b.saving).toHaveText(/^Offline/);
    await b.typeInto(SECTION, " Written without rights.");

    const { body } = await secretariat.get(`/api/reviews/${secretariat.review}`);
    const { members } = JSON.parse(body) as {
      readonly members: readonly { readonly id: string; readonly name: string }[];
    };
    const member = members.find(({ name }) => name === "Expert of State B")?.id ?? "";
    const lowered = await secretariat.context.request.patch(
      `${server.url}/api/reviews/${secretariat.review}/members/${member}`,
      { data: { role: "observer", noteVerbale: "NV 2/2026" }, headers: { origin: server.url } },
    );
    expect(lowered.status()).toBe(200);

    await b.context.setOffline(false);
    await expect(b.saving).toHaveText("Not saved: kept on this computer");
    const kept = b.page.getByRole("region", { name: "Not saved: kept on this computer" }).first();
    await expect(kept).toContainText("Written without rights.");
    expect(await stored(secretariat)).not.toContain("Written without rights.");
    await b.page.reload();
    await expect(kept).toContainText("Written without rights.");
    await expect(kept.getByRole("button", { name: "Copy" })).toBeVisible();
    await kept.getByRole("button", { name: "Discard" }).click();
    await expect(kept).toHaveCount(0);
    await b.leave();
    await secretariat.leave();
  });
});

test("signing out says how much unsent work stays, and its author alone is shown it again", async ({
  browser,
}) => {
  await withPlace(async ({ server, line }) => {
    const b = await Person.signIn(browser, server, "Expert of State B");
    await b.openReport();
    await b.surface(SECTION);
    line.cut();
    await expect(b.saving).toHaveText(/^Offline/);
    await b.typeInto(SECTION, " Never sent.");
    await b.page.getByRole("button", { name: "Sign out" }).click();
    await expect(b.page.getByText(/One piece of text that could not be saved stays/)).toBeVisible();
    line.mend();
    await b.page.goto(server.url);
    // The session could not be ended at the server while the line was cut.
    await b.page.getByRole("button", { name: "Sign out" }).click();
    await enterAs(b.page, "Expert of State C");
    await b.openReport();
    await b.surface(SECTION);
    await expect(b.page.getByText("Never sent.")).toHaveCount(0);
    await b.page.getByRole("button", { name: "Sign out" }).click();
    await expect(b.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await b.page.goto(server.url);
    await enterAs(b.page, "Expert of State B");
    await b.openReport();
    const kept = b.page.getByRole("region", { name: "Not saved: kept on this computer" }).first();
    await b.section(SECTION);
    await expect(kept).toContainText("Never sent.");
    await kept.getByRole("button", { name: "Put into the text again" }).click();
    await b.seesSaved();
    expect((await stored(b)).split("Never sent.")).toHaveLength(2);
    await b.leave();
  });
});
