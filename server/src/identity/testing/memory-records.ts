import type { JsonObject, RecordStore, StoredRecord, TableSpecs } from "../../storage/storage.ts";
import { StorageFailure } from "../../storage/storage.ts";

/** A record store in memory that keeps unique indexes, for tests that need no file. */
export function memoryRecords(specs: TableSpecs): RecordStore {
  const tables = new Map(Object.keys(specs).map((name) => [name, new Map<string, JsonObject>()]));
  const rowsOf = (table: string): Map<string, JsonObject> => {
    const rows = tables.get(table);
    if (rows === undefined) throw new RangeError(`No such table: ${table}`);
    return rows;
  };
  const taken = (table: string, id: string, value: JsonObject): boolean =>
    (specs[table]?.unique ?? []).some((field) =>
      [...rowsOf(table)].some(([other, row]) => other !== id && row[field] === value[field]),
    );
  return {
    insert: async (table, id, value) => {
      if (rowsOf(table).has(id) || taken(table, id, value)) return false;
      rowsOf(table).set(id, structuredClone(value));
      return true;
    },
    get: async (table, id) => structuredClone(rowsOf(table).get(id) ?? null),
    put: async (table, id, value) => {
      if (taken(table, id, value)) throw new StorageFailure("duplicate", "A unique value is taken.");
      rowsOf(table).set(id, structuredClone(value));
    },
    delete: async (table, id) => rowsOf(table).delete(id),
    find: async (table, where) =>
      [...rowsOf(table)]
        .filter(([, row]) => Object.entries(where).every(([field, value]) => (row[field] ?? null) === value))
        .map(([id, value]): StoredRecord => ({ id, value: structuredClone(value) }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
