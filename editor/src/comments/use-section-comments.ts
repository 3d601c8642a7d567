import type {
  MarginView,
  NewSubject,
  OutlineEntry,
  RoomView,
  SectionView,
  StateId,
} from "@travaux/blueprint";
import { useEffect, useEffectEvent, useState } from "react";
import { useApplication } from "../app/application.tsx";
import type { Live } from "../report/live-session.ts";
import { setIn, useReport } from "../report/report-model.ts";
import { useCellPart } from "../report/use-cell.ts";
import {
  audienceChoices,
  firstChoice,
  isUnderReview,
  quotable,
  reviewersOf,
  textFor as textForAll,
  type AudienceChoice,
} from "./cards/audience-choices.ts";
import type { HeldMargins } from "./held-margins.ts";
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
  const margins = useSame(section.margins);
  const view = useCellPart(model.views, (views) => views.get(section.id) ?? null);
  const rooms = useSame(
    [room, ...section.rooms.filter((each) => each !== room)].filter(isForComments).map(({ name }) => name),
  );
  const reviewers = (): readonly StateId[] => reviewersOf(model.review, entry.instrument);
  const textFor = useEffectEvent((audience: string) => textForAll(audience, rooms, reviewers()));
  const choose = useEffectEvent((subject: NewSubject, last: AudienceChoice | null) => {
    const { review, member } = model;
    const quoted = quotable(subject, rooms);
    const choices = audienceChoices({ margins, rooms: quoted, review, member, instrument: entry.instrument });
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
      rooms,
      choose: (subject, last) => choose(subject, last),
      textFor: (audience) => textFor(audience),
      onDone: model.refreshCounts,
    });
    setComments(opened);
    setIn(model.comments, section.id, opened);
    return () => {
      setIn(model.comments, section.id, null);
      setComments(null);
      opened.stop();
    };
  }, [live, model, api, user, section.id, margins, room.name, rooms]);
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
  const [held, setHeld] = useState<HeldMargins | null>(null);
  useEffect(() => {
    if (comments === null) return undefined;
    const opened = new live.HeldMargins(live.session, margins, (audience, doc) =>
      comments.setMargin(audience, doc),
    );
    setHeld(opened);
    return () => {
      setHeld(null);
      opened.release();
    };
  }, [live, margins, comments]);
  useEffect(() => held?.setTextThere(isTextThere), [held, isTextThere]);
}

/** The same list as long as it says the same: an outline is read anew for other things too. */
function useSame<Item>(list: readonly Item[]): readonly Item[] {
  const [kept, setKept] = useState(list);
  if (kept === list || JSON.stringify(kept) === JSON.stringify(list)) return kept;
  setKept(list);
  return list;
}

/** What is left behind is only read. */
function isForComments({ standing, document }: RoomView): boolean {
  return standing !== "history" && document === "text";
}
