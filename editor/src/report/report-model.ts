import type {
  MemberView,
  OutlineEntry,
  ReviewView,
  SectionComments as CommentCount,
  SectionId,
  StateId,
} from "@travaux/blueprint";
import type { EditorView } from "prosemirror-view";
import { createContext, useContext } from "react";
import type { SectionComments } from "../comments/section-comments.ts";
import { Cell } from "../session/observable.ts";
import type { RoomText } from "../session/room-copy.ts";
import type { Preferences } from "../suggestions/preferences.ts";
import type { SectionProposals } from "../suggestions/section-proposals.ts";
import type { Live } from "./live-session.ts";

/** The section that the reader is in, as the bar above the report shows it. */
export interface CurrentSection {
  readonly id: SectionId;
  /** The wire name of the room shown; `null` for a section without one. */
  readonly room: string | null;
  /** The editor in it; `null` while the section is drawn for reading. */
  readonly view: EditorView | null;
}

/**
 * What the parts of one report page share. Values that change often are cells, watched by the few parts that show
 * them: a key stroke must not draw the report again.
 */
export interface ReportModel {
  readonly review: ReviewView;
  /** The reader's own membership; an observer of nothing has none. */
  readonly member: MemberView | null;
  /** The outline's entries as they are now. */
  readonly entries: Cell<readonly OutlineEntry[]>;
  readonly live: Cell<Live | null>;
  readonly current: Cell<CurrentSection | null>;
  /** Words of the sections that have been read, by section. */
  readonly words: Cell<ReadonlyMap<SectionId, number>>;
  /** Every section is to be fetched and drawn, in view or not: for printing. */
  readonly drawAll: Cell<boolean>;
  /** How many sections are still being fetched. */
  readonly pending: Cell<number>;
  /** The texts that are open live on the page: whoever is in one of them is present. */
  readonly texts: Cell<ReadonlyMap<SectionId, RoomText>>;
  /** The heading at the upper part of the window. */
  readonly reading: Cell<string | null>;
  /** Whether find and replace is open. */
  readonly finding: Cell<boolean>;
  readonly observe: (element: Element, onView: (inView: boolean) => void) => () => void;
  /** Follows a heading's part of the page, to know when it is at the upper part of the window. */
  readonly follow: (element: Element) => () => void;
  /** Asks for the outline again. */
  readonly refresh: () => void;
  /** The editors on the page, in its order, for find and replace across sections. */
  readonly views: Cell<ReadonlyMap<SectionId, EditorView>>;
  /** How the reader likes to work. */
  readonly preferences: Preferences;
  /** The proposals in the editors on the page. */
  readonly proposals: Cell<ReadonlyMap<SectionId, SectionProposals>>;
  /** How many proposals are open in the sections that have been read, by section. */
  readonly openProposals: Cell<ReadonlyMap<SectionId, number>>;
  /** Whether the list of proposals is open where there is no room for it beside the text. */
  readonly listing: Cell<boolean>;
  /** The comments of the sections in view. */
  readonly comments: Cell<ReadonlyMap<SectionId, SectionComments>>;
  /** Where the cards of sections stand beside the text, also of sections that have left the page. */
  readonly cardReach: Cell<ReadonlyMap<string, CardReach>>;
  /** The thread to be gone to as soon as it is on the page, as a link to it asks; set it to go there. */
  readonly wantedThread: Cell<WantedThread | null>;
  /** How many comments there are in each section, of those that the reader may read. */
  readonly commentCounts: Cell<ReadonlyMap<SectionId, CommentCount>>;
  /** Rises whenever they are to be counted again. */
  readonly countsAsked: Cell<number>;
  /** Has them counted again: after what the reader himself did with comments. */
  readonly refreshCounts: () => void;
}

/** Where the cards of a section stand: as long as any of that is in view, the section stays on the page. */
export interface CardReach {
  /** In pixels from the top of the section's heading. */
  readonly from: number;
  readonly to: number;
  /** Whether the reader is at one of them: then the section stays wherever he looks. */
  readonly isHeld: boolean;
}

/** A thread that the reader wants to see. */
export interface WantedThread {
  readonly section: SectionId;
  readonly thread: string;
}

export const ReportContext = createContext<ReportModel | null>(null);

/** The report page around a part of it. */
export function useReport(): ReportModel {
  const model = useContext(ReportContext);
  if (model === null) throw new RangeError("useReport needs a ReportContext above it");
  return model;
}

/** Builds the model of a report page. */
export function createReportModel(
  review: ReviewView,
  refresh: () => void,
  preferences: Preferences,
): ReportModel {
  const reading = new Cell<string | null>(null);
  const observeBand = createObserver(READING_BAND);
  const countsAsked = new Cell(0);
  return {
    review,
    member: review.members.find((member) => member.id === review.member) ?? null,
    entries: new Cell<readonly OutlineEntry[]>([]),
    live: new Cell<Live | null>(null),
    current: new Cell<CurrentSection | null>(null),
    words: new Cell<ReadonlyMap<SectionId, number>>(new Map()),
    drawAll: new Cell(false),
    pending: new Cell(0),
    texts: new Cell<ReadonlyMap<SectionId, RoomText>>(new Map()),
    reading,
    finding: new Cell(false),
    observe: createObserver(IN_VIEW),
    follow: (element) => observeBand(element, (isThere) => isThere && reading.set(element.id)),
    refresh,
    views: new Cell<ReadonlyMap<SectionId, EditorView>>(new Map()),
    preferences,
    proposals: new Cell<ReadonlyMap<SectionId, SectionProposals>>(new Map()),
    openProposals: new Cell<ReadonlyMap<SectionId, number>>(new Map()),
    listing: new Cell(false),
    comments: new Cell<ReadonlyMap<SectionId, SectionComments>>(new Map()),
    cardReach: new Cell<ReadonlyMap<string, CardReach>>(new Map()),
    wantedThread: new Cell<WantedThread | null>(null),
    commentCounts: new Cell<ReadonlyMap<SectionId, CommentCount>>(new Map()),
    countsAsked,
    refreshCounts: () => countsAsked.set(countsAsked.get() + 1),
  };
}

/** In view is what lies within about a screen of the window, so that it is drawn before it is reached. */
const IN_VIEW = "900px 0px";
/** A thin band below the bars: what lies in it is being read. */
const READING_BAND = "-22% 0px -77% 0px";

/** One IntersectionObserver for the whole page; several hundred of them would cost more than the sections. */
function createObserver(rootMargin: string): ReportModel["observe"] {
  const hears = new Map<Element, (inView: boolean) => void>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) hears.get(entry.target)?.(entry.isIntersecting);
    },
    { rootMargin },
  );
  return (element, onView) => {
    hears.set(element, onView);
    observer.observe(element);
    return () => {
      hears.delete(element);
      observer.unobserve(element);
    };
  };
}

/** Puts a value into a cell's map, or takes it out. */
export function setIn<Key, Value>(cell: Cell<ReadonlyMap<Key, Value>>, key: Key, value: Value | null): void {
  const next = new Map(cell.get());
  if (value === null) next.delete(key);
  else next.set(key, value);
  cell.set(next);
}

/** A State of the review by its id. */
export function stateName(model: ReportModel, id: StateId): ReviewView["states"][number]["name"] | null {
  return model.review.states.find((state) => state.id === id)?.name ?? null;
}
