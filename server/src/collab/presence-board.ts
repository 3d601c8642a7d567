import { stamp, writePresenceFrame, type PresenceEntry } from "./presence-frame.ts";

/** Somebody attached to a room, as presence needs to know him. */
export interface Attendant {
  /** The address his frames bear. */
  readonly address: string;
  readonly send: (frame: Uint8Array) => void;
  /** Whether this attendant may know that `other` is here. */
  readonly maySee: (other: Attendant) => boolean;
  /** What others see of him. */
  readonly card: unknown;
}

/**
 * Who is in one room and where. Presence goes from person to person, never to the room: each attendant hears only of
 * those he may know of.
 */
export class PresenceBoard {
  readonly #attendants = new Map<Attendant, Map<number, PresenceEntry>>();

  /** Brings `newcomer` in and tells him of those he may see. */
  enter(newcomer: Attendant): void {
    this.#attendants.set(newcomer, new Map());
    const visible: PresenceEntry[] = [];
    for (const [other, entries] of this.#attendants) {
      if (other !== newcomer && newcomer.maySee(other)) visible.push(...entries.values());
    }
    if (visible.length > 0) newcomer.send(writePresenceFrame(newcomer.address, visible));
  }

  /** Takes in what `from` says of his own clients, stamped, and passes it on. A foreign clientID is for the caller to refuse. */
  say(from: Attendant, entries: readonly PresenceEntry[]): void {
    const own = this.#attendants.get(from);
    if (own === undefined) return;
    const news: PresenceEntry[] = [];
    for (const entry of entries) {
      const known = own.get(entry.clientID);
      if (known !== undefined && known.clock > entry.clock) continue;
      const stamped = entry.state === null ? entry : { ...entry, state: stamp(entry.state, from.card) };
      if (entry.state === null) own.delete(entry.clientID);
      else own.set(entry.clientID, stamped);
      news.push(stamped);
    }
    this.#tell(from, news);
  }

  /** Takes `attendant` out and tells those who saw him. */
  leave(attendant: Attendant): void {
    const own = this.#attendants.get(attendant);
    if (own === undefined) return;
    this.#attendants.delete(attendant);
    this.#tell(
      attendant,
      [...own.values()].map(({ clientID, clock }) => ({ clientID, clock: clock + 1, state: null })),
    );
  }

  get size(): number {
    return this.#attendants.size;
  }

  #tell(from: Attendant, news: readonly PresenceEntry[]): void {
    if (news.length === 0) return;
    for (const other of this.#attendants.keys()) {
      if (other !== from && other.maySee(from)) other.send(writePresenceFrame(other.address, news));
    }
  }
}
