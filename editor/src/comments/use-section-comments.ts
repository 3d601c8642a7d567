import type { MarginView, OutlineEntry, RoomView, SectionView } from "@travaux/blueprint";
import { useEffect, useEffectEvent, useState } from "react";
import { useApplication } from "../app/application.tsx";
import type { Live } from "../report/live-session.ts";
import { setIn, useReport } from "../report/report-model.ts";
import { useCellPart } from "../report/use-cell.ts";
import {
  audienceChoices,
  firstChoice,
  isUnderReview,
  type AudienceChoice,
} from "./cards/audience-choices.ts";
import type { SectionComments } from "./section-comments.ts";

interface Place {
  readonly live: Live;
  readonly entry: OutlineEntry;
  readonly section: SectionView;
  /** The text that the page shows. */
  readonly room: RoomView;
  /** Whether the server's text is there: on a poor network comments come behind it. */
  readonly isTextThere: boolean;
}

/** Keeps the comments of a section in the page's model, with the documents of its margins, as long as it is in view. */
export function useSectionComments({ live, entry, section, room, isTextThere }: Place): void {
  const model = useReport();
  const { api, session } = useApplication();
  const user = session.user?.id ?? null;
  const margins = useSameMargins(section.margins);
  const view = useCellPart(model.views, (views) => views.get(section.id) ?? null);
  const choose = useEffectEvent((quoted: string | null, last: AudienceChoice | null) => {
    const { review, member } = model;
    const choices = audienceChoices({ margins, room: quoted, review, member, instrument: entry.instrument });
    return firstChoice(choices, last, isUnderReview(review, member));
  });
  const [comments, setComments] = useState<SectionComments | null>(null);
  useEffect(() => {
    if (margins.length === 0 || user === null) return undefined;
    const opened = new live.SectionComments({
      user,
      review: model.review.id,
      section: section.id,
      margins,
      shown: room.name,
      self: model.review.member,
      drafts: live.drafts,
      marks: live.readMarks,
      api,
      choose: (quoted, last) => choose(quoted, last),
      onDone: model.refreshCounts,
    });
    setComments(opened);
    setIn(model.comments, section.id, opened);
    return () => {
      setIn(model.comments, section.id, null);
      setComments(null);
      opened.stop();
    };
  }, [live, model, api, user, section.id, margins, room.name]);
  useEffect(() => {
    comments?.setView(view);
    return () => comments?.setView(null);
  }, [comments, view]);
  useMargins(live, margins, comments, isTextThere);
}

/** Holds the documents of the margins open and gives them to `comments`. */
function useMargins(
  live: Live,
  margins: readonly MarginView[],
  comments: SectionComments | null,
  isTextThere: boolean,
): void {
  const [rooms, setRooms] = useState<readonly ReturnType<Live["session"]["open"]>[]>([]);
  useEffect(() => {
    if (comments === null) return undefined;
    const opened = margins.map(({ name, audience }) => {
      const margin = live.session.open(name);
      const take = (): void => comments.setMargin(audience, margin.text.get().doc);
      const stop = margin.text.subscribe(take);
      take();
      return { margin, stop };
    });
    setRooms(opened.map(({ margin }) => margin));
    return () => {
      setRooms([]);
      for (const { margin, stop } of opened) {
        stop();
        margin.release();
      }
    };
  }, [live, margins, comments]);
  // What this computer has is read at once, what the server has behind the text.
  useEffect(() => rooms.forEach((margin) => margin.setInView(isTextThere)), [rooms, isTextThere]);
}

/** The same array as long as it says the same: an outline is read anew for other things too. */
function useSameMargins(margins: readonly MarginView[]): readonly MarginView[] {
  const [kept, setKept] = useState(margins);
  if (kept === margins || JSON.stringify(kept) === JSON.stringify(margins)) return kept;
  setKept(margins);
  return margins;
}
