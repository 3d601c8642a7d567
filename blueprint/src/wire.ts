import { LEVELS, type Level } from "./vocabulary.ts";

/**
 * Why the server closed a room for one connection, and what its client must do.
 * The name travels as the `reason` of Hocuspocus's close message of that document; other rooms on the socket go on.
 *
 * - `rebuild`: keep the unsent work aside, drop the Y.Doc (its clientID is spent), load the room again, offer the work.
 * - `retry`: keep the Y.Doc and everything in it, attach again after a pause; nothing was refused for what it says.
 * - `leave`: the member has no such room (any more); keep the unsent work aside, drop the rest, read the outline again.
 */
export const CLOSE_REASONS = {
  /** More than {@link UPDATE_LIMIT_BYTES}, or more structs or deletions than the gate reads. */
  "too-large": "rebuild",
  /** Not a Yjs update, or one with content this product has no use for. */
  malformed: "rebuild",
  /** Builds on changes the server has not seen. */
  "out-of-order": "rebuild",
  /** Carries changes under a clientID that belongs to somebody else. */
  "foreign-client": "rebuild",
  /** Deletes what does not exist yet. */
  "future-delete": "rebuild",
  /** Would make a document that the schema does not allow. */
  schema: "rebuild",
  /** Touches what only the server writes: a placeholder, a suggestion record, an unknown root. */
  reserved: "rebuild",
  /** Creates, alters or removes a suggestion of somebody else, or names somebody else as its author. */
  "not-yours": "rebuild",
  /** More suggestions would be open in the section than the gate takes; deciding or withdrawing some makes room. */
  "too-many-suggestions": "rebuild",
  /** The member's access does not cover the change. */
  "not-permitted": "rebuild",
  /** The room is shown as far as it could be read and takes no changes. */
  damaged: "rebuild",
  /** The change could not be written to disk. */
  "not-saved": "retry",
  /** The server is stopping or has too much to do. */
  unavailable: "retry",
  /** Role, phase, membership or section changed: ask for the room again with the access that holds now. */
  "access-changed": "retry",
  /** The session ended or was cut. */
  "session-ended": "leave",
  /** No such room, or none for this member; the two are not told apart. */
  "no-room": "leave",
} as const satisfies Record<string, "rebuild" | "retry" | "leave">;

export type CloseReason = keyof typeof CLOSE_REASONS;

/** Whether `text` is one of the documented reasons. */
export function isCloseReason(text: string): text is CloseReason {
  return Object.hasOwn(CLOSE_REASONS, text);
}

/** The largest Yjs update the gate reads, in bytes. A client splits more than this over several. */
export const UPDATE_LIMIT_BYTES = 262_144;
/** The largest WebSocket frame the server reads, in bytes. */
export const FRAME_LIMIT_BYTES = 524_288;
/** How many rooms a client may have waiting for authorisation on one socket; open more in waves. */
export const ROOMS_PENDING_LIMIT = 400;

/** The query parameter by which a client tells, when it opens a socket, which `SCHEMA_VERSION` it was built with. */
export const SCHEMA_PARAMETER = "schema";

/**
 * What a client says beside Yjs, as JSON in Hocuspocus's stateless message.
 * `mark` asks: tell me when all that I sent in this room before this message is durable.
 */
export type ClientMessage = { readonly kind: "mark"; readonly n: number };

/**
 * What the server says beside Yjs, as JSON in Hocuspocus's stateless message.
 * `marked` answers a mark, and only when everything sent in the room before it is on disk. `access` follows every
 * attachment; `damaged` says that the room is shown up to its last good record and takes no changes, `outdated` that the
 * client named another version of the schema than the server's: it may read, and must be loaded anew to write.
 */
export type ServerMessage =
  | { readonly kind: "marked"; readonly n: number }
  | { readonly kind: "access"; readonly level: Level; readonly damaged: boolean; readonly outdated: boolean };

/** Reads a client's stateless message; `null` for anything but a {@link ClientMessage}. */
export function readClientMessage(payload: string): ClientMessage | null {
  const value = readJson(payload);
  if (value?.["kind"] !== "mark" || !Number.isSafeInteger(value["n"])) return null;
  return { kind: "mark", n: Number(value["n"]) };
}

/** Reads a server's stateless message; `null` for one that this version does not know. */
export function readServerMessage(payload: string): ServerMessage | null {
  const value = readJson(payload);
  if (value === null) return null;
  if (value["kind"] === "marked" && Number.isSafeInteger(value["n"]))
    return { kind: "marked", n: Number(value["n"]) };
  const level = LEVELS.find((known) => known === value["level"]);
  if (value["kind"] === "access" && level !== undefined) {
    return {
      kind: "access",
      level,
      damaged: value["damaged"] === true,
      outdated: value["outdated"] === true,
    };
  }
  return null;
}

function readJson(payload: string): Record<string, unknown> | null {
  if (payload.length > 4096) return null;
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    // Not JSON: from a stranger, so no message of ours.
    return null;
  }
}

/** What presence carries about a person; the server writes it, whatever the client sent. */
export interface PresenceUser {
  readonly member: string;
  readonly name: string;
  /** The State's name in the review, or `null` for the Secretariat. */
  readonly state: string | null;
  /** One of 8 colours, by member; a name always stands beside it. */
  readonly colour: number;
}
