import { SCHEMA_PARAMETER, SCHEMA_VERSION, type ReviewId, type UserId } from "@travaux/blueprint";
import { AttachWaves } from "./attach-waves.ts";
import { browserClock, type Clock } from "./clock.ts";
import { CollabSocket } from "./collab-socket.ts";
import { KeptShelf } from "./kept-shelf.ts";
import type { KeptWork } from "./kept-work.ts";
import type { LocalDatabase } from "./local-database.ts";
import { Cell, type Observable } from "./observable.ts";
import { OpenRoom } from "./open-room.ts";
import { askServer, type Reachability } from "./reachability.ts";
import type { RoomHost } from "./room-host.ts";
import { worstSaved, type Saved } from "./saved-state.ts";

/**
 * How the connection stands. `idle`: no room is open, so there is nothing to connect for. `blocked`: the server answers, but the network lets no websocket through; what is typed is
 * kept on this computer meanwhile. `signed-out`: the server answers and does not know this person any more.
 */
export type Connection = "idle" | "connecting" | "online" | "offline" | "blocked" | "signed-out";

/** How often a silent connection is asked for a sign of life. */
export const BEAT_MS = 10_000;
/** A connection that has said nothing for this long, with nothing of ours still leaving, is given up. */
export const SILENCE_LIMIT_MS = 25_000;
/** A mark unanswered for this long on a connection that is otherwise alive means that the room has come loose. */
export const MARK_LIMIT_MS = 60_000;
/** So many attempts in a row must fail before the server is asked over plain HTTP what is the matter. */
export const FAILURES_BEFORE_ASKING = 2;

/** An act closes many rooms at once; the outline is asked for once. */
export const OUTLINE_PAUSE_MS = 100;

export interface ReviewSessionOptions {
  readonly review: ReviewId;
  readonly user: { readonly id: UserId };
  /** Where the application is served from, e.g. `https://travaux.example.org`. */
  readonly origin: string;
  /** What this browser keeps; see `openLocalDatabase`. Gives `null` where it keeps nothing. */
  readonly database: Promise<LocalDatabase | null>;
  /**
   * The outline that the page shows is out of date: rooms have gone, access has changed, or the session has ended.
   * Called once for all that happens within {@link OUTLINE_PAUSE_MS}.
   */
  readonly onOutlineChanged: () => void;
  /** Failures that change nothing for the reader but should be known. */
  readonly report: (error: unknown) => void;
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly random?: () => number;
  readonly webSocket?: typeof WebSocket;
  readonly askServer?: () => Promise<Reachability>;
  /** Where `online`, `offline`, `beforeunload` and `visibilitychange` are heard; the window in a browser. */
  readonly events?: EventTarget;
}

/** All rooms of one review that a page has open, on one socket. */
export class ReviewSession {
  private readonly rooms = new Map<string, OpenRoom>();
  private readonly shelf: KeptShelf;
  private readonly waves = new AttachWaves();
  private readonly socket: CollabSocket;
  private readonly host: RoomHost;
  private readonly ask: () => Promise<Reachability>;
  private readonly connectionCell = new Cell<Connection>("idle");
  private readonly savedCell = new Cell<Saved>({ kind: "saved" });
  private readonly stops: (() => void)[] = [];
  private failures = 0;
  private heardAt = 0;
  private unsentBytes = 0;
  /** Whether there is a room to connect for; a server cuts a socket on which nobody asks for one. */
  private isWanted = false;
  private isClosed = false;
  private cancelBeat: () => void = () => undefined;
  private cancelOutline: (() => void) | null = null;

