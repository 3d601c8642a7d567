import type { OutlineView, ReviewId } from "@travaux/blueprint";
import { useEffect } from "react";
import { useApplication } from "../app/application.tsx";

/** How often a page on screen asks whether its outline has changed, in milliseconds. An unchanged one costs 300 bytes. */
export const OUTLINE_NEWS_MS = 10_000;

/**
 * Hears of acts that touch none of the rooms on the page: a section that somebody has just submitted or transmitted has
 * no room here yet that could bring the news. Asks from time to time and whenever the page comes to the front again.
 */
export function useOutlineNews(review: ReviewId, take: (outline: OutlineView) => void): void {
  const { api } = useApplication();
  useEffect(() => {
    let asking = false;
    const ask = (): void => {
      if (asking || document.visibilityState === "hidden") return;
      asking = true;
      api
        .newOutline(review)
        .then((next) => next !== null && take(next))
        // Without a connection the page says so already, and this asks again.
        .catch(() => undefined)
        .finally(() => {
          asking = false;
        });
    };
    const timer = setInterval(ask, OUTLINE_NEWS_MS);
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [api, review, take]);
}
