import type { OutlineEntry, RoomView, SectionView } from "@travaux/blueprint";
import type { EditorView } from "prosemirror-view";
import { useEffect, useState } from "react";
import type { Live } from "../report/live-session.ts";
import { setIn, useReport } from "../report/report-model.ts";
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
  useEffect(() => {
    const name = marginOf(room.name);
    if (proposals === null || name === null) return undefined;
    const margin = live.session.open(name);
    const take = (): void => proposals.margin.set(margin.text.get().doc);
    const stop = margin.text.subscribe(take);
    take();
    return () => {
      stop();
      margin.release();
    };
  }, [live, room.name, proposals]);
}
