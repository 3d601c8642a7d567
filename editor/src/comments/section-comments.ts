import type {
  MarginView,
  MemberId,
  NewDisposition,
  NewSubject,
  ReviewId,
  SectionId,
  UserId,
} from "@travaux/blueprint";
import { activateThread, activeThread, revealThread, subscribeToThreads } from "@travaux/comments";
import type { EditorView } from "prosemirror-view";
import type * as Y from "yjs";
import type { CommentRequests } from "../app/comment-requests.ts";
import { Cell, type Observable } from "../session/observable.ts";
import { addressed, beginComment, isSameComment, type CommentOn, type NotBegun } from "./begin-comment.ts";
import type { AudienceChoice } from "./cards/audience-choices.ts";
import { CommandBoard } from "./command-board.ts";
import type { CommandOutcome } from "./command-outcome.ts";
import { aboutSection, mintCommentId, type DraftChange, type DraftComment } from "./comment-draft.ts";
import type { CommentDrafts } from "./comment-drafts.ts";
import type { SectionCommentsLike, ShownDraft, ShownThread } from "./comments-on-page.ts";
import { DrawnThreads, requoted } from "./drawn-threads.ts";
import { MarginThreads, threadsWithNews, type ThreadOf } from "./margin-threads.ts";
import type { ReadMarks } from "./read-marks.ts";

/** What the comments of a section are made of. */
export interface CommentsSource {
  readonly user: UserId;
  readonly review: ReviewId;
  readonly section: SectionId;
  readonly margins: readonly MarginView[];
  /** Wire name of the text that the page shows. */
  readonly shown: string;
  /** The reader as a member. */
  readonly self: MemberId;
  readonly drafts: CommentDrafts;
  readonly marks: ReadMarks;
  readonly api: Pick<CommentRequests, "settleThread" | "deleteComment" | "disposeOf" | "sendComments">;
  /** Wire names of the texts that can be commented on, that one before the others. */
  readonly rooms: readonly string[];
  /** For whom a new comment is to be, `last` being what its author chose last. */
  readonly choose: (subject: NewSubject, last: AudienceChoice | null) => AudienceChoice | null;
  /** The text that everybody of an audience may read, of those. */
  readonly textFor: (audience: string) => string | null;
  /** The server has done what it was asked. */
  readonly onDone: () => void;
}

export type { SectionCommentsLike, ShownDraft, ShownThread } from "./comments-on-page.ts";

/** How long threads rest before they are read anew while somebody writes in the text, in milliseconds. */
const REST_MS = 400;

/** See {@link SectionCommentsLike}. */
export class SectionComments implements SectionCommentsLike {
  readonly section: SectionId;
  readonly margins: readonly MarginView[];
  readonly rooms: readonly string[];
  private readonly source: CommentsSource;
  private readonly board: CommandBoard;
  private readonly threadsCell = new Cell<readonly ShownThread[]>([]);
  private readonly draftsCell = new Cell<readonly ShownDraft[]>([]);
  private readonly composingCell = new Cell<ShownDraft | null>(null);
  private readonly activeCell = new Cell<string | null>(null);
  private readonly notBegunCell = new Cell<NotBegun | null>(null);
  private readonly viewCell = new Cell<EditorView | null>(null);
  private readonly open = new Map<string, MarginThreads>();
  private readonly read = new Map<string, readonly ThreadOf[]>();
  private allThreads: readonly ThreadOf[] = [];
  /** Each thread as it was shown last. */
  private readonly shown = new WeakMap<ThreadOf, ShownThread>();
  private ownDrafts: readonly DraftComment[] = [];
  private readonly stops: (() => void)[] = [];
  private drawn: DrawnThreads | null = null;
  private stopHearingView: () => void = () => undefined;
  private last: AudienceChoice | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether it is this object that changes the view, which need not be told back. */
  private isDrawing = false;

  constructor(source: CommentsSource) {
    this.source = source;
    this.section = source.section;
    this.margins = source.margins;
    this.rooms = source.rooms;
    this.board = new CommandBoard(source);
    this.stops.push(
      source.drafts.all.subscribe(() => this.draftsChanged()),
      source.marks.unread.subscribe(() => this.unreadChanged()),
    );
    this.draftsChanged();
  }

