import { SUGGESTIONS_ROOT } from "@travaux/blueprint";
import {
  readRecord,
  rewriteTransaction,
  suggestionId,
  type RewriteOptions,
  type SuggestionRecord,
} from "@travaux/track-changes/model";
import { EditorState, type Transaction } from "prosemirror-state";
import type { Peer } from "./peer.ts";

/** Ids that differ between all peers of a run and are the same when it is repeated. */
let count = 0;

/** What a client with tracked changes makes of what a person does, and writes into its document. */
export class TrackingPeer {
  readonly peer: Peer;
  readonly mode: RewriteOptions["mode"];

  constructor(peer: Peer, mode: RewriteOptions["mode"]) {
    this.peer = peer;
    this.mode = mode;
  }

  /** @returns whether it could be done; `change` may find that it cannot */
  do(change: (tr: Transaction, state: EditorState) => boolean): boolean {
    const state = EditorState.create({ doc: this.peer.show() });
    const { tr } = state;
    if (!change(tr, state)) return false;
    const rewriting = rewriteTransaction(tr, state, this.#options());
    if (rewriting.kind === "refused") return false;
    if (rewriting.kind === "unchanged") this.peer.write(tr.doc, []);
    else this.peer.write(rewriting.tr.doc, rewriting.records);
    return true;
  }

  #options(): RewriteOptions {
    const { member } = this.peer;
    return {
      author: member,
      mode: this.mode,
      records: this.#records(),
      newSuggestion: () => suggestionId(member, `s${(count++).toString().padStart(6, "0")}`),
      newId: () => `${member}-${count++}`,
    };
  }

  #records(): ReadonlyMap<string, SuggestionRecord> {
    const records = new Map<string, SuggestionRecord>();
    for (const [key, value] of this.peer.document.getMap(SUGGESTIONS_ROOT).entries()) {
      const record = readRecord(key, value);
      if (record !== null) records.set(key, record);
    }
    return records;
  }
}
