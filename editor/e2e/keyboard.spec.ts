import { expect, test, type Page } from "@playwright/test";
import { KeyboardUser } from "./keyboard.ts";
import { ServerUnderTest } from "./server-under-test.ts";

const SECTION = "untoc.6.e";

let server: ServerUnderTest;
test.beforeAll(async () => {
  server = await ServerUnderTest.start();
});
test.afterAll(() => server.end());

async function signIn(page: Page, name: string): Promise<KeyboardUser> {
  const user = new KeyboardUser(page);
  await page.goto(server.url);
  await user.tabToAndPress(page.getByRole("button", { name }));
  await expect(page.getByRole("heading", { name: "My reviews" })).toBeVisible();
  return user;
}

async function press(user: KeyboardUser, button: string): Promise<void> {
  await user.tabToAndPress(user.page.getByRole("button", { name: button, exact: true }));
}

test("a review is opened by the wizard with the keyboard alone", async ({ page }) => {
  const user = await signIn(page, "Secretariat officer");
  await user.tabToAndPress(page.getByRole("link", { name: "Open a review" }));
  await user.tabTo(page.getByRole("textbox", { name: "Name in English" }));
  await user.type("State K");
  await press(user, "Continue");
  await user.tabTo(page.getByRole("checkbox", { name: "Firearms Protocol", exact: true }));
  await user.press("Space");
  await press(user, "Continue");
  await user.tabTo(page.getByRole("textbox", { name: "Name in English" }).first());
  await user.type("State B");
  await press(user, "Continue");
  await user.tabTo(page.getByLabel("Official start"));
  await user.type("12012026");
  await press(user, "Continue");
  await press(user, "Open the review");
  await expect(page.getByRole("heading", { name: "Review of State K" })).toBeVisible();
  await expect(page.getByText("December 1, 2026")).toBeVisible();
  await user.tabToAndPress(page.getByRole("button", { name: "Move to: Self-assessment" }));
  const dialog = page.getByRole("alertdialog");
  await user.tabToAndPress(dialog.getByRole("button", { name: "Move to: Self-assessment" }));
  await expect(page.getByText("The review is in the phase: Self-assessment.")).toBeVisible();
  expect(user.account.hidden).toEqual([]);
  expect(user.account.stops).toBeGreaterThan(30);
});

test("a section is found, written, searched and submitted with the keyboard alone", async ({ page }) => {
  const user = await signIn(page, "Focal point of State A");
  await user.tabToAndPress(page.getByRole("link", { name: "State A", exact: true }));
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  const section = page.locator(`section[id="${SECTION}"]`);
  const surface = section.getByRole("textbox");

  await test.step("to the section, through the outline", async () => {
    await user.tabTo(page.getByRole("searchbox", { name: "Search the report" }));
    await user.type("laundering");
    await user.tabToAndPress(
      page.getByRole("navigation", { name: "Outline of the report" }).locator(`a[href="#${SECTION}"]`),
    );
    await user.tabTo(surface);
    await expect(surface).toBeEditable();
  });

  await test.step("a heading, a list, a footnote, a table", async () => {
    await user.press("Control+End", "Enter", "Enter", "Enter");
    await user.type("Needs");
    await user.press("Control+Alt+1", "Enter");
    await user.type("equipment");
    await user.press("Control+Shift+L", "Enter");
    await user.type("training");
    await user.press("Enter", "Enter");
    await user.type("A plan exists");
    await user.press("Control+Alt+f");
    await user.type("Adopted in 2025.");
    await user.press("Control+Enter");
    await user.type(" since then.");
    await expect(surface.getByRole("heading", { name: "Needs" })).toBeVisible();
    await expect(surface.getByRole("listitem").filter({ hasText: "equipment" })).toBeVisible();
    await expect(surface).toContainText("Adopted in 2025.");
    await expect(surface.getByText("A plan exists")).toContainText("since then.");
    await user.press("Enter");
    await insertTable(user);
    await user.type("Need");
    await user.press("Tab");
    await user.type("Priority");
    await expect(surface.getByRole("table")).toContainText("Priority");
  });

  await test.step("find and replace", async () => {
    await user.press("Control+h");
    const panel = page.getByRole("search", { name: "Find and replace" });
    await expect(panel.getByRole("textbox", { name: "Find", exact: true })).toBeFocused();
    await user.look();
    await user.type("equipment");
    await expect(panel.getByText("1 place that you may edit")).toBeVisible();
    await user.tabTo(panel.getByRole("textbox", { name: "Replace with" }));
    await user.type("vehicles");
    await user.tabToAndPress(panel.getByRole("button", { name: "Replace all" }));
    await expect(surface).toContainText("vehicles");
    await user.press("Escape");
    await expect(panel).toBeHidden();
    await expect(surface).toBeFocused();
  });

  await test.step("submit", async () => {
    // In a table Tab goes from cell to cell; Alt+F10 leads out of it.
    await user.press("Alt+F10");
    await user.tabToAndPress(section.getByRole("button", { name: "Submit to the review team" }));
    const dialog = page.getByRole("alertdialog");
    await expect(dialog).toBeVisible();
    await user.tabToAndPress(dialog.getByRole("button", { name: "Submit to the review team" }));
    await expect(dialog.getByText("1 section was sent.")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Close" })).toBeFocused();
    await user.look();
    await user.press("Enter");
    await expect(dialog).toBeHidden();
  });
  expect(user.account.hidden).toEqual([]);
});

/** Alt+F10 leads to the tools, arrows from tool to tool. */
async function insertTable(user: KeyboardUser): Promise<void> {
  const { page } = user;
  await user.press("Alt+F10");
  const menu = page
    .getByRole("toolbar", { name: "Writing tools" })
    .getByRole("button", { name: "Table", exact: true });
  for (let tool = 0; tool < 30; tool += 1) {
    if (await menu.evaluate((element) => element === document.activeElement)) break;
    await user.press("ArrowRight");
    await user.look();
  }
  await expect(menu).toBeFocused();
  await user.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Insert a table…" })).toBeFocused();
  await user.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Insert a table" });
  await expect(dialog.getByLabel("Rows")).toBeFocused();
  await user.look();
  await user.tabToAndPress(dialog.getByRole("button", { name: "Apply" }));
  await expect(dialog).toBeHidden();
  await expect(page.locator(`section[id="${SECTION}"]`).getByRole("textbox")).toBeFocused();
}
