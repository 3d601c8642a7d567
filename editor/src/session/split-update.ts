import * as encoding from "lib0/encoding";
import * as Y from "yjs";

type Struct = ReturnType<typeof Y.decodeUpdate>["structs"][number];
type Deletions = ReturnType<typeof Y.decodeUpdate>["ds"];

const NO_DELETIONS: Deletions = { clients: new Map() };

/** A Yjs update that says nothing. */
export function emptyUpdate(): Uint8Array {
  return new Uint8Array([0, 0]);
}

/** Whether `update` brings no new structs, i.e. nothing but deletions, or nothing at all. */
export function bringsNothingNew(update: Uint8Array): boolean {
  return Y.decodeUpdate(update).structs.length === 0;
}

/**
 * `update` as several that say the same when applied in order, each no longer than `limitBytes`. Long texts are cut,
 * never inside a character; anything else that alone exceeds the limit stays whole. Deletions come last.
 *
 * @param limitBytes at least 1024
 */
export function splitUpdate(update: Uint8Array, limitBytes: number): readonly Uint8Array[] {
  if (update.byteLength <= limitBytes) return [update];
  const { structs, ds } = Y.decodeUpdate(update);
  const pieces: Uint8Array[] = [];
  let piece: Struct[] = [];
  let sizeBytes = 0;
  // A UTF-16 code unit takes at most three bytes; the rest is for the struct's own frame and the update's.
  const longest = Math.floor((limitBytes - 512) / 3);
  for (const struct of inCausalOrder(structs).flatMap((one) => cutText(one, longest))) {
    // Counted as if it stood alone, so that the sum is never too low.
    const ownBytes = encode([struct], NO_DELETIONS).byteLength;
    if (piece.length > 0 && sizeBytes + ownBytes > limitBytes) {
      pieces.push(encode(piece, NO_DELETIONS));
      piece = [];
      sizeBytes = 0;
    }
    piece.push(struct);
    sizeBytes += ownBytes;
  }
  if (piece.length > 0) pieces.push(encode(piece, NO_DELETIONS));
  if (ds.clients.size > 0) pieces.push(encode([], ds));
  return pieces;
}

/** A long text as several that follow one another; every other struct as it is. */
function cutText(struct: Struct, longest: number): readonly Struct[] {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return [struct];
  const { id, rightOrigin, parent, parentSub } = struct;
  const text = struct.content.str;
  if (text.length <= longest) return [struct];
  const cuts: Struct[] = [];
  for (let from = 0; from < text.length;) {
    const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(from + longest - 1));
    const to = Math.min(text.length, from + longest - (splitsPair ? 1 : 0));
    const origin = from === 0 ? struct.origin : Y.createID(id.client, id.clock + from - 1);
    const content = new Y.ContentString(text.slice(from, to));
    const at = Y.createID(id.client, id.clock + from);
    cuts.push(new Y.Item(at, null, origin, null, rightOrigin, parent, parentSub, content));
    from = to;
  }
  return cuts;
}

/** Structs so that each comes after those of the same update that it hangs on. */
function inCausalOrder(structs: readonly Struct[]): readonly Struct[] {
  const waiting = Map.groupBy(structs, (struct) => struct.id.client);
  const firstWaiting = (client: number): number => waiting.get(client)?.[0]?.id.clock ?? Infinity;
  const isReady = (struct: Struct): boolean =>
    dependencies(struct).every(
      ({ client, clock }) => client === struct.id.client || clock < firstWaiting(client),
    );
  const ordered: Struct[] = [];
  for (let moved = true; moved;) {
    moved = false;
    for (const queue of waiting.values()) {
      for (let head = queue[0]; head !== undefined && isReady(head); head = queue[0]) {
        ordered.push(head);
        queue.shift();
        moved = true;
      }
    }
  }
  // Nothing is left unless the update hangs on itself, which no Yjs client writes; the server then judges it.
  return [...ordered, ...[...waiting.values()].flat()];
}

function dependencies(struct: Struct): readonly Y.ID[] {
  if (!(struct instanceof Y.Item)) return [];
  return [struct.origin, struct.rightOrigin, struct.parent].filter((id) => id instanceof Y.ID);
}

function encode(structs: readonly Struct[], ds: Deletions): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const byClient = Map.groupBy(structs, (struct) => struct.id.client);
  encoding.writeVarUint(encoder.restEncoder, byClient.size);
  for (const [client, run] of byClient) {
    encoding.writeVarUint(encoder.restEncoder, run.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, run[0]?.id.clock ?? 0);
    for (const struct of run) struct.write(encoder, 0);
  }
  encoding.writeVarUint(encoder.restEncoder, ds.clients.size);
  for (const [client, spans] of ds.clients) {
    encoder.resetDsCurVal();
    encoding.writeVarUint(encoder.restEncoder, client);
    encoding.writeVarUint(encoder.restEncoder, spans.length);
    for (const span of spans) {
      encoder.writeDsClock(span.clock);
      encoder.writeDsLen(span.len);
    }
  }
  return encoder.toUint8Array();
}
