/** Moves the focus to the card of a thread, where that is drawn. */
export function focusThread(id: string): void {
  document.querySelector<HTMLElement>(`.report-margin [data-thread="${CSS.escape(id)}"]`)?.focus();
}
