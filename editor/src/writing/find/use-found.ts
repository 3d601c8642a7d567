import type { SearchHit, SectionId } from "@travaux/blueprint";
import type { EditorView } from "prosemirror-view";
import { useEffect, useMemo, useReducer, useState } from "react";
import { subscribeToView } from "../view-changes.ts";
import { showFound } from "./found-marks.ts";
import { findMatches, type FindQuery, type Match } from "./matches.ts";

/** A section that find goes through; `view` while it is mounted. */
export interface FindSection {
  readonly id: SectionId;
  readonly name: string;
  readonly view: EditorView | null;
}

/** A place in a mounted section. */
export interface LocalPlace {
  readonly section: FindSection;
  readonly view: EditorView;
  readonly match: Match;
}

/** How the search of the sections that are not mounted stands. */
export type RemoteSearch =
  | { readonly kind: "idle" }
  | { readonly kind: "searching" }
  | { readonly kind: "failed" }
  | { readonly kind: "found"; readonly hits: readonly SearchHit[] };

/** The places in the mounted sections, in the order of the report, kept with every change of their texts. */
export function useLocalPlaces(sections: readonly FindSection[], query: FindQuery): readonly LocalPlace[] {
  const [version, changed] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const stops = sections.flatMap(({ view }) => {
      if (view === null) return [];
      let { doc } = view.state;
      return [
        subscribeToView(view, () => {
          if (view.state.doc !== doc) changed();
          ({ doc } = view.state);
        }),
      ];
    });
    return () => stops.forEach((stop) => stop());
  }, [sections]);
  return useMemo(
    () =>
      sections.flatMap((section) => {
        const { view } = section;
        if (view === null || view.isDestroyed) return [];
        return findMatches(view.state.doc, query).map((match) => ({ section, view, match }));
      }),
    // The version stands for the documents, which React does not see change.
    [sections, query, version],
  );
}

/** Draws what is found in every mounted section, and takes it away with the panel. */
export function useFoundMarks(
  sections: readonly FindSection[],
  query: FindQuery,
  current: LocalPlace | null,
): void {
  const at = current?.match.from ?? null;
  const atView = current?.view ?? null;
  useEffect(() => {
    for (const { view } of sections)
      if (view !== null) showFound(view, { query, current: view === atView ? at : null });
  }, [sections, query, at, atView]);
  useEffect(
    () => () => {
      for (const { view } of sections) if (view !== null) showFound(view, { query: null, current: null });
    },
    [sections],
  );
}

/** How long after the last key the server is asked, in milliseconds. */
const ASK_DELAY_MS = 300;

/** What the server finds in everything the reader may read. */
export function useRemoteSearch(
  text: string,
  search: (text: string, signal: AbortSignal) => Promise<readonly SearchHit[]>,
): RemoteSearch {
  const [remote, setRemote] = useState<RemoteSearch>({ kind: "idle" });
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === "") {
      setRemote({ kind: "idle" });
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      setRemote({ kind: "searching" });
      search(wanted, abort.signal).then(
        (hits) => !abort.signal.aborted && setRemote({ kind: "found", hits }),
        () => !abort.signal.aborted && setRemote({ kind: "failed" }),
      );
    }, ASK_DELAY_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [wanted, search]);
  return remote;
}
