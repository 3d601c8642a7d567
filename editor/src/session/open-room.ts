import { CLOSE_REASONS, isCloseReason, type CloseReason } from "@travaux/blueprint";
import { afterSync } from "./after-sync.ts";
import type { Attachable } from "./attach-waves.ts";
import { backoffMs } from "./clock.ts";
import { sameText } from "./same-text.ts";
import type { KeptWork } from "./kept-work.ts";
import { Cell, type Observable } from "./observable.ts";
import { RoomCopy, type RoomText } from "./room-copy.ts";
import type { Readiness, RoomAccess, RoomHost } from "./room-host.ts";
import { RoomLog } from "./room-log.ts";
import type { RoomListener } from "./room-provider.ts";
import {
  dueMark,
  hasUnsent,
  initialSavedState,
  reduceSaved,
  showSaved,
  type Saved,
  type SavedEvent,
  type SavedState,
} from "./saved-state.ts";
import { setAside } from "./set-aside.ts";
import type { Merged } from "./unsent-blocks.ts";

/** A room out of view and without unsent work is detached after this long. */
export const DETACH_AFTER_MS = 60_000;

/** A room as the page has it, over all its attachments, refusals and new starts. */
export class OpenRoom implements Attachable {
  /** The wire name. */
  readonly name: string;
  /** The text to bind an editor to. It is replaced when the server has refused it: bind again then. */
  readonly text: Observable<RoomText>;
  private readonly host: RoomHost;
  private readonly textCell: Cell<RoomCopy>;
  private readonly readyCell = new Cell<Readiness>("loading");
  readonly ready: Observable<Readiness> = this.readyCell;
  private readonly accessCell = new Cell<RoomAccess>({ level: null, damaged: false, outdated: false });
  readonly access: Observable<RoomAccess> = this.accessCell;
  private readonly savedCell = new Cell<Saved>({ kind: "saved" });
  readonly saved: Observable<Saved> = this.savedCell;
  private readonly keptCell = new Cell<readonly KeptWork[]>([]);
  /** Work in this text that was not saved and is kept on this computer, oldest first. */
  readonly keptWork: Observable<readonly KeptWork[]> = this.keptCell;
  private readonly leftCell = new Cell(false);
  /** Whether the member has no such room any more. */
  readonly left: Observable<boolean> = this.leftCell;
  private readonly mergedCell = new Cell<Merged | null>(null);
  /** How much was merged when unsent work last met others', where that was much; until {@link seenMerged}. */
  readonly merged: Observable<Merged | null> = this.mergedCell;
  private readonly stopListening: () => void;
  private state: SavedState = initialSavedState(false);
  private holders = 0;
  private visible = true;
  private tries = 0;
  private isLoaded = false;
  /** Calls off the detachment that being out of view will bring. */
  private cancelRest: (() => void) | null = null;
  /** Calls off the pause after a refusal; while it lasts, the room does not attach. */
  private cancelPause: (() => void) | null = null;
  private hasEnded = false;

  constructor(name: string, host: RoomHost) {
    this.name = name;
    this.host = host;
    this.textCell = new Cell(this.newCopy(Promise.resolve()));
    this.text = this.textCell;
    this.stopListening = host.shelf.list.subscribe(() => this.readShelf());
    this.readShelf();
  }

  get hasUnsent(): boolean {
    return hasUnsent(this.state);
  }
  /** Whether everything typed here would survive the loss of this page. */
  get isDurable(): boolean {
    return !this.hasUnsent || this.copy.log.settled.get();
  }
  /** When the mark that is on its way was sent, in milliseconds since the epoch; `null` if there is none. */
  get markSentAt(): number | null {
    return this.state.mark === null ? null : this.copy.markSentAt;
  }

  /** Says whether the room is on screen. Out of view it is detached in time; in view it is attached again. */
  setInView(visible: boolean): void {
    this.visible = visible;
    this.cancelRest?.();
    this.cancelRest = null;
    if (visible) this.want();
    else this.restLater();
  }

  /** The person has read that much was merged. */
  seenMerged(): void {
    this.mergedCell.set(null);
  }

  /** One more user of this object. */
  hold(): void {
    this.holders += 1;
    this.want();
  }

  /** One user less. Without any, the room ends as soon as nothing in it is unsent. */
  release(): void {
    this.holders -= 1;
    this.endWhenIdle();
  }

