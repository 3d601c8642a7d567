import type { Awareness } from "y-protocols/awareness";
import type { Doc } from "yjs";

/** What an editor needs of an open room: the text document, and who is where in it. */
export interface OpenRoom {
  readonly doc: Doc;
  /** `user` is a PresenceUser written by the server, `cursor` the selection written by each client. */
  readonly awareness: Awareness;
}
