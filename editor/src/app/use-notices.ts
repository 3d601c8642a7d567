import type { Notices } from "@travaux/blueprint";
import { useCallback, useEffect, useState } from "react";
import type { ApiClient } from "./api-client.ts";

/** How often a page on screen asks for notices, in milliseconds. */
export const NOTICES_MS = 20_000;
/** How long a page may first fetch and draw what it is for, in milliseconds. */
export const FIRST_NOTICES_MS = 2000;

/** Mentions of the person and replies to him, asked for from time to time and whenever the page comes to the front. */
export function useNotices(api: Pick<ApiClient, "notices">): {
  /** `null` until the server has answered once. */
  readonly notices: Notices | null;
  readonly refresh: () => void;
} {
  const [notices, setNotices] = useState<Notices | null>(null);
  const [round, setRound] = useState(0);
  const refresh = useCallback(() => setRound((count) => count + 1), []);
  useEffect(() => {
    let isOver = false;
    let isAsking = false;
    const ask = (): void => {
      if (isAsking || document.visibilityState === "hidden") return;
      isAsking = true;
      api
        .notices()
        .then((next) => {
          if (!isOver) setNotices((before) => (isSame(before, next) ? before : next));
        })
        // Whoever has no connection is told so elsewhere, and this asks again.
        .catch(() => undefined)
        .finally(() => {
          isAsking = false;
        });
    };
    const first = setTimeout(ask, round === 0 ? FIRST_NOTICES_MS : 0);
    const timer = setInterval(ask, NOTICES_MS);
    document.addEventListener("visibilitychange", ask);
    return () => {
      isOver = true;
      clearTimeout(first);
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [api, round]);
  return { notices, refresh };
}

function isSame(one: Notices | null, other: Notices): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
