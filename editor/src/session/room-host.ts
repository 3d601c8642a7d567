import type { Level } from "@travaux/blueprint";
import type { AttachWaves } from "./attach-waves.ts";
import type { Clock } from "./clock.ts";
import type { CollabSocket } from "./collab-socket.ts";
import type { KeptShelf } from "./kept-shelf.ts";
import type { LocalDatabase } from "./local-database.ts";
import type { OpenRoom } from "./open-room.ts";

/**
 * `loading`: nothing to show yet. `local`: what this computer had. `synced`: what the server has. An editor may be
 * mounted from `local` on.
 */
export type Readiness = "loading" | "local" | "synced";

/** What the server said of the member's access; `level` is `null` until it has spoken. */
export interface RoomAccess {
  readonly level: Level | null;
  /** The room is shown as far as it could be read and takes no changes. */
  readonly damaged: boolean;
  /** The page was built for another version of the text's schema: it must be loaded anew before one can write. */
  readonly outdated: boolean;
}

/** What a room needs of its session. */
export interface RoomHost {
  readonly user: string;
  readonly review: string;
  /** Gives `null` where the browser keeps nothing for this page. */
  readonly database: Promise<LocalDatabase | null>;
  readonly socket: CollabSocket;
  readonly waves: AttachWaves;
  readonly shelf: KeptShelf;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  /** Whether the socket counts as lost, as against not opened yet. */
  readonly isDown: () => boolean;
  readonly dropSocket: (reason: string) => void;
  readonly onOutlineChanged: () => void;
  readonly report: (error: unknown) => void;
  /** The room has ended and may be forgotten. */
  readonly ended: (room: OpenRoom) => void;
}
