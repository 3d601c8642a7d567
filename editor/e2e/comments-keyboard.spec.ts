import { expect, test, type Browser, type BrowserContextOptions, type Locator } from "@playwright/test";
import type { Language } from "@travaux/blueprint";
import { LANGUAGE_NAMES, loadMessages } from "../src/interface-text/load-messages.ts";
import { fillMessage, type MessageKey } from "../src/interface-text/message.ts";
import { KeyboardUser } from "./keyboard.ts";
import { ServerUnderTest } from "./server-under-test.ts";

/** Written by the reviewing States together, and for them to write in. */
const SECTION = "untoc.5.b";
/** How its text begins. */
const WORDS = "Section 214";

let server: ServerUnderTest;
test.beforeEach(async () => {
  server = await ServerUnderTest.start();
});
test.afterEach(() => server.end());

/** Somebody who comments without a mouse. */
class KeyboardReviewer {
  readonly user: KeyboardUser;
  readonly say: (key: MessageKey) => string;

  private constructor(user: KeyboardUser, say: (key: MessageKey) => string) {
    this.user = user;
    this.say = say;
  }

  /** Enters, and goes to the section's text. */
  static async enter(
    browser: Browser,
    language: Language,
    options: BrowserContextOptions,
  ): Promise<KeyboardReviewer> {
    const messages = await loadMessages(language);
    const say = (key: MessageKey): string => fillMessage(messages[key], {}, language);
    const page = await (await browser.newContext({ locale: "en", ...options })).newPage();
    const user = new KeyboardUser(page);
    await page.goto(server.url);
    if (language !== "en")
      await user.tabToAndPress(page.getByRole("button", { name: LANGUAGE_NAMES[language], exact: true }));
    await user.tabToAndPress(page.getByRole("button", { name: "Expert of State B" }));
    await user.tabToAndPress(page.getByRole("row").getByRole("link").first());
    await expect(page.getByText(say("saved.saved"), { exact: true }).first()).toBeVisible();
    const reviewer = new KeyboardReviewer(user, say);
    await page.goto(`${page.url()}#${SECTION}`);
    await expect(reviewer.text).toBeEditable();
    await user.tabTo(reviewer.text);
    return reviewer;
  }

  get text(): Locator {
    return this.user.page.locator(`section[id="${SECTION}"]`).getByRole("textbox").first();
  }

  get words(): Locator {
    return this.user.page.locator(".composer textarea");
  }

  get card(): Locator {
    return this.user.page.locator("article.comment-card:not(.comment-new)");
  }

  button(key: MessageKey): Locator {
    return this.card.getByRole("button", { name: this.say(key), exact: true });
  }

  /** That just these words are selected, once the text has the focus. */
  async seesSelected(): Promise<void> {
    await expect(this.text).toBeFocused();
    await expect.poll(() => this.selected).toBe(WORDS);
  }

  private get selected(): Promise<string> {
    return this.user.page.evaluate(() => getSelection()?.toString() ?? "");
  }

  /** That the caret is before the words with which the text begins, once the text has the focus. */
  async seesCaretBeforeWords(): Promise<void> {
    await expect(this.text).toBeFocused();
    await expect.poll(() => this.behindCaret).toMatch(new RegExp(`^${WORDS}`));
  }

  /** The words behind the caret, in its paragraph. */
  private get behindCaret(): Promise<string> {
    return this.text.evaluate((text) => {
      const selection = getSelection();
      const paragraph = [...text.querySelectorAll("p")].find((each) =>
        each.contains(selection?.focusNode ?? null),
      );
      if (selection?.focusNode == null || paragraph?.lastChild == null) return "";
      const rest = document.createRange();
      rest.setStart(selection.focusNode, selection.focusOffset);
      rest.setEndAfter(paragraph.lastChild);
      return rest.toString();
    });
  }

  /** Selects the words with which the text begins. */
  async select(): Promise<void> {
    // The page may set its own selection once more while it settles; then a key counts for nothing.
    await expect(async () => {
      await this.user.press("Control+Home", ...Array.from(WORDS, () => "Shift+ArrowRight"));
      expect(await this.selected).toBe(WORDS);
    }).toPass();
  }

  async compose(): Promise<void> {
    await this.user.press("Control+Alt+m");
    await expect(this.words).toBeFocused();
    await this.user.look();
  }

  async send(): Promise<void> {
    await this.user.press("Control+Enter");
    await expect(this.words).toHaveCount(0);
  }
}

