/** How a key is written for people (`Ctrl+Alt+F`, or `⌃⌥F` on Apple's keyboards) and for `aria-keyshortcuts`. */
export interface KeyName {
  readonly shown: string;
  readonly aria: string;
}

const APPLE: Readonly<Record<string, string>> = { Mod: "⌘", Ctrl: "⌃", Alt: "⌥", Shift: "⇧" };
const OTHER: Readonly<Record<string, string>> = { Mod: "Ctrl", Ctrl: "Ctrl", Alt: "Alt", Shift: "Shift" };
const ARIA: Readonly<Record<string, string>> = { Ctrl: "Control", Alt: "Alt", Shift: "Shift" };

/** The name of `keys`, which is in prosemirror-keymap's notation: `Mod-Alt-f`. */
export function nameKeys(keys: string, isApple: boolean): KeyName {
  const parts = keys.split("-");
  const shown = parts
    .map((part) => (isApple ? APPLE : OTHER)[part] ?? capital(part))
    .join(isApple ? "" : "+");
  const aria = parts
    .map((part) => (part === "Mod" ? (isApple ? "Meta" : "Control") : (ARIA[part] ?? capital(part))))
    .join("+");
  return { shown, aria };
}

/** Whether the keyboard has Apple's command key. */
export function hasCommandKey(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}

function capital(part: string): string {
  return part.length === 1 ? part.toUpperCase() : part;
}
