import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** One client's presence as y-protocols writes it; `state` is null when it has gone. */
export interface PresenceEntry {
  readonly clientID: number;
  readonly clock: number;
  readonly state: Readonly<Record<string, unknown>> | null;
}

/** The largest presence of one client, in bytes of its JSON. */
export const PRESENCE_LIMIT_BYTES = 4096;
/** The most clients that one frame may speak of. */
export const PRESENCE_LIMIT_ENTRIES = 16;

const SYNC_AWARENESS = 1;

/** The y-protocols awareness update in `bytes`; `null` when it is none, or beyond the limits. */
export function readPresence(bytes: Uint8Array): readonly PresenceEntry[] | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const count = decoding.readVarUint(decoder);
    if (count > PRESENCE_LIMIT_ENTRIES) return null;
    const entries: PresenceEntry[] = [];
    for (let index = 0; index < count; index += 1) {
      const clientID = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const json = decoding.readVarString(decoder);
      if (json.length > PRESENCE_LIMIT_BYTES) return null;
      const state: unknown = JSON.parse(json);
      if (state !== null && (typeof state !== "object" || Array.isArray(state))) return null;
      entries.push({ clientID, clock, state: state as Record<string, unknown> | null });
    }
    return entries;
  } catch {
    // Short bytes or no JSON: not a presence, which the answer says.
    return null;
  }
}

/** A whole Hocuspocus frame: the room's address and a y-protocols awareness update. */
export function writePresenceFrame(address: string, entries: readonly PresenceEntry[]): Uint8Array {
  const update = encoding.createEncoder();
  encoding.writeVarUint(update, entries.length);
  for (const entry of entries) {
    encoding.writeVarUint(update, entry.clientID);
    encoding.writeVarUint(update, entry.clock);
    encoding.writeVarString(update, JSON.stringify(entry.state));
  }
  const frame = encoding.createEncoder();
  encoding.writeVarString(frame, address);
  encoding.writeVarUint(frame, SYNC_AWARENESS);
  encoding.writeVarUint8Array(frame, encoding.toUint8Array(update));
  return encoding.toUint8Array(frame);
}

/** The awareness update inside a raw Hocuspocus frame; `null` when the frame is of another kind or malformed. */
export function presenceInFrame(frame: Uint8Array): Uint8Array | null {
  try {
    const decoder = decoding.createDecoder(frame);
    decoding.readVarString(decoder);
    if (decoding.readVarUint(decoder) !== SYNC_AWARENESS) return null;
    return decoding.readVarUint8Array(decoder);
  } catch {
    // A malformed frame has no presence in it; Hocuspocus refuses it by itself.
    return null;
  }
}

/**
 * What others may learn of a client: where its cursor is, and who it is as the server knows it. Everything else that
 * the client wrote about itself is left behind.
 */
export function stamp(
  state: Readonly<Record<string, unknown>>,
  user: unknown,
): Readonly<Record<string, unknown>> {
  const { cursor } = state;
  return cursor === undefined ? { user } : { user, cursor };
}
