import { expect, type Page } from "@playwright/test";

/** A new member as the Secretariat enters him. */
export interface NewMember {
  readonly person: string;
  readonly state: string;
  readonly role: string;
}

/** The screen of a review, as the Secretariat works on it. */
export class ReviewScreen {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async addMember({ person, state, role }: NewMember): Promise<void> {
    await this.#page.getByRole("button", { name: "Add a member" }).click();
    const dialog = this.#page.getByRole("dialog", { name: "Add a member" });
    const choices = dialog.getByLabel("Person").getByRole("option", { name: person });
    await expect(choices).toHaveCount(1);
    await dialog.getByLabel("Person").selectOption({ label: (await choices.textContent()) ?? "" });
    await dialog.getByLabel("State").selectOption({ label: state });
    await dialog.getByLabel("Role").selectOption({ label: role });
    await dialog.getByLabel("Note verbale").fill("NV 7/2026");
    await dialog.getByRole("button", { name: "Add" }).click();
    await expect(dialog).toBeHidden();
    await expect(this.#page.getByRole("listitem").filter({ hasText: person }).first()).toContainText(role);
  }

  async moveTo(phase: string): Promise<void> {
    await this.#page.getByRole("button", { name: `Move to: ${phase}` }).click();
    const dialog = this.#page.getByRole("alertdialog");
    await dialog.getByRole("button", { name: `Move to: ${phase}` }).click();
    await expect(dialog).toBeHidden();
    await expect(this.#page.getByText(`The review is in the phase: ${phase}.`)).toBeVisible();
  }
}
