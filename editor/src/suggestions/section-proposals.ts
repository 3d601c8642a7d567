import type { DecisionLeftCode, InstrumentCode, RoomView, SectionId } from "@travaux/blueprint";
import { openSuggestions, subscribeToSuggestions, trackingOf } from "@travaux/track-changes";
import type { Suggestion } from "@travaux/track-changes/model";
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import type * as Y from "yjs";
import { Cell, type Observable } from "../session/observable.ts";

/** How long the text must have rested before its proposals are read anew, in milliseconds: longer than between two keys. */
const REST_MS = 500;
/** After this long they are read although the text has not rested, in milliseconds. */
const PATIENCE_MS = 4000;

/** The proposals of a text as they stood when it was last read: a snapshot, whose positions are those of `doc`. */
export interface ProposalsRead {
  readonly doc: Node;
  readonly all: readonly Suggestion[];
}

/** Why a proposal is open still after a decision on it. */
export type LeftOpen = DecisionLeftCode | "failed";

interface ProposalsSource {
  readonly section: SectionId;
  /** The instrument of the section's article, whose reviewing States decide. */
  readonly instrument: InstrumentCode | null;
  readonly room: RoomView;
  readonly view: EditorView;
}

/**
 * The open proposals of one section on the page, read when the writing pauses: cards must not cost a key stroke
 * anything. Also what the reader does with them: which one he is at, which are selected, what came of a decision.
 */
export class SectionProposals {
  readonly section: SectionId;
  readonly instrument: InstrumentCode | null;
  readonly room: RoomView;
  readonly view: EditorView;
  /** What the server says of the proposals beside the text; `null` until it has. */
  readonly margin = new Cell<Y.Doc | null>(null);
  /** What the reviewing States have said among themselves of proposals before the team; `null` to everybody else. */
  readonly reviewersMargin = new Cell<Y.Doc | null>(null);
  /** Those selected for a decision on several; `null` while none is being prepared. */
  readonly selected = new Cell<ReadonlySet<string> | null>(null);
  /** Those that a decision left open, until the next one. */
  readonly left = new Cell<ReadonlyMap<string, LeftOpen>>(new Map());
  /** Whether a decision is on its way. */
  readonly busy = new Cell(false);
  private readonly readCell: Cell<ProposalsRead>;
  private readonly activeCell: Cell<string | null>;
  private readonly stopHearing: () => void;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since: number | null = null;

  constructor({ section, instrument, room, view }: ProposalsSource) {
    this.section = section;
    this.instrument = instrument;
    this.room = room;
    this.view = view;
    this.readCell = new Cell<ProposalsRead>(this.readView());
    this.activeCell = new Cell<string | null>(trackingOf(view.state).active);
    this.stopHearing = subscribeToSuggestions(view, (change) => {
      if (change === "suggestions") this.readSoon();
      if (change === "active") this.activeCell.set(trackingOf(view.state).active);
    });
  }

  get read(): Observable<ProposalsRead> {
    return this.readCell;
  }

  /** The proposal that the caret is in, or that was gone to. */
  get active(): Observable<string | null> {
    return this.activeCell;
  }

  /** Reads the proposals at once. */
  readNow(): void {
    clearTimeout(this.timer);
    this.since = null;
    if (this.view.isDestroyed) return;
    this.readCell.set(this.readView());
    this.forgetGone();
  }

  /** Selects `ids` or takes them out of the selection. */
  select(ids: Iterable<string>, isSelected: boolean): void {
    const next = new Set(this.selected.get() ?? []);
    for (const id of ids) {
      if (isSelected) next.add(id);
      else next.delete(id);
    }
    this.selected.set(next);
  }

  /** Ends it with its view. */
  stop(): void {
    clearTimeout(this.timer);
    this.stopHearing();
  }

  private readSoon(): void {
    const now = performance.now();
    // Whoever is not writing waits for nothing, the less so for the effect of a decision he has just taken.
    if (!this.view.hasFocus()) return this.readNow();
    this.since ??= now;
    clearTimeout(this.timer);
    const rest = Math.max(0, Math.min(REST_MS, this.since + PATIENCE_MS - now));
    this.timer = setTimeout(() => this.readNow(), rest);
  }

  private readView(): ProposalsRead {
    return { doc: this.view.state.doc, all: openSuggestions(this.view.state) };
  }

  private forgetGone(): void {
    const ids = new Set(this.readCell.get().all.map(({ id }) => id));
    const selected = this.selected.get();
    if (selected !== null && [...selected].some((id) => !ids.has(id)))
      this.selected.set(new Set([...selected].filter((id) => ids.has(id))));
    const left = this.left.get();
    if ([...left.keys()].some((id) => !ids.has(id)))
      this.left.set(new Map([...left].filter(([id]) => ids.has(id))));
  }
}
