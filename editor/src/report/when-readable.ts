import type { ReportModel } from "./report-model.ts";

/** How long the first sections have to become readable before the rest is fetched all the same, in milliseconds. */
export const READING_FIRST_MS = 8000;
/** How long texts that have been fetched may take to be on screen, in milliseconds; one that cannot be read never is. */
export const DRAWN_LIMIT_MS = 500;

/**
 * Calls `go` once when the first texts are on screen, or when that takes too long; returns how to call it off. In a
 * browser that has been here before, all that `go` fetches lies ready, and would be run before the text is painted.
 */
export function whenReadable(model: Pick<ReportModel, "pending" | "words">, go: () => void): () => void {
  let wasPending = false;
  let isOver = false;
  let timer = setTimeout(finish, READING_FIRST_MS);
  const stops = [model.pending.subscribe(hearPending)];
  return stop;

  function hearPending(): void {
    if (model.pending.get() > 0) wasPending = true;
    else if (wasPending && stops.length === 1) waitUntilDrawn();
  }
  /** The words of a section are counted when its text stands in the page, which the next frame paints. */
  function waitUntilDrawn(): void {
    clearTimeout(timer);
    timer = setTimeout(finish, DRAWN_LIMIT_MS);
    stops.push(model.words.subscribe(() => requestAnimationFrame(() => setTimeout(finish))));
  }
  function finish(): void {
    if (isOver) return;
    stop();
    go();
  }
  function stop(): void {
    isOver = true;
    clearTimeout(timer);
    for (const end of stops) end();
  }
}
