import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { ARTICLES, type Language } from "@travaux/blueprint";
import { englishMessages } from "../src/interface-text/english.ts";
import { LANGUAGE_NAMES, loadMessages } from "../src/interface-text/load-messages.ts";
import { ServerUnderTest } from "./server-under-test.ts";
import { tour } from "./tour.ts";

/** Where to leave a picture of every stop, for looking at; none are made without it. */
const PICTURES = process.env["TRAVAUX_PICTURES"];
const WIDE = { width: 1440, height: 900 };
/** What is the same in every language: the product's name, people's names and addresses, keys, kinds of files, numbers and seals. */
const SAME_EVERYWHERE: readonly RegExp[] = [
  /\b(?:Travaux|JSON|CSV|Esc|Alt|Ctrl|Enter|Shift|F10|otpauth|BCP|UNTOC)\b/g,
  /[\w.-]+@example\.org/g,
  /(?:Expert|Focal point|Observer) of State [ABC]|Secretariat officer/g,
  /\b[0-9a-f]{8,64}\b/g,
  /\b[IVX]+\b/g,
  /https?:\/\//g,
  // What people wrote, where a name that is only heard quotes it.
  /[«“][^»”]*[»”]/g,
  new RegExp(Object.values(LANGUAGE_NAMES).join("|"), "g"),
];

let server: ServerUnderTest;
test.beforeAll(async () => {
  server = await ServerUnderTest.start();
});
test.afterAll(() => server.end());

/** Every text on the page, and every name that is only heard, that is not marked as being in another language. */
async function ownTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const language = document.documentElement.lang;
    // What people wrote, names and addresses are theirs, and in the language they are in.
    const foreign =
      "bdi, [dir='auto'], .report-text, .treaty-text, script, style, noscript, time, kbd, code, q";
    const isOwn = (element: Element): boolean =>
      element.closest(foreign) === null &&
      (element.closest("[lang]")?.getAttribute("lang") ?? "") === language;
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent !== null && isOwn(parent)) texts.push(node.textContent ?? "");
    }
    for (const element of document.querySelectorAll(
      "[aria-label], [title], [placeholder], [aria-description]",
    )) {
      if (!isOwn(element)) continue;
      for (const name of ["aria-label", "title", "placeholder", "aria-description"])
        texts.push(element.getAttribute(name) ?? "");
    }
    return [...texts, document.title].map((text) => text.trim()).filter((text) => text !== "");
  });
}

/** Whether a text is one of ours in English that says something else in `language`. */
async function englishOnly(language: Language): Promise<ReadonlySet<string>> {
  const own = await loadMessages(language);
  const texts = new Set<string>();
  for (const key of Object.keys(englishMessages) as (keyof typeof englishMessages)[]) {
    const text = englishMessages[key];
    if (typeof text === "string" && own[key] !== text && !Object.values(own).includes(text)) texts.add(text);
  }
  return texts;
}

/** What is left of a text without what is the same in every language, and without names that have no translation. */
function withoutSame(text: string, untranslated: readonly string[]): string {
  const rest = untranslated.reduce((before, name) => before.replace(name, ""), text);
  return SAME_EVERYWHERE.reduce((before, same) => before.replace(same, ""), rest);
}

for (const language of ["ar", "zh", "ru", "fr", "es"] as const) {
  test(`no English is left over on any screen in ${LANGUAGE_NAMES[language]}`, async ({ browser }) => {
    test.setTimeout(180_000);
    const leftOver = await englishOnly(language);
    const untranslated = ARTICLES.filter(({ title }) => title[language] === null).map(
      ({ number, title }) => `Article ${number}. ${title.en}`,
    );
    const faults: string[] = [];
    const visit = async (page: Page, stop: string): Promise<void> => {
      if (PICTURES !== undefined && language === "zh")
        await page.screenshot({ path: join(PICTURES, `${language}-1440-${stop}.png`) });
      const html = page.locator("html");
      await expect(html).toHaveAttribute("lang", language);
      await expect(html).toHaveAttribute("dir", language === "ar" ? "rtl" : "ltr");
      for (const text of await ownTexts(page)) {
        const words = withoutSame(text, untranslated);
        const isLatin = ["ar", "zh", "ru"].includes(language) && /[A-Za-z]{3,}/.test(words);
        if (isLatin || leftOver.has(text)) faults.push(`${stop}: ${text}`);
      }
    };
    await tour({ browser, server, language, viewport: WIDE, visit });
    expect([...new Set(faults)]).toEqual([]);
  });
}

test("the outline of the report is in Chinese for whoever reads Chinese", async ({ browser }) => {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByRole("button", { name: "中文", exact: true }).click();
  await page.getByRole("button", { name: "Expert of State B" }).click();
  await page.getByRole("link", { name: "A国", exact: true }).click();
  const outline = page.getByRole("navigation", { name: "报告大纲" });
  await expect(outline.getByRole("link", { name: "有组织犯罪集团" }).first()).toBeVisible();
  const names = await outline.getByRole("link").allTextContents();
  expect(names.length).toBeGreaterThanOrEqual(20);
  expect(names.filter((name) => !/\p{Script=Han}/u.test(name))).toEqual([]);
  await context.close();
});
