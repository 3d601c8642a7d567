import type { OutlineEntry } from "@travaux/blueprint";
import { useEffect } from "react";
import { useApplication } from "../app/application.tsx";
import { loadFonts } from "../design/load-fonts.ts";
import { useText } from "../interface-text/text.tsx";
import { registerServiceWorker } from "../session/register-service-worker.ts";
import { openLive } from "./live-session.ts";
import type { ReportModel } from "./report-model.ts";
import { useCell } from "./use-cell.ts";
import { whenReadable } from "./when-readable.ts";

/** How long a sign-out waits for what is being saved, in milliseconds. */
const SAVING_LIMIT_MS = 2000;

/**
 * Fetches what live editing needs as soon as the sections in view can be read, and ends it with the page.
 *
 * @param named the outline's entries as the server last gave them; `null` while it has given none
 */
export function useLive(model: ReportModel, named: readonly OutlineEntry[] | null): void {
  const { api, session, computer } = useApplication();
  const { language } = useText();
  const { user } = session;
  const live = useCell(model.live);
  useEffect(() => {
    if (live === null || named === null) return;
    const sections = named.flatMap(({ section }) => section ?? []);
    live.keepOnly(
      sections.flatMap(({ rooms }) => rooms.map(({ name }) => name)),
      sections.flatMap(({ margins }) => margins.map(({ name }) => name)),
    );
  }, [live, named]);
  useEffect(() => {
    // Type faces come last: text can be read and written without them.
    if (live !== null) loadFonts([language, ...model.review.languages]);
  }, [live, language, model]);
  useEffect(() => {
    if (user === null) return undefined;
    let ended = false;
    const stopWaiting = whenReadable(model, () => {
      // Refused where site storage is off: the page then does not open offline, and nothing else is amiss.
      registerServiceWorker(navigator.serviceWorker).catch(() => undefined);
      void openLive({
        review: model.review.id,
        user,
        database: computer.database,
        api,
        hasMargins: () => model.entries.get().some(({ section }) => (section?.margins.length ?? 0) > 0),
        onOutlineChanged: model.refresh,
        onCommented: model.refreshCounts,
      }).then((opened) => {
        if (ended) void opened.close();
        else model.live.set(opened);
      });
    });
    const end = async (): Promise<void> => {
      ended = true;
      stopWaiting();
      const opened = model.live.get();
      model.live.set(null);
      await opened?.close();
    };
    const stopHearing = computer.beforeLeaving(async () => {
      await whenNothingIsSaving(model);
      await end();
    });
    return () => {
      stopHearing();
      void end();
    };
  }, [model, user, api, computer]);
}

/** Resolves when nothing is on its way to the server, or after {@link SAVING_LIMIT_MS}. */
function whenNothingIsSaving(model: ReportModel): Promise<void> {
  const saved = model.live.get()?.session.saved;
  return new Promise((resolve) => {
    if (saved?.get().kind !== "saving") return resolve();
    const finish = (): void => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const stop = saved.subscribe(() => saved.get().kind !== "saving" && finish());
    const timer = setTimeout(finish, SAVING_LIMIT_MS);
  });
}