  constructor(options: ReviewSessionOptions) {
    const clock = options.clock ?? browserClock();
    const random = options.random ?? Math.random;
    this.shelf = new KeptShelf(options.database);
    this.ask = options.askServer ?? (() => askServer(options.origin, (input, init) => fetch(input, init)));
    this.socket = new CollabSocket({
      url: socketUrl(options.origin, options.review),
      random: random(),
      ...(options.webSocket === undefined ? {} : { webSocket: options.webSocket }),
      opened: () => this.opened(),
      lost: () => this.lost(),
      heard: () => this.heard(),
      gaveUp: options.report,
    });
    const { review, database, report } = options;
    this.host = {
      user: options.user.id,
      review,
      database,
      socket: this.socket,
      waves: this.waves,
      shelf: this.shelf,
      clock,
      random,
      newId: () => crypto.randomUUID(),
      isDown: () => this.isDown,
      dropSocket: (reason) => {
        this.socket.drop(reason);
        // It was we who ended it, for a clean start: there is nothing to wait for.
        this.retryNow();
      },
      onOutlineChanged: () => this.outlineChanged(options.onOutlineChanged),
      report,
      ended: (room) => this.forget(room),
    };
    void this.readKept().catch(report);
    this.stops.push(this.shelf.list.subscribe(() => this.readSaved()));
    if (options.events !== undefined) this.listen(options.events);
    this.beatLater();
  }

  /** How the connection stands. */
  get connection(): Observable<Connection> {
    return this.connectionCell;
  }
  /** What to say of all rooms of the review together. */
  get saved(): Observable<Saved> {
    return this.savedCell;
  }
  /** All work in this review that was not saved and is kept on this computer, oldest first. */
  get keptWork(): Observable<readonly KeptWork[]> {
    return this.shelf.list;
  }
  /** The wire names of the rooms that are open in this page. */
  get openNames(): readonly string[] {
    return [...this.rooms.keys()];
  }
  /** Whether leaving the page now would lose something: unsent, and not on this computer's disk either. */
  get wouldLose(): boolean {
    return !this.shelf.isDurable || [...this.rooms.values()].some((room) => !room.isDurable);
  }

  /**
   * The room of that wire name, connected and kept up to date; the same object for everybody who asks.
   * Call {@link OpenRoom.release} once for each call of this.
   */
  open(name: string): OpenRoom {
    const known = this.rooms.get(name);
    const room = known ?? new OpenRoom(name, this.host);
    if (known === undefined) {
      this.rooms.set(name, room);
      room.saved.subscribe(() => this.readSaved());
    }
    room.hold();
    if (!this.isWanted) {
      this.isWanted = true;
      this.connectionCell.set("connecting");
      void this.socket.connect();
    }
    this.readSaved();
    return room;
  }

  /** The person has inserted kept work as his own text, or does not want it any more. */
  async discardKept(id: string): Promise<void> {
    await this.shelf.discard(id);
  }

  /** The person has taken up part of kept work; `rest` is what remains of it. */
  async keepRest(rest: KeptWork): Promise<void> {
    await this.shelf.put(rest);
  }

  /** Reads again what was kept beside this page, such as work in rooms that an outline named no more. */
  async readKept(): Promise<void> {
    await this.shelf.load(this.host.user, this.host.review);
  }

  /** Tries the connection at once instead of after the pause. */
  retryNow(): void {
    if (!this.socket.isOpen && this.isWanted) void this.socket.connect();
  }

