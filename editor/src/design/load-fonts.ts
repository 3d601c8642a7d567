import type { Language } from "@travaux/blueprint";

/**
 * Loads the type faces once the page has something to read and the line is idle, so that they never delay reading.
 * Latin, Greek, Cyrillic and Arabic are named in one small sheet; Chinese has a large one and waits until it is needed.
 * Inside each sheet the browser fetches only the ranges that the page shows.
 */
export function loadFonts(languages: readonly Language[]): void {
  whenIdle(() => {
    void import("./fonts-alphabets.ts");
    if (languages.includes("zh")) void import("./fonts-chinese.ts");
  });
}

function whenIdle(work: () => void): void {
  const wait = (): void => {
    if ("requestIdleCallback" in window) window.requestIdleCallback(work, { timeout: 4000 });
    else setTimeout(work, 500);
  };
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true });
}
