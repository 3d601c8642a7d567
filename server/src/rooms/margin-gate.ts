import * as Y from "yjs";
import type { Gate, Verdict } from "../gate/gate.ts";

/** Before a margin, which no client writes: who repeats what he was given is thanked, all else is refused. */
export function createMarginGate(document: Y.Doc): Pick<Gate, "judge" | "claim" | "destroy"> {
  return {
    judge: (update): Verdict => {
      try {
        return Y.snapshotContainsUpdate(Y.snapshot(document), update)
          ? { kind: "nothing" }
          : { kind: "refuse", reason: "reserved", detail: "a change of a margin" };
      } catch {
        // Whatever the decoder stumbles over, these bytes are no update; its message could quote them.
        return { kind: "refuse", reason: "malformed", detail: "not a Yjs update" };
      }
    },
    // Presence alone is said here.
    claim: (clientID) => !document.store.clients.has(clientID),
    destroy: () => undefined,
  };
}
