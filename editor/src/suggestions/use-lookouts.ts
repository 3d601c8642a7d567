import { useEffect, useEffectEvent } from "react";
import type { SectionCommentsLike } from "../comments/section-comments.ts";
import type { SectionProposals } from "./section-proposals.ts";

/** After scrolling this far the cards to draw are looked for anew, in pixels. */
const STRIDE = 200;

/** What has cards in the column, by section. */
export interface CardSources {
  readonly proposals: readonly SectionProposals[];
  readonly comments: readonly SectionCommentsLike[];
}

/** Calls `look` when the cards may stand elsewhere or others are needed; at most once a frame. */
export function useLookouts({ proposals, comments }: CardSources, look: () => void): void {
  const again = useEffectEvent(look);
  useEffect(() => {
    let frame: number | null = null;
    let seenAt = window.scrollY;
    const soon = (): void => {
      frame ??= requestAnimationFrame(() => {
        frame = null;
        seenAt = window.scrollY;
        again();
      });
    };
    const scrolled = (): void => {
      if (Math.abs(window.scrollY - seenAt) > STRIDE) soon();
    };
    const stops = [
      ...proposals.flatMap((of) => [of.read.subscribe(soon), of.active.subscribe(soon)]),
      ...comments.flatMap((of) => [
        of.threads.subscribe(soon),
        of.active.subscribe(soon),
        onOtherId(of.composing, soon),
        of.drafts.subscribe(soon),
        of.view.subscribe(soon),
      ]),
    ];
    const report = document.getElementById("main");
    const sizes = new ResizeObserver(soon);
    for (const element of [report, document.querySelector(".proposal-panel-head")])
      if (element !== null) sizes.observe(element);
    window.addEventListener("scroll", scrolled, { passive: true });
    window.addEventListener("scrollend", soon);
    window.addEventListener("resize", soon);
    soon();
    return () => {
      if (frame !== null) cancelAnimationFrame(frame);
      stops.forEach((stop) => stop());
      sizes.disconnect();
      window.removeEventListener("scroll", scrolled);
      window.removeEventListener("scrollend", soon);
      window.removeEventListener("resize", soon);
    };
  }, [proposals, comments]);
}

/** Calls `listener` when something else is being composed: not at every key. */
function onOtherId(cell: SectionCommentsLike["composing"], listener: () => void): () => void {
  let before = cell.get()?.id;
  return cell.subscribe(() => {
    const next = cell.get()?.id;
    if (next === before) return;
    before = next;
    listener();
  });
}
