import {
  maySeePresence,
  memberColour,
  type AccessMember,
  type CloseReason,
  type PresenceUser,
} from "@travaux/blueprint";
import type { Admission } from "../rooms/live-room.ts";
import type { OpenRoom } from "../rooms/open-rooms.ts";
import type { RoomGrant } from "../rooms/rooms.ts";
import type { Attendant } from "./presence-board.ts";
import type { PresenceEntry } from "./presence-frame.ts";

export interface AttachmentOptions {
  readonly room: OpenRoom;
  readonly grant: RoomGrant;
  readonly address: string;
  readonly send: (frame: Uint8Array) => void;
  readonly close: (reason: CloseReason) => void;
  /** The member's standing as it is at the moment of asking. */
  readonly grantNow: () => Promise<RoomGrant | null>;
}

/** The most clients one connection may be present as: a page has one, a page that was reloaded offline a few. */
export const PRESENT_CLIENTS_LIMIT = 16;

/** How many frames wait for a person while his rights are being judged. */
const WITHHELD_LIMIT = 4096;

/** One person in one room: his rights, what he sends, and whom he sees. */
export class Attachment {
  readonly grant: RoomGrant;
  readonly #options: AttachmentOptions;
  readonly #attendant: Attendant & { readonly grant: RoomGrant };
  readonly #clients = new Set<number>();
  readonly #withheld: Uint8Array[] = [];
  #rights: Promise<RoomGrant | null>;
  #judging = 0;
  #closed = false;

  constructor(options: AttachmentOptions) {
    this.grant = options.grant;
    this.#options = options;
    this.#rights = Promise.resolve(options.grant);
    this.#attendant = {
      grant: options.grant,
      address: options.address,
      send: (frame) => this.pass(frame),
      card: cardOf(options.grant),
      maySee: (other) => isGranted(other) && maySeePresence(viewOf(options.grant), viewOf(other.grant)),
    };
    options.room.presence?.enter(this.#attendant);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Passes a frame to the person; while his rights are being judged it waits, and goes nowhere if they have ended. */
  pass(frame: Uint8Array): void {
    if (this.#closed) return;
    if (this.#judging === 0) return this.#options.send(frame);
    this.#withheld.push(frame);
    if (this.#withheld.length > WITHHELD_LIMIT) this.#options.close("unavailable");
  }

  /** Judges an update by the rights that hold when its turn has come. */
  admit(update: Uint8Array): Promise<Admission> {
    return this.#options.room.live.admit(update, async () => {
      const rights = await this.#rights;
      return this.#closed || rights === null ? null : { member: rights.member, level: rights.level };
    });
  }

  /** Passes presence on; a reason when the room must be closed for it. */
  say(entries: readonly PresenceEntry[]): CloseReason | null {
    const { presence } = this.#options.room;
    if (this.#closed || presence === null) return null;
    for (const { clientID } of entries) {
      this.#clients.add(clientID);
      if (this.#clients.size > PRESENT_CLIENTS_LIMIT) return "too-large";
      if (!this.#options.room.live.claim(clientID, this.grant.member)) return "foreign-client";
    }
    presence.say(this.#attendant, entries);
    return null;
  }

  /** Asks for the rights anew. From this moment on nothing passes by the old ones, in either direction. */
  judgeAgain(): void {
    this.#judging += 1;
    this.#rights = this.#options.grantNow().then(
      (now) => {
        if (now === null || !sameStanding(now, this.grant)) {
          this.#options.close(now === null ? "no-room" : "access-changed");
          return null;
        }
        this.#judging -= 1;
        if (this.#judging === 0) for (const frame of this.#withheld.splice(0)) this.#options.send(frame);
        return now;
      },
      () => {
        // Rights that cannot be read are no rights; the client comes back and is judged again.
        this.#options.close("unavailable");
        return null;
      },
    );
  }

  /** Idempotent. */
  leave(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#options.room.presence?.leave(this.#attendant);
  }
}

function isGranted(attendant: Attendant): attendant is Attendant & { readonly grant: RoomGrant } {
  return "grant" in attendant;
}

function sameStanding(a: RoomGrant, b: RoomGrant): boolean {
  return a.member === b.member && a.level === b.level && a.role === b.role && a.state === b.state;
}

function viewOf({ member, role, state }: RoomGrant): AccessMember {
  return { id: member, role, state };
}

function cardOf(grant: RoomGrant): PresenceUser {
  return {
    member: grant.member,
    name: grant.name,
    state: grant.stateName,
    colour: memberColour(grant.member),
  };
}
