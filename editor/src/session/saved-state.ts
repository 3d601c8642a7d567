import type { CloseReason } from "@travaux/blueprint";
import type { KeptReason } from "./kept-work.ts";

/**
 * What the screen may say of somebody's work. `saved` is said only of what the server has called durable.
 *
 * - `offline`: there is no connection; what is typed is kept on this computer and goes out when there is one.
 * - `not-saved`: the server did not take it, and why; it is kept on this computer.
 */
export type Saved =
  | { readonly kind: "saved" }
  | { readonly kind: "saving" }
  | { readonly kind: "offline" }
  | { readonly kind: "not-saved"; readonly reason: KeptReason };

/**
 * One room's account of its own edits. Edits are counted, not read off clocks: a deletion moves no clock of Yjs.
 */
export interface SavedState {
  /** `down`: no socket. `waiting`: not attached, or the handshake is under way. `up`: SyncStep2 has been sent. */
  readonly link: "down" | "waiting" | "up";
  /** How many local edits there have been. */
  readonly edits: number;
  /** How many of them the server has called durable. */
  readonly durable: number;
  /** The mark on its way, and the edits that were sent before it. Belongs to the present attachment. */
  readonly mark: { readonly n: number; readonly edits: number } | null;
  /** The number of the next mark. Never used twice, so that a late answer to an earlier attachment proves nothing. */
  readonly nextMark: number;
  /** Why the server last closed the room over these edits, until they are durable. */
  readonly trouble: CloseReason | null;
  /** Why work of this room was set aside, while any of it is still kept. */
  readonly kept: KeptReason | null;
}

export type SavedEvent =
  | { readonly kind: "edited" }
  | { readonly kind: "link"; readonly link: SavedState["link"] }
  | { readonly kind: "mark-sent"; readonly n: number }
  | { readonly kind: "marked"; readonly n: number }
  | { readonly kind: "trouble"; readonly reason: CloseReason }
  /** The unsent edits now lie beside the room; its text has none any more. */
  | { readonly kind: "set-aside" }
  | { readonly kind: "kept"; readonly reason: KeptReason | null };

/** @param unsent whether the text was loaded from this computer with edits that no mark has covered */
export function initialSavedState(unsent: boolean): SavedState {
  return {
    link: "waiting",
    edits: unsent ? 1 : 0,
    durable: 0,
    mark: null,
    nextMark: 1,
    trouble: null,
    kept: null,
  };
}

/** The state after `event`. */
export function reduceSaved(state: SavedState, event: SavedEvent): SavedState {
  switch (event.kind) {
    case "edited":
      return { ...state, edits: state.edits + 1 };
    case "link":
      // A new attachment starts without a mark: what the old one had under way may or may not have arrived.
      return { ...state, link: event.link, mark: null };
    case "mark-sent":
      return { ...state, mark: { n: event.n, edits: state.edits }, nextMark: event.n + 1 };
    case "marked": {
      const { mark } = state;
      if (mark === null || event.n !== mark.n) return state;
      const durable = Math.max(state.durable, mark.edits);
      return { ...state, durable, mark: null, trouble: durable === state.edits ? null : state.trouble };
    }
    case "trouble":
      return { ...state, trouble: hasUnsent(state) ? event.reason : null };
    case "set-aside":
      return { ...state, durable: state.edits, mark: null, trouble: null };
    case "kept":
      return { ...state, kept: event.reason };
  }
}

/** Whether there are edits that the server has not called durable. */
export function hasUnsent(state: SavedState): boolean {
  return state.edits > state.durable;
}

/** The number of the mark that should be sent now, behind everything sent so far; `null` when none is due. */
export function dueMark(state: SavedState): number | null {
  return state.link === "up" && state.mark === null && hasUnsent(state) ? state.nextMark : null;
}

/** What to say of one room. */
export function showSaved(state: SavedState): Saved {
  if (state.trouble !== null && hasUnsent(state)) return { kind: "not-saved", reason: state.trouble };
  if (state.kept !== null) return { kind: "not-saved", reason: state.kept };
  if (state.link === "down") return { kind: "offline" };
  return { kind: hasUnsent(state) ? "saving" : "saved" };
}

const SEVERITY: Readonly<Record<Saved["kind"], number>> = { saved: 0, saving: 1, offline: 2, "not-saved": 3 };

/** What to say of several rooms together: the worst of them; `saved` of none. */
export function worstSaved(each: Iterable<Saved>): Saved {
  let worst: Saved = { kind: "saved" };
  for (const saved of each) if (SEVERITY[saved.kind] > SEVERITY[worst.kind]) worst = saved;
  return worst;
}
