import { expect, test, type Browser, type Page } from "@playwright/test";
import { HeardBytes } from "./heard-bytes.ts";
import { Person } from "./person.ts";
import { Proposals } from "./proposals.ts";
import { ServerUnderTest } from "./server-under-test.ts";

/** Transmitted in the sample review: one paragraph. */
const SECTION = "untoc.10.b";
/** Transmitted in the sample review as well. */
const OTHER = "untoc.10.d";

let server: ServerUnderTest;
test.beforeEach(async () => {
  server = await ServerUnderTest.start();
});
test.afterEach(() => server.end());

async function enter(browser: Browser, name: string): Promise<Person> {
  const person = await Person.signIn(browser, server, name, { viewport: { width: 1440, height: 900 } });
  await person.openReport();
  await person.section(SECTION);
  return person;
}

test("a State expert proposes, his focal point submits, two reviewers decide, and the record shows it", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const expertA = await enter(browser, "Expert of State A");
  const expertB = await enter(browser, "Expert of State B");
  const expertC = await enter(browser, "Expert of State C");
  const heardByB = await HeardBytes.of(expertB.page);
  const draft = new Proposals(expertA, SECTION);
  const [cardsB, cardsC] = [new Proposals(expertB, SECTION), new Proposals(expertC, SECTION)];

  await test.step("types, strikes, replaces, splits, makes bold, adds a row and pastes from a web page", async () => {
    await draft.caretAt("End");
    await draft.type(" The State notes the reform.");
    await draft.press("Enter");
    await draft.type("Since 2024 fines are doubled.");
    await draft.select("administrative");
    await draft.press("Delete");
    await draft.select("paragraph 2");
    await draft.type("paragraph 4");
    await draft.select("established");
    await draft.press("Control+b");
    await pasteFromWeb(expertA.page, draft);
    await expertA.seesSaved();
    await expect(await draft.text()).toContainText("The State notes the reform.");
    await expect(draft.card("administrative")).toContainText("Deletion");
    await expect(draft.card("paragraph 4")).toContainText("Replacement");
    await expect(draft.card("Formatting added: bold")).toContainText("established");
    await expect(draft.card("Since 2024 fines are doubled.")).toContainText("¶");
    await expect(draft.card(/liable since/)).toBeVisible();
  });

  await test.step("until the focal point submits, not a byte of it reaches the reviewers", async () => {
    await expect(cardsB.cards).toHaveCount(0);
    for (const words of ["The State notes the reform", "fines are doubled", "paragraph 4", "liable since"])
      expect((await heardByB.count(words)).found).toBe(0);
    await expect(await expertB.section(SECTION)).toContainText("administrative liability");
  });

  const proposed = await draft.cards.count();
  await test.step("two reviewers see the cards at once, and the text as it was", async () => {
    const focal = await enter(browser, "Focal point of State A");
    await focal.act(SECTION, "Submit to the review team");
    await focal.leave();
    for (const cards of [cardsB, cardsC]) {
      await expect(cards.cards).toHaveCount(proposed);
      await expect(cards.card("administrative")).toContainText("Expert of State A, State A");
    }
    expect((await heardByB.count("fines are doubled")).found).toBeGreaterThan(0);
    await show(expertB, "As it stands");
    await seesText(
      expertB,
      "has established administrative liability of legal persons, which article 10, paragraph 2, allows.",
    );
    await show(expertB, "Markup");
  });

  await test.step("one is accepted, one is kept as original text, both with the other's agreement in sight", async () => {
    await cardsB.card("paragraph 4").getByRole("button", { name: "Give a reason" }).click();
    await cardsB.card("paragraph 4").getByRole("textbox").fill("The paragraph was misquoted.");
    await cardsB.decide("paragraph 4", "Accept");
    await expect(cardsB.card("paragraph 4")).toHaveCount(0);
    await expect(cardsC.card("paragraph 4")).toHaveCount(0);
    await cardsC.decide("administrative", "Keep original text");
    for (const cards of [cardsB, cardsC]) await expect(cards.cards).toHaveCount(proposed - 2);
    for (const person of [expertB, expertC]) {
      await show(person, "As it stands");
      await seesText(
        person,
        "has established administrative liability of legal persons, which article 10, paragraph 4, allows.",
      );
      await show(person, "Markup");
    }
  });

  await test.step("a decision is undone, and taken again", async () => {
    await expertB.page.getByRole("button", { name: "Recent decisions" }).click();
    const dialog = expertB.page.getByRole("dialog");
    const decision = dialog.getByRole("listitem").filter({ hasText: "The paragraph was misquoted." });
    await decision.getByRole("button", { name: "Undo the decision" }).click();
    await expect(decision).toContainText("The proposals are open again");
    await decision.getByRole("button", { name: "Undo the decision" }).click();
    await expect(dialog.getByText("Undid a decision on proposals").first()).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).click();
    for (const cards of [cardsB, cardsC])
      await expect(cards.card("paragraph 4")).toContainText("Replacement");
    await cardsC.decide("paragraph 4", "Accept");
    for (const cards of [cardsB, cardsC]) await expect(cards.card("paragraph 4")).toHaveCount(0);
  });

  await test.step("the State's expert sees what became of his proposals, in his own copy too", async () => {
    await expect(draft.cards).toHaveCount(proposed - 2);
    await expect(await draft.text()).toContainText("paragraph 4");
  });

  await test.step("the record shows all of it", async () => {
    await expertB.openReview();
    const record = expertB.page.getByRole("region", { name: "Record of the review" });
    for (const words of [
      /Submitted \d+ proposals to the review team/,
      "The paragraph was misquoted.",
      "Accepted 1 proposal",
      "Kept the original text: 1 proposal",
      "Undid a decision on proposals",
    ])
      await expect(record.getByText(words).first()).toBeVisible();
  });
});

