import { useCallback, useEffect, useState } from "react";
import { useApplication } from "../../app/application.tsx";
import { useThreadNamed } from "../../app/navigation.tsx";
import type { ThreadPlace } from "../../app/route.ts";
import { problemCode } from "../../app/use-resource.ts";
import type { ReportModel } from "../../report/report-model.ts";

/** Why the thread that the address named is not shown: it is not there for the reader, or nobody could say. */
export type LinkFault = "gone" | "unknown";

/**
 * Has the page go to the thread that its address names, and finds out whether it can be shown at all: who follows a
 * link to what he may not read waits for nothing.
 */
export function useThreadLink(model: ReportModel): {
  readonly fault: LinkFault | null;
  readonly dismiss: () => void;
} {
  const { api } = useApplication();
  const [named, setNamed] = useState<ThreadPlace | null>(null);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const hear = useCallback((place: ThreadPlace) => {
    setFault(null);
    setNamed(place);
  }, []);
  useThreadNamed(hear);
  useEffect(() => {
    if (named === null) return undefined;
    const { review, wantedThread } = model;
    wantedThread.set(named);
    const stop = wantedThread.subscribe(() => setNamed(null));
    let isOver = false;
    const fail = (why: LinkFault): void => {
      if (isOver) return;
      setFault(why);
      setNamed(null);
      if (wantedThread.get() === named) wantedThread.set(null);
    };
    api.comments(review.id, { section: named.section }).then(
      (rows) => {
        if (!rows.some(({ thread }) => thread === named.thread)) fail("gone");
      },
      (error: unknown) => fail(problemCode(error) === "absent" ? "gone" : "unknown"),
    );
    return () => {
      isOver = true;
      stop();
    };
  }, [api, model, named]);
  const dismiss = useCallback(() => setFault(null), []);
  return { fault, dismiss };
}
