/** Moves the focus to the card of a thread, where that is drawn. */
export function focusThread(id: string): void {
  document.querySelector<HTMLElement>(`.report-margin [data-thread="${CSS.escape(id)}"]`)?.focus();
}

/** Keeps the focus at a thread where what had it in its card is about to go; somebody who is elsewhere stays there. */
export function stayAtThread(id: string): void {
  const { activeElement, body } = document;
  const at = activeElement?.closest("[data-thread]");
  if (activeElement === body || at?.getAttribute("data-thread") === id) focusThread(id);
}