test("a strike falls away with the words that it stood on, and the record says so", async ({ browser }) => {
  test.setTimeout(180_000);
  const expertA = await enter(browser, "Expert of State A");
  const inserted = new Proposals(expertA, OTHER);
  await inserted.caretAt("End");
  await inserted.type(" Fines may be doubled.");
  await expertA.seesSaved();
  const focal = await enter(browser, "Focal point of State A");
  await focal.section(OTHER);
  const struck = new Proposals(focal, OTHER);
  await expect(struck.card("Fines may be doubled.")).toContainText("Expert of State A, State A");
  await struck.select("may be");
  await struck.press("Delete");
  await focal.seesSaved();
  await expect(struck.cards).toHaveCount(2);
  await focal.act(OTHER, "Submit to the review team");

  const expertB = await enter(browser, "Expert of State B");
  await expertB.section(OTHER);
  const cards = new Proposals(expertB, OTHER);
  await expect(cards.cards).toHaveCount(2);
  await cards.card("Insertion").getByRole("button", { name: "Keep original text" }).click();
  for (const each of [cards, inserted, struck]) await expect(each.cards).toHaveCount(0);
  await expect(await expertA.section(OTHER)).not.toContainText("doubled");
  await expertB.openReview();
  const record = expertB.page.getByRole("region", { name: "Record of the review" });
  await expect(record.getByText("1 further proposal fell away").first()).toBeVisible();
});

test("a table is proposed and accepted, then a row of it, and a column is kept", async ({ browser }) => {
  test.setTimeout(180_000);
  const expertA = await enter(browser, "Expert of State A");
  const focal = await enter(browser, "Focal point of State A");
  const expertB = await enter(browser, "Expert of State B");
  const draft = new Proposals(expertA, OTHER);
  const cards = new Proposals(expertB, OTHER);
  await expertB.section(OTHER);

  await draft.caretAt("End");
  await chooseFromTable(expertA.page, "Insert a table…");
  const dialog = expertA.page.getByRole("dialog", { name: "Insert a table" });
  await dialog.getByLabel("Rows").fill("2");
  await dialog.getByLabel("Columns").fill("2");
  await dialog.getByRole("button", { name: "Apply" }).click();
  await draft.type("Year");
  await expertA.seesSaved();
  await focal.act(OTHER, "Submit to the review team");
  await cards.card("table").getByRole("button", { name: "Accept" }).click();
  for (const each of [cards, draft]) await expect(each.cards).toHaveCount(0);

  await draft.caretInCell("Year");
  await chooseFromTable(expertA.page, "Add a row below");
  await draft.caretInCell("Year");
  await chooseFromTable(expertA.page, "Delete the column");
  await expertA.seesSaved();
  await expect(draft.cards).toHaveCount(2);
  await focal.act(OTHER, "Submit to the review team");
  await expect(cards.cards).toHaveCount(2);
  await cards.card("table row").getByRole("button", { name: "Accept" }).click();
  await cards.card("Year").getByRole("button", { name: "Keep original text" }).click();
  for (const each of [cards, draft]) await expect(each.cards).toHaveCount(0);
  for (const person of [expertA, expertB]) {
    const table = (await person.section(OTHER)).getByRole("table");
    await expect(table.getByRole("row")).toHaveCount(3);
    await expect(table.locator("td, th")).toHaveCount(6);
    await expect(table).toContainText("Year");
  }
});

/** What a browser's clipboard holds after copying from a page: a paragraph with formatting. */
async function pasteFromWeb(page: Page, draft: Proposals): Promise<void> {
  await draft.select("allows");
  await draft.press("ArrowRight");
  await (
    await draft.text()
  ).evaluate((surface) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData(
      "text/html",
      '<html><body><!--StartFragment--><span style="color:red"> (liable since <b>2019</b>)</span><!--EndFragment--></body></html>',
    );
    clipboardData.setData("text/plain", " (liable since 2019)");
    surface.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText("liable since").first()).toBeVisible();
}

async function show(person: Person, view: string): Promise<void> {
  // At the beginning of the text: what the caret stands in is shown in every view.
  const text = (await person.section(SECTION)).getByRole("textbox").first();
  await text.click({ position: { x: 3, y: 12 } });
  await person.page.getByLabel("Show", { exact: true }).selectOption({ label: view });
}

/** What stands in the section for the eye, without what a view hides. */
async function seesText(person: Person, words: string): Promise<void> {
  const text = (await person.section(SECTION)).getByRole("textbox").first();
  await expect(text).toContainText(words, { useInnerText: true });
}

async function chooseFromTable(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await page.getByRole("menuitem", { name }).click();
}
