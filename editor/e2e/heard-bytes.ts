import type { Page } from "@playwright/test";

/** Every byte that a page's browser receives from now on: frames of its sockets and bodies of its answers. */
export class HeardBytes {
  readonly #parts: Buffer[] = [];
  readonly #pending = new Set<Promise<void>>();

  static async of(page: Page): Promise<HeardBytes> {
    const heard = new HeardBytes();
    const devTools = await page.context().newCDPSession(page);
    await devTools.send("Network.enable");
    devTools.on("Network.webSocketFrameReceived", ({ response }) => {
      // Text frames come as they are, all others in base64.
      heard.#parts.push(Buffer.from(response.payloadData, response.opcode === 1 ? "utf8" : "base64"));
    });
    page.on("response", (response) => {
      const read = response.body().then(
        (body) => void heard.#parts.push(body),
        // A redirect, and an answer that the page left behind, have none.
        () => undefined,
      );
      heard.#pending.add(read);
      void read.then(() => heard.#pending.delete(read));
    });
    return heard;
  }

  /** How often the words stand in what was heard so far, and in how many parts it came. */
  async count(words: string): Promise<{ readonly found: number; readonly parts: number }> {
    await Promise.all(this.#pending);
    const sought = Buffer.from(words, "utf8");
    return { found: this.#parts.filter((part) => part.includes(sought)).length, parts: this.#parts.length };
  }
}
