import { MEMBER_ID, type MemberId } from "@travaux/blueprint";
import * as Y from "yjs";
import { keepFormatting } from "../gate/shadow.ts";
import type { HistoryRecord, RoomHistory } from "../journal/review-log.ts";
import type { Snapshot } from "../journal/commit-format.ts";

/** The clientID that wrote what a room begins with. */
export const SEED_CLIENT = 1;
/** The clientID of what the gate adds to an update. */
export const REPAIR_CLIENT = 2;
/** The clientID of what decisions on suggestions do to a text. */
export const DECISION_CLIENT = 3;
/** The clientID of what the server writes into margins. */
export const MARGIN_CLIENT = 4;
/** The clientID of what the server writes into documents of threads. */
export const THREADS_CLIENT = 5;
/** ClientIDs that no member can have. */
export const SERVER_CLIENTS: ReadonlySet<number> = new Set([
  0,
  SEED_CLIENT,
  REPAIR_CLIENT,
  DECISION_CLIENT,
  MARGIN_CLIENT,
  THREADS_CLIENT,
]);

export interface RoomState {
  readonly state: Uint8Array;
  /** Which member wrote under which clientID. */
  readonly owners: ReadonlyMap<number, MemberId>;
  /** Sequence number of the last record that `state` contains, 0 if none. */
  readonly upTo: number;
  /** Whether records exist, or may have existed, that could not be read; what follows them is not in `state`. */
  readonly damaged: boolean;
}

/**
 * A room's state from its history: the newest readable snapshot, or the seed, and the records after it up to the first
 * that cannot be read or whose predecessor is missing.
 *
 * @param seed the update that a room without a snapshot begins with
 */
export async function restoreRoom(history: RoomHistory, seed: Uint8Array | null): Promise<RoomState> {
  const snapshots = await history.snapshots();
  const base = snapshots.find((snapshot) => snapshot !== null) ?? null;
  const doc = new Y.Doc({ gc: true });
  keepFormatting(doc);
  try {
    return replay(doc, {
      base,
      // With every snapshot unreadable, the journal alone does not make the text.
      lost: history.holed || (snapshots.length > 0 && base === null),
      seed,
      records: await history.records(),
    });
  } finally {
    doc.destroy();
  }
}

interface Replay {
  readonly base: Snapshot | null;
  readonly lost: boolean;
  readonly seed: Uint8Array | null;
  readonly records: readonly HistoryRecord[];
}

function replay(doc: Y.Doc, { base, lost, seed, records }: Replay): RoomState {
  const owners = new Map<number, MemberId>();
  for (const [clientID, member] of base?.owners ?? []) if (isMember(member)) owners.set(clientID, member);
  let upTo = base?.upTo ?? 0;
  let damaged = lost;
  // With its first record a room wrote down what it began with: a later version may word its beginning otherwise.
  const start = base?.state ?? (records[0]?.entries ? null : seed);
  if (start !== null) Y.applyUpdate(doc, start);
  for (const record of records) {
    if (record.seq <= upTo) continue;
    if (record.entries === null || record.previous > upTo) {
      damaged = true;
      break;
    }
    for (const entry of record.entries) {
      Y.applyUpdate(doc, entry.update);
      claim(owners, entry.by, entry.update);
    }
    upTo = record.seq;
  }
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) damaged = true;
  return { state: Y.encodeStateAsUpdate(doc), owners, upTo, damaged };
}

/** Notes `member` as owner of every clientID under which `update` writes and that has none. */
export function claim(owners: Map<number, MemberId>, member: string, update: Uint8Array): void {
  if (!isMember(member)) return;
  for (const clientID of Y.parseUpdateMeta(update).to.keys()) {
    if (!SERVER_CLIENTS.has(clientID) && !owners.has(clientID)) owners.set(clientID, member);
  }
}

/** The server's own entries name nobody. */
function isMember(text: string): text is MemberId {
  return MEMBER_ID.test(text);
}