  get threads(): Observable<readonly ShownThread[]> {
    return this.threadsCell;
  }
  get active(): Observable<string | null> {
    return this.activeCell;
  }
  get composing(): Observable<ShownDraft | null> {
    return this.composingCell;
  }
  get drafts(): Observable<readonly ShownDraft[]> {
    return this.draftsCell;
  }
  get notBegun(): Observable<NotBegun | null> {
    return this.notBegunCell;
  }
  get busy(): Observable<ReadonlySet<string>> {
    return this.board.busy;
  }
  get view(): Observable<EditorView | null> {
    return this.viewCell;
  }

  /** The section's editor came to be, or (`null`) is about to go. */
  setView(view: EditorView | null): void {
    this.stopHearingView();
    this.stopHearingView = () => undefined;
    this.drawn = view === null ? null : new DrawnThreads(view);
    this.viewCell.set(view);
    if (view !== null)
      this.stopHearingView = subscribeToThreads(view, (change) => {
        if (this.isDrawing) return;
        if (change === "active") this.takeActive(activeThread(view.state));
        else if (change !== "marks") this.list();
      });
    this.draw();
  }

  /** The document of a margin's threads is there, in the place of an earlier one, or (`null`) has gone. */
  setMargin(audience: string, doc: Y.Doc | null): void {
    this.open.get(audience)?.stop();
    if (doc === null) this.open.delete(audience);
    else this.open.set(audience, new MarginThreads(audience, doc, () => this.readSoon()));
    this.readNow();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.stopHearingView();
    for (const stop of this.stops) stop();
    for (const margin of this.open.values()) margin.stop();
  }

  readonly compose = (on: CommentOn): DraftComment | null => {
    const known = this.draftsCell.get().find(({ place }) => isSameComment(place, on));
    if (known !== undefined) {
      this.takeUp(known.id);
      return known;
    }
    const { user, review, section, shown, self, choose, textFor, drafts } = this.source;
    const begun = beginComment(on, {
      margins: this.margins,
      view: this.viewCell.get(),
      shown,
      choose: (subject) => choose(subject, this.last),
      textFor,
      thread: (id) => this.find(id),
      self,
    });
    this.notBegunCell.set(typeof begun === "string" ? begun : null);
    if (typeof begun === "string") return null;
    const draft: DraftComment = {
      id: mintCommentId(),
      user,
      review,
      section,
      class: null,
      at: Date.now(),
      sending: { kind: "writing" },
      ...begun,
    };
    drafts.put(draft);
    this.takeUp(draft.id);
    return draft;
  };

  readonly takeUp = (draft: string): void => {
    if (this.composingCell.get()?.id !== draft) this.closeComposer();
    this.source.drafts.composed.set(this.section, draft);
    this.list();
    const place = this.source.drafts.find(draft)?.place;
    this.activate(place === undefined || place.kind === "thread" ? draft : place.thread);
  };

  readonly closeComposer = (): void => {
    const open = this.composingCell.get();
    this.source.drafts.composed.delete(this.section);
    this.composingCell.set(null);
    if (open === null) return;
    if (open.text.trim() === "") this.source.drafts.discard(open.id);
    if (this.activeCell.get() === open.id) this.activate(null);
  };

  readonly change = (id: string, change: DraftChange): void => {
    const { drafts, textFor } = this.source;
    drafts.change(id, change);
    const draft = drafts.find(id);
    if (change.audience === undefined || draft?.place.kind !== "thread") return;
    this.last = { audience: draft.place.audience, forTeam: draft.forTeam };
    drafts.put({ ...draft, place: addressed(draft.place, textFor) });
  };

  readonly toSection = (id: string): void => {
    const draft = this.source.drafts.find(id);
    if (draft !== null) this.source.drafts.put(aboutSection(draft));
  };

  readonly discard = (id: string): void => {
    this.source.drafts.discard(id);
  };

  readonly send = (id: string): Promise<CommandOutcome> => {
    const draft = this.source.drafts.find(id);
    const view = this.viewCell.get();
    // The text may have moved on since it was quoted.
    if (draft !== null && view !== null) this.source.drafts.put(requoted(view, draft, this.source.shown));
    return this.source.drafts.send(id);
  };

  readonly settle = (thread: string, resolved: boolean): Promise<CommandOutcome> =>
    this.board.settle(thread, resolved);

  readonly remove = (thread: string, comment: string): Promise<CommandOutcome> =>
    this.board.remove(thread, comment);

  readonly dispose = (thread: string, disposition: NewDisposition): Promise<CommandOutcome> =>
    this.board.dispose(thread, disposition, this.find(thread)?.disposition ?? null);

