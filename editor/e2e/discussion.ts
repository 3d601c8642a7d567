import { expect, type Locator } from "@playwright/test";
import { PACE, selectWords } from "./caret.ts";
import type { Person } from "./person.ts";

/** Somebody who comments in a section, and the cards of comments he sees beside it. */
export class Discussion {
  readonly #person: Person;
  readonly #section: string;

  constructor(person: Person, section: string) {
    this.#person = person;
    this.#section = section;
  }

  /** The section's text, whether it may be written here or only read. */
  async text(): Promise<Locator> {
    const text = (await this.#person.section(this.#section)).locator(".ProseMirror").first();
    await expect(text).toBeVisible();
    return text;
  }

  /** Selects the first place where the words stand in one run of the text, as a drag over them would. */
  async select(words: string): Promise<void> {
    await selectWords(await this.text(), words);
  }

  /** Begins a comment on what is selected, by its keys. */
  async compose(): Promise<Locator> {
    await this.#person.page.keyboard.press("Control+Alt+m", PACE);
    await expect(this.composer).toBeVisible();
    return this.composer;
  }

  get composer(): Locator {
    return this.#person.page.locator(".composer");
  }

  /** The field for the words of what is being written. */
  get words(): Locator {
    return this.composer.getByRole("textbox", { name: /^(Comment|Reply)/ });
  }

  /** Comments on these words, for these readers, and waits until the server has it. */
  async say(on: string, words: string, readers: string): Promise<void> {
    await this.select(on);
    const composer = await this.compose();
    await composer.getByRole("radio", { name: readers }).check();
    await this.words.fill(words);
    await this.send();
  }

  /** Names a member at the end of what is being written, by choosing among those who would read it. */
  async mention(name: string): Promise<void> {
    await this.words.press("End");
    await this.words.pressSequentially(`@${name}`, { delay: 30 });
    await this.#person.page.getByRole("option", { name }).click();
  }

  async send(): Promise<void> {
    await this.composer.getByRole("button", { name: "Send", exact: true }).click();
    await expect(this.composer).toHaveCount(0);
  }

  /** All cards of comments on the screen. */
  get cards(): Locator {
    return this.#person.page.locator("article.comment-card");
  }

  card(words: string | RegExp): Locator {
    return this.cards.filter({ hasText: words });
  }

  /** Goes to a card, so that it shows all of the thread and what may be done there. */
  async open(words: string | RegExp): Promise<Locator> {
    const card = this.card(words).first();
    await expect(card).toBeVisible();
    if ((await card.getAttribute("data-active")) !== "true") await card.click();
    await expect(card).toHaveAttribute("data-active", "true");
    return card;
  }

  /** Replies in the thread with these words. */
  async reply(to: string | RegExp, words: string, button = "Reply"): Promise<void> {
    const card = await this.open(to);
    await card.getByRole("button", { name: button, exact: true }).click();
    await this.words.fill(words);
    await this.send();
  }
}
