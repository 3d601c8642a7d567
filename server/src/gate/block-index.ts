import { suggestionOfKey, type SuggestionRecord, type TrackedDocument } from "@travaux/track-changes/model";
import type { ContentMatch, Schema } from "prosemirror-model";
import type * as Y from "yjs";
import { RECORDS_LENGTH_LIMIT, SECTION_LENGTH_LIMIT } from "./limits.ts";
import { checkBreaks, readElement, type ElementReading } from "./read-block.ts";
import { bodyBlocks } from "./read-body.ts";
import { readStoredRecord, recordKeys } from "./read-records.ts";
import type { Reference, StrayMark } from "./read-text.ts";
import { Refusal } from "./refusal.ts";
import type { Touched } from "./shadow.ts";
import { SuggestionCount, type SuggestionChange } from "./suggestion-count.ts";

/** What the server must put right for an update to stand. */
export interface Repairs {
  readonly strays: readonly StrayMark[];
  /** Footnote characters that lost the mark they had, with the footnote it named. */
  readonly bare: readonly (Reference & { readonly footnote: string })[];
  /** Elements whose id is missing or belongs to another. */
  readonly unidentified: readonly Y.XmlElement[];
}

/** The outcome of reading what an update touched. */
export interface Reading {
  readonly repairs: Repairs;
  /** Whether a placeholder came, went or moved: only the server does that. */
  readonly placeholdersChanged: boolean;
  /** The document with the update; what it did not touch is the same by reference as before. */
  readonly tracked: TrackedDocument;
  readonly suggestions: SuggestionChange;
  /** Keys of records that went and that nobody could read. */
  readonly discarded: readonly string[];
  /** Elements read anew, with what was known of them before: `null` for new ones. */
  readonly read: ReadonlyMap<
    Y.XmlElement,
    { readonly before: ElementReading | null; readonly after: ElementReading }
  >;
  /** Makes the index follow; only once the update stands without repairs. */
  commit(): void;
}

interface RecordsReading {
  readonly records: ReadonlyMap<string, SuggestionRecord>;
  readonly unreadable: ReadonlySet<string>;
  readonly discarded: readonly string[];
  readonly gone: readonly string[];
  readonly come: readonly string[];
  readonly length: number;
}

/**
 * What the gate remembers of every element, so that an update costs the elements it touches and the lists of children
 * they stand in, and, when blocks came or went, one walk over the sequence.
 */
export class BlockIndex {
  readonly #schema: Schema;
  #order: readonly Y.XmlElement[];
  readonly #entries = new Map<Y.XmlElement, ElementReading>();
  /** Which element an id belongs to: the one that had it first. */
  readonly #holders = new Map<string, Y.XmlElement>();
  readonly #suggestions = new SuggestionCount();
  #length = 0;
  #placeholders = "";
  #tracked: TrackedDocument;
  #unreadable: ReadonlySet<string> = new Set();
  #recordsLength = 0;

