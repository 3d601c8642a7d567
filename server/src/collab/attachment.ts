import { maySeePresence, type AccessMember, type CloseReason, type PresenceUser } from "@travaux/blueprint";
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

/** One person in one room: his rights, what he sends, and whom he sees. */
export class Attachment {
  readonly grant: RoomGrant;
  readonly #options: AttachmentOptions;
  readonly #attendant: Attendant & { readonly grant: RoomGrant };
  #rights: Promise<RoomGrant | null>;
  #closed = false;

  constructor(options: AttachmentOptions) {
    this.grant = options.grant;
    this.#options = options;
    this.#rights = Promise.resolve(options.grant);
    this.#attendant = {
      grant: options.grant,
      address: options.address,
      send: options.send,
      card: cardOf(options.grant),
      maySee: (other) => isGranted(other) && maySeePresence(viewOf(options.grant), viewOf(other.grant)),
    };
    options.room.presence.enter(this.#attendant);
  }

  get closed(): boolean {
    return this.#closed;
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
    if (this.#closed) return null;
    for (const { clientID } of entries) {
      if (!this.#options.room.live.claim(clientID, this.grant.member)) return "foreign-client";
    }
    this.#options.room.presence.say(this.#attendant, entries);
    return null;
  }

  /** Asks for the rights anew. From this moment on nothing passes by the old ones. */
  judgeAgain(): void {
    this.#rights = this.#options.grantNow().then(
      (now) => {
        if (now !== null && sameStanding(now, this.grant)) return now;
        this.#options.close(now === null ? "no-room" : "access-changed");
        return null;
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
    this.#options.room.presence.leave(this.#attendant);
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
  return { member: grant.member, name: grant.name, state: grant.stateName, colour: colourOf(grant.member) };
}

/** A colour from 0 to 7 that stays with the member. */
function colourOf(member: string): number {
  let sum = 0;
  for (const unit of member) sum = (sum * 31 + (unit.codePointAt(0) ?? 0)) % 8192;
  return sum % 8;
}
