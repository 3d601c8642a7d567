import { BODY_ROOT, SUGGESTIONS_ROOT } from "@travaux/blueprint";
import type { SuggestionRecord, TrackedDocument } from "@travaux/track-changes/model";
import type { Schema } from "prosemirror-model";
import * as Y from "yjs";
import { readBody } from "../gate/read-body.ts";
import { Refusal } from "../gate/refusal.ts";
import { keepFormatting } from "../gate/shadow.ts";
import { DECISION_CLIENT } from "../rooms/room-state.ts";
import type { Align } from "./model/text-edits.ts";
import { rewriteBody, writeBody } from "./write-body.ts";

/** A key in the map of records that is none, written and taken back by each change so that it moves the clock. */
const TICK = "~";

/** A text of its own, to read from and to change. */
export class TrackedText {
  readonly tracked: TrackedDocument;
  readonly #schema: Schema;
  readonly #state: Uint8Array;

  /** @throws {Refusal} `schema` for a text that cannot be read whole */
  constructor(schema: Schema, state: Uint8Array) {
    this.#schema = schema;
    this.#state = state;
    const document = load(state);
    this.tracked = readAll(schema, document);
    document.destroy();
  }

  /**
   * The Yjs update that makes this text another, under the server's own clientID.
   *
   * @throws RangeError if no update does
   */
  changeTo(after: TrackedDocument, align: Align): { readonly update: Uint8Array; readonly clock: number } {
    const careful = this.#try(after, (body) => writeBody(body, this.tracked.doc, after.doc, align));
    const made = careful ?? this.#try(after, (body) => rewriteBody(body, after.doc));
    if (made === null) throw new RangeError("The text cannot be written");
    return made;
  }

  /** The update, if it makes exactly `after`. */
  #try(
    after: TrackedDocument,
    write: (body: Y.XmlFragment) => void,
  ): { readonly update: Uint8Array; readonly clock: number } | null {
    const document = load(this.#state);
    // Only now: Yjs gives a document another clientID when an update brings structs of its own.
    document.clientID = DECISION_CLIENT;
    const updates: Uint8Array[] = [];
    document.on("update", (update: Uint8Array) => updates.push(update));
    try {
      document.transact(() => {
        write(document.getXmlFragment(BODY_ROOT));
        writeRecords(document.getMap(SUGGESTIONS_ROOT), after);
      });
      const [update] = updates;
      const made = readAll(this.#schema, document);
      if (update === undefined || updates.length > 1 || !sameText(made, after)) return null;
      return { update, clock: Y.getState(document.store, DECISION_CLIENT) };
    } catch (error) {
      // The text is built otherwise than it reads; the caller has another way of writing it.
      if (error instanceof RangeError || error instanceof Refusal) return null;
      throw error;
    } finally {
      document.destroy();
    }
  }
}

function load(state: Uint8Array): Y.Doc {
  const document = new Y.Doc({ gc: true });
  keepFormatting(document);
  Y.applyUpdate(document, state);
  return document;
}

/** Other than for drawing, records that cannot be read count too: somebody must be able to remove them. */
function readAll(schema: Schema, document: Y.Doc): TrackedDocument {
  const records = new Map<string, SuggestionRecord>();
  for (const [key, value] of document.getMap(SUGGESTIONS_ROOT).entries())
    // The model checks each record where it reads it, and calls what is none malformed.
    records.set(key, value as SuggestionRecord);
  return { doc: readBody(schema, document), records };
}

function writeRecords(map: Y.Map<unknown>, { records }: TrackedDocument): void {
  for (const [key, value] of map.entries()) {
    const record = records.get(key);
    if (record === undefined) map.delete(key);
    else if (JSON.stringify(record) !== JSON.stringify(value)) map.set(key, record);
  }
  for (const [key, record] of records) if (!map.has(key)) map.set(key, record);
  map.set(TICK, 1);
  map.delete(TICK);
}

function sameText(one: TrackedDocument, other: TrackedDocument): boolean {
  return (
    one.doc.eq(other.doc) &&
    one.records.size === other.records.size &&
    [...one.records].every(([key, record]) => {
      const twin = other.records.get(key);
      return twin === record || JSON.stringify(twin) === JSON.stringify(record);
    })
  );
}
