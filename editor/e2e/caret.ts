import { expect, type Locator } from "@playwright/test";

/** At a person's pace: prosemirror-view sets its own selection for some 50 ms after a click, whatever key is pressed. */
export const PACE = { delay: 60 } as const;

/** Clicks into a text that can be written, and goes to its beginning or end. */
export async function caretTo(text: Locator, place: "Home" | "End"): Promise<void> {
  await text.click();
  // What the editor sets again after a click or with the focus takes the caret back.
  await expect(async () => {
    await text.page().keyboard.press(`Control+${place}`, PACE);
    expect(await text.evaluate(wordsBeyondCaret, place)).toBe("");
  }).toPass();
}

/** Selects the first place where the words stand in one run of the text, as a double click and a drag would. */
export async function selectWords(text: Locator, words: string): Promise<void> {
  await expect(text).toContainText(words);
  await text.click();
  await expect(async () => {
    await text.evaluate(selectRun, { words, letters: "" });
    expect(await selectedWords(text)).toBe(words);
    // Still so when the editor has set what it sets after a click.
    await text.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    expect(await selectedWords(text)).toBe(words);
  }).toPass();
}

/** Selects words and types over them before the browser has told anybody of the selection, as on a busy computer. */
export async function typeOver(text: Locator, words: string, letters: string): Promise<void> {
  await text.evaluate(selectRun, { words, letters });
}

/** What is selected on the page. */
async function selectedWords(text: Locator): Promise<string> {
  return text.evaluate(() => getSelection()?.toString() ?? "");
}

interface Run {
  readonly words: string;
  /** Typed over the words at once; nothing is, where it is empty. */
  readonly letters: string;
}

function selectRun(surface: Element, { words, letters }: Run): void {
  const walker = document.createTreeWalker(surface, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const at = node.textContent?.indexOf(words) ?? -1;
    if (at < 0) continue;
    getSelection()?.setBaseAndExtent(node, at, node, at + words.length);
    if (letters === "") return;
    surface.dispatchEvent(new KeyboardEvent("keydown", { key: letters, bubbles: true, cancelable: true }));
    document.execCommand("insertText", false, letters);
    return;
  }
  throw new RangeError(`${words} is not there in one run`);
}

/** The words from the caret to that end of the text, without what is drawn between them. */
function wordsBeyondCaret(surface: Element, place: "Home" | "End"): string {
  const selection = getSelection();
  if (selection?.focusNode == null || !surface.contains(selection.focusNode)) return "The caret is elsewhere";
  if (!selection.isCollapsed) return "Words are selected";
  const rest = document.createRange();
  rest.selectNodeContents(surface);
  if (place === "Home") rest.setEnd(selection.focusNode, selection.focusOffset);
  else rest.setStart(selection.focusNode, selection.focusOffset);
  const words = rest.cloneContents();
  for (const drawn of words.querySelectorAll(".ProseMirror-widget, [contenteditable='false']"))
    drawn.remove();
  return words.textContent?.replaceAll(/[\u2060\uFEFF\s]/g, "") ?? "";
}
