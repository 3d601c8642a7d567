import { spawnSync } from "node:child_process";
import { chromium, type Browser, type Request } from "@playwright/test";
import type { ReviewId } from "@travaux/blueprint";
import { signIn, type ServerProcess } from "../test/server-process.ts";

/** Opened by the address: one in the middle of the report. */
const SECTION = "untoc.5.b";

/** What the page asks for comments: counts, what is unread, notices. */
const ABOUT_COMMENTS = /\/api\/(?:notifications|reviews\/[^/]+\/comments)/;

/** Milliseconds, of a browser that has never been there and of one that has. */
export interface Opened {
  readonly cold: number[];
  readonly warm: number[];
}

interface Opening {
  /** Whose report it is to be, as {@link signIn} takes it. */
  readonly as: string;
  readonly review: ReviewId;
  /** Whether cards of comments come to stand beside the text, which the first visit waits for. */
  readonly hasThreads: boolean;
}

declare global {
  interface Window {
    /** When the text of the section was on screen, in milliseconds since the page's address was opened. */
    paintedAt?: number;
  }
}

/** Runs in the page: the browser's own clock, since a driver outside hears of it only when the page has a moment. */
function notePaintedText(section: string): void {
  new MutationObserver((_, observer) => {
    if (document.querySelector(`section[id="${section}"] [data-block]`) === null) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => {
        window.paintedAt = performance.now();
      }),
    );
  }).observe(document, { childList: true, subtree: true });
}

/** Chromium, which tells how long the first screen of a report takes until it can be read. */
export class FirstScreen {
  readonly #browser: Browser;
  #askedBefore = 0;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async launch(): Promise<FirstScreen> {
    const executablePath = spawnSync("which", ["chromium"], { encoding: "utf8" }).stdout.trim();
    return new FirstScreen(
      await chromium.launch({
        ...(executablePath === "" ? {} : { executablePath }),
        args: ["--no-sandbox"],
      }),
    );
  }

  /** How many requests about comments went out before the first screen could be read, over all visits. */
  get askedBefore(): number {
    return this.#askedBefore;
  }

  /** From the report's address to the text of its first screen, in a browser that has never been there and again. */
  async measure(server: ServerProcess, { as, review, hasThreads }: Opening, into: Opened): Promise<void> {
    const { cookie } = await signIn(server, as);
    const context = await this.#browser.newContext({
      locale: "en",
      viewport: { width: 1440, height: 900 },
    });
    await context.addCookies(
      cookie.split("; ").map((pair) => {
        const [name = "", ...value] = pair.split("=");
        return { name, value: value.join("="), url: server.url };
      }),
    );
    for (const times of [into.cold, into.warm]) {
      const page = await context.newPage();
      const asked: Request[] = [];
      page.on("request", (request) => ABOUT_COMMENTS.test(request.url()) && asked.push(request));
      await page.addInitScript(notePaintedText, SECTION);
      await page.goto(`${server.url}/reviews/${review}/report#${SECTION}`, { waitUntil: "commit" });
      await page.waitForFunction(() => window.paintedAt);
      times.push(await page.evaluate(() => window.paintedAt ?? Number.NaN));
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      // What this computer keeps for the next visit is there too.
      await page.locator(`section[id="${SECTION}"] .ProseMirror`).waitFor();
      if (hasThreads) await page.locator("article.comment-card").first().waitFor();
      const readableAt = await page.evaluate(() => performance.timeOrigin + (window.paintedAt ?? 0));
      this.#askedBefore += asked.filter((request) => {
        const { startTime } = request.timing();
        return startTime > 0 && startTime < readableAt;
      }).length;
      await page.close();
    }
    await context.close();
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

/** The median; of an even number the higher of the two. */
export function middle(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}
