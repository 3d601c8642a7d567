import { expect, test } from "@playwright/test";
import { Person } from "./person.ts";
import { ServerUnderTest } from "./server-under-test.ts";

const SECTION = "untoc.5.b";
/** More than the threshold from which the page says that much was merged. */
const PARAGRAPHS = 12;

async function withExperts(
  browser: Parameters<typeof Person.signIn>[0],
  work: (b: Person, c: Person) => Promise<void>,
): Promise<void> {
  const server = await ServerUnderTest.start();
  try {
    const b = await Person.signIn(browser, server, "Expert of State B");
    const c = await Person.signIn(browser, server, "Expert of State C");
    for (const person of [b, c]) {
      await person.openReport();
      await person.surface(SECTION);
    }
    await work(b, c);
    await b.leave();
    await c.leave();
  } finally {
    await server.end();
  }
}

/** The section's blocks as a person has them on screen, in their order. */
function blocks(person: Person): Promise<readonly (string | null)[]> {
  return person.page
    .locator(`section[id="${SECTION}"] [data-block]`)
    .evaluateAll((found) => found.map((block) => block.getAttribute("data-block")));
}

/** Paragraphs that begin with `word`, numbered. */
function manyParagraphs(word: string): string {
  return Array.from({ length: PARAGRAPHS }, (_, index) => `\n${word} ${index}.`).join("");
}

test("E100 Offline with heavy local and remote edits converges, and the page says that much was merged", async ({
  browser,
}) => {
  await withExperts(browser, async (b, c) => {
    await b.context.setOffline(true);
    await expect(b.saving).toHaveText(/^Offline/);
    await b.typeInto(SECTION, manyParagraphs("Bravo"));
    await c.typeInto(SECTION, manyParagraphs("Charlie"));
    await c.seesSaved();
    await b.context.setOffline(false);
    await b.seesSaved();
    await expect(b.page.getByText(/Meanwhile others changed \d+ paragraphs here\./)).toBeVisible();
    const [mine, theirs] = [await b.surface(SECTION), await c.surface(SECTION)];
    for (let index = 0; index < PARAGRAPHS; index += 1) {
      for (const word of ["Bravo", "Charlie"]) {
        await expect(mine.getByText(`${word} ${index}.`)).toHaveCount(1);
        await expect(theirs.getByText(`${word} ${index}.`)).toHaveCount(1);
      }
    }
    expect(await blocks(b)).toEqual(await blocks(c));
    await b.page.getByRole("button", { name: "Close", exact: true }).click();
    await expect(b.page.getByText(/Meanwhile others changed/)).toHaveCount(0);
    await expect(c.page.getByText(/Meanwhile others changed/)).toHaveCount(0);
  });
});

test("E101 Offline typing in a paragraph that was deleted online is offered back, never dropped", async ({
  browser,
}) => {
  await withExperts(browser, async (b, c) => {
    await b.context.setOffline(true);
    await expect(b.saving).toHaveText(/^Offline/);
    await b.typeInto(SECTION, " Written into a deleted paragraph.");
    const theirs = await c.surface(SECTION);
    const last = theirs.locator("> p").last();
    const words = (await last.innerText()).slice(0, 40);
    await last.click({ clickCount: 3 });
    await c.page.keyboard.press("Delete");
    await c.page.keyboard.press("Backspace");
    await expect(theirs).not.toContainText(words);
    await c.seesSaved();
    await b.context.setOffline(false);
    const kept = b.page.getByRole("region", { name: "Not saved: kept on this computer" });
    await expect(kept).toContainText("Others deleted meanwhile the paragraph it was written in.");
    await expect(kept).toContainText("Written into a deleted paragraph.");
    await kept.getByRole("button", { name: "Put into the text again" }).click();
    await b.seesSaved();
    await expect(kept).toHaveCount(0);
    await expect(theirs).toContainText("Written into a deleted paragraph.");
  });
});
