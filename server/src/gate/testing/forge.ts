import * as encoding from "lib0/encoding";

/** A Yjs id: client and clock. */
export type Id = readonly [client: number, clock: number];

/** The content of a struct in the wire form of Yjs 13, version 1: its reference number and how to write the rest. */
export interface ForgedContent {
  readonly reference: number;
  write(encoder: encoding.Encoder): void;
}

export const content = {
  gc: (length: number): ForgedContent => ({ reference: 0, write: (to) => encoding.writeVarUint(to, length) }),
  deleted: (length: number): ForgedContent => ({
    reference: 1,
    write: (to) => encoding.writeVarUint(to, length),
  }),
  json: (value: unknown): ForgedContent => ({
    reference: 2,
    write: (to) => {
      encoding.writeVarUint(to, 1);
      encoding.writeVarString(to, JSON.stringify(value));
    },
  }),
  binary: (bytes: Uint8Array): ForgedContent => ({
    reference: 3,
    write: (to) => encoding.writeVarUint8Array(to, bytes),
  }),
  string: (text: string): ForgedContent => ({
    reference: 4,
    write: (to) => encoding.writeVarString(to, text),
  }),
  embed: (value: unknown): ForgedContent => ({
    reference: 5,
    write: (to) => encoding.writeVarString(to, JSON.stringify(value)),
  }),
  format: (key: string, value: unknown): ForgedContent => ({
    reference: 6,
    write: (to) => {
      encoding.writeVarString(to, key);
      encoding.writeVarString(to, JSON.stringify(value));
    },
  }),
  /** 0 array, 1 map, 2 text, 3 element, 4 fragment, 5 hook, 6 XML text. */
  type: (kind: 0 | 1 | 2 | 3 | 4 | 5 | 6, name = "paragraph"): ForgedContent => ({
    reference: 7,
    write: (to) => {
      encoding.writeVarUint(to, kind);
      if (kind === 3 || kind === 5) encoding.writeVarString(to, name);
    },
  }),
  any: (...values: readonly unknown[]): ForgedContent => ({
    reference: 8,
    write: (to) => {
      encoding.writeVarUint(to, values.length);
      for (const value of values) encoding.writeAny(to, value as null);
    },
  }),
  document: (): ForgedContent => ({
    reference: 9,
    write: (to) => {
      encoding.writeVarString(to, "guid");
      encoding.writeAny(to, {});
    },
  }),
  skip: (length: number): ForgedContent => ({
    reference: 10,
    write: (to) => encoding.writeVarUint(to, length),
  }),
};

export interface ForgedStruct {
  readonly content: ForgedContent;
  readonly origin?: Id;
  readonly right?: Id;
  /** A root's name or a parent's id; written only without `origin` and `right`, as on the wire. */
  readonly parent?: string | Id;
  readonly key?: string;
}

export interface ForgedBlock {
  readonly client: number;
  readonly clock: number;
  readonly structs: readonly ForgedStruct[];
}

export type ForgedDeletion = readonly [
  client: number,
  ...ranges: readonly (readonly [clock: number, length: number])[],
];

/** Writes an update as no client would. */
export function forge(blocks: readonly ForgedBlock[], deletions: readonly ForgedDeletion[] = []): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, blocks.length);
  for (const { client, clock, structs } of blocks) {
    encoding.writeVarUint(to, structs.length);
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, clock);
    for (const struct of structs) writeStruct(to, struct);
  }
  encoding.writeVarUint(to, deletions.length);
  for (const [client, ...ranges] of deletions) {
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, ranges.length);
    for (const [clock, length] of ranges) {
      encoding.writeVarUint(to, clock);
      encoding.writeVarUint(to, length);
    }
  }
  return encoding.toUint8Array(to);
}

const HAS_ORIGIN = 128;
const HAS_RIGHT = 64;
const HAS_KEY = 32;

function writeStruct(
  to: encoding.Encoder,
  { content: body, origin, right, parent, key }: ForgedStruct,
): void {
  const { reference } = body;
  if (reference === 0 || reference === 10) {
    encoding.writeUint8(to, reference);
    body.write(to);
    return;
  }
  const flags = (origin ? HAS_ORIGIN : 0) | (right ? HAS_RIGHT : 0) | (key === undefined ? 0 : HAS_KEY);
  encoding.writeUint8(to, reference | flags);
  for (const id of [origin, right]) if (id !== undefined) writeId(to, id);
  if (origin === undefined && right === undefined) {
    encoding.writeVarUint(to, typeof parent === "string" ? 1 : 0);
    if (typeof parent === "string") encoding.writeVarString(to, parent);
    else writeId(to, parent ?? [0, 0]);
    if (key !== undefined) encoding.writeVarString(to, key);
  }
  body.write(to);
}

function writeId(to: encoding.Encoder, [client, clock]: Id): void {
  encoding.writeVarUint(to, client);
  encoding.writeVarUint(to, clock);
}
