import { BODY_ROOT, SUGGESTIONS_ROOT, type MemberId } from "@travaux/blueprint";
import type { Node as ProseMirrorNode, Schema } from "prosemirror-model";
import { initProseMirrorDoc, updateYFragment } from "y-prosemirror";
import * as Y from "yjs";

/** A client as far as the wire knows it: a Y.Doc that y-prosemirror writes, and the updates it still has to send. */
export class Peer {
  readonly document = new Y.Doc();
  readonly outbox: Uint8Array[] = [];
  readonly schema: Schema;
  readonly member: MemberId;
  readonly undo: Y.UndoManager;

  constructor(schema: Schema, member: MemberId, clientID: number, state: Uint8Array) {
    this.schema = schema;
    this.member = member;
    this.document.clientID = clientID;
    Y.applyUpdate(this.document, state, "remote");
    this.document.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "remote") this.outbox.push(update);
    });
    this.undo = new Y.UndoManager([this.body, this.document.getMap(SUGGESTIONS_ROOT)], {
      trackedOrigins: new Set(["local"]),
      captureTimeout: 0,
    });
  }

  get body(): Y.XmlFragment {
    return this.document.getXmlFragment(BODY_ROOT);
  }

  /** What the person sees. */
  show(): ProseMirrorNode {
    return initProseMirrorDoc(this.body, this.schema).doc;
  }

  /** Writes the difference between what is shown and what `change` makes of it, as the binding does. */
  edit(change: (shown: ProseMirrorNode) => ProseMirrorNode): void {
    const { doc, meta } = initProseMirrorDoc(this.body, this.schema);
    const next = change(doc);
    if (!next.eq(doc))
      this.document.transact(() => updateYFragment(this.document, this.body, next, meta), "local");
  }

  /** Writes a new version of what is shown, and records of suggestions with it: `null` takes one away. */
  write(next: ProseMirrorNode, records: readonly { readonly key: string; readonly record: unknown }[]): void {
    const { doc, meta } = initProseMirrorDoc(this.body, this.schema);
    const map = this.document.getMap(SUGGESTIONS_ROOT);
    this.document.transact(() => {
      if (!next.eq(doc)) updateYFragment(this.document, this.body, next, meta);
      for (const { key, record } of records) {
        if (record === null) map.delete(key);
        else map.set(key, record);
      }
    }, "local");
  }

  receive(update: Uint8Array): void {
    Y.applyUpdate(this.document, update, "remote");
  }

  /** Takes what is to be sent, as one update, the way the provider does after a pause. */
  send(): Uint8Array | null {
    const updates = this.outbox.splice(0);
    return updates.length === 0 ? null : Y.mergeUpdates(updates);
  }
}
