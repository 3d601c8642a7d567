import { createHash } from "node:crypto";
import type { Collection } from "mongodb";
import { checkName, checkRecordId, checkTable, recordText, recordValue } from "./limits.ts";
import { isDuplicateKey } from "./mongo-connection.ts";
import type { MongoConnection } from "./mongo-connection.ts";
import type { Json, JsonObject, RecordStore, TableSpecs } from "./storage.ts";

/** A longer JSON text is looked for by its SHA-256. */
const KEY_LIMIT_CHARACTERS = 200;
// Two who put the same new id at once: the server tells the loser of a duplicate, although nothing collides.
const PUT_ATTEMPTS = 3;

/** `key_<field>`: what the field is found by; the value itself is `text`, exact where BSON is not. */
interface RecordDocument {
  readonly _id: string;
  readonly text: string;
  readonly [key: `key_${string}`]: string;
}

type TableSpec = TableSpecs[string];

/** Each table is a collection of its own. */
export function mongoRecordStore(connection: MongoConnection, tables: TableSpecs): RecordStore {
  const open = (table: string): Collection<RecordDocument> => collection(connection, table);
  return {
    async insert(table, id, value) {
      checkRecordId(tables, table, id);
      const document = recordDocument(tables[table] ?? {}, id, recordText(value));
      return connection.run(async () => {
        try {
          await open(table).insertOne(document);
          return true;
        } catch (error) {
          if (isDuplicateKey(error)) return false;
          throw error;
        }
      });
    },
    async get(table, id) {
      checkRecordId(tables, table, id);
      const found = await connection.run(() => open(table).findOne({ _id: id }));
      return found ? recordValue(found.text) : null;
    },
    async put(table, id, value) {
      checkRecordId(tables, table, id);
      const { _id, ...rest } = recordDocument(tables[table] ?? {}, id, recordText(value));
      await connection.run(() => replace(open(table), _id, rest));
    },
    async delete(table, id) {
      checkRecordId(tables, table, id);
      return (await connection.run(() => open(table).deleteOne({ _id: id }))).deletedCount === 1;
    },
    async find(table, where) {
      checkTable(tables, table);
      for (const field of Object.keys(where)) checkName(field);
      const declared = fields(tables[table] ?? {});
      const indexed = Object.entries(where).flatMap(([field, value]) => {
        const key = indexKey(value);
        return key !== null && declared.includes(field) ? [[`key_${field}`, key] as const] : [];
      });
      const found = await connection.run(() => open(table).find(Object.fromEntries(indexed)).toArray());
      return found
        .map(({ _id, text }) => ({ id: _id, value: recordValue(text) }))
        .filter(({ value }) =>
          Object.entries(where).every(([field, wanted]) => (value[field] ?? null) === wanted),
        )
        .toSorted((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)));
    },
  };
}

/** Makes the indexes that are not there yet, giving documents from before them their keys first. */
export async function createRecordIndexes(connection: MongoConnection, tables: TableSpecs): Promise<void> {
  const listed = await connection.run(() =>
    connection.database.listCollections({}, { nameOnly: true }).toArray(),
  );
  const existing = new Set(listed.map(({ name }) => name));
  for (const [table, spec] of Object.entries(tables)) {
    const records = collection(connection, table);
    const known = existing.has(records.collectionName)
      ? new Set((await connection.run(() => records.indexes())).map(({ name }) => name))
      : new Set<string | undefined>();
    const wanted = indexes(spec).filter(({ name }) => !known.has(name));
    if (wanted.length > 0 && existing.has(records.collectionName)) await giveKeys(connection, records, spec);
    for (const { name, key, unique } of wanted)
      await connection.run(() => records.createIndex({ [key]: 1 }, unique ? { name, unique } : { name }));
  }
}

/**
 * @returns what a value is found by: its JSON text, or a hash of it; `null` for values that are not looked for, which are
 *   null, absent, lists and objects
 */
export function indexKey(value: Json | undefined): string | null {
  if (value === undefined || value === null || typeof value === "object") return null;
  const text = JSON.stringify(value);
  return text.length <= KEY_LIMIT_CHARACTERS
    ? text
    : `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

function recordDocument(spec: TableSpec, id: string, text: string): RecordDocument {
  return { _id: id, text, ...recordKeys(spec, id, recordValue(text)) };
}

// Where a unique field is null or absent its key is the id's own, since MongoDB would let only one document have none.
// No JSON text begins with "~".
function recordKeys(
  spec: TableSpec,
  id: string,
  value: JsonObject,
): Readonly<Record<`key_${string}`, string>> {
  const unique = new Set(spec.unique ?? []);
  const keys: Record<`key_${string}`, string> = {};
  for (const field of fields(spec)) {
    const key = indexKey(value[field]) ?? (unique.has(field) ? `~${id}` : null);
    if (key !== null) keys[`key_${field}`] = key;
  }
  return keys;
}

async function replace(
  records: Collection<RecordDocument>,
  id: string,
  rest: Omit<RecordDocument, "_id">,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await records.replaceOne({ _id: id }, rest, { upsert: true });
      return;
    } catch (error) {
      if (attempt >= PUT_ATTEMPTS || !isDuplicateKey(error)) throw error;
    }
  }
}

async function giveKeys(
  connection: MongoConnection,
  records: Collection<RecordDocument>,
  spec: TableSpec,
): Promise<void> {
  for (const { _id, text } of await connection.run(() => records.find().toArray())) {
    const keys = recordKeys(spec, _id, recordValue(text));
    // Only if the text is still the one the keys are of.
    if (Object.keys(keys).length > 0)
      await connection.run(() => records.updateOne({ _id, text }, { $set: keys }));
  }
}

interface WantedIndex {
  readonly name: string;
  readonly key: string;
  readonly unique: boolean;
}

function indexes(spec: TableSpec): readonly WantedIndex[] {
  return [
    ...(spec.unique ?? []).map((field) => ({ name: `unique_${field}`, key: `key_${field}`, unique: true })),
    ...(spec.index ?? []).map((field) => ({ name: `index_${field}`, key: `key_${field}`, unique: false })),
  ];
}

function fields(spec: TableSpec): readonly string[] {
  return [...(spec.unique ?? []), ...(spec.index ?? [])];
}

function collection(connection: MongoConnection, table: string): Collection<RecordDocument> {
  return connection.database.collection<RecordDocument>(`records.${table}`);
}