  urgency(): number {
    return (this.hasUnsent ? 0 : 2) + (this.visible ? 0 : 1);
  }

  attach(): void {
    const { provider, unsent } = this.copy;
    if (provider.phase !== "detached" || !this.wanted) return this.host.waves.done(this);
    if (this.hasUnsent) unsent.remember();
    provider.ask();
  }

  /** The socket is open; rooms that are wanted stand in line. */
  socketOpened(): void {
    this.dispatch({ kind: "link", link: "waiting" });
    this.want();
  }

  /** The socket is gone, and whatever was on its way with it. */
  socketLost(): void {
    this.copy.provider.drop();
    this.dispatch({ kind: "link", link: "down" });
    this.endWhenIdle();
  }

  /** Sends a mark even if none is due, to hear whether the connection lives. */
  beat(): boolean {
    if (this.state.link !== "up" || this.state.mark !== null) return false;
    this.sendMark(this.state.nextMark);
    return true;
  }

  /** Ends at once; what is unsent stays on this computer. */
  async end(): Promise<void> {
    this.hasEnded = true;
    this.cancelRest?.();
    this.cancelPause?.();
    this.stopListening();
    this.host.waves.done(this);
    this.copy.provider.drop();
    await this.copy.loaded.catch(this.host.report);
    await this.copy.end();
    this.copy.doc.destroy();
  }

  private get copy(): RoomCopy {
    return this.textCell.get();
  }

  private get wanted(): boolean {
    return !this.hasEnded && !this.leftCell.get() && (this.hasUnsent || (this.holders > 0 && this.visible));
  }

  private newCopy(before: Promise<void>): RoomCopy {
    const { database, user, socket, report, newId } = this.host;
    const log = new RoomLog({ database, user, room: this.name, writer: newId(), report });
    const listener: RoomListener = {
      hasUnsent: () => this.hasUnsent,
      up: () => this.up(),
      synced: () => this.synced(),
      edited: () => this.edited(),
      marked: (n) => this.marked(n),
      access: (access) => this.accessCell.set(access),
      closed: (reason) => this.closed(reason),
      released: () => this.released(),
    };
    const copy: RoomCopy = new RoomCopy({ name: this.name, socket, listener, log, before });
    void copy.loaded.then(
      (text) => this.loaded(copy, text.unsent, text.update !== null),
      (error: unknown) => {
        // Unreadable here, so the server's text is all there is.
        this.host.report(error);
        this.loaded(copy, false, false);
      },
    );
    return copy;
  }

  private loaded(copy: RoomCopy, unsent: boolean, hasText: boolean): void {
    if (copy !== this.copy || this.hasEnded) return;
    // What was typed while the rows were being read counts on top of them.
    const { kept, edits } = this.state;
    const fresh = initialSavedState(unsent);
    this.state = { ...fresh, edits: fresh.edits + edits, kept, nextMark: this.state.nextMark };
    if (hasText) this.readyCell.set("local");
    this.isLoaded = true;
    this.dispatch({ kind: "link", link: this.host.isDown() ? "down" : "waiting" });
    this.want();
    this.endWhenIdle();
  }

  private want(): void {
    if (!this.wanted || !this.isLoaded || this.cancelPause !== null) return;
    if (this.copy.provider.phase === "detached") this.host.waves.want(this);
  }

  private restLater(): void {
    this.cancelRest?.();
    this.cancelRest = this.host.clock.after(DETACH_AFTER_MS, () => {
      this.cancelRest = null;
      if (!this.wanted) this.letGo();
    });
  }

  private letGo(): void {
    this.host.waves.done(this);
    this.copy.provider.release();
    if (this.copy.provider.phase === "detached") this.released();
    else this.dispatch({ kind: "link", link: "waiting" });
  }

  private released(): void {
    if (this.wanted) this.want();
    else this.endWhenIdle();
  }

  private endWhenIdle(): void {
    if (this.holders > 0 || this.hasEnded || this.hasUnsent || !this.isLoaded) return;
    if (this.copy.provider.phase !== "detached") return this.letGo();
    this.host.ended(this);
    void this.end().catch(this.host.report);
  }

  private up(): void {
    this.host.waves.done(this);
    this.dispatch({ kind: "link", link: "up" });
  }

