import {
  createAdapterFactory,
  type AdapterFactory,
  type CleanedWhere,
  type CustomAdapter,
} from "better-auth/adapters";
import type { BetterAuthOptions } from "better-auth";
import {
  StorageFailure,
  type Json,
  type JsonObject,
  type RecordStore,
  type StoredRecord,
} from "../storage/storage.ts";
import { compareValues, equalities, matches } from "./record-query.ts";
import { LIBRARY_TABLES } from "./tables.ts";

/** What {@link recordAdapter} tells its owner. */
export interface RecordAdapterEvents {
  /** Ids of sessions whose rows are gone, by whatever way. */
  sessionsDeleted(ids: readonly string[]): void;
}

/**
 * The sign-in library's tables in our record store: transactions and joins off, dates as ISO text. Each write reads the
 * row again and replaces it whole, one after the other within this process, so that a session that was cut is never
 * written back. The process that serves identity is the only one that writes it.
 */
export function recordAdapter(
  records: RecordStore,
  events: RecordAdapterEvents,
): AdapterFactory<BetterAuthOptions> {
  const inTurn = createTurns();
  return createAdapterFactory({
    config: {
      adapterId: "records",
      adapterName: "Record store",
      supportsDates: false,
      supportsBooleans: true,
      supportsNumericIds: false,
      supportsJSON: true,
      transaction: false,
    },
    adapter: () => rowOperations(records, events, inTurn),
  });
}

function rowOperations(records: RecordStore, events: RecordAdapterEvents, inTurn: Turns): CustomAdapter {
  const { select, remove, change } = rowsOf(records, events);
  return {
    create: ({ model, data }) =>
      inTurn(async () => {
        const value = toJson(data);
        const id = value["id"];
        if (typeof id !== "string") throw new TypeError(`A row of ${model} needs an id.`);
        if (!(await records.insert(tableOf(model), id, value))) {
          throw new StorageFailure("duplicate", `A row of ${model} with this key exists already.`);
        }
        return data;
      }),
    // The library says which type its row has; the store has JSON. The factory around turns one into the other.
    findOne: async <Row>({ model, where }: RowQuestion) => first(await select(model, where)) as Row | null,
    findMany: async <Row>({
      model,
      where,
      limit,
      sortBy,
      offset = 0,
    }: Parameters<CustomAdapter["findMany"]>[0]) => {
      const rows = await select(model, where ?? []);
      if (sortBy !== undefined) {
        const { field, direction } = sortBy;
        const sign = direction === "asc" ? 1 : -1;
        rows.sort((a, b) => sign * compareValues(a.value[field], b.value[field]));
      }
      return rows.slice(offset, offset + limit).map(({ value }) => value as Row);
    },
    count: async ({ model, where }) => (await select(model, where ?? [])).length,
    update: <Row>({ model, where, update }: RowQuestion & { readonly update: Row }) =>
      inTurn(async () => first(await change(model, where, 1, () => toJson(update))) as Row | null),
    updateMany: ({ model, where, update }) =>
      inTurn(async () => (await change(model, where, Infinity, () => toJson(update))).length),
    delete: ({ model, where }) => inTurn(async () => void (await remove(model, where, 1))),
    deleteMany: ({ model, where }) => inTurn(async () => (await remove(model, where, Infinity)).length),
    consumeOne: <Row>({ model, where }: RowQuestion) =>
      inTurn(async () => first(await remove(model, where, 1)) as Row | null),
    incrementOne: <Row>({ model, where, increment, set }: RowIncrement) =>
      inTurn(async () => {
        const fields = (row: JsonObject): JsonObject => ({ ...toJson(set ?? {}), ...sums(row, increment) });
        return first(await change(model, where, 1, fields)) as Row | null;
      }),
  };
}

interface RowQuestion {
  readonly model: string;
  readonly where: readonly CleanedWhere[];
}

type RowIncrement = Parameters<NonNullable<CustomAdapter["incrementOne"]>>[0];

function first(rows: readonly StoredRecord[]): JsonObject | null {
  return rows[0]?.value ?? null;
}

/** Reading, removing and changing the rows that a question finds. */
function rowsOf(records: RecordStore, events: RecordAdapterEvents) {
  const select = async (model: string, where: readonly CleanedWhere[]): Promise<StoredRecord[]> => {
    const { id, ...fields } = equalities(where);
    if (typeof id === "string") {
      const value = await records.get(tableOf(model), id);
      return value !== null && matches(value, where) ? [{ id, value }] : [];
    }
    return (await records.find(tableOf(model), fields)).filter((row) => matches(row.value, where));
  };
  const remove = async (
    model: string,
    where: readonly CleanedWhere[],
    limit: number,
  ): Promise<StoredRecord[]> => {
    const gone: StoredRecord[] = [];
    for (const row of (await select(model, where)).slice(0, limit)) {
      if (await records.delete(tableOf(model), row.id)) gone.push(row);
    }
    if (model === "session" && gone.length > 0) events.sessionsDeleted(gone.map((row) => row.id));
    return gone;
  };
  const change = async (
    model: string,
    where: readonly CleanedWhere[],
    limit: number,
    fields: (value: JsonObject) => JsonObject,
  ): Promise<StoredRecord[]> => {
    const changed: StoredRecord[] = [];
    for (const { id, value } of (await select(model, where)).slice(0, limit)) {
      const next = { ...value, ...fields(value) };
      await records.put(tableOf(model), id, next);
      changed.push({ id, value: next });
    }
    return changed;
  };
  return { select, remove, change };
}

function sums(value: JsonObject, increment: Readonly<Record<string, number>>): JsonObject {
  return Object.fromEntries(
    Object.entries(increment).map(([field, by]) => [field, Number(value[field] ?? 0) + by]),
  );
}

function tableOf(model: string): string {
  const known = Object.entries(LIBRARY_TABLES).find(([name]) => name === model);
  if (known === undefined) throw new RangeError(`No table is set up for ${model}; add it to LIBRARY_TABLES.`);
  return known[1];
}

function toJson(data: unknown): JsonObject {
  const plain: unknown = JSON.parse(JSON.stringify(data));
  if (typeof plain !== "object" || plain === null) throw new TypeError("A row must be an object.");
  return Object.fromEntries(Object.entries(plain).map(([field, value]) => [field, value as Json]));
}

type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Runs one piece of work after the other, in the order they came; a failure does not hold up the next. */
function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const run = last.then(work);
    // Whoever asked gets the failure from `run`; the chain only needs to know that it is over.
    last = run.then(
      () => undefined,
      () => undefined,
    );
    return run;
  };
}
