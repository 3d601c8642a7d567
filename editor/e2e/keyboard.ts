import { expect, type Locator, type Page } from "@playwright/test";

/** More stops than any screen has between two things that belong together. */
const STOPS_LIMIT = 250;

/** Somebody who works with the keyboard alone; at every stop it is checked that he sees where he is. */
export class KeyboardUser {
  readonly page: Page;
  readonly #hidden: string[] = [];
  #stops = 0;

  constructor(page: Page) {
    this.page = page;
  }

  /** How many stops there have been, and those at which the focus could not be seen. */
  get account(): { readonly stops: number; readonly hidden: readonly string[] } {
    return { stops: this.#stops, hidden: this.#hidden };
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Goes from stop to stop until the focus is on `target`. */
  async tabTo(target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    await expect(target).toBeVisible();
    for (let stop = 0; stop < STOPS_LIMIT; stop += 1) {
      await this.page.keyboard.press(key);
      await this.look();
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`${STOPS_LIMIT} stops, and none was ${String(target)}`);
  }

  /** Goes to a button or link and presses it. */
  async tabToAndPress(target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    await this.tabTo(target, key);
    await this.page.keyboard.press("Enter");
  }

  /** Notes a stop at which nobody could see where the focus is. */
  async look(): Promise<void> {
    this.#stops += 1;
    const fault = await this.page.evaluate(faultOfFocus);
    if (fault !== null) this.#hidden.push(fault);
  }
}

/** What is wrong with how the focus shows; null where it is fine, or where the page has given the focus away. */
function faultOfFocus(): string | null {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const name = `${element.tagName} ${element.getAttribute("aria-label") ?? element.textContent?.slice(0, 40) ?? ""}`;
  const isDrawn = (each: Element): boolean => {
    const style = getComputedStyle(each);
    const hasOutline = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 1;
    return hasOutline || style.boxShadow !== "none";
  };
  const { left, right, top, bottom } = element.getBoundingClientRect();
  if (right - left < 2 || bottom - top < 2) return `${name}: has no size`;
  if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth)
    return `${name}: outside the window`;
  return isDrawn(element) ? null : `${name}: nothing is drawn around it`;
}
