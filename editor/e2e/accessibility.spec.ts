import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { barriersOn } from "./barriers.ts";
import { ServerUnderTest } from "./server-under-test.ts";
import { tour } from "./tour.ts";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
/** Where to leave a picture of every stop, for looking at; none are made without it. */
const PICTURES = process.env["TRAVAUX_PICTURES"];

let server: ServerUnderTest;
test.beforeAll(async () => {
  server = await ServerUnderTest.start();
});
test.afterAll(() => server.end());

for (const language of ["en", "ar"] as const) {
  for (const viewport of SIZES) {
    const size = `${viewport.width}x${viewport.height}`;
    test(`axe finds nothing on any screen, ${language}, ${size}`, async ({ browser }) => {
      test.setTimeout(300_000);
      let stops = 0;
      const faults: string[] = [];
      await tour({
        browser,
        server,
        language,
        viewport,
        visit: async (page, stop) => {
          stops += 1;
          if (PICTURES !== undefined)
            await page.screenshot({ path: join(PICTURES, `${language}-${viewport.width}-${stop}.png`) });
          faults.push(...(await barriersOn(page)).map((fault) => `${stop}: ${fault}`));
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          if (width > viewport.width) faults.push(`${stop}: is ${width} pixels wide`);
        },
      });
      expect(faults).toEqual([]);
      expect(stops).toBeGreaterThan(27);
    });
  }
}
