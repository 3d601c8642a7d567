import type { OutlineEntry, RoomView, SectionView } from "@travaux/blueprint";
import type { EditorView } from "prosemirror-view";
import { useEffect, useState } from "react";
import type * as Y from "yjs";
import type { Live } from "../report/live-session.ts";
import { setIn, useReport } from "../report/report-model.ts";
import type { Cell } from "../session/observable.ts";
import { marginOf } from "./margin-facts.ts";
import type { SectionProposals } from "./section-proposals.ts";

interface Place {
  readonly live: Live;
  readonly entry: OutlineEntry;
  readonly section: SectionView;
  readonly room: RoomView;
  /** The editor of the section; `null` while there is none. */
  readonly view: EditorView | null;
}

/** Keeps the proposals of a section in the page's model for as long as its editor is there, with what lies beside them. */
export function useSectionProposals({ live, entry, section, room, view }: Place): void {
  const model = useReport();
  const { instrument } = entry;
  const [proposals, setProposals] = useState<SectionProposals | null>(null);
  useEffect(() => {
    if (view === null) return undefined;
    const opened = new live.SectionProposals({ section: section.id, instrument, room, view });
    const count = (): void => setIn(model.openProposals, section.id, opened.read.get().all.length);
    const stopCounting = opened.read.subscribe(count);
    count();
    setIn(model.proposals, section.id, opened);
    setProposals(opened);
    return () => {
      stopCounting();
      opened.stop();
      setProposals(null);
      setIn(model.proposals, section.id, null);
    };
  }, [live, model, section.id, instrument, room, view]);
  useMargin(live, marginOf(room.name), proposals?.margin ?? null);
  const isTwoKeyed = model.review.decisionKeys === "both" && room.audience === "team";
  const reviewers = isTwoKeyed ? section.rooms.find(({ audience }) => audience === "reviewers") : undefined;
  useMargin(
    live,
    reviewers === undefined ? null : marginOf(reviewers.name),
    proposals?.reviewersMargin ?? null,
  );
}

/** Holds the margin of that name open and keeps it in `cell`. */
function useMargin(live: Live, name: string | null, cell: Cell<Y.Doc | null> | null): void {
  useEffect(() => {
    if (name === null || cell === null) return undefined;
    const margin = live.session.open(name);
    const take = (): void => cell.set(margin.text.get().doc);
    const stop = margin.text.subscribe(take);
    take();
    return () => {
      stop();
      margin.release();
    };
  }, [live, name, cell]);
}
