import type { CloseReason, Level, MemberId } from "@travaux/blueprint";
import {
  authorOf,
  suggestionOfKey,
  verify,
  type SuggestionId,
  type Writer,
  type ViolationCode,
} from "@travaux/track-changes/model";
import type { Schema } from "prosemirror-model";
import * as Y from "yjs";
import { BlockIndex, type Reading, type Repairs } from "./block-index.ts";
import { isCleanUp } from "./clean-up.ts";
import { hasSlippedMarks } from "./kept-marks.ts";
import { planMending } from "./mending/mend.ts";
import { checkIntegrationCost } from "./integration-cost.ts";
import { CLIENT_ID_MAX, SUGGESTION_LIMIT } from "./limits.ts";
import { checkPlacement } from "./placement.ts";
import { readBody } from "./read-body.ts";
import { readUpdate, type Incoming, type Known } from "./read-update.ts";
import { Refusal } from "./refusal.ts";
import { checkWholeCharacters } from "./whole-characters.ts";
import { keepFormatting, Shadow, type Touched } from "./shadow.ts";

export interface GateOptions {
  /** The report schema, the same instance for all gates. */
  readonly schema: Schema;
  /** The state of the live document as a Yjs update. */
  readonly initial: Uint8Array;
  /** Which member each clientID of the room's epoch belongs to. */
  readonly owners: Iterable<readonly [clientID: number, member: MemberId]>;
  /** ClientIDs that only the server writes under, the seed's and `repairClient` among them. */
  readonly reserved: ReadonlySet<number>;
  /** The clientID of the gate's own repairs; the same after every restart, and no other's. */
  readonly repairClient: number;
  /** A new node id at each call, matching the schema's identifiers. */
  readonly freshId: () => string;
}

export interface Author {
  readonly member: MemberId;
  /** What the member may do to this room now. */
  readonly level: Level;
}

export type Verdict =
  /**
   * The shadow holds the update. `update` is all that is new in it with the server's repair, to be journalled as one
   * record and then applied to the live document, in the order of the verdicts. `claimed` clientIDs are the author's
   * from now on.
   */
  | {
      readonly kind: "admit";
      readonly update: Uint8Array;
      readonly claimed: readonly number[];
      /** Suggestions of which the room held nothing before. */
      readonly appeared: readonly SuggestionId[];
      /** Suggestions of which the room holds nothing any more. */
      readonly vanished: readonly SuggestionId[];
      /** What would have been refused without the server's repair, for logs; `null` if nothing. */
      readonly mended: string | null;
    }
  /** Nothing new in it, or only clean-up that would change nothing: acknowledge and forget. */
  | { readonly kind: "nothing" }
  /** Nothing of it was taken. `detail` is for logs and quotes no text. */
  | { readonly kind: "refuse"; readonly reason: CloseReason; readonly detail: string };

/** Decides about each update of one room, ahead of the live document. Synchronous, without sockets, storage or clocks. */
export interface Gate {
  /** Judges an update against the shadow, whole. */
  judge(update: Uint8Array, by: Author): Verdict;
  /** Binds a clientID to a member for good; false if it is another's or the server's. */
  claim(clientID: number, member: MemberId): boolean;
  ownerOf(clientID: number): MemberId | null;
  owners(): ReadonlyMap<number, MemberId>;
  /** How many suggestions the shadow holds. */
  openSuggestions(): number;
  /** Voids everything judged since `state`, which the live document has; for when an append failed. */
  reset(state: Uint8Array, owners: Iterable<readonly [clientID: number, member: MemberId]>): void;
  /** The state vector of the shadow. */
  stateVector(): Uint8Array;
  /** The state of the shadow as a Yjs update. */
  state(): Uint8Array;
  /** Frees the shadow; the gate must not be used afterwards. */
  destroy(): void;
}

/**
 * The gate of one room.
 *
 * @throws {Refusal} `schema` if the body in `initial` is not wholly readable: then the room is damaged
 */
export function createGate(options: GateOptions): Gate {
  return new RoomGate(options);
}

