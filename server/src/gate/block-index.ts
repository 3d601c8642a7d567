import type { ContentMatch, Schema } from "prosemirror-model";
import type * as Y from "yjs";
import { SECTION_LENGTH_LIMIT } from "./limits.ts";
import { readBlock, type Identified } from "./read-block.ts";
import { bodyBlocks } from "./read-body.ts";
import type { Reference, StrayMark } from "./read-text.ts";
import { Refusal } from "./refusal.ts";
import type { Touched } from "./shadow.ts";

interface Entry {
  readonly identified: readonly Identified[];
  readonly references: readonly Reference[];
  readonly tracked: string;
  readonly length: number;
}

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
  /** Whether anything differs that only the server writes. */
  readonly trackedChanged: boolean;
  /** Makes the index follow; only once the update stands without repairs. */
  commit(): void;
}

/**
 * What the gate remembers of every top-level block, so that an update costs the blocks it touches and, when blocks came
 * or went, one walk over the sequence.
 */
export class BlockIndex {
  readonly #schema: Schema;
  #order: readonly Y.XmlElement[];
  #entries = new Map<Y.XmlElement, Entry>();
  /** Which element an id belongs to: the one that had it first. */
  #holders = new Map<string, Y.XmlElement>();
  #length = 0;
  #tracked = "";

  /** @throws {Refusal} `schema` if a block cannot be read */
  constructor(schema: Schema, body: Y.XmlFragment) {
    this.#schema = schema;
    this.#order = bodyBlocks(body);
    checkSequence(schema, this.#order);
    for (const block of this.#order) {
      const entry = readBlock(schema, block);
      this.#entries.set(block, entry);
      this.#length += entry.length;
      this.#tracked += entry.tracked;
      // A body from before may repeat ids or lack them: whoever touches such a block next has it put right.
      for (const { element, id } of entry.identified)
        if (id !== null && !this.#holders.has(id)) this.#holders.set(id, element);
    }
  }

  /** Reads what was touched. @throws {Refusal} `schema` or `too-large`; then the index has not moved */
  read(body: Y.XmlFragment, touched: Touched): Reading {
    const order = touched.sequence ? bodyBlocks(body) : this.#order;
    if (touched.sequence) checkSequence(this.#schema, order);
    const fresh = new Map<Y.XmlElement, Entry>();
    const strays: StrayMark[] = [];
    const bare: Repairs["bare"][number][] = [];
    for (const block of touched.sequence
      ? order.filter((block) => touched.blocks.has(block) || !this.#entries.has(block))
      : touched.blocks) {
      const reading = readBlock(this.#schema, block);
      const { identified, references, tracked, length } = reading;
      fresh.set(block, { identified, references, tracked, length });
      strays.push(...reading.strays);
      bare.push(...findLost(references, this.#entries.get(block)?.references ?? []));
    }
    const gone = touched.sequence ? this.#order.filter((block) => block._item?.deleted !== false) : [];
    const stale = [...fresh.keys(), ...gone].flatMap((block) => this.#entries.get(block) ?? []);
    const length = this.#length + total(fresh.values()) - total(stale);
    if (length > SECTION_LENGTH_LIMIT) throw new Refusal("too-large", "section text");
    const tracked = this.#readTracked(order, fresh, stale);
    const { freed, taken, unidentified } = this.#readIds(fresh, stale);
    const commit = (): void => {
      for (const block of gone) this.#entries.delete(block);
      for (const [block, entry] of fresh) this.#entries.set(block, entry);
      for (const id of freed) this.#holders.delete(id);
      for (const [id, element] of taken) this.#holders.set(id, element);
      this.#order = order;
      this.#length = length;
      this.#tracked = tracked;
    };
    return { repairs: { strays, bare, unidentified }, trackedChanged: tracked !== this.#tracked, commit };
  }

  #readTracked(
    order: readonly Y.XmlElement[],
    fresh: ReadonlyMap<Y.XmlElement, Entry>,
    stale: readonly Entry[],
  ): string {
    const untouched = [...fresh.values(), ...stale].every((entry) => entry.tracked === "");
    if (untouched) return this.#tracked;
    return order.map((block) => (fresh.get(block) ?? this.#entries.get(block))?.tracked ?? "").join("");
  }

  #readIds(
    fresh: ReadonlyMap<Y.XmlElement, Entry>,
    stale: readonly Entry[],
  ): { freed: Set<string>; taken: Map<string, Y.XmlElement>; unidentified: Y.XmlElement[] } {
    const freed = new Set<string>();
    const taken = new Map<string, Y.XmlElement>();
    for (const { element, id } of stale.flatMap((entry) => entry.identified))
      if (id !== null && this.#holders.get(id) === element) freed.add(id);
    const identified = [...fresh.values()].flatMap((entry) => entry.identified);
    for (const { element, id } of identified) {
      if (id === null || this.#holders.get(id) !== element) continue;
      freed.delete(id);
      taken.set(id, element);
    }
    const unidentified: Y.XmlElement[] = [];
    for (const { element, id } of identified) {
      if (id !== null && taken.get(id) === element) continue;
      const free = id !== null && !taken.has(id) && (freed.has(id) || !this.#holders.has(id));
      if (id !== null && free) taken.set(id, element);
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
      const footnote = before.find(({ character }) => character === reference.character)?.footnote ?? null;
      if (footnote === null) throw new Refusal("schema", "footnote character without its mark");
      return { ...reference, footnote };
    });
}

function total(entries: Iterable<Entry>): number {
  let length = 0;
  for (const entry of entries) length += entry.length;
  return length;
}
