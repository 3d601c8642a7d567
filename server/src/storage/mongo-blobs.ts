import { createHash, randomUUID } from "node:crypto";
import type { Collection } from "mongodb";
import { checkBlob, checkBlobKey, checkBlobPrefix } from "./limits.ts";
import { isDuplicateKey } from "./mongo-connection.ts";
import type { MongoConnection } from "./mongo-connection.ts";
import { StorageFailure } from "./storage.ts";
import type { BlobStore } from "./storage.ts";

/** Up to here a blob is in its manifest. MongoDB's documents end at 16 MB, and listing keys must not read all bytes. */
const INLINE_LIMIT_BYTES = 256 * 1024;
const CHUNK_BYTES = 8 * 1024 * 1024;

interface BlobDocument {
  readonly _id: string;
  readonly size: number;
  /** Present up to {@link INLINE_LIMIT_BYTES}. */
  readonly bytes?: Uint8Array;
  /** Otherwise: ids of its chunks, in order, with their SHA-256 in base64. */
  readonly chunks?: readonly { readonly id: string; readonly sum: string }[];
}

interface ChunkDocument {
  readonly _id: string;
  readonly bytes: Uint8Array;
}

/**
 * Blobs in `blobs`, those that are large in numbered chunks beside them. The manifest is written last: without it there is
 * no blob. Chunks of an insert that died before that are never read; they cost space only.
 */
export function mongoBlobStore(connection: MongoConnection): BlobStore {
  const blobs = connection.database.collection<BlobDocument>("blobs");
  const chunks = connection.database.collection<ChunkDocument>("chunks");
  return {
    async insert(key, bytes) {
      checkBlob(key, bytes);
      if (bytes.byteLength <= INLINE_LIMIT_BYTES)
        return insertManifest(connection, blobs, { _id: key, size: bytes.byteLength, bytes });
      if (await connection.run(() => blobs.findOne({ _id: key }, { projection: { _id: 1 } }))) return false;
      const parts = split(bytes);
      for (const { id, part } of parts)
        await connection.run(() => chunks.insertOne({ _id: id, bytes: part }));
      const listed = parts.map(({ id, part }) => ({ id, sum: checksum(part) }));
      const won = await insertManifest(connection, blobs, {
        _id: key,
        size: bytes.byteLength,
        chunks: listed,
      });
      if (!won) await deleteChunks(connection, chunks, listed);
      return won;
    },
    async get(key) {
      checkBlobKey(key);
      const manifest = await connection.run(() => blobs.findOne({ _id: key }));
      if (!manifest) return null;
      const bytes = manifest.bytes ?? (await join(connection, chunks, manifest));
      if (bytes.byteLength !== manifest.size)
        throw new StorageFailure("corrupt", "a blob is not of its size");
      return plain(bytes);
    },
    async keys(prefix) {
      checkBlobPrefix(prefix);
      // Every character of a key is below DEL.
      const range = { _id: { $gte: prefix, $lt: `${prefix}\x7f` } };
      const found = await connection.run(() => blobs.find(range, { projection: { _id: 1 } }).toArray());
      return found.map(({ _id }) => _id).toSorted((a, b) => (a < b ? -1 : 1));
    },
    async delete(key) {
      checkBlobKey(key);
      const manifest = await connection.run(() => blobs.findOne({ _id: key }));
      if (!manifest) return;
      await connection.run(() => blobs.deleteOne({ _id: key }));
      await deleteChunks(connection, chunks, manifest.chunks ?? []);
    },
  };
}

/** @returns the same bytes as a plain array, where the driver gives a Buffer */
export function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function insertManifest(
  connection: MongoConnection,
  blobs: Collection<BlobDocument>,
  manifest: BlobDocument,
): Promise<boolean> {
  return connection.run(async () => {
    try {
      await blobs.insertOne(manifest);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  });
}

// Ids are the attempt's own, so that two who write the same key at once never mix their chunks.
function split(bytes: Uint8Array): readonly { readonly id: string; readonly part: Uint8Array }[] {
  const attempt = randomUUID();
  const count = Math.ceil(bytes.byteLength / CHUNK_BYTES);
  return Array.from({ length: count }, (_, index) => ({
    id: `${attempt}/${index}`,
    part: bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
  }));
}

async function join(
  connection: MongoConnection,
  chunks: Collection<ChunkDocument>,
  { size, chunks: listed = [] }: BlobDocument,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const { id, sum } of listed) {
    const chunk = await connection.run(() => chunks.findOne({ _id: id }));
    if (!chunk || checksum(chunk.bytes) !== sum || offset + chunk.bytes.byteLength > size)
      throw new StorageFailure("corrupt", "a chunk of a blob is missing or damaged");
    bytes.set(chunk.bytes, offset);
    offset += chunk.bytes.byteLength;
  }
  if (offset !== size) throw new StorageFailure("corrupt", "a blob is not of its size");
  return bytes;
}

async function deleteChunks(
  connection: MongoConnection,
  chunks: Collection<ChunkDocument>,
  listed: readonly { readonly id: string }[],
): Promise<void> {
  for (const { id } of listed) await connection.run(() => chunks.deleteOne({ _id: id }));
}

function checksum(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("base64");
}
