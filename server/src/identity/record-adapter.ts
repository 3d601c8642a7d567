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
    next: (value: JsonObject) => JsonObject,
  ): Promise<JsonObject[]> => {
    const changed: JsonObject[] = [];
    for (const row of (await select(model, where)).slice(0, limit)) {
      const value = next(row.value);
      await records.put(tableOf(model), row.id, value);
      changed.push(value);
    }
    return changed;
  };
  const asRow = <Row>(value: JsonObject | undefined): Row | null =>
    value === undefined ? null : (value as Row);

  return {
    create: ({ model, data }) =>
      inTurn(async () => {
        const value = toJson(data);
        if (!(await records.insert(tableOf(model), String(value["id"]), value))) {
          throw new StorageFailure("duplicate", `A row of ${model} with this key exists already.`);
        }
        return data;
      }),
    findOne: async <Row>({ model, where }: { model: string; where: CleanedWhere[] }) =>
      asRow<Row>((await select(model, where))[0]?.value),
    findMany: async <Row>({
      model,
      where,
      limit,
      sortBy,
      offset,
    }: Parameters<CustomAdapter["findMany"]>[0]) => {
      const rows = (await select(model, where ?? [])).map((row) => row.value);
      if (sortBy !== undefined) {
        const sign = sortBy.direction === "asc" ? 1 : -1;
        rows.sort((a, b) => sign * compareValues(a[sortBy.field], b[sortBy.field]));
      }
      return rows.slice(offset ?? 0, (offset ?? 0) + limit) as Row[];
    },
    count: async ({ model, where }) => (await select(model, where ?? [])).length,
    update: <Row>({ model, where, update }: { model: string; where: CleanedWhere[]; update: Row }) =>
      inTurn(async () =>
        asRow<Row>((await change(model, where, 1, (value) => ({ ...value, ...toJson(update) })))[0]),
      ),
    updateMany: ({ model, where, update }) =>
      inTurn(
        async () =>
          (await change(model, where, Infinity, (value) => ({ ...value, ...toJson(update) }))).length,
      ),
    delete: ({ model, where }) => inTurn(async () => void (await remove(model, where, 1))),
    deleteMany: ({ model, where }) => inTurn(async () => (await remove(model, where, Infinity)).length),
    consumeOne: <Row>({ model, where }: { model: string; where: CleanedWhere[] }) =>
      inTurn(async () => asRow<Row>((await remove(model, where, 1))[0]?.value)),
    incrementOne: <Row>({
      model,
      where,
      increment,
      set,
    }: Parameters<NonNullable<CustomAdapter["incrementOne"]>>[0]) =>
      inTurn(async () => {
        const next = (value: JsonObject): JsonObject => ({
          ...value,
          ...toJson(set ?? {}),
          ...sums(value, increment),
        });
        return asRow<Row>((await change(model, where, 1, next))[0]);
      }),
  };
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