  private synced(): void {
    this.readyCell.set("synced");
    if (!this.hasUnsent) this.tries = 0;
    const merged = afterSync(this.copy, this.keptCell.get(), { ...this.host, room: this.name });
    if (merged !== null) this.mergedCell.set(merged);
  }

  private edited(): void {
    this.dispatch({ kind: "edited" });
    this.want();
  }

  private marked(n: number): void {
    if (this.state.mark?.n !== n) return;
    this.copy.markAnswered();
    this.tries = 0;
    this.dispatch({ kind: "marked", n });
    if (!this.hasUnsent) this.copy.unsent.clear();
    if (!this.visible && !this.hasUnsent && this.cancelRest === null) this.restLater();
    this.endWhenIdle();
  }

  private sendMark(n: number): void {
    this.copy.sendMark(n, this.host.clock.now());
    this.dispatch({ kind: "mark-sent", n });
  }

  private dispatch(event: SavedEvent): void {
    this.state = reduceSaved(this.state, event);
    const shown = showSaved(this.state);
    const before = this.savedCell.get();
    if (JSON.stringify(shown) !== JSON.stringify(before)) this.savedCell.set(shown);
    const due = dueMark(this.state);
    if (due !== null) this.sendMark(due);
  }

  private readShelf(): void {
    const mine = this.host.shelf.list.get().filter((kept) => sameText(kept.room, this.name));
    const before = this.keptCell.get();
    if (mine.length === before.length && mine.every((kept, index) => kept === before[index])) return;
    this.keptCell.set(mine);
    this.dispatch({ kind: "kept", reason: mine.at(-1)?.reason ?? null });
  }

  private closed(text: string): void {
    this.host.waves.done(this);
    // Frames sent after a refused one wait in the server for our next attachment on this socket, and would spoil it.
    const isSpoiled = this.copy.provider.inFlight > 1;
    this.dispatch({ kind: "link", link: "waiting" });
    // A reason that is no word of ours (Hocuspocus's own) says nothing about the text or the access: try again.
    const reason = isCloseReason(text) ? text : "unavailable";
    const demand = CLOSE_REASONS[reason];
    if (demand === "retry") this.retry(reason);
    else if (demand === "rebuild") this.rebuild(reason);
    else this.leave(reason);
    if (isSpoiled) this.host.dropSocket(reason);
  }

  private retry(reason: CloseReason): void {
    this.tries += 1;
    if (reason === "access-changed") this.host.onOutlineChanged();
    else this.dispatch({ kind: "trouble", reason });
    this.pause(
      reason === "access-changed" && this.tries === 1 ? 0 : backoffMs(this.tries, this.host.random()),
    );
  }

  private pause(ms: number): void {
    this.cancelPause?.();
    this.cancelPause = this.host.clock.after(ms, () => {
      this.cancelPause = null;
      this.want();
    });
  }

  private rebuild(reason: CloseReason): void {
    const old = this.copy;
    const wasUnsent = this.hasUnsent;
    this.tries += 1;
    const aside = this.setAside(old, reason, wasUnsent, !wasUnsent);
    this.state = {
      ...initialSavedState(false),
      nextMark: this.state.nextMark,
      kept: wasUnsent ? reason : this.state.kept,
    };
    this.isLoaded = false;
    this.readyCell.set("loading");
    if (this.tries > 1) this.pause(backoffMs(this.tries, this.host.random()));
    this.textCell.set(this.newCopy(aside));
    this.dispatch({ kind: "link", link: this.host.isDown() ? "down" : "waiting" });
  }

  private leave(reason: CloseReason): void {
    const wasUnsent = this.hasUnsent;
    this.leftCell.set(true);
    void this.setAside(this.copy, reason, wasUnsent, true).then(() => {
      this.dispatch({ kind: "set-aside" });
      this.endWhenIdle();
    }, this.host.report);
    this.host.onOutlineChanged();
  }

  private setAside(
    copy: RoomCopy,
    reason: CloseReason,
    wasUnsent: boolean,
    dropsAll: boolean,
  ): Promise<void> {
    const refused = { ...this.host, room: this.name, reason, wasUnsent, dropsAll };
    return setAside(copy, refused).finally(() =>
      this.dispatch({ kind: "kept", reason: this.keptCell.get().at(-1)?.reason ?? null }),
    );
  }
}
