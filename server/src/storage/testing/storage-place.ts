import type { Storage, TableSpecs } from "../storage.ts";

/** Somewhere a store can be opened more than once, empty at first. */
export interface StoragePlace {
  open(tables: TableSpecs): Promise<Storage>;
  /** Removes what was stored. */
  dispose(): Promise<void>;
}

/** What the contract suite opens stores with. */
export const CONTRACT_TABLES = {
  people: { unique: ["email", "phone"], index: ["state", "active"] },
  notes: {},
} as const;
