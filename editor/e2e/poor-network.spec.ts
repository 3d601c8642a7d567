import { expect, test, type Browser, type BrowserContext, type Page } from "@playwright/test";
import type { OutlineView } from "@travaux/blueprint";
import * as decoding from "lib0/decoding";
import { caretTo } from "./caret.ts";
import { ServerUnderTest } from "./server-under-test.ts";
import { POOR_LINE, SlowLink } from "./slow-link.ts";

const FIRST_VISIT_MS = 10_000;
const NEXT_VISIT_MS = 3000;
const SECTION = "untoc.5.b";
/** From the sample's text of that section. */
const WORDS = /Section 214 of the Criminal Code/;

interface Place {
  readonly link: SlowLink;
  readonly server: ServerUnderTest;
}

async function withPlace(seed: number, work: (place: Place) => Promise<void>): Promise<void> {
  const link = await SlowLink.open(seed);
  const server = await ServerUnderTest.start({ publicPort: link.port });
  try {
    link.lead(server.port);
    await work({ link, server });
  } finally {
    await server.end();
    await link.close();
  }
}

/** Somebody's browser with nothing in it but the cookie of a session. */
async function emptyProfile(browser: Browser, server: ServerUnderTest): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: "en" });
  const answer = await context.request.post(`${server.url}/api/session/demo`, {
    data: { email: "expert.b@example.org" },
    headers: { origin: server.url },
  });
  expect(answer.ok()).toBe(true);
  return context;
}

async function firstReview(context: BrowserContext, server: ServerUnderTest): Promise<string> {
  const reviews = (await (await context.request.get(`${server.url}/api/reviews`)).json()) as readonly {
    readonly id: string;
  }[];
  return reviews[0]?.id ?? "";
}

/** Which sections a page asked for, over HTTP and over the socket. */
function watchSections(page: Page): { readonly asked: Set<string>; readonly rooms: Set<string> } {
  const seen = { asked: new Set<string>(), rooms: new Set<string>() };
  page.on("request", (request) => {
    const section = /\/sections\/([^?]+)/.exec(request.url())?.[1];
    if (section !== undefined) seen.asked.add(section);
  });
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => {
      if (typeof payload === "string") return;
      const room = decoding.readVarString(decoding.createDecoder(new Uint8Array(payload)));
      seen.rooms.add(room.split("/")[1] ?? room);
    });
  });
  return seen;
}

/** Those of `sections` that lie two screens or more from the window. */
function farFromWindow(page: Page, sections: readonly string[]): Promise<readonly string[]> {
  return page.evaluate(
    (ids) =>
      ids.filter((id) => {
        const box = document.getElementById(id)?.getBoundingClientRect();
        return box === undefined || box.top > 3 * innerHeight || box.bottom < -2 * innerHeight;
      }),
    [...sections],
  );
}

/** Opens the report at a section; how long until its text is there, in milliseconds. */
async function timeToRead(page: Page, address: string): Promise<number> {
  const begun = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  const text = page.locator(`section[id="${SECTION}"]`).getByText(WORDS).first();
  await expect(text).toBeVisible({ timeout: 60_000 });
  return Math.round(performance.now() - begun);
}

for (const seed of [1, 2, 3]) {
  test(`on a poor line the opened section is readable in time, at first and again (seed ${seed})`, async ({
    browser,
  }) => {
    await withPlace(seed, async ({ link, server }) => {
      const context = await emptyProfile(browser, server);
      const review = await firstReview(context, server);
      const address = `${server.url}/reviews/${review}/report#${SECTION}`;
      const outline = (await (
        await context.request.get(`${server.url}/api/reviews/${review}/outline`)
      ).json()) as OutlineView;
      const sections = outline.entries.filter(({ section }) => section !== null).length;
      const page = await context.newPage();
      const seen = watchSections(page);

      link.quality = POOR_LINE;
      Object.assign(link.bytes, { up: 0, down: 0 });
      const first = await timeToRead(page, address);
      const firstBytes = { ...link.bytes };
      const firstLost = link.lost;
      // The rest of the first visit is not what is measured here.
      link.quality = null;
      await expect(page.locator(".saved-text")).toHaveText("Saved");
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      const wholeBytes = { ...link.bytes };
      await page.close();

      const again = await context.newPage();
      const seenAgain = watchSections(again);
      link.quality = POOR_LINE;
      Object.assign(link.bytes, { up: 0, down: 0 });
      const next = await timeToRead(again, address);
      const nextBytes = { ...link.bytes };
      console.log(
        [
          `seed ${seed}: first visit ${first} ms, ${firstBytes.down} bytes down, ${firstBytes.up} up, ${firstLost} segments lost`,
          `  whole first visit with editor and shell: ${wholeBytes.down} bytes down, ${wholeBytes.up} up`,
          `  next visit ${next} ms, ${nextBytes.down} bytes down, ${nextBytes.up} up`,
          `  of ${sections} sections asked for ${[...seen.asked].join(" ")}; rooms ${[...seen.rooms].join(" ")}`,
        ].join("\n"),
      );
      expect(first).toBeLessThan(FIRST_VISIT_MS);
      expect(next).toBeLessThan(NEXT_VISIT_MS);
      for (const { asked, rooms } of [seen, seenAgain]) {
        expect(asked).toContain(SECTION);
        expect(asked.size).toBeLessThan(sections / 2);
        expect([...rooms].filter((room) => !asked.has(room))).toEqual([]);
      }
      // What lies within a screen of the window counts as opened; what lies two screens off does not.
      const far = await farFromWindow(again, [...seenAgain.asked]);
      expect(far).toEqual([]);
      await context.close();
    });
  });
}

test("where websockets are blocked the page says so and keeps what is typed, also after a reload", async ({
  browser,
}) => {
  await withPlace(0, async ({ link, server }) => {
    link.blocksWebSockets = true;
    const context = await emptyProfile(browser, server);
    const review = await firstReview(context, server);
    const page = await context.newPage();
    await page.goto(`${server.url}/reviews/${review}/report#${SECTION}`);
    const saved = page.locator(".saved-text");
    const section = page.locator(`section[id="${SECTION}"]`);
    await expect(section.getByText(WORDS)).toBeVisible();
    // Nothing was ever opened here, so there is no text yet that could be written into without the server.
    await expect(saved).toContainText(/does not let the connection through/, { timeout: 30_000 });
    console.log(`  said: ${await saved.innerText()}`);

    link.blocksWebSockets = false;
    const surface = section.getByRole("textbox");
    await expect(saved).toHaveText("Saved", { timeout: 60_000 });
    await expect(surface).toBeEditable();
    link.blocksWebSockets = true;
    link.cut();
    link.mend();
    await caretTo(surface, "End");
    await page.keyboard.type(" Kept without websockets.");
    await expect(saved).toContainText(/does not let the connection through/, { timeout: 30_000 });
    await page.reload();
    await expect(surface).toContainText("Kept without websockets.");
    await expect(saved).not.toHaveText("Saved");
    link.blocksWebSockets = false;
    await expect(saved).toHaveText("Saved", { timeout: 60_000 });
    const answer = await context.request.get(`${server.url}/api/reviews/${review}/sections/${SECTION}`);
    expect((await answer.text()).split("Kept without websockets.")).toHaveLength(2);
    await context.close();
  });
});
