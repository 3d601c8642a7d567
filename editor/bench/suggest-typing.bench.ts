import { expect, test, type Browser } from "@playwright/test";
import { Fragment, type Node } from "prosemirror-model";
import { Person } from "../e2e/person.ts";
import { Proposals } from "../e2e/proposals.ts";
import { RawWriter, reportSchema } from "../e2e/raw-writer.ts";
import { ServerUnderTest } from "../e2e/server-under-test.ts";
import { KEY_CATEGORIES, readKeyTimes } from "./key-times.ts";
import { describeTimes, percentile } from "./percentile.ts";

// How long a key stroke takes somebody who proposes, in the whole application over the real server, with 3 000 open
// proposals of a colleague in the report: in twelve sections of 50 paragraphs with five each, and, as no report is
// likely to have them, all in one section of 600 paragraphs. Needs the server and the editor built.
//
//   npx playwright test --config bench/playwright.config.ts

const PARAGRAPHS = 600;
/** Open to both reviewing States in the sample review, and empty; the one written in comes first. */
const SPREAD = [15, 8, 9, 23].flatMap((article) => ["b", "c", "d"].map((part) => `untoc.${article}.${part}`));
const PROPOSALS_EACH = 5;
const PARAGRAPHS_AT_ONCE = 50;
const KEYS = 200;
/** A good typist's. */
const KEY_INTERVAL_MS = 120;
const BUDGET_MS = 16;

let server: ServerUnderTest;
test.beforeAll(async () => {
  server = await ServerUnderTest.start();
});
test.afterAll(() => server.end());

/** A paragraph of plain text with somebody's proposals in it, every other one an insertion. */
function paragraph(block: number, by: string): Node {
  const parts = Array.from({ length: PROPOSALS_EACH }, (_, part) => {
    const index = block * PROPOSALS_EACH + part;
    const id = `${by}:s${String(index).padStart(5, "0")}`;
    const mark = reportSchema.mark(index % 2 === 0 ? "insertion" : "deletion", { id, by });
    return [
      reportSchema.text(`The authorities apply measure ${index} `),
      reportSchema.text("as proposed ", [mark]),
    ];
  });
  return reportSchema.node("paragraph", { id: `bench${block}` }, parts.flat());
}

async function seed(author: Person, section: string, paragraphs: number): Promise<void> {
  const [room = ""] = await author.rooms(section);
  const { body } = await author.get(`/api/reviews/${author.review}`);
  const { member } = JSON.parse(body) as { readonly member: string };
  const writer = await RawWriter.enter(author, room);
  for (let first = 0; first < paragraphs; first += PARAGRAPHS_AT_ONCE) {
    const more = Array.from({ length: PARAGRAPHS_AT_ONCE }, (_, at) => paragraph(first + at, member));
    writer.write((tr) => tr.insert(tr.doc.content.size, Fragment.from(more)));
    await writer.answered();
  }
  expect(writer.closed).toEqual([]);
  writer.leave();
}

for (const [where, sections] of [
  ["in twelve sections", SPREAD],
  ["in one section", ["untoc.5.b"]],
] as const)
  test(`typing in suggest mode among 3 000 open proposals ${where}`, async ({ browser }) => {
    await measure(browser, where, sections);
  });

async function measure(browser: Browser, where: string, sections: readonly string[]): Promise<void> {
  const [section = ""] = sections;
  const each = PARAGRAPHS / sections.length;
  const author = await Person.signIn(browser, server, "Expert of State B");
  await author.openReport();
  // His page need not draw what is not for him to watch.
  await author.page.close();
  for (const other of sections) await seed(author, other, each);
  await author.leave();

  const typist = await Person.signIn(browser, server, "Expert of State C");
  await typist.openReport();
  const draft = new Proposals(typist, section);
  const text = await draft.text();
  await expect(text).toContainText(`measure ${each * PROPOSALS_EACH - 1} `, { timeout: 60_000 });
  await typist.page.getByLabel("Mode", { exact: true }).selectOption("suggest");
  await text.locator("p", { hasText: `measure ${Math.floor(each / 2) * PROPOSALS_EACH} ` }).click();
  await draft.press("End");

  const { page } = typist;
  await browser.startTracing(page, { categories: KEY_CATEGORIES });
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press("abcdefgh jk"[key % 11] ?? "x");
    await page.waitForTimeout(KEY_INTERVAL_MS);
  }
  const { handling, everything } = readKeyTimes(await browser.stopTracing());
  await typist.seesSaved();
  await expect(text).toContainText("abcdefgh jkabcdefgh jk");
  expect(handling).toHaveLength(KEYS);
  console.log(`${KEYS} keys, ${PARAGRAPHS * PROPOSALS_EACH} open proposals ${where}; main thread, CPU time`);
  console.log(`the key's own tasks, until its letter is in the text: ${describeTimes(handling)}`);
  console.log(`everything from one key to the next:                  ${describeTimes(everything)}`);
  console.log(`budget: 95 % of the key strokes under ${BUDGET_MS} ms`);
  if (percentile(handling, 95) >= BUDGET_MS) console.log("OVER THE BUDGET");
  await typist.leave();
}
