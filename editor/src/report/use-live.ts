import { useEffect } from "react";
import { useApplication } from "../app/application.tsx";
import { registerServiceWorker } from "../session/register-service-worker.ts";
import { openLive } from "./live-session.ts";
import type { ReportModel } from "./report-model.ts";

/** How long the first sections have to become readable before the rest is fetched all the same, in milliseconds. */
const READING_FIRST_MS = 8000;

/** Fetches what live editing needs as soon as the sections in view can be read, and ends it with the page. */
export function useLive(model: ReportModel): void {
  const { session } = useApplication();
  const { user } = session;
  useEffect(() => {
    if (user === null) return undefined;
    let ended = false;
    const stopWaiting = whenReadable(model, () => {
      // Refused where site storage is off: the page then does not open offline, and nothing else is amiss.
      registerServiceWorker(navigator.serviceWorker).catch(() => undefined);
      void openLive({ review: model.review.id, user, onOutlineChanged: model.refresh }).then((live) => {
        if (ended) void live.session.close();
        else model.live.set(live);
      });
    });
    return () => {
      ended = true;
      stopWaiting();
      const live = model.live.get();
      model.live.set(null);
      void live?.session.close();
    };
  }, [model, user]);
}

/** Calls `go` once when the first texts have been fetched, or when that takes too long; returns how to call it off. */
function whenReadable(model: ReportModel, go: () => void): () => void {
  let wasPending = false;
  let isOver = false;
  const finish = (): void => {
    if (isOver) return;
    stop();
    go();
  };
  const unsubscribe = model.pending.subscribe(() => {
    if (model.pending.get() > 0) wasPending = true;
    else if (wasPending) finish();
  });
  const timer = setTimeout(finish, READING_FIRST_MS);
  const stop = (): void => {
    isOver = true;
    unsubscribe();
    clearTimeout(timer);
  };
  return stop;
}