  /** Ends everything. What is unsent stays on this computer and goes out when the review is opened again. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.isWanted = false;
    this.cancelBeat();
    this.cancelOutline?.();
    for (const stop of this.stops) stop();
    const rooms = [...this.rooms.values()];
    this.rooms.clear();
    await Promise.all(rooms.map((room) => room.end()));
    this.socket.destroy();
  }

  private get isDown(): boolean {
    const connection = this.connectionCell.get();
    return connection === "offline" || connection === "blocked" || connection === "signed-out";
  }

  private listen(events: EventTarget): void {
    const on = (type: string, hear: (event: Event) => void): void => {
      events.addEventListener(type, hear);
      this.stops.push(() => events.removeEventListener(type, hear));
    };
    on("online", () => this.retryNow());
    // The browser may notice minutes before the socket does. It is tried again all the same: a server on this very
    // computer is reachable without any network.
    on("offline", () => this.socket.drop("offline"));
    on("beforeunload", (event) => {
      if (this.wouldLose) event.preventDefault();
    });
  }

  private outlineChanged(tell: () => void): void {
    if (this.cancelOutline !== null) return;
    this.cancelOutline = this.host.clock.after(OUTLINE_PAUSE_MS, () => {
      this.cancelOutline = null;
      tell();
    });
  }

  private opened(): void {
    this.heardAt = this.host.clock.now();
    this.unsentBytes = 0;
    for (const room of this.rooms.values()) room.socketOpened();
    this.waves.setOpen(true);
  }

  private heard(): void {
    this.heardAt = this.host.clock.now();
    this.failures = 0;
    this.connectionCell.set("online");
  }

  private lost(): void {
    this.waves.setOpen(false);
    if (!this.isWanted) return;
    this.failures += 1;
    const before = this.connectionCell.get();
    if (before === "online" || before === "connecting") this.connectionCell.set("offline");
    for (const room of this.rooms.values()) room.socketLost();
    this.readSaved();
    if (this.failures >= FAILURES_BEFORE_ASKING) void this.explain();
  }

  /** Finds out why the socket does not open. */
  private async explain(): Promise<void> {
    const answer = await this.ask();
    if (this.isClosed || this.failures < FAILURES_BEFORE_ASKING) return;
    const before = this.connectionCell.get();
    this.connectionCell.set(
      answer === "reachable" ? "blocked" : answer === "signed-out" ? "signed-out" : "offline",
    );
    if (answer === "signed-out" && before !== "signed-out") this.host.onOutlineChanged();
  }

  private readSaved(): void {
    const kept = this.shelf.list.get().at(-1);
    const rooms = [...this.rooms.values()].map((room) => room.saved.get());
    const shown = worstSaved(
      kept === undefined ? rooms : [...rooms, { kind: "not-saved", reason: kept.reason }],
    );
    if (JSON.stringify(shown) !== JSON.stringify(this.savedCell.get())) this.savedCell.set(shown);
  }

  private forget(room: OpenRoom): void {
    if (this.rooms.get(room.name) === room) this.rooms.delete(room.name);
    this.readSaved();
    if (this.rooms.size > 0) return;
    this.isWanted = false;
    this.connectionCell.set("idle");
    this.socket.disconnect();
    this.socket.drop("idle");
  }

  private beatLater(): void {
    this.cancelBeat = this.host.clock.after(BEAT_MS, () => {
      this.beat();
      if (!this.isClosed) this.beatLater();
    });
  }

  /** Asks a silent connection for a sign of life, and gives up one that has come loose. */
  private beat(): void {
    if (!this.socket.isOpen || this.rooms.size === 0) return;
    const now = this.host.clock.now();
    const isLeaving = this.socket.unsentBytes > 0 && this.socket.unsentBytes < this.unsentBytes;
    this.unsentBytes = this.socket.unsentBytes;
    if (isLeaving) this.heardAt = now;
    const oldestMark = Math.min(...[...this.rooms.values()].map((room) => room.markSentAt ?? Infinity));
    const isLoose = this.unsentBytes === 0 && now - oldestMark > MARK_LIMIT_MS;
    if (isLoose || now - this.heardAt > SILENCE_LIMIT_MS) return this.socket.drop("silent");
    for (const room of this.rooms.values()) if (room.beat()) return;
  }
}

/** Opens a review's rooms for this page. Nothing is connected before the first room is asked for. */
export function openReviewSession(options: ReviewSessionOptions): ReviewSession {
  return new ReviewSession(options);
}

/** Tells the server which schema this page was built with: with another one it may only read. */
function socketUrl(origin: string, review: ReviewId): string {
  const url = new URL(`/collab/${review}`, origin.replace(/^http/, "ws"));
  url.searchParams.set(SCHEMA_PARAMETER, String(SCHEMA_VERSION));
  return url.href;
}
