import type { NewPerson, Person, UserId } from "@travaux/blueprint";
import type { Activations } from "./activation.ts";
import type { Auth } from "./auth.ts";
import { readPerson } from "./person-record.ts";

/** The most people that the register hands out at once. */
const PEOPLE_LIMIT = 100_000;

/** Accounts one step at a time; what belongs together is put together by the register of people. */
export interface Accounts {
  list(): Promise<readonly Person[]>;
  person(user: UserId): Promise<Person | null>;
  /** Whether somebody has this address, given in lower case. */
  isTaken(email: string): Promise<boolean>;
  /** @throws StorageFailure `duplicate` if the address is taken */
  insert(row: NewPerson, standing: Person["standing"]): Promise<Person>;
  update(user: UserId, change: Partial<Person>): Promise<Person>;
  remove(user: UserId): Promise<void>;
  /** Links, password and sessions end. */
  dropCredentials(user: UserId): Promise<void>;
  dropSecondFactor(user: UserId): Promise<void>;
  endSessions(user: UserId): Promise<void>;
}

export function accountsOf(auth: Auth, activations: Activations): Accounts {
  const library = async () => (await auth.$context).internalAdapter;
  const update = async (user: UserId, change: Partial<Person>): Promise<Person> =>
    readPerson(await (await library()).updateUser(user, change));
  return {
    async list() {
      const sortBy = { field: "name", direction: "asc" } as const;
      const { adapter } = await auth.$context;
      return (await adapter.findMany({ model: "user", limit: PEOPLE_LIMIT, sortBy })).map(readPerson);
    },
    async person(user) {
      const row: unknown = await (await library()).findUserById(user);
      return row === null ? null : readPerson(row);
    },
    isTaken: async (email) => (await (await library()).findUserByEmail(email)) !== null,
    async insert(row, standing) {
      const account = { ...row, staff: row.staff === true, standing, emailVerified: true };
      return readPerson(await (await library()).createUser(account, { method: "register" }));
    },
    update,
    remove: async (user) => (await library()).deleteUser(user),
    async dropCredentials(user) {
      await activations.revoke(user);
      await (await library()).deleteAccounts(user);
      await (await library()).deleteUserSessions(user);
    },
    async dropSecondFactor(user) {
      const { adapter } = await auth.$context;
      await adapter.deleteMany({ model: "twoFactor", where: [{ field: "userId", value: user }] });
      await (await library()).updateUser(user, { twoFactorEnabled: false });
    },
    endSessions: async (user) => (await library()).deleteUserSessions(user),
  };
}
