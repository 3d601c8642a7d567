import {
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from "@playwright/test";
import type { OutlineView } from "@travaux/blueprint";
import { caretTo } from "./caret.ts";
import type { ServerUnderTest } from "./server-under-test.ts";

/** Whoever was cut off tries again after half a minute at the latest. */
const RECONNECTED_MS = 45_000;

/** Somebody at a browser of his own. The verbs are what people do; everything goes by what a person can see or hear. */
export class Person {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly server: ServerUnderTest;

  private constructor(context: BrowserContext, page: Page, server: ServerUnderTest) {
    this.context = context;
    this.page = page;
    this.server = server;
  }

  /** Opens the sign-in page and enters as one of the sample accounts, by its button. */
  static async signIn(
    browser: Browser,
    server: ServerUnderTest,
    name: string,
    options: BrowserContextOptions = {},
  ): Promise<Person> {
    const context = await browser.newContext({ locale: "en", ...options });
    const page = await context.newPage();
    await page.goto(server.url);
    await page.getByRole("button", { name }).click();
    await expect(page.getByRole("heading", { name: "My reviews" })).toBeVisible();
    return new Person(context, page, server);
  }

  async openReport(state = "State A"): Promise<void> {
    await this.page.goto(this.server.url);
    await this.page.getByRole("row").getByRole("link", { name: state, exact: true }).click();
    await expect(this.page.getByRole("heading", { name: `Country review report of ${state}` })).toBeVisible();
  }

  /** Opens what there is to know about a review beside its report. */
  async openReview(state = "State A"): Promise<void> {
    await this.page.goto(this.server.url);
    await this.page.getByRole("link", { name: new RegExp(`About the review.*${state}`) }).click();
    await expect(this.page.getByRole("heading", { name: `Review of ${state}` })).toBeVisible();
  }

  /** The review of the screen shown. */
  get review(): string {
    const id = /\/reviews\/(r[a-z0-9]+)/.exec(this.page.url())?.[1];
    if (id === undefined) throw new RangeError(`No review at ${this.page.url()}`);
    return id;
  }

  /** What the server answers his browser at an address of ours. */
  async get(path: string): Promise<{ readonly status: number; readonly body: string }> {
    const response = await this.context.request.get(`${this.server.url}${path}`);
    return { status: response.status(), body: await response.text() };
  }

  /** The wire names of the rooms of a section that his outline names; empty for a section that is not in it. */
  async rooms(section: string): Promise<readonly string[]> {
    const { body } = await this.get(`/api/reviews/${this.review}/outline`);
    const { entries } = JSON.parse(body) as OutlineView;
    return entries
      .flatMap((entry) => (entry.section?.id === section ? entry.section.rooms : []))
      .map(({ name }) => name);
  }

  /** The same person in another tab of the same browser, at the same address. */
  async anotherTab(): Promise<Person> {
    const page = await this.context.newPage();
    await page.goto(this.page.url());
    return new Person(this.context, page, this.server);
  }

  /** The frame of a section, brought into view. */
  async section(id: string): Promise<Locator> {
    const frame = this.page.locator(`section[id="${id}"]`);
    await frame.scrollIntoViewIfNeeded();
    return frame;
  }

  /** The text of a section where it can be written. */
  async surface(id: string): Promise<Locator> {
    const frame = await this.section(id);
    const surface = frame.getByRole("textbox");
    await expect(surface).toBeEditable();
    return surface;
  }

  /** The paragraphs of a section that can be written, without the names of those who write in it. */
  async paragraphs(id: string): Promise<readonly string[]> {
    return (await this.surface(id)).evaluate((surface) =>
      [...surface.querySelectorAll("p")].map((paragraph) => {
        const copy = paragraph.cloneNode(true);
        if (copy instanceof Element)
          for (const caret of copy.querySelectorAll(".presence-caret")) caret.remove();
        return copy.textContent ?? "";
      }),
    );
  }

  async typeInto(id: string, text: string): Promise<void> {
    await caretTo(await this.surface(id), "End");
    await this.page.keyboard.type(text);
  }

  /** What the bar says of saving, e.g. "Saved". */
  get saving(): Locator {
    return this.page.locator(".saved-text");
  }

  async seesSaved(): Promise<void> {
    await expect(this.saving).toHaveText("Saved", { timeout: RECONNECTED_MS });
  }

  /** Presses an act's button at a section and confirms it. */
  async act(id: string, name: string): Promise<void> {
    const frame = await this.section(id);
    await frame.getByRole("button", { name }).first().click();
    const dialog = this.page.getByRole("alertdialog");
    await dialog.getByRole("button", { name }).click();
    await expect(dialog.getByText(/was sent|were sent|You have cleared/)).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).click();
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
