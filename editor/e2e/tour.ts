import { expect, type Browser, type Page } from "@playwright/test";
import { INSTRUMENTS, type Language } from "@travaux/blueprint";
import { LANGUAGE_NAMES, loadMessages } from "../src/interface-text/load-messages.ts";
import { fillMessage, type MessageKey, type MessageValues } from "../src/interface-text/message.ts";
import { sayIn } from "../src/writing/text/say.ts";
import { caretTo, PACE } from "./caret.ts";
import type { ServerUnderTest } from "./server-under-test.ts";

/** Called at every stop, with the name of what is shown. */
export type Visit = (page: Page, stop: string) => Promise<void>;

export interface TourOptions {
  readonly browser: Browser;
  readonly server: ServerUnderTest;
  readonly language: Language;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly visit: Visit;
}

/** Below this width the outline is a drawer. */
const NARROW = 900;

/** Every screen and window of the application, in one language and size, as the Secretariat and a focal point see it. */
export async function tour(options: TourOptions): Promise<void> {
  const messages = await loadMessages(options.language);
  const say = (key: MessageKey, values: MessageValues = {}): string =>
    fillMessage(messages[key], values, options.language);
  const guide = new Guide(options, say);
  await guide.signIn();
  await guide.reviews();
  await guide.wizard();
  await guide.review();
  await guide.people();
  await guide.account();
  await guide.report();
  await guide.act();
  await guide.comments();
  await guide.notices();
  await guide.speakers();
  await guide.leave();
}

type Say = (key: MessageKey, values?: MessageValues) => string;

class Guide {
  readonly #options: TourOptions;
  readonly #say: Say;
  readonly #pages: Page[] = [];

  constructor(options: TourOptions, say: Say) {
    this.#options = options;
    this.#say = say;
  }