const REASONS: Readonly<Record<ViolationCode, CloseReason>> = {
  "base-changed": "not-permitted",
  "foreign-suggestion": "not-yours",
  "forged-author": "not-yours",
  "stray-break": "schema",
  "malformed-mark": "schema",
  "malformed-record": "schema",
};

class RoomGate implements Gate {
  readonly #options: GateOptions;
  readonly #reserved: ReadonlySet<number>;
  #owners: Map<number, MemberId>;
  #shadow: Shadow;
  #index: BlockIndex;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#reserved = new Set([...options.reserved, options.repairClient]);
    this.#owners = new Map(options.owners);
    this.#shadow = new Shadow(options.initial, options.repairClient);
    this.#index = new BlockIndex(options.schema, this.#shadow.document, this.#shadow.body);
  }

  judge(update: Uint8Array, by: Author): Verdict {
    let incoming: Incoming;
    try {
      incoming = readUpdate(update, by.member, this.#known());
      if (by.level !== "edit" && by.level !== "suggest") return this.#judgeSilent(incoming);
      checkIntegrationCost(this.#shadow.document, incoming);
      checkWholeCharacters(this.#shadow.document, incoming);
    } catch (error) {
      return refuse(error);
    }
    try {
      return this.#judgeChange(incoming, by);
    } catch (error) {
      this.#shadow.undo();
      this.#index = new BlockIndex(this.#options.schema, this.#shadow.document, this.#shadow.body);
      return refuse(error);
    }
  }

  claim(clientID: number, member: MemberId): boolean {
    if (
      !Number.isInteger(clientID) ||
      clientID < 0 ||
      clientID > CLIENT_ID_MAX ||
      this.#reserved.has(clientID)
    )
      return false;
    const owner = this.#owners.get(clientID);
    if (owner !== undefined) return owner === member;
    // Structs that nobody owns are not to be had by naming them.
    if (this.#clock(clientID) > 0) return false;
    this.#owners.set(clientID, member);
    return true;
  }

  ownerOf(clientID: number): MemberId | null {
    return this.#owners.get(clientID) ?? null;
  }

  owners(): ReadonlyMap<number, MemberId> {
    return this.#owners;
  }

  openSuggestions(): number {
    return this.#index.openSuggestions;
  }

  reset(state: Uint8Array, owners: Iterable<readonly [clientID: number, member: MemberId]>): void {
    const shadow = new Shadow(state, this.#options.repairClient);
    this.#index = new BlockIndex(this.#options.schema, shadow.document, shadow.body);
    this.#shadow.destroy();
    this.#shadow = shadow;
    this.#owners = new Map(owners);
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#shadow.document);
  }

  state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#shadow.document);
  }

  destroy(): void {
    this.#shadow.destroy();
  }

  #clock(client: number): number {
    return Y.getState(this.#shadow.document.store, client);
  }

  #known(): Known {
    return {
      clock: (client) => this.#clock(client),
      owner: (client) => this.ownerOf(client),
      reserved: this.#reserved,
    };
  }

  /** Who may not edit sends at most what is known, or Yjs's own clean-up. */
  #judgeSilent(incoming: Incoming): Verdict {
    if (incoming.fresh.length > 0 || !isCleanUp(this.#shadow.document, incoming.deletions)) {
      throw new Refusal("not-permitted", "a change to the text");
    }
    return { kind: "nothing" };
  }

  #judgeChange(incoming: Incoming, by: Author): Verdict {
    const author: Writer = { id: by.member, mayEdit: by.level === "edit" };
    const touched = this.#shadow.try(incoming.bytes);
    const ordered = checkPlacement(this.#shadow.document, incoming.starts);
    let reading = this.#readRepaired(touched, author);
    const objection = this.#objection(reading, incoming, author);
    if (objection !== null) {
      reading = this.#mend(touched, author) ?? reading;
      const still = this.#objection(reading, incoming, author);
      if (still !== null) throw still;
    }
    const { appeared, vanished, size } = reading.suggestions;
    if (size > SUGGESTION_LIMIT && size > this.#index.openSuggestions)
      throw new Refusal("too-many-suggestions", `${size} suggestions`);
    if (!ordered) checkReload(this.#options.schema, this.#shadow.document);
    const update = this.#shadow.keep();
    if (update === null) return { kind: "nothing" };
    reading.commit();
    for (const client of incoming.claims) this.#owners.set(client, by.member);
    const mended = objection === null ? null : objection.message;
    return { kind: "admit", update, claimed: incoming.claims, appeared, vanished, mended };
  }

  /** The trial as it reads once marks and ids that nobody meant are put right. */
  #readRepaired(touched: Touched, author: Writer): Reading {
    const reading = this.#read(touched);
    const repairs = repairsFor(reading, author);
    if (!needed(repairs)) return reading;
    const again = this.#read(this.#shadow.repair(() => this.#repair(repairs)));
    if (needed(repairsFor(again, author))) throw new Refusal("schema", "cannot be repaired");
    return again;
  }

  #read(touched: Touched): Reading {
    const reading = this.#index.read(this.#shadow.document, this.#shadow.body, touched);
    if (reading.placeholdersChanged) throw new Refusal("reserved", "placeholder");
    return reading;
  }

  /** The trial once marks that slipped and text that was lost are put back; `null` if nothing can be put right. */
  #mend(touched: Touched, author: Writer): Reading | null {
    const change = planMending({
      schema: this.#options.schema,
      before: this.#shadow.previous(),
      after: this.#shadow.document,
      touched,
      author,
      ownerOf: (client) => this.ownerOf(client),
    });
    return change === null ? null : this.#readRepaired(this.#shadow.repair(change), author);
  }

  /** What the rule of the member's access has against the trial. */
  #objection(reading: Reading, { starts }: Incoming, author: Writer): Refusal | null {
    const found = verify(this.#index.tracked, reading.tracked, author);
    if (found !== null) return new Refusal(REASONS[found.code], `${found.code}: ${found.detail}`);
    for (const key of reading.discarded)
      if (authorOf(suggestionOfKey(key) ?? "") !== author.id)
        return new Refusal("not-yours", "record of another removed");
    return hasSlippedMarks(this.#shadow.document, reading, starts, author)
      ? new Refusal("not-yours", "mark of another off a letter that stands")
      : null;
  }

  #repair({ strays, bare, unidentified }: Repairs): void {
    for (const { text, from, length, key } of strays) text.format(from, length, { [key]: null });
    for (const { text, at, footnote } of bare) text.format(at, 1, { footnote: { id: footnote } });
    for (const element of unidentified) element.setAttribute("id", this.#options.freshId());
  }
}

/** Checks that who loads the document anew sees the same text. @throws {Refusal} `malformed` if not */
function checkReload(schema: Schema, document: Y.Doc): void {
  const loaded = new Y.Doc();
  keepFormatting(loaded);
  Y.applyUpdate(loaded, Y.encodeStateAsUpdate(document));
  const same = readBody(schema, loaded).eq(readBody(schema, document));
  loaded.destroy();
  if (!same) throw new Refusal("malformed", "neighbours in the wrong order");
}

/** What to put right; a block of the base that never had an id of its own is not a suggester's to touch. */
function repairsFor({ repairs, read }: Reading, { mayEdit }: Writer): Repairs {
  if (mayEdit) return repairs;
  const isNew = (element: Y.XmlElement): boolean => read.get(element)?.before === null;
  return { ...repairs, unidentified: repairs.unidentified.filter(isNew) };
}

function needed({ strays, bare, unidentified }: Repairs): boolean {
  return strays.length + bare.length + unidentified.length > 0;
}

function refuse(error: unknown): Verdict {
  if (error instanceof Refusal) return { kind: "refuse", reason: error.reason, detail: error.message };
  // What was not foreseen is not admitted either, and must not reach other connections. Messages may quote text: the place will do.
  const place =
    error instanceof Error
      ? `${error.name} ${
          error.stack
            ?.split("\n")
            .find((line) => line.startsWith("    at "))
            ?.trim() ?? ""
        }`
      : typeof error;
  return { kind: "refuse", reason: "malformed", detail: `unforeseen ${place}` };
}