test("a whole discussion is led with the keyboard alone", async ({ browser }) => {
  const ann = await KeyboardReviewer.enter(browser, "en", { viewport: { width: 1440, height: 900 } });
  const { user } = ann;
  const { page } = user;
  const readers = page.locator(".composer-readers");

  await test.step("begun on selected words, left, and begun again", async () => {
    await ann.select();
    await ann.compose();
    await user.press("Escape");
    await expect(ann.words).toHaveCount(0);
    // All of it is given back, for the next comment too.
    await ann.seesSelected();
    await ann.compose();
  });

  await test.step("its readers are chosen by arrows", async () => {
    const own = page.getByRole("radio", { name: "Your delegation only" });
    const both = page.getByRole("radio", { name: "The reviewing States and the Secretariat" });
    await user.tabTo(page.getByRole("radio", { checked: true }), "Shift+Tab");
    await user.press("ArrowDown");
    await expect(own).toBeChecked();
    await expect(own).toBeFocused();
    await expect(readers).not.toContainText("State C");
    await user.press("ArrowUp");
    await expect(both).toBeChecked();
    await expect(readers).toContainText("State C");
    await user.look();
    await user.tabTo(ann.words);
  });

  await test.step("a member is named, and it is sent", async () => {
    await user.type("Which edition, @");
    const list = page.getByRole("listbox");
    await expect(list.getByRole("option").nth(1)).toBeVisible();
    const chosen = list.getByRole("option", { selected: true });
    await expect(chosen).toHaveCount(1);
    const first = await chosen.textContent();
    await user.press("ArrowDown");
    await expect(chosen).not.toHaveText(first ?? "");
    await expect(ann.words).toHaveAttribute(
      "aria-activedescendant",
      (await chosen.getAttribute("id")) ?? "?",
    );
    await user.press("Escape");
    await expect(list).toHaveCount(0);
    await expect(ann.words).toBeFocused();
    await user.type("Expert of State C");
    await expect(list.getByRole("option", { name: "Expert of State C" })).toBeVisible();
    await user.press("Enter");
    await expect(ann.words).toHaveValue(/^Which edition, @Expert of State C\s?$/);
    await user.type("?");
    await ann.send();
    await expect(ann.card).toContainText("Which edition");
    await ann.seesSelected();
  });

  await test.step("found again, answered, resolved", async () => {
    await user.press("Control+End", "F7");
    await expect(ann.card).toHaveAttribute("data-active", "true");
    await ann.seesCaretBeforeWords();
    await user.press("F9");
    await expect(ann.card).toBeFocused();
    await user.look();
    await user.tabToAndPress(ann.button("comment.reply"));
    await expect(ann.words).toBeFocused();
    await user.type("The edition of 2024.");
    await ann.send();
    await expect(ann.card).toContainText("The edition of 2024.");
    await expect(ann.card).toBeFocused();
    await user.tabToAndPress(ann.button("comment.delete").last());
    const dialog = page.getByRole("alertdialog");
    await user.tabToAndPress(dialog.getByRole("button", { name: "Delete" }));
    await expect(ann.card).toContainText("This comment was deleted");
    await expect(ann.card).toBeFocused();
    await user.tabToAndPress(ann.button("comment.resolve"));
    await expect(ann.card).toContainText("Resolved by");
    await expect(ann.button("comment.reopen")).toBeFocused();
  });

  await test.step("back to the text, where the caret was", async () => {
    await user.press("Escape");
    await ann.seesCaretBeforeWords();
    await user.type("See: ");
    await expect(ann.text).toContainText(`See: ${WORDS}`);
  });
  expect(user.account.hidden).toEqual([]);
  await page.context().close();
});

test("in a narrow window the words are written in a sheet over the text, which Escape closes", async ({
  browser,
}) => {
  const ann = await KeyboardReviewer.enter(browser, "en", { viewport: { width: 390, height: 844 } });
  const { user } = ann;
  await ann.select();
  await ann.compose();
  await user.type("Which edition?");
  await ann.send();
  await expect(ann.card).toContainText("Which edition?");
  await user.press("Escape");
  await expect(ann.card).toHaveCount(0);
  await ann.seesSelected();
  await user.press("Control+End", "F7", "F9");
  await expect(ann.card).toBeFocused();
  await user.look();
  await user.tabToAndPress(ann.button("comment.reply"));
  await user.type("The edition of 2024.");
  await ann.send();
  await expect(ann.card).toBeFocused();
  await user.press("Escape");
  await ann.seesCaretBeforeWords();
  const width = await user.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  expect(user.account.hidden).toEqual([]);
  await user.page.context().close();
});

test("in Arabic cards stand to the left of the text, and words go in their own direction", async ({
  browser,
}) => {
  const ann = await KeyboardReviewer.enter(browser, "ar", { viewport: { width: 1440, height: 900 } });
  const { user } = ann;
  await expect(user.page.locator("html")).toHaveAttribute("dir", "rtl");
  const lines = ["Which edition?", "أي طبعة؟"] as const;
  await ann.select();
  await ann.compose();
  await user.type(lines[0]);
  await ann.send();
  await expect(ann.card).toContainText(lines[0]);
  await user.press("F7", "F9");
  await expect(ann.card).toBeFocused();
  await user.tabToAndPress(ann.button("comment.reply"));
  await expect(ann.words).toBeFocused();
  await user.type(lines[1]);
  await ann.send();
  await expect(ann.card).toBeFocused();
  const directions = ann.card.locator(".comment-text");
  await expect(directions).toHaveText([lines[0], lines[1]]);
  expect(await directions.evaluateAll((all) => all.map((each) => getComputedStyle(each).direction))).toEqual([
    "ltr",
    "rtl",
  ]);
  const [card, text] = [await ann.card.boundingBox(), await ann.text.boundingBox()];
  expect((card?.x ?? 0) + (card?.width ?? Infinity)).toBeLessThanOrEqual(text?.x ?? 0);
  expect(card?.x).toBeGreaterThanOrEqual(0);
  await user.press("Escape");
  await expect(ann.text).toBeFocused();
  expect(user.account.hidden).toEqual([]);
  await user.page.context().close();
});
