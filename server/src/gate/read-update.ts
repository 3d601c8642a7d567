import {
  BODY_ROOT,
  SERVER_NODES,
  SUGGESTIONS_ROOT,
  UPDATE_LIMIT_BYTES,
  type MemberId,
} from "@travaux/blueprint";
import * as Y from "yjs";
import { CLIENT_ID_MAX, CLIENT_LIMIT, CLOCK_JUMP_LIMIT, DELETE_RANGE_LIMIT, STRUCT_LIMIT } from "./limits.ts";
import { isScalar } from "./mark-key.ts";
import { Refusal } from "./refusal.ts";

/** What a document knows of clients. */
export interface Known {
  /** The first clock of `client` that is not in the document. */
  clock(client: number): number;
  owner(client: number): MemberId | null;
  readonly reserved: ReadonlySet<number>;
}

/** An update as far as its bytes can be judged, without what the document already has. */
export interface Incoming {
  readonly bytes: Uint8Array;
  /** Structs with something new, in the order of their clocks for each client. */
  readonly fresh: readonly Struct[];
  /** ClientIDs that belong to nobody yet. */
  readonly claims: readonly number[];
  /** The first new clock of every client with new structs. */
  readonly starts: ReadonlyMap<number, number>;
  readonly deletions: ReadonlyMap<number, readonly DeleteRange[]>;
}

export interface DeleteRange {
  readonly clock: number;
  readonly len: number;
}

/** What an update is made of. */
export type Struct = Y.Item | Y.GC | Y.Skip;

/**
 * Judges the bytes of an update of `member`: size, form, provenance and references; nothing is applied.
 *
 * @throws {Refusal} for all that a Yjs client of this product, in step with the document, does not send
 */
export function readUpdate(update: Uint8Array, member: MemberId, known: Known): Incoming {
  if (update.byteLength > UPDATE_LIMIT_BYTES) throw new Refusal("too-large", `${update.byteLength} bytes`);
  const { structs, ds } = decode(update);
  if (structs.length > STRUCT_LIMIT) throw new Refusal("too-large", `${structs.length} structs`);
  const { fresh, tops, claims, overlaps } = readProvenance(structs, member, known);
  const top = (client: number): number => tops.get(client) ?? known.clock(client);
  for (const struct of fresh) if (struct instanceof Y.Item) checkItem(struct, top);
  checkDeletions(ds.clients, top);
  const bytes = overlaps ? withoutKnown(update, structs, known) : update;
  return {
    bytes,
    fresh,
    claims,
    starts: new Map([...tops.keys()].map((client) => [client, known.clock(client)])),
    deletions: ds.clients,
  };
}

function decode(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> {
  try {
    return Y.decodeUpdate(update);
  } catch {
    // Whatever the decoder stumbles over, these bytes are no update; its message could quote them.
    throw new Refusal("malformed", "not a Yjs update");
  }
}

interface Provenance {
  readonly fresh: readonly Struct[];
  /** The clock after the update, of every client with fresh structs. */
  readonly tops: ReadonlyMap<number, number>;
  readonly claims: readonly number[];
  /** Whether some structs are known in full or in part. */
  readonly overlaps: boolean;
}

function readProvenance(structs: readonly Struct[], member: MemberId, known: Known): Provenance {
  const fresh: Struct[] = [];
  const tops = new Map<number, number>();
  const claims: number[] = [];
  let overlaps = false;
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (struct instanceof Y.Skip) throw new Refusal("out-of-order", "update with a gap");
    if (struct.length < 1) throw new Refusal("malformed", "empty struct");
    const have = known.clock(client);
    if (clock < have) overlaps = true;
    if (clock + struct.length <= have) continue;
    const next = tops.get(client);
    if (next === undefined && claimOf(client, member, have, known)) claims.push(client);
    if (clock > (next ?? have)) throw new Refusal("out-of-order", "structs after a gap");
    if (next !== undefined && clock !== next) throw new Refusal("malformed", "structs out of their order");
    if (clock + struct.length - have > CLOCK_JUMP_LIMIT) throw new Refusal("too-large", "clock jump");
    tops.set(client, clock + struct.length);
    fresh.push(struct);
  }
  if (tops.size > CLIENT_LIMIT) throw new Refusal("too-large", `${tops.size} clients`);
  return { fresh, tops, claims, overlaps };
}

