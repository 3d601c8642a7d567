import { Window } from "happy-dom";

/** What ProseMirror's view, y-prosemirror and the clipboard look for in a browser, and nothing that a server uses too. */
const NAMES = [
  "document",
  "DOMParser",
  "MutationObserver",
  "Node",
  "Element",
  "HTMLElement",
  "Text",
  "KeyboardEvent",
  "ClipboardEvent",
  "getSelection",
  "getComputedStyle",
  "requestAnimationFrame",
  "cancelAnimationFrame",
] as const;

/**
 * Gives this process a document to draw editors in, beside everything of Node that the server under test runs on: its
 * `fetch`, sockets, streams and URLs stay Node's own.
 */
export function installDom(): Window {
  const window = new Window({ url: "http://localhost/" });
  const own: Readonly<Record<string, unknown>> = window as unknown as Readonly<Record<string, unknown>>;
  for (const name of NAMES) {
    const value = own[name];
    const bound = name.startsWith("get") || name.endsWith("Frame") ? bind(value, window) : value;
    Object.defineProperty(globalThis, name, { value: bound, configurable: true, writable: true });
  }
  Object.defineProperty(globalThis, "window", { value: window, configurable: true, writable: true });
  return window;
}

function bind(value: unknown, self: unknown): unknown {
  return typeof value === "function" ? value.bind(self) : value;
}
