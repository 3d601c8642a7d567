import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { ServerUnderTest } from "./server-under-test.ts";
import { tour } from "./tour.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
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

/** What axe finds on the page, a line for each element. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  // The rule left out is an experiment of axe's: it takes the drawn x² of a tool and the reason beside a closed line of a
  // menu for their labels.
  const builder = new AxeBuilder({ page }).withTags(RULES).disableRules(["label-content-name-mismatch"]);
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

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
          faults.push(...(await faultsOf(page)).map((fault) => `${stop}: ${fault}`));
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          if (width > viewport.width) faults.push(`${stop}: is ${width} pixels wide`);
        },
      });
      expect(faults).toEqual([]);
      expect(stops).toBeGreaterThan(27);
    });
  }
}