/** Whether new structs of `client` would make it the member's. */
function claimOf(client: number, member: MemberId, have: number, known: Known): boolean {
  if (client > CLIENT_ID_MAX) throw new Refusal("malformed", "clientID beyond 32 bits");
  const owner = known.owner(client);
  if (owner === member) return false;
  if (owner !== null || have > 0 || known.reserved.has(client))
    throw new Refusal("foreign-client", `structs of client ${client}`);
  return true;
}

function checkItem(item: Y.Item, top: (client: number) => number): void {
  const { client, clock } = item.id;
  const parent: unknown = item.parent;
  for (const reference of [item.origin, item.rightOrigin, parent]) {
    if (!(reference instanceof Y.ID)) continue;
    // Of its own client an item can only know what came before; Yjs throws on anything else.
    if (reference.client === client && reference.clock >= clock)
      throw new Refusal("malformed", "reference to itself");
    if (reference.clock >= top(reference.client))
      throw new Refusal("out-of-order", "reference to an unknown struct");
  }
  if (typeof parent === "string") checkRoot(item, parent);
  // What follows another item says nothing of its parent: it may be a record of a suggestion, which is read later.
  const mayBeRecord = parent === SUGGESTIONS_ROOT || (parent === null && item.origin !== null);
  checkContent(item.content, mayBeRecord);
}

function checkRoot({ parentSub, content }: Y.Item, root: string): void {
  if (root === BODY_ROOT) {
    if (parentSub !== null) throw new Refusal("schema", "attribute on the body");
    return;
  }
  if (root !== SUGGESTIONS_ROOT) throw new Refusal("reserved", "root type");
  if (parentSub === null) throw new Refusal("schema", "sequence among the records");
  const isPlain = content instanceof Y.ContentAny || content instanceof Y.ContentDeleted;
  if (!isPlain) throw new Refusal("malformed", "record of a suggestion");
}

function checkContent(content: Y.Item["content"], mayBeRecord: boolean): void {
  if (content instanceof Y.ContentString || content instanceof Y.ContentDeleted) return;
  if (content instanceof Y.ContentFormat) return;
  if (content instanceof Y.ContentAny) {
    const isOne = content.arr.length === 1;
    if (!isOne || (!mayBeRecord && !isScalar(content.arr[0])))
      throw new Refusal("malformed", "attribute is not one scalar");
    return;
  }
  if (content instanceof Y.ContentType) {
    const { type } = content;
    if (type.constructor === Y.XmlText) return;
    if (type instanceof Y.XmlElement && type.constructor === Y.XmlElement) {
      if (SERVER_NODES.includes(type.nodeName)) throw new Refusal("reserved", "placeholder");
      return;
    }
  }
  throw new Refusal("malformed", "kind of content");
}

function checkDeletions(
  clients: ReadonlyMap<number, readonly DeleteRange[]>,
  top: (client: number) => number,
): void {
  let count = 0;
  for (const [client, ranges] of clients) {
    count += ranges.length;
    if (count > DELETE_RANGE_LIMIT) throw new Refusal("too-large", "deletions");
    let end = 0;
    for (const { clock, len } of ranges) {
      // Yjs writes them sorted and merged; overlapping ranges would make it walk the same structs again and again.
      if (clock < end) throw new Refusal("malformed", "deletions out of their order");
      end = clock + len;
      if (len < 1) throw new Refusal("malformed", "empty deletion");
      if (clock + len > top(client))
        throw new Refusal("future-delete", `deletion beyond clock ${top(client)} of client ${client}`);
    }
  }
}

/** A reconnecting client repeats what the server has: by its ids it is known, so its copy is not looked at. */
function withoutKnown(update: Uint8Array, structs: readonly Struct[], known: Known): Uint8Array {
  const clocks = new Map<number, number>();
  for (const { id } of structs) clocks.set(id.client, known.clock(id.client));
  return Y.diffUpdate(update, Y.encodeStateVector(clocks));
}
