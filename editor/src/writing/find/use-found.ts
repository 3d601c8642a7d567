import type { SearchHit, SectionId } from "@travaux/blueprint";
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { useEffect, useMemo, useState } from "react";
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
  const docs = useDocs(sections);
  return useMemo(
    () =>
      sections.flatMap((section) => {
        const { view } = section;
        const doc = view === null ? undefined : docs.get(view);
        if (view === null || doc === undefined || view.isDestroyed) return [];
        return findMatches(doc, query).map((match) => ({ section, view, match }));
      }),
    [sections, query, docs],
  );
}

function useDocs(sections: readonly FindSection[]): ReadonlyMap<EditorView, Node> {
  const [docs, setDocs] = useState<ReadonlyMap<EditorView, Node>>(() => readDocs(sections));
  useEffect(() => {
    const read = (): void => setDocs((before) => sameOr(before, readDocs(sections)));
    const stops = sections.flatMap(({ view }) => (view === null ? [] : [subscribeToView(view, read)]));
    const timer = setTimeout(read);
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [sections]);
  return docs;
}

function readDocs(sections: readonly FindSection[]): ReadonlyMap<EditorView, Node> {
  return new Map(
    sections.flatMap(({ view }) => (view === null || view.isDestroyed ? [] : [[view, view.state.doc]])),
  );
}

function sameOr(
  before: ReadonlyMap<EditorView, Node>,
  next: ReadonlyMap<EditorView, Node>,
): ReadonlyMap<EditorView, Node> {
  const isSame = before.size === next.size && [...next].every(([view, doc]) => before.get(view) === doc);
  return isSame ? before : next;
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
  const [answer, setAnswer] = useState<{ readonly text: string; readonly result: RemoteSearch } | null>(null);
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === "") return undefined;
    const abort = new AbortController();
    const take = (result: RemoteSearch): void => {
      if (!abort.signal.aborted) setAnswer({ text: wanted, result });
    };
    const timer = setTimeout(() => {
      search(wanted, abort.signal).then(
        (hits) => take({ kind: "found", hits }),
        () => take({ kind: "failed" }),
      );
    }, ASK_DELAY_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [wanted, search]);
  if (wanted === "") return { kind: "idle" };
  return answer?.text === wanted ? answer.result : { kind: "searching" };
}