  get #page(): Page {
    const page = this.#pages[0];
    if (page === undefined) throw new RangeError("signIn comes first");
    return page;
  }

  async leave(): Promise<void> {
    for (const page of this.#pages) await page.context().close();
  }

  async #open(name: string): Promise<Page> {
    const { browser, server, language, viewport } = this.#options;
    const context = await browser.newContext({ locale: "en", viewport, reducedMotion: "reduce" });
    const page = await context.newPage();
    this.#pages.push(page);
    await page.goto(server.url);
    await page.getByRole("button", { name: LANGUAGE_NAMES[language], exact: true }).click();
    await expect(page.getByRole("heading", { name: this.#say("signIn.title"), exact: true })).toBeVisible();
    if (this.#pages.length === 1) await this.#options.visit(page, "sign-in");
    await page.getByRole("button", { name }).click();
    await this.#heading(page, this.#say("reviews.title"));
    return page;
  }

  async #heading(page: Page, name: string): Promise<void> {
    await expect(page.getByRole("heading", { name, exact: true, level: 1 })).toBeVisible();
  }

  async #press(name: string, page = this.#page): Promise<void> {
    await page.getByRole("button", { name }).first().click();
  }

  async signIn(): Promise<void> {
    await this.#open("Secretariat officer");
  }

  async reviews(): Promise<void> {
    await expect(this.#page.getByRole("table")).toBeVisible();
    await this.#options.visit(this.#page, "my-reviews");
  }

  async wizard(): Promise<void> {
    const [page, say] = [this.#page, this.#say];
    const { visit, language, server } = this.#options;
    await page.goto(`${server.url}/reviews/new`);
    await this.#heading(page, say("wizard.title"));
    await this.#press(say("do.continue"));
    await expect(page.getByText(say("wizard.nameMissing"))).toBeVisible();
    await visit(page, "wizard-1-faults");
    const name = page.getByRole("textbox", {
      name: say("wizard.nameIn", { language: LANGUAGE_NAMES[language] }),
    });
    await name.fill("△");
    await this.#press(say("do.continue"));
    const firearms = INSTRUMENTS.find(({ code }) => code === "FIREARMS")?.shortName;
    if (firearms === undefined) throw new RangeError("FIREARMS");
    await page.getByRole("checkbox", { name: firearms[language] ?? firearms.en }).check();
    await page.locator("summary").last().click();
    await visit(page, "wizard-2-articles");
    await this.#press(say("do.continue"));
    await name.first().fill("□");
    await visit(page, "wizard-3-reviewers");
    await this.#press(say("do.continue"));
    await visit(page, "wizard-4-languages");
    await this.#press(say("do.continue"));
    await expect(page.getByRole("button", { name: say("wizard.submit") })).toBeVisible();
    await visit(page, "wizard-5-check");
  }

  async review(): Promise<void> {
    const [page, say] = [this.#page, this.#say];
    const { visit, server } = this.#options;
    await page.goto(server.url);
    await page
      .getByRole("link", { name: say("reviews.about") })
      .first()
      .click();
    await expect(page.getByRole("heading", { name: say("review.record") })).toBeVisible();
    await expect(page.getByText(say("record.review-opened"))).toBeVisible();
    await visit(page, "review");
    await this.#press(say("review.addMember"));
    await expect(page.getByRole("dialog")).toBeVisible();
    await visit(page, "review-add-member");
    await page.keyboard.press("Escape");
    await this.#press(say("review.changeRole"));
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await visit(page, "review-change-role");
    await page.keyboard.press("Escape");
    await page
      .getByRole("region", { name: say("review.phase") })
      .getByRole("button")
      .first()
      .click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await visit(page, "review-move-phase");
    await page.keyboard.press("Escape");
  }

  async people(): Promise<void> {
    const [page, say] = [this.#page, this.#say];
    const { visit, server, language, viewport } = this.#options;
    await page.goto(`${server.url}/people`);
    await expect(page.getByRole("table")).toBeVisible();
    await visit(page, "people");
    await this.#press(say("people.many"));
    await visit(page, "people-import");
    await this.#press(say("people.one"));
    const form = page.getByRole("form", { name: say("people.one") });
    await form.getByRole("textbox", { name: say("people.name") }).fill("●");
    await form.getByRole("button", { name: say("people.register") }).click();
    await expect(page.getByText(say("fault.email"))).toBeVisible();
    await visit(page, "people-register-faults");
    await form
      .getByRole("textbox", { name: say("people.email") })
      .fill(`${language}.${viewport.width}@example.org`);
    await form.getByRole("button", { name: say("people.register") }).click();
    const link = page.getByRole("region", { name: say("people.links") }).getByRole("textbox");
    await expect(link).toBeVisible();
    await visit(page, "people-registered");
    await this.#activation(await link.inputValue());
  }

  async #activation(link: string): Promise<void> {
    const { browser, visit, language, viewport } = this.#options;
    const context = await browser.newContext({ locale: "en", viewport });
    const page = await context.newPage();
    await page.goto(link);
    await page.getByRole("button", { name: LANGUAGE_NAMES[language], exact: true }).click();
    await this.#heading(page, this.#say("activation.title"));
    await expect(page.getByRole("button", { name: this.#say("activation.submit") })).toBeVisible();
    await visit(page, "activation");
    await context.close();
  }

  async account(): Promise<void> {
    const [page, say] = [this.#page, this.#say];
    await page.goto(`${this.#options.server.url}/account`);
    await this.#heading(page, say("account.title"));
    await this.#press(say("account.begin"));
    await expect(page.getByRole("button", { name: say("account.turnOn") })).toBeVisible();
    await this.#options.visit(page, "account");
  }

  async #toReport(page: Page): Promise<void> {
    await page.goto(this.#options.server.url);
    await page.getByRole("row").getByRole("link").first().click();
    await expect(page.locator("main h1")).toBeVisible();
    await expect(page.getByText(this.#say("saved.saved"), { exact: true }).first()).toBeVisible();
  }

  async report(): Promise<void> {
    const [page, say] = [this.#page, this.#say];
    const { visit, language, viewport } = this.#options;
    const tools = sayIn(language);
    await this.#toReport(page);
    await visit(page, "report");
    await page.getByRole("textbox", { name: /./ }).first().click();
    await page
      .getByRole("toolbar")
      .getByRole("button", { name: tools("table"), exact: true })
      .click();
    await expect(page.getByRole("menu")).toBeVisible();
    await visit(page, "report-table-menu");
    await page.getByRole("menuitem", { name: tools("table.insert") }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await visit(page, "report-table-window");
    await page.keyboard.press("Escape");
    await page
      .getByRole("toolbar")
      .getByRole("button", { name: tools("find") })
      .click();
    const panel = page.getByRole("search", { name: tools("find.title") });
    await panel.getByRole("textbox").first().fill("214");
    await expect(panel.getByRole("listitem").first()).toBeVisible();
    await visit(page, "report-find");
    await page.keyboard.press("Escape");
    if (viewport.width < NARROW) {
      await this.#press(say("report.showOutline"));
      await expect(page.getByRole("searchbox")).toBeVisible();
    }
    await page.getByRole("searchbox").fill("214");
    await expect(page.getByText(/214/).first()).toBeVisible();
    await visit(page, "report-outline-search");
  }

  async act(): Promise<void> {
    const page = await this.#open("Focal point of State B");
    await this.#toReport(page);
    const section = page.locator('section[id="untoc.5.b"]');
    await section.scrollIntoViewIfNeeded();
    await expect(section.getByRole("textbox")).toBeEditable();
    await this.#options.visit(page, "report-section");
    await section.getByRole("button", { name: this.#say("act.transmit") }).click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await this.#options.visit(page, "report-transmit");
    await page.keyboard.press("Escape");
  }

  /** As the focal point whom {@link act} showed: begun on a text, sent, listed, and in the table. */
  async comments(): Promise<void> {
    const [page, say] = [this.#pages[1] ?? this.#page, this.#say];
    const { visit, server, viewport } = this.#options;
    const text = page.locator('section[id="untoc.5.b"]').getByRole("textbox");
    await expect(async () => {
      await caretTo(text, "Home");
      await page.keyboard.press("Shift+End", PACE);
      expect(await page.evaluate(() => getSelection()?.toString() ?? "")).not.toBe("");
    }).toPass();
    await page.keyboard.press("Control+Alt+m");
    const words = page.locator(".composer textarea");
    await expect(words).toBeFocused();
    await page.keyboard.type("△ @");
    await expect(page.getByRole("listbox").getByRole("option").first()).toBeVisible();
    await visit(page, "report-comment-composer");
    await page.keyboard.type("Secretariat");
    await page.keyboard.press("Enter");
    await expect(words).toHaveValue(/Secretariat officer/);
    await page.keyboard.press("Control+Enter");
    await expect(words).toHaveCount(0);
    const card = page.locator("article.comment-card").first();
    await expect(card).toContainText("△");
    await visit(page, "report-comment-cards");
    // Not on the words it is about: they lead to the text.
    await card.locator(".comment-audience").click();
    await card.getByRole("button", { name: say("comment.delete"), exact: true }).click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await visit(page, "report-comment-delete");
    await page.keyboard.press("Escape");
    if (viewport.width < NARROW) {
      await page.keyboard.press("Escape");
      await this.#press(say("report.showOutline"), page);
    }
    await page
      .getByRole("group", { name: say("discussion.whichList") })
      .getByRole("button", { name: say("comment.title"), exact: true })
      .click();
    await expect(page.locator(".comment-item").first()).toBeVisible();
    await visit(page, "report-comment-list");
    const review = /reviews\/(r[a-z0-9]+)/.exec(page.url())?.[1];
    await page.goto(`${server.url}/reviews/${review}/comments`);
    const readers = page.getByRole("group", { name: say("readers.label") }).getByRole("checkbox");
    await expect(readers.first()).toBeVisible();
    for (const each of await readers.all()) await each.check();
    await expect(page.getByRole("row").filter({ hasText: "△" }).first()).toBeVisible();
    await visit(page, "comments-table");
  }

  async notices(): Promise<void> {
    const [page, say] = [this.#page, this.#say];
    await page.goto(this.#options.server.url);
    await expect(page.getByRole("table")).toBeVisible();
    await page.getByRole("button", { name: say("discussion.notices") }).click();
    await expect(page.getByRole("dialog").getByRole("link").first()).toBeVisible();
    await this.#options.visit(page, "notices");
  }

  async speakers(): Promise<void> {
    const page = await this.#open("Focal point of State A");
    await page
      .getByRole("link", { name: this.#say("reviews.about") })
      .first()
      .click();
    const form = page.getByRole("group", { name: this.#say("discussion.speakers") });
    await form.getByRole("checkbox").first().check();
    await this.#options.visit(page, "review-speakers");
  }
}
