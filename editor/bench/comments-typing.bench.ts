import { loadavg } from "node:os";
import { expect, test, type Browser } from "@playwright/test";
import { Fragment } from "prosemirror-model";
import { Person } from "../e2e/person.ts";
import { RawWriter, reportSchema } from "../e2e/raw-writer.ts";
import { ServerUnderTest } from "../e2e/server-under-test.ts";
import { KEY_CATEGORIES, readKeyTimes } from "./key-times.ts";
import { describeTimes, percentile } from "./percentile.ts";

// What comments beside the text add to a key stroke and to scrolling, in the whole application over the real server: a
// section with 120 threads and one of the same text without any, by turns in one run. Needs the server and the editor
// built.
//
//   npx playwright test --config bench/playwright.config.ts comments-typing

/** Open to both reviewing States in the sample review; far enough apart not to be in view together. */
const WITH = "untoc.5.b";
const WITHOUT = "untoc.23.b";
const PARAGRAPHS = 60;
const THREADS = 120;
const ROUNDS = 4;
const KEYS_A_ROUND = 50;
/** A good typist's. */
const KEY_INTERVAL_MS = 120;
const BUDGET_MS = 16;

let server: ServerUnderTest;
test.beforeAll(async () => {
  server = await ServerUnderTest.start();
});
test.afterAll(() => server.end());

const sentence = (index: number): string =>
  `The authorities apply measure ${index} to every case that is reported.`;

async function write(author: Person, section: string): Promise<string> {
  const [room = ""] = await author.rooms(section);
  const writer = await RawWriter.enter(author, room);
  const paragraphs = Array.from({ length: PARAGRAPHS }, (_, index) =>
    reportSchema.node("paragraph", { id: `${section.replaceAll(".", "")}x${index}` }, [
      reportSchema.text(sentence(index)),
    ]),
  );
  writer.write((tr) => tr.insert(tr.doc.content.size, Fragment.from(paragraphs)));
  await writer.answered();
  expect(writer.closed).toEqual([]);
  writer.leave();
  return room;
}

/** Two threads in each paragraph. */
async function comment(author: Person, section: string, room: string): Promise<void> {
  for (let index = 0; index < THREADS; index += 1) {
    const paragraph = Math.floor(index / 2);
    const text = sentence(paragraph);
    const from = index % 2 === 0 ? 4 : text.indexOf("every");
    const to = from + 12;
    const part = {
      block: `${section.replaceAll(".", "")}x${paragraph}`,
      from,
      to,
      quote: text.slice(from, to),
      before: text.slice(0, from),
      after: text.slice(to, to + 32),
    };
    const response = await author.context.request.post(
      `${server.url}/api/reviews/${author.review}/sections/${section}/threads`,
      {
        headers: { origin: server.url },
        data: {
          id: `c${index.toString(36).padStart(20, "0")}`,
          audience: "reviewers",
          subject: { kind: "text", room, parts: [part] },
          text: `Comment ${index}. ${"Which provision is meant here? ".repeat(6)}`,
          mentions: [],
        },
      },
    );
    expect(response.ok(), await response.text()).toBe(true);
  }
}

interface Times {
  readonly handling: number[];
  readonly everything: number[];
  /** Of each turn of the wheel. */
  readonly scrolling: number[];
}

const noTimes = (): Times => ({ handling: [], everything: [], scrolling: [] });

test("typing and scrolling beside 120 threads", async ({ browser }) => {
  const author = await Person.signIn(browser, server, "Expert of State B");
  await author.openReport();
  // His page need not draw what is not for him to watch.
  const room = await write(author, WITH);
  await write(author, WITHOUT);
  await comment(author, WITH, room);
  await author.page.close();
  const typist = await Person.signIn(browser, server, "Expert of State C");
  await typist.openReport();
  const [kept, without] = [noTimes(), noTimes()];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Neither is always the first.
    const turns = [
      [WITH, kept],
      [WITHOUT, without],
    ] as const;
    for (const [section, times] of round % 2 === 0 ? turns : turns.toReversed())
      await measure(browser, typist, section, times);
  }
  console.log(
    `${ROUNDS * KEYS_A_ROUND} keys each; main thread, CPU time; load ${(loadavg()[0] ?? Number.NaN).toFixed(1)}`,
  );
  for (const what of ["handling", "everything", "scrolling"] as const) {
    console.log(`${what}, no threads:    ${describeTimes(without[what])}`);
    console.log(`${what}, ${THREADS} threads: ${describeTimes(kept[what])}`);
    const ratio = percentile(kept[what], 95) / percentile(without[what], 95);
    console.log(`${what}: 95 % are ${ratio.toFixed(2)} times as long`);
  }
  console.log(`budget: 95 % of the key strokes under ${BUDGET_MS} ms`);
  if (percentile(kept.handling, 95) >= BUDGET_MS) console.log("OVER THE BUDGET");
  await typist.leave();
});

/** Types in the middle of the section, and scrolls over it. */
async function measure(browser: Browser, typist: Person, section: string, into: Times): Promise<void> {
  const { page } = typist;
  const text = await typist.surface(section);
  const paragraph = text.locator("p", { hasText: `measure ${PARAGRAPHS / 2} ` });
  await paragraph.click();
  await page.keyboard.press("End", { delay: 60 });
  if (section === WITH) await expect(page.locator("article.comment-card").first()).toBeVisible();
  else await expect(page.locator("article.comment-card")).toHaveCount(0);
  await browser.startTracing(page, { categories: KEY_CATEGORIES });
  for (let key = 0; key < KEYS_A_ROUND; key += 1) {
    await page.keyboard.press("abcdefgh jk"[key % 11] ?? "x");
    await page.waitForTimeout(KEY_INTERVAL_MS);
  }
  const { handling, everything } = readKeyTimes(await browser.stopTracing());
  expect(handling).toHaveLength(KEYS_A_ROUND);
  into.handling.push(...handling);
  into.everything.push(...everything);
  await typist.seesSaved();
  into.scrolling.push(...(await scroll(typist)));
}

/** Main-thread time after each turn of the wheel, down and up again, in milliseconds. */
async function scroll({ page }: Person): Promise<readonly number[]> {
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async (): Promise<number> => {
    const { metrics } = await client.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1000;
  };
  const times: number[] = [];
  for (let turn = 0; turn < 12; turn += 1) {
    const before = await busy();
    await page.mouse.wheel(0, turn < 6 ? 200 : -200);
    await page.waitForTimeout(KEY_INTERVAL_MS);
    times.push((await busy()) - before);
  }
  await client.detach();
  return times;
}
