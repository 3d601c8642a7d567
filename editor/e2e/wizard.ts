import { expect, type Locator, type Page } from "@playwright/test";

/** What the Secretariat enters to open a review. */
export interface ReviewPlan {
  readonly state: string;
  readonly reviewers: readonly string[];
  /** Articles by the short name of their instrument; `all` for every reviewable one. */
  readonly articles: Readonly<Record<string, readonly number[] | "all">>;
  readonly languages: readonly string[];
  readonly dates: Readonly<Record<string, string>>;
}

/** The form that opens a review, as somebody fills it in. */
export class Wizard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The report that the form as it stands will make. */
  get preview(): Locator {
    return this.#page.getByRole("region", { name: "The report that this will make" });
  }

  async start(): Promise<void> {
    await this.#page.getByRole("link", { name: "Open a review" }).click();
    await this.#isAt("State party under review");
  }

  async nameState(state: string): Promise<void> {
    await this.#page.getByRole("textbox", { name: "Name in English" }).fill(state);
    await this.#goOn("Instruments and articles");
  }

  async chooseArticles(articles: ReviewPlan["articles"]): Promise<void> {
    for (const [instrument, numbers] of Object.entries(articles)) {
      if (numbers === "all")
        await this.#page.getByRole("checkbox", { name: instrument, exact: true }).check();
      else await this.#chooseOneByOne(instrument, numbers);
    }
  }

  async #chooseOneByOne(instrument: string, numbers: readonly number[]): Promise<void> {
    const part = this.#page
      .getByRole("group")
      .filter({ hasText: `reviewable articles ${instrument}` })
      .last();
    await part.getByText(/^All \d+ reviewable articles/).click();
    for (const number of numbers)
      await part.getByRole("checkbox", { name: new RegExp(`^Article ${number}\\b`) }).check();
  }

  async nameReviewers(reviewers: readonly string[]): Promise<void> {
    await this.#goOn("Reviewing States parties");
    for (const [index, reviewer] of reviewers.entries()) {
      const group = this.#page.getByRole("group", { name: `Reviewing State party ${index + 1}` });
      await group.getByRole("textbox", { name: "Name in English" }).fill(reviewer);
    }
  }

  async setLanguagesAndDates({ languages, dates }: Pick<ReviewPlan, "languages" | "dates">): Promise<void> {
    await this.#goOn("Working languages and dates");
    for (const language of languages) await this.#page.getByRole("checkbox", { name: language }).check();
    for (const [label, date] of Object.entries(dates)) await this.#page.getByLabel(label).fill(date);
    await this.#goOn("Check and open");
  }

  /** From the first step to the last; the review is open at the end, and its screen is shown. */
  async openReview(plan: ReviewPlan): Promise<void> {
    await this.start();
    await this.nameState(plan.state);
    await this.chooseArticles(plan.articles);
    await this.nameReviewers(plan.reviewers);
    await this.setLanguagesAndDates(plan);
    await this.#page.getByRole("button", { name: "Open the review" }).click();
    await expect(this.#page.getByRole("heading", { name: `Review of ${plan.state}` })).toBeVisible();
  }

  async #goOn(title: string): Promise<void> {
    await this.#page.getByRole("button", { name: "Continue" }).click();
    await this.#isAt(title);
  }

  async #isAt(title: string): Promise<void> {
    await expect(this.#page.getByRole("heading", { name: title, level: 2, exact: true })).toBeVisible();
  }
}
