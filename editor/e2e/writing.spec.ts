import { readFileSync } from "node:fs";
import { expect, test, type Locator } from "@playwright/test";
import { Person } from "./person.ts";
import { ServerUnderTest } from "./server-under-test.ts";

let server: ServerUnderTest;
let b: Person;
let c: Person;
test.beforeAll(async ({ browser }) => {
  server = await ServerUnderTest.start();
  b = await Person.signIn(browser, server, "Expert of State B");
  c = await Person.signIn(browser, server, "Expert of State C");
  await b.openReport();
  await c.openReport();
});
test.afterAll(() => server.end());

function recorded(name: string): string {
  return readFileSync(
    new URL(`../../plugins/clipboard/src/editor/fixtures/${name}`, import.meta.url),
    "utf8",
  );
}

/** Pastes a recorded clipboard as it is; the browser's own clipboard would clean it first. */
async function paste(surface: Locator, html: string): Promise<void> {
  await surface.click();
  await surface.evaluate((element, content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", content);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, html);
}

test("lists from Word reach a second browser as lists", async () => {
  await paste(await b.surface("untoc.23.b"), recorded("word-windows-lists.html"));
  const other = await c.surface("untoc.23.b");
  await expect(other.getByRole("heading", { name: "Measures taken" })).toBeVisible();
  await expect(other.locator("ul > li > ul > li")).toHaveText("adopted by decree;");
  await expect(other.locator("ol[start='3'] > li")).toHaveCount(2);
  await expect(other.locator("ol > li > ol > li")).toHaveText("its first point;");
  await b.seesSaved();
});

test("a table from Word reaches a second browser with its merged cells and its footnote", async () => {
  await paste(await b.surface("untoc.8.b"), recorded("word-windows-table.html"));
  const other = await c.surface("untoc.8.b");
  await expect(other.getByRole("columnheader", { name: "Offence" })).toHaveAttribute("colspan", "2");
  await expect(other.getByRole("cell", { name: "Trafficking" })).toHaveAttribute("rowspan", "2");
  await expect(other.getByText("Reply to the self-assessment, para. 12.")).toBeVisible();
  await expect(other.getByRole("link", { name: "the site" })).toHaveAttribute(
    "href",
    "https://www.unodc.org/",
  );
  await expect(b.page.getByText("1 picture was left out: a report holds text only.")).toBeVisible();
  await b.seesSaved();
});

test("a clipboard of Google Docs reaches a second browser with list, table and footnote", async () => {
  await paste(await b.surface("untoc.9.b"), recorded("google-docs.html"));
  const other = await c.surface("untoc.9.b");
  await expect(other.locator("ul > li > ul > li")).toHaveText("Nested");
  await expect(other.getByRole("cell", { name: "Across" })).toHaveAttribute("colspan", "2");
  await expect(other.locator("strong em, em strong")).toHaveText("both");
  await expect(other.getByRole("link", { name: "link" })).toHaveAttribute("href", "https://www.un.org/en");
  await b.seesSaved();
});

test("undo takes back what one wrote oneself, and nothing of the other", async () => {
  await b.typeInto("untoc.15.b", "Bravo first. ");
  await expect(await c.surface("untoc.15.b")).toContainText("Bravo first.");
  await c.typeInto("untoc.15.b", "Charlie second.");
  await expect(await b.surface("untoc.15.b")).toContainText("Charlie second.");
  const undo = b.page.getByRole("toolbar", { name: "Writing tools" }).getByRole("button", { name: "Undo" });
  await (await b.surface("untoc.15.b")).click();
  await b.page.keyboard.press("Control+z");
  await expect(await c.surface("untoc.15.b")).not.toContainText("Bravo");
  for (let more = 0; more < 5; more += 1) await b.page.keyboard.press("Control+z");
  await expect(undo).toHaveAttribute("aria-disabled", "true");
  await expect(await c.surface("untoc.15.b")).toContainText("Charlie second.");
  await b.page.keyboard.press("Control+y");
  await expect(await c.surface("untoc.15.b")).toContainText("Bravo first.");
});

test("an Arabic paragraph runs from right to left, here and in the other browser", async () => {
  await b.typeInto("untoc.23.b", "An English paragraph.");
  await b.page.keyboard.press("Enter");
  const tools = b.page.getByRole("toolbar", { name: "Writing tools" });
  await tools.getByRole("button", { name: "Language" }).click();
  await b.page.getByRole("menuitem", { name: "العربية" }).click();
  await expect(await b.surface("untoc.23.b")).toBeFocused();
  await b.page.keyboard.type("تنص المادة على التجريم.");
  for (const person of [b, c]) {
    const paragraph = (await person.surface("untoc.23.b")).locator("p", { hasText: "تنص المادة" });
    await expect(paragraph).toHaveAttribute("lang", "ar");
    await expect(paragraph).toHaveCSS("direction", "rtl");
    const english = (await person.surface("untoc.23.b")).locator("p", { hasText: "An English paragraph." });
    await expect(english).toHaveCSS("direction", "ltr");
  }
});

test("on paper there is the report, and nothing of the application around it", async () => {
  await expect(await b.section("untoc.5.b")).toContainText("Section 214 of the Criminal Code");
  await b.page.emulateMedia({ media: "print" });
  await expect(b.page.getByRole("heading", { name: "Country review report of State A" })).toBeVisible();
  await expect(b.page.getByText("Section 214 of the Criminal Code covers")).toBeVisible();
  for (const role of ["button", "navigation", "toolbar", "combobox", "searchbox"] as const)
    await expect(b.page.getByRole(role)).toHaveCount(0);
  await expect(b.page.getByRole("banner")).toHaveCount(0);
  await expect(b.saving).toBeHidden();
  expect((await b.page.pdf()).byteLength).toBeGreaterThan(10_000);
  await b.page.emulateMedia({ media: null });
});
