import { fileURLToPath } from "node:url";
import { expect, type CDPSession, type Page } from "@playwright/test";
import type { SuggestionView } from "@travaux/track-changes";
import { build } from "vite";

const ORIGIN = "http://spike.test";

/** The page of the spike as files, built from the sources. */
export interface SpikeFiles {
  readonly script: string;
  readonly style: string;
}

export async function buildSpike(): Promise<SpikeFiles> {
  const entry = fileURLToPath(new URL("page.ts", import.meta.url));
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL(".", import.meta.url)),
    logLevel: "error",
    resolve: { conditions: ["travaux-source", "module", "browser", "development|production"] },
    build: {
      write: false,
      minify: false,
      lib: { entry, formats: ["iife"], name: "spikePage", fileName: "page", cssFileName: "page" },
    },
  });
  const outputs = Array.isArray(built) ? built : "output" in built ? [built] : [];
  const files = outputs.flatMap(({ output }) => output);
  const script = files.find((file) => file.type === "chunk");
  const style = files.find((file) => file.type === "asset" && file.fileName.endsWith(".css"));
  if (script?.type !== "chunk" || style?.type !== "asset") throw new Error("The page was not built");
  return { script: script.code, style: String(style.source) };
}

/** Somebody who types into the first editor with a real keyboard; every key gets the time a person needs. */
export class Typist {
  readonly page: Page;
  #cdp: CDPSession | null = null;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(
    page: Page,
    files: SpikeFiles,
    content: readonly unknown[],
    { dir = "ltr", isAlone = false } = {},
  ): Promise<Typist> {
    const html = `<!doctype html><html lang="en" dir="${dir}"><meta charset="utf-8"><title>Spike</title>
      <link rel="stylesheet" href="page.css">
      <style>.ProseMirror { font: 20px/30px monospace; width: 800px; padding: 10px; } p { margin: 0 0 20px; }</style>
      <script defer src="page.js"></script>`;
    const bodies: Readonly<Record<string, readonly [string, string]>> = {
      "/": ["text/html", html],
      "/page.js": ["text/javascript", files.script],
      "/page.css": ["text/css", files.style],
    };
    await page.route(`${ORIGIN}/**`, async (route) => {
      const [contentType, body] = bodies[new URL(route.request().url()).pathname] ?? ["text/plain", ""];
      await route.fulfill({ contentType, body });
    });
    await page.goto(`${ORIGIN}/`);
    await page.evaluate(([blocks, alone]) => window.spike.open(blocks, alone), [content, isAlone] as const);
    return new Typist(page);
  }

  /** Puts the caret before `text` (or so many characters behind that), or selects that many. */
  async caretAt(text: string, offset = 0, length = 0): Promise<void> {
    await this.page.evaluate(
      ([needle, shift, size]) => {
        const at = window.spike.find("ann", needle) + shift;
        window.spike.select("ann", at, at + size);
      },
      [text, offset, length] as const,
    );
    await this.settle();
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await this.settle();
    }
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 15 });
    await this.settle();
  }

  // ProseMirror takes no note of where the browser moves the caret for some 50 ms after it was set by a program; twice
  // that in frames has passed when this returns.
  async settle(): Promise<void> {
    await this.page.evaluate(
      async () =>
        new Promise<void>((resolve) => {
          const until = performance.now() + 90;
          const wait = (): void => {
            if (performance.now() >= until) resolve();
            else requestAnimationFrame(wait);
          };
          wait();
        }),
    );
  }

  async head(): Promise<number> {
    return this.page.evaluate(() => window.spike.head("ann"));
  }

  async shows(author = "ann"): Promise<string> {
    return this.page.evaluate((who) => window.spike.show(who), author);
  }

  /** Both editors come to show `text`, and to hold the same. */
  async expectText(text: string): Promise<void> {
    await expect.poll(async () => this.shows("ann")).toBe(text);
    const [anns, bobs] = await this.page.evaluate(
      () => [window.spike.content("ann"), window.spike.content("bob")] as const,
    );
    expect(bobs).toBe(anns);
  }

  /** Composes `steps` one after another with an input method, and commits the last. */
  async compose(...steps: readonly string[]): Promise<void> {
    const cdp = await this.#session();
    await cdp.send("Input.dispatchKeyEvent", {
      type: "rawKeyDown",
      windowsVirtualKeyCode: 229,
      key: "Process",
      code: "KeyN",
    });
    for (const text of steps)
      await cdp.send("Input.imeSetComposition", {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await cdp.send("Input.insertText", { text: steps.at(-1) ?? "" });
    await this.settle();
  }

  /** What a real copy or cut puts on the clipboard. */
  async clipboardOf(
    key: "Control+c" | "Control+x",
  ): Promise<{ readonly text: string; readonly html: string }> {
    await this.page.evaluate(() => {
      const keep = (event: ClipboardEvent): void => {
        const data = event.clipboardData;
        document.body.dataset["text"] = data?.getData("text/plain") ?? "";
        document.body.dataset["html"] = data?.getData("text/html") ?? "";
      };
      for (const type of ["copy", "cut"] as const) document.addEventListener(type, keep, { once: true });
    });
    await this.press(key);
    const kept = await this.page.evaluate(() => ({ ...document.body.dataset }));
    return { text: kept["text"] ?? "", html: kept["html"] ?? "" };
  }

  async paste(html: string): Promise<void> {
    await this.page.evaluate((markup) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", markup);
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      window.spike.view("ann").dom.dispatchEvent(event);
    }, html);
    await this.settle();
  }

  /** Lets `author` put `text` in place of the first `replaced`, by a program. */
  async elsewhere(author: string, replaced: string, text: string): Promise<void> {
    await this.page.evaluate(
      ([who, old, put]) => {
        const view = window.spike.view(who);
        const at = window.spike.find(who, old);
        view.dispatch(view.state.tr.insertText(put, at, at + old.length));
      },
      [author, replaced, text] as const,
    );
  }

  async look(view: SuggestionView): Promise<void> {
    await this.page.evaluate((how) => window.spike.setView("ann", how), view);
  }

  /** What is to be read on the screen, line by line. */
  async lines(): Promise<readonly string[]> {
    const text = await this.page.locator("#ann").evaluate((editor: HTMLElement) => editor.innerText);
    return text.split("\n").filter((line) => line !== "");
  }

  async #session(): Promise<CDPSession> {
    this.#cdp ??= await this.page.context().newCDPSession(this.page);
    return this.#cdp;
  }
}

/** A paragraph of ProseMirror's JSON. */
export function paragraph(id: string, text: string): unknown {
  return { type: "paragraph", attrs: { id }, content: text === "" ? [] : [{ type: "text", text }] };
}