  readonly sendToTeam = (threads: readonly string[]): Promise<CommandOutcome> =>
    this.board.sendToTeam(threads);

  readonly activate = (id: string | null): void => {
    const view = this.viewCell.get();
    this.quietly(() => view !== null && activateThread(view, id));
    this.takeActive(id);
  };

  readonly goTo = (id: string): boolean => {
    const view = this.viewCell.get();
    this.activate(id);
    return view !== null && revealThread(view, id);
  };

  readonly seen = (thread: string): void => this.source.marks.seen(this.section, thread);

  /** Reads the threads at once. */
  readNow(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { self, marks, drafts } = this.source;
    for (const { audience } of this.margins) {
      const before = this.read.get(audience);
      const now = this.open.get(audience)?.read() ?? before ?? [];
      if (now === before) continue;
      this.read.set(audience, now);
      // What was there when the page opened, the server has said of.
      if (before !== undefined) for (const id of threadsWithNews(before, now, self)) marks.arrived(id);
      for (const thread of now) drafts.found(thread);
    }
    this.allThreads = this.margins.flatMap(({ audience }) => this.read.get(audience) ?? []);
    this.draw();
  }

  private find(id: string): ShownThread | null {
    return this.threadsCell.get().find((thread) => thread.id === id) ?? null;
  }

  private readSoon(): void {
    // Whoever is not writing in the text waits for nothing, the less so for what he has just written here.
    const rest = this.viewCell.get()?.hasFocus() === true ? REST_MS : 0;
    this.timer ??= setTimeout(() => this.readNow(), rest);
  }

  private takeActive(id: string | null): void {
    this.activeCell.set(id);
    if (id !== null) this.seen(id);
  }

  private quietly(work: () => void): void {
    this.isDrawing = true;
    try {
      work();
    } finally {
      this.isDrawing = false;
    }
  }

  private draftsChanged(): void {
    const drafts = this.source.drafts.all.get().filter(({ section }) => section === this.section);
    const before = this.ownDrafts;
    if (drafts.length === before.length && drafts.every((draft, index) => draft === before[index])) return;
    this.ownDrafts = drafts;
    this.draw();
  }

  private unreadChanged(): void {
    this.list();
    // It may be a change of the editor that is heard here, and no editor is to be changed while it changes.
    queueMicrotask(() => this.draw());
  }

  /** Draws what there is in the text, and lists it. */
  private draw(): void {
    const { drawn } = this;
    const unread = this.source.marks.unread.get();
    if (drawn !== null) this.quietly(() => drawn.draw(this.allThreads, this.ownDrafts, unread));
    this.list();
  }

  /** The same object as long as nothing about it changes. */
  private show(thread: ThreadOf, placed: boolean, unread: boolean): ShownThread {
    const before = this.shown.get(thread);
    if (before?.placed === placed && before.unread === unread) return before;
    const shown = { ...thread, placed, unread };
    this.shown.set(thread, shown);
    return shown;
  }

  /** Notes what there is, and what of it has a place in the text that is shown. */
  private list(): void {
    const order = this.drawn?.order() ?? new Map<string, number>();
    const unread = this.source.marks.unread.get();
    const threads = this.allThreads
      .map((thread) => this.show(thread, order.has(thread.id), unread.has(thread.id)))
      .toSorted((one, other) => placeIn(order, one) - placeIn(order, other) || one.at - other.at);
    setList(this.threadsCell, threads);
    const written = new Map(this.draftsCell.get().map((draft) => [draft.id, draft]));
    const drafts = this.ownDrafts.map((draft): ShownDraft => {
      const shown = { ...draft, placed: order.has(draft.id) };
      const before = written.get(draft.id);
      return before !== undefined && JSON.stringify(before) === JSON.stringify(shown) ? before : shown;
    });
    setList(this.draftsCell, drafts);
    const composed = this.source.drafts.composed.get(this.section);
    this.composingCell.set(drafts.find(({ id }) => id === composed) ?? null);
  }
}

function setList<Item>(cell: Cell<readonly Item[]>, next: readonly Item[]): void {
  const before = cell.get();
  if (before.length !== next.length || next.some((item, index) => item !== before[index])) cell.set(next);
}

/** What has no place stands behind everything that has one. */
function placeIn(order: ReadonlyMap<string, number>, { id }: ShownThread): number {
  return order.get(id) ?? order.size;
}
