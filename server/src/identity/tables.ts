import type { TableSpecs } from "../storage/storage.ts";

/** The sign-in library's tables by the names it gives them, and what each is called in the record store. */
export const LIBRARY_TABLES = {
  user: "identityUser",
  session: "identitySession",
  account: "identityAccount",
  verification: "identityVerification",
  twoFactor: "identityTwoFactor",
} as const;

/** Where activation links live, under the digest of their token. */
export const ACTIVATION_TABLE = "identityActivation";

/** All tables of identity with their indexes, for whoever opens the store. */
export const IDENTITY_TABLES: TableSpecs = {
  [LIBRARY_TABLES.user]: { unique: ["email"] },
  [LIBRARY_TABLES.session]: { unique: ["token"], index: ["userId"] },
  [LIBRARY_TABLES.account]: { index: ["userId", "accountId"] },
  [LIBRARY_TABLES.verification]: { index: ["identifier"] },
  [LIBRARY_TABLES.twoFactor]: { index: ["userId"] },
  [ACTIVATION_TABLE]: { index: ["user"] },
};
