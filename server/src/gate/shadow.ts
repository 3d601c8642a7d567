import { BODY_ROOT, SUGGESTIONS_ROOT } from "@travaux/blueprint";
import * as Y from "yjs";
import { Refusal } from "./refusal.ts";

/** What an update touched. */
export interface Touched {
  /** Elements of the body with a change in them or below. */
  readonly elements: ReadonlySet<Y.XmlElement>;
  /** Whether top-level blocks came or went. */
  readonly sequence: boolean;
  /** Keys of records that came, went or changed. */
  readonly records: ReadonlySet<string>;
}

/** Admitted updates are kept one by one until they weigh this much, in bytes; then the shadow is encoded anew. */
const TAIL_BYTES = 65_536;
const TAIL_LENGTH = 1000;

/**
 * Stops Yjs from deleting redundant format markers of `document` by itself after remote changes. On a server such a
 * deletion would be content that no client sent and no journal holds. Call it for the live document too.
 */
export function keepFormatting(document: Y.Doc): void {
  document.on("afterTransaction", (transaction) => {
    transaction._needFormattingCleanup = false;
  });
}

/**
 * A copy of the live document that runs ahead of it by what is being journalled. It takes an update as a trial:
 * `keep` makes it stand, `undo` goes back to what was kept.
 */
export class Shadow {
  readonly #repairClient: number;
  #document: Y.Doc;
  #state: Uint8Array;
  #tail: Uint8Array[] = [];
  #tailBytes = 0;
  #emitted: Uint8Array[] = [];
  #changed: Y.Transaction["changed"] = new Map();
  /** A copy of what was kept that was asked for during the trial: it saves making another. */
  #previous: Y.Doc | null = null;

  constructor(state: Uint8Array, repairClient: number) {
    this.#repairClient = repairClient;
    this.#state = state;
    this.#document = this.#build();
  }

  get document(): Y.Doc {
    return this.#document;
  }

  get body(): Y.XmlFragment {
    return this.#document.getXmlFragment(BODY_ROOT);
  }

  /** Applies a client's update as a trial. @throws {Refusal} if it cannot be applied whole, or reaches beyond the body */
  try(update: Uint8Array): Touched {
    try {
      Y.applyUpdate(this.#document, update);
    } catch {
      // Yjs throws on references no client makes; the caller undoes whatever was applied.
      throw new Refusal("malformed", "cannot be integrated");
    }
    return this.#inspect();
  }

  /** Adds changes of the server to the trial. */
  repair(change: () => void): Touched {
    this.#document.transact(change);
    return this.#inspect();
  }

  /** Makes the trial stand. @returns all of it as one update, `null` if nothing changed */
  keep(): Uint8Array | null {
    const [first, ...more] = this.#emitted;
    const update = first === undefined || more.length === 0 ? first : Y.mergeUpdates(this.#emitted);
    this.#forget();
    if (update === undefined) return null;
    this.#tail.push(update);
    this.#tailBytes += update.byteLength;
    if (this.#tail.length > TAIL_LENGTH || this.#tailBytes > Math.max(TAIL_BYTES, this.#state.byteLength)) {
      this.#state = Y.encodeStateAsUpdate(this.#document);
      this.#tail = [];
      this.#tailBytes = 0;
    }
    return update;
  }

  /** Goes back to what was kept. Elements of the document before are void. */
  undo(): void {
    this.#document.destroy();
    this.#document = this.#build();
  }

  destroy(): void {
    this.#document.destroy();
  }

  #forget(): void {
    this.#previous?.destroy();
    this.#previous = null;
    this.#emitted = [];
    this.#changed.clear();
  }

  /** Another copy, of what was kept, without the trial; to be read only. */
  previous(): Y.Doc {
    this.#previous ??= this.#load();
    return this.#previous;
  }

  #load(): Y.Doc {
    // Its name goes nowhere; Yjs would draw a random one.
    const document = new Y.Doc({ gc: true, guid: "shadow" });
    document.getXmlFragment(BODY_ROOT);
    document.getMap(SUGGESTIONS_ROOT);
    keepFormatting(document);
    Y.applyUpdate(document, this.#state);
    for (const update of this.#tail) Y.applyUpdate(document, update);
    return document;
  }

  #build(): Y.Doc {
    const document = this.#previous ?? this.#load();
    this.#previous = null;
    // Only now: Yjs gives a document another clientID when an update brings structs of its own.
    document.clientID = this.#repairClient;
    document.on("afterTransaction", (transaction) => {
      for (const [type, keys] of transaction.changed)
        this.#changed.set(type, new Set([...(this.#changed.get(type) ?? []), ...keys]));
    });
    document.on("update", (update: Uint8Array) => this.#emitted.push(update));
    this.#forget();
    return document;
  }

  #inspect(): Touched {
    const document = this.#document;
    const { store, share } = document;
    if (store.pendingStructs !== null || store.pendingDs !== null)
      throw new Refusal("out-of-order", "depends on unknown structs");
    if (share.size !== 2) throw new Refusal("reserved", "root type");
    const body = this.body;
    const map = document.getMap(SUGGESTIONS_ROOT);
    const elements = new Set<Y.XmlElement>();
    const records = new Set<string>();
    let sequence = false;
    for (const [type, keys] of this.#changed) {
      if (Object.is(type, body)) {
        if ([...keys].some((key) => key !== null)) throw new Refusal("schema", "attribute on the body");
        sequence = true;
      } else if (Object.is(type, map)) {
        if (map._start !== null) throw new Refusal("schema", "sequence among the records");
        for (const key of keys) if (key !== null) records.add(key);
      } else if (!noteElements(type, body, elements)) throw new Refusal("reserved", "outside the body");
    }
    return { elements, sequence, records };
  }
}

/** Adds the elements that `type` is or stands in; false if the outermost is not a block of `body`. */
function noteElements(type: unknown, body: Y.XmlFragment, elements: Set<Y.XmlElement>): boolean {
  let current = type;
  while (current instanceof Y.AbstractType) {
    if (current instanceof Y.XmlElement) {
      // Who noted it went on to the top.
      if (elements.has(current)) return true;
      elements.add(current);
    }
    const parent: unknown = current._item?.parent;
    if (parent === body) return current instanceof Y.XmlElement;
    current = parent;
  }
  return false;
}
