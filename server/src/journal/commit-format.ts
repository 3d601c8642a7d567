import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/**
 * What one group commit holds for one room: its admitted updates, sealed together. `previous` is the sequence number of
 * the room's record before this one (0 if none), so that a hole is seen from the records around it.
 */
export interface RoomRecord {
  /** The room's wire name without the review. */
  readonly room: string;
  readonly previous: number;
  readonly sealed: Uint8Array;
}

export interface JournalCommit {
  /** Server time, milliseconds since the epoch. */
  readonly at: number;
  readonly records: readonly RoomRecord[];
}

/** One admitted update and the member it came from; the empty string is the server itself. */
export interface JournalEntry {
  readonly by: string;
  readonly update: Uint8Array;
}

const FORMAT = 1;

/** The stored form of a journal commit. */
export function encodeCommit(commit: JournalCommit): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeUint8(encoder, FORMAT);
  encoding.writeVarUint(encoder, commit.at);
  encoding.writeVarUint(encoder, commit.records.length);
  for (const record of commit.records) {
    encoding.writeVarString(encoder, record.room);
    encoding.writeVarUint(encoder, record.previous);
    encoding.writeVarUint8Array(encoder, record.sealed);
  }
  return encoding.toUint8Array(encoder);
}

/** The inverse of {@link encodeCommit}; `null` when the bytes are not one, e.g. damaged. */
export function decodeCommit(bytes: Uint8Array): JournalCommit | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readUint8(decoder) !== FORMAT) return null;
    const at = decoding.readVarUint(decoder);
    const count = decoding.readVarUint(decoder);
    const records: RoomRecord[] = [];
    for (let index = 0; index < count; index += 1) {
      const room = decoding.readVarString(decoder);
      const previous = decoding.readVarUint(decoder);
      records.push({ room, previous, sealed: decoding.readVarUint8Array(decoder).slice() });
    }
    return decoding.hasContent(decoder) ? null : { at, records };
  } catch {
    // lib0 throws on a short or impossible encoding: these bytes were damaged, which the answer says.
    return null;
  }
}

/** The plain form of a room's part of a commit, before it is sealed. */
export function encodeEntries(entries: readonly JournalEntry[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const entry of entries) {
    encoding.writeVarString(encoder, entry.by);
    encoding.writeVarUint8Array(encoder, entry.update);
  }
  return encoding.toUint8Array(encoder);
}

/** The inverse of {@link encodeEntries}; `null` when the bytes are not one. */
export function decodeEntries(bytes: Uint8Array): readonly JournalEntry[] | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const entries: JournalEntry[] = [];
    while (decoding.hasContent(decoder)) {
      const by = decoding.readVarString(decoder);
      entries.push({ by, update: decoding.readVarUint8Array(decoder).slice() });
    }
    return entries;
  } catch {
    // As in decodeCommit.
    return null;
  }
}

/** A room's state at a moment: everything up to and with `upTo`, who owns which clientID, and the Yjs state. */
export interface Snapshot {
  readonly upTo: number;
  readonly owners: readonly (readonly [clientID: number, member: string])[];
  readonly state: Uint8Array;
}

/** The plain form of a snapshot, before it is sealed. */
export function encodeSnapshot(snapshot: Snapshot): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeUint8(encoder, FORMAT);
  encoding.writeVarUint(encoder, snapshot.upTo);
  encoding.writeVarUint(encoder, snapshot.owners.length);
  for (const [clientID, member] of snapshot.owners) {
    encoding.writeVarUint(encoder, clientID);
    encoding.writeVarString(encoder, member);
  }
  encoding.writeVarUint8Array(encoder, snapshot.state);
  return encoding.toUint8Array(encoder);
}

/** The inverse of {@link encodeSnapshot}; `null` when the bytes are not one. */
export function decodeSnapshot(bytes: Uint8Array): Snapshot | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readUint8(decoder) !== FORMAT) return null;
    const upTo = decoding.readVarUint(decoder);
    const count = decoding.readVarUint(decoder);
    const owners: [number, string][] = [];
    for (let index = 0; index < count; index += 1) {
      owners.push([decoding.readVarUint(decoder), decoding.readVarString(decoder)]);
    }
    const state = decoding.readVarUint8Array(decoder).slice();
    return decoding.hasContent(decoder) ? null : { upTo, owners, state };
  } catch {
    // As in decodeCommit.
    return null;
  }
}