  /** @throws {Refusal} `schema` if a block cannot be read */
  constructor(schema: Schema, document: Y.Doc, body: Y.XmlFragment) {
    this.#schema = schema;
    this.#order = bodyBlocks(body);
    checkSequence(schema, this.#order);
    for (const block of this.#order) this.#readTree(block, 1, new Set(), this.#entries);
    const come: string[] = [];
    for (const [element, entry] of this.#entries) {
      const { id, length, suggestions } = entry;
      checkBreaks(entry);
      this.#length += length;
      come.push(...suggestions);
      // A body from before may repeat ids or lack them: whoever touches such a block next has it put right.
      if (typeof id === "string" && !this.#holders.has(id)) this.#holders.set(id, element);
    }
    this.#placeholders = this.#readPlaceholders(this.#order, new Map());
    this.#tracked = { doc: this.#assemble(this.#order, new Map()), records: new Map() };
    const records = this.#readRecords(document, new Set(recordKeys(document)), true);
    this.#tracked = { doc: this.#tracked.doc, records: records.records };
    this.#unreadable = records.unreadable;
    this.#recordsLength = records.length;
    this.#suggestions.take(this.#suggestions.after([], [...come, ...records.come]));
  }

  /** The document as it stands, before what is being read. */
  get tracked(): TrackedDocument {
    return this.#tracked;
  }

  /** How many suggestions it holds. */
  get openSuggestions(): number {
    return this.#suggestions.size;
  }

  /** Reads what was touched. @throws {Refusal} `schema` or `too-large`; then the index has not moved */
  read(document: Y.Doc, body: Y.XmlFragment, touched: Touched): Reading {
    const order = touched.sequence ? bodyBlocks(body) : this.#order;
    if (touched.sequence) checkSequence(this.#schema, order);
    const fresh = new Map<Y.XmlElement, ElementReading>();
    for (const block of order)
      if (touched.elements.has(block) || !this.#entries.has(block))
        this.#readTree(block, 1, touched.elements, fresh);
    const gone = this.#findGone(touched.sequence ? this.#order : [], fresh.keys());
    const replaced = [...fresh.keys(), ...gone];
    const stale = replaced.flatMap((element) => this.#entries.get(element) ?? []);
    const length = this.#length + total(fresh.values()) - total(stale);
    if (length > SECTION_LENGTH_LIMIT) throw new Refusal("too-large", "section text");
    const records = this.#readRecords(document, touched.records, false);
    if (records.length > Math.max(RECORDS_LENGTH_LIMIT, this.#recordsLength))
      throw new Refusal("too-large", "records of suggestions");
    const suggestions = this.#suggestions.after(
      [...stale.flatMap((entry) => [...entry.suggestions]), ...records.gone],
      [...[...fresh.values()].flatMap((entry) => [...entry.suggestions]), ...records.come],
    );
    const placeholders = [...fresh.values(), ...stale].every(({ placeholder }) => placeholder === "")
      ? this.#placeholders
      : this.#readPlaceholders(order, fresh);
    const { freed, taken, unidentified } = this.#readIds(fresh, replaced);
    const isSame = fresh.size + gone.length === 0;
    const tracked: TrackedDocument = {
      doc: isSame ? this.#tracked.doc : this.#assemble(order, fresh),
      records: records.records,
    };
    const commit = (): void => {
      for (const element of gone) this.#entries.delete(element);
      for (const [element, entry] of fresh) this.#entries.set(element, entry);
      for (const id of freed) this.#holders.delete(id);
      for (const [id, element] of taken) this.#holders.set(id, element);
      this.#order = order;
      this.#length = length;
      this.#placeholders = placeholders;
      this.#tracked = tracked;
      this.#unreadable = records.unreadable;
      this.#recordsLength = records.length;
      this.#suggestions.take(suggestions);
    };
    return {
      repairs: { ...this.#readMarks(fresh), unidentified },
      placeholdersChanged: placeholders !== this.#placeholders,
      tracked,
      suggestions,
      discarded: records.discarded,
      read: new Map(
        [...fresh].map(([element, after]) => [
          element,
          { before: this.#entries.get(element) ?? null, after },
        ]),
      ),
      commit,
    };
  }

  /** Reads an element and those in it that were touched or are new, into `fresh`. */
  #readTree(
    element: Y.XmlElement,
    depth: number,
    touched: ReadonlySet<Y.XmlElement>,
    fresh: Map<Y.XmlElement, ElementReading>,
  ): ElementReading {
    // A parent before what is in it: the order in which missing ids are given.
    const inner = new Map<Y.XmlElement, ElementReading>();
    const reading = readElement(this.#schema, element, depth, (child) => {
      const known = touched.has(child) ? undefined : this.#entries.get(child);
      return (known ?? this.#readTree(child, depth + 1, touched, inner)).node;
    });
    fresh.set(element, reading);
    for (const [child, entry] of inner) fresh.set(child, entry);
    return reading;
  }

  /** Elements that are known and went, with all that was in them. */
  #findGone(order: readonly Y.XmlElement[], read: Iterable<Y.XmlElement>): Y.XmlElement[] {
    const gone: Y.XmlElement[] = [];
    const note = (element: Y.XmlElement): void => {
      gone.push(element);
      this.#entries.get(element)?.children.forEach(note);
    };
    const check = (element: Y.XmlElement): void => {
      if (element._item?.deleted !== false) note(element);
    };
    order.forEach(check);
    for (const element of read) this.#entries.get(element)?.children.forEach(check);
    return gone;
  }

  #assemble(
    order: readonly Y.XmlElement[],
    fresh: ReadonlyMap<Y.XmlElement, ElementReading>,
  ): TrackedDocument["doc"] {
    return this.#schema.topNodeType.create(
      null,
      order.flatMap((block) => (fresh.get(block) ?? this.#entries.get(block))?.node ?? []),
    );
  }

  #readPlaceholders(
    order: readonly Y.XmlElement[],
    fresh: ReadonlyMap<Y.XmlElement, ElementReading>,
  ): string {
    const found: string[] = [];
    const visit = (element: Y.XmlElement): void => {
      const entry = fresh.get(element) ?? this.#entries.get(element);
      if (entry === undefined) return;
      found.push(entry.placeholder);
      entry.children.forEach(visit);
    };
    order.forEach(visit);
    return found.join("");
  }

  #readMarks(fresh: ReadonlyMap<Y.XmlElement, ElementReading>): Pick<Repairs, "strays" | "bare"> {
    const strays: StrayMark[] = [];
    const bare: Repairs["bare"][number][] = [];
    for (const [element, reading] of fresh) {
      strays.push(...reading.strays);
      bare.push(...findLost(reading.references, this.#entries.get(element)?.references ?? []));
    }
    return { strays, bare };
  }

  #readRecords(document: Y.Doc, keys: ReadonlySet<string>, lenient: boolean): RecordsReading {
    const before = this.#tracked.records;
    if (keys.size === 0) {
      const unchanged = { records: before, unreadable: this.#unreadable, length: this.#recordsLength };
      return { ...unchanged, discarded: [], gone: [], come: [] };
    }
    const records = new Map(before);
    const unreadable = new Set(this.#unreadable);
    const [discarded, gone, come]: [string[], string[], string[]] = [[], [], []];
    let length = this.#recordsLength;
    for (const key of keys) {
      const sid = suggestionOfKey(key);
      if (records.has(key) || unreadable.has(key)) {
        length -= lengthOf(records.get(key));
        if (sid !== null) gone.push(sid);
        if (unreadable.delete(key)) discarded.push(key);
        records.delete(key);
      }
      const record = readStoredRecord(document, key);
      if (record === null) continue;
      if (record !== undefined) records.set(key, record);
      else if (lenient) unreadable.add(key);
      else throw new Refusal("schema", "record of a suggestion");
      length += lengthOf(record);
      if (sid !== null) come.push(sid);
    }
    return { records, unreadable, discarded, gone, come, length };
  }

  #readIds(
    fresh: ReadonlyMap<Y.XmlElement, ElementReading>,
    replaced: readonly Y.XmlElement[],
  ): { freed: Set<string>; taken: Map<string, Y.XmlElement>; unidentified: Y.XmlElement[] } {
    const freed = new Set<string>();
    const taken = new Map<string, Y.XmlElement>();
    for (const element of replaced) {
      const id = this.#entries.get(element)?.id;
      if (typeof id === "string" && this.#holders.get(id) === element) freed.add(id);
    }
    const identified = [...fresh].filter(([, { id }]) => id !== undefined);
    for (const [element, { id }] of identified) {
      if (typeof id !== "string" || this.#holders.get(id) !== element) continue;
      freed.delete(id);
      taken.set(id, element);
    }
    const unidentified: Y.XmlElement[] = [];
    for (const [element, { id }] of identified) {
      if (typeof id === "string" && taken.get(id) === element) continue;
      const free = typeof id === "string" && !taken.has(id) && (freed.has(id) || !this.#holders.has(id));
      if (free) taken.set(id, element);
      else unidentified.push(element);
    }
    return { freed, taken, unidentified };
  }
}

function checkSequence(schema: Schema, blocks: readonly Y.XmlElement[]): void {
  let match: ContentMatch | null = schema.topNodeType.contentMatch;
  for (const { nodeName } of blocks) {
    const type = Object.hasOwn(schema.nodes, nodeName) ? schema.nodes[nodeName] : undefined;
    match = type === undefined ? null : (match?.matchType(type) ?? null);
  }
  if (match?.validEnd !== true) throw new Refusal("schema", "invalid sequence of blocks");
}

/**
 * Finds what bare footnote characters referred to before the update. Concurrent formatting next to a reference can take
 * its mark away without anybody's meaning to.
 *
 * @throws {Refusal} `schema` for one that never had a mark
 */
function findLost(references: readonly Reference[], before: readonly Reference[]): Repairs["bare"] {
  return references
    .filter(({ footnote }) => footnote === null)
    .map((reference) => {
      const known = before.find(({ character }) => character === reference.character);
      const footnote = known?.footnote ?? reference.written;
      if (footnote === null) throw new Refusal("schema", "footnote character without its mark");
      return { ...reference, footnote };
    });
}

function total(entries: Iterable<ElementReading>): number {
  let length = 0;
  for (const entry of entries) length += entry.length;
  return length;
}

function lengthOf(record: SuggestionRecord | undefined): number {
  return record === undefined ? 0 : JSON.stringify(record).length;
}
