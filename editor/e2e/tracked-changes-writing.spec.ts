import { expect, test, type Browser, type CDPSession } from "@playwright/test";
import { barriersOn } from "./barriers.ts";
import { Person } from "./person.ts";
import { Proposals } from "./proposals.ts";
import { ServerUnderTest } from "./server-under-test.ts";

/** Transmitted in the sample review: one paragraph. */
const SECTION = "untoc.10.b";

let server: ServerUnderTest;
test.beforeEach(async () => {
  server = await ServerUnderTest.start();
});
test.afterEach(() => server.end());

async function enter(browser: Browser, name: string): Promise<Person> {
  const person = await Person.signIn(browser, server, name, {
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await person.openReport();
  await person.section(SECTION);
  return person;
}

async function compose(devTools: CDPSession, steps: readonly string[], result: string): Promise<void> {
  for (const text of steps) {
    await devTools.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }
  await devTools.send("Input.insertText", { text: result });
}

test("an input method composes over base text, and inside what is struck, and both stay proposals", async ({
  browser,
}) => {
  const expertA = await enter(browser, "Expert of State A");
  const devTools = await expertA.context.newCDPSession(expertA.page);
  const draft = new Proposals(expertA, SECTION);
  await draft.select("administrative");
  await devTools.send("Input.dispatchKeyEvent", { type: "rawKeyDown", windowsVirtualKeyCode: 229 });
  await compose(devTools, ["x", "xing", "行"], "行政");
  await expect(draft.card("行政")).toContainText("administrative");
  await draft.select("liability");
  await draft.press("Delete");
  await draft.select("liab");
  await draft.press("ArrowRight");
  await compose(devTools, ["z", "责"], "责任");
  await expect(draft.card("责任")).toContainText("Insertion");
  await expertA.seesSaved();
  expect(await baseText(expertA)).toBe(
    "State A has established administrative liability of legal persons, which article 10, paragraph 2, allows.",
  );
});

test("keys that overtake the news of what is selected meet it all the same", async ({ browser }) => {
  const expertA = await enter(browser, "Expert of State A");
  const draft = new Proposals(expertA, SECTION);
  await draft.caretAt("Home");
  await draft.typeOver("paragraph 2", "p");
  await draft.type("aragraph 4");
  await draft.typeOver("administrative", "civil");
  await expect(draft.card("paragraph 4")).toContainText("Replacement");
  await expect(draft.card("civil")).toContainText("administrative");
  await expertA.seesSaved();
  expect(await baseText(expertA)).toContain(
    "administrative liability of legal persons, which article 10, paragraph 2",
  );
});

test("Arabic is proposed from right to left, with a break that Backspace takes back", async ({ browser }) => {
  const expertA = await enter(browser, "Expert of State A");
  const draft = new Proposals(expertA, SECTION);
  await draft.caretAt("End");
  await draft.type(" وَفقًا للقانون");
  await draft.press("Enter");
  await draft.type("الثاني");
  await expect(draft.card("للقانون")).toContainText("¶ الثاني");
  await draft.press("Home");
  await draft.press("Backspace");
  await expect(draft.card("وَفقًا للقانونالثاني")).toBeVisible();
  await expertA.seesSaved();
});

test("what is struck is not copied, and each view shows what it says", async ({ browser }) => {
  const expertA = await enter(browser, "Expert of State A");
  const draft = new Proposals(expertA, SECTION);
  await draft.select("paragraph 2");
  await draft.type("paragraph 4");
  await draft.press("Control+a");
  await draft.press("Control+c");
  expect(await expertA.page.evaluate(() => navigator.clipboard.readText())).toBe(
    "State A has established administrative liability of legal persons, which article 10, paragraph 4, allows.",
  );
  await draft.caretAt("Home");
  const shown: Readonly<Record<string, string>> = {
    "As proposed": "article 10, paragraph 4, allows",
    "As it stands": "article 10, paragraph 2, allows",
    "Square brackets": "article 10, [paragraph 2paragraph 4], allows",
    Markup: "article 10, paragraph 2paragraph 4, allows",
  };
  for (const [view, words] of Object.entries(shown)) {
    await expertA.page.getByLabel("Show", { exact: true }).selectOption({ label: view });
    await expect(await draft.text()).toContainText(words.replaceAll(/[[\]]/g, ""), { useInnerText: true });
    await expect
      .poll(async () => draft.text().then((text) => text.evaluate(brackets)))
      .toBe(view === "Square brackets" ? "[]" : "");
  }
});

/** The brackets drawn around proposals, in order. */
function brackets(surface: Element): string {
  const drawn = [...surface.querySelectorAll("*")].flatMap((element) =>
    ["::before", "::after"].map((part) => getComputedStyle(element, part).content),
  );
  return drawn
    .filter((content) => content === '"["' || content === '"]"')
    .map((content) => content[1])
    .join("");
}

test("proposals are reached, heard and decided without a mouse", async ({ browser }) => {
  const officer = await enter(browser, "Secretariat officer");
  const proposing = new Proposals(officer, SECTION);
  await proposing.caretAt("End");
  await proposing.type(" One more sentence.");
  await officer.seesSaved();
  const expertB = await enter(browser, "Expert of State B");
  const cards = new Proposals(expertB, SECTION);
  await expect(cards.card("One more sentence.")).toBeVisible();
  const { page } = expertB;
  await (await expertB.section(SECTION)).getByRole("textbox").focus();
  await page.keyboard.press("F8", { delay: 60 });
  await expect(page.locator("[aria-live]").filter({ hasText: "Insertion" }).first()).toContainText(
    "Secretariat officer",
  );
  const keep = cards.card("One more sentence.").getByRole("button", { name: "Keep original text" });
  await page.keyboard.press("F9", { delay: 60 });
  await expect(cards.card("One more sentence.")).toBeFocused();
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("Tab", { delay: 60 });
  await expect(keep).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(cards.cards).toHaveCount(0);
  await expect(await expertB.section(SECTION)).not.toContainText("One more sentence.");
});

test("what cannot be proposed is disabled, with the reason", async ({ browser }) => {
  const expertA = await enter(browser, "Expert of State A");
  const draft = new Proposals(expertA, SECTION);
  await draft.caretAt("End");
  const tools = expertA.page.getByRole("toolbar");
  await expect(tools.getByRole("button", { name: "Bold" })).not.toHaveAttribute("aria-disabled", "true");
  await expect(tools.getByRole("button", { name: "Undo" })).toHaveAttribute("aria-disabled", "true");
  await expertA.page.getByLabel("Mode", { exact: true }).selectOption({ label: "View" });
  await expect(tools.getByRole("button", { name: "Bold" })).toHaveAttribute("aria-disabled", "true");
});

for (const language of ["English", "العربية"]) {
  test(`axe finds nothing where proposals are read and decided, ${language}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const officer = await enter(browser, "Secretariat officer");
    const proposing = new Proposals(officer, SECTION);
    await proposing.caretAt("End");
    await proposing.type(" One more sentence.");
    await proposing.select("administrative");
    await proposing.press("Delete");
    await officer.seesSaved();
    const faults: string[] = [];
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      await officer.page.setViewportSize(viewport);
      faults.push(...(await barriersOn(officer.page)));
    }
    expect(faults).toEqual([]);
  });
}

/** The text without anything proposed, as the server gives it. */
async function baseText(person: Person): Promise<string> {
  const [room] = await person.rooms(SECTION);
  const { body } = await person.get(
    `/api/reviews/${person.review}/sections/${SECTION}?room=${encodeURIComponent(room ?? "")}`,
  );
  const { doc } = JSON.parse(body) as { doc: JsonNode };
  return standing(doc);
}

interface JsonNode {
  readonly text?: string;
  readonly marks?: readonly { readonly type: string }[];
  readonly content?: readonly JsonNode[];
}

function standing({ text, marks, content }: JsonNode): string {
  if (marks?.some(({ type }) => type === "insertion") === true) return "";
  return text ?? (content ?? []).map(standing).join("");
}
