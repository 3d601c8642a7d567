import type { Locator } from "@playwright/test";
import { caretTo, PACE, selectWords, typeOver } from "./caret.ts";
import type { Person } from "./person.ts";

/** Somebody who proposes in a section, and the cards he sees beside it. */
export class Proposals {
  readonly #person: Person;
  readonly #section: string;

  constructor(person: Person, section: string) {
    this.#person = person;
    this.#section = section;
  }

  async text(): Promise<Locator> {
    return this.#person.surface(this.#section);
  }

  /** Puts the caret into the text, by clicking it once and going to its beginning or end. */
  async caretAt(place: "Home" | "End"): Promise<void> {
    await caretTo(await this.text(), place);
  }

  async press(keys: string, times = 1): Promise<void> {
    for (let count = 0; count < times; count += 1) await this.#person.page.keyboard.press(keys, PACE);
  }

  async type(words: string): Promise<void> {
    await this.#person.page.keyboard.type(words, { delay: 15 });
  }

  /** Selects the first place where the words stand in one run of the text, as a double click and a drag would. */
  async select(words: string): Promise<void> {
    await selectWords(await this.text(), words);
  }

  /** Selects and types before the browser has told anybody of the selection, as on a busy computer. */
  async typeOver(words: string, letters: string): Promise<void> {
    await typeOver(await this.text(), words, letters);
  }

  async caretInCell(words: string): Promise<void> {
    await (await this.text()).locator("td, th").filter({ hasText: words }).click();
    await this.press("End");
  }

  /** All cards on the screen. */
  get cards(): Locator {
    return this.#person.page.locator("article.proposal");
  }

  card(words: string | RegExp): Locator {
    return this.cards.filter({ hasText: words });
  }

  async decide(words: string | RegExp, button: "Accept" | "Keep original text" | "Withdraw"): Promise<void> {
    await this.card(words).getByRole("button", { name: button }).click();
  }
}
