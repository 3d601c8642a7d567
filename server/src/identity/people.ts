import type {
  ActivationLink,
  NewPerson,
  Person,
  PersonChange,
  RegisteredPerson,
  UserId,
} from "@travaux/blueprint";
import type { Auth } from "./auth.ts";
import type { Activations } from "./activation.ts";
import { activationLetter } from "./activation-letter.ts";
import type { Mailer } from "./mail.ts";
import { readPerson } from "./person-record.ts";

/** A field at fault of one of several rows; `row` counts from 0. */
export interface RowFault {
  readonly row: number;
  readonly field: string;
  readonly code: "taken" | "repeated";
}

export type Registration =
  | { readonly kind: "registered"; readonly people: readonly RegisteredPerson[] }
  | { readonly kind: "refused"; readonly faults: readonly RowFault[] };

/** The register of people. It checks no rights: its callers are HTTP's staff routes and the commands of the host. */
export interface People {
  list(): Promise<readonly Person[]>;
  person(user: UserId): Promise<Person | null>;
  /** Registers all or nobody, and sends each a letter with the activation link. */
  register(rows: readonly NewPerson[]): Promise<Registration>;
  /** Registers somebody who can sign in at once and has no password: sample data of demo mode, nothing else. */
  registerDemo(row: NewPerson): Promise<Person>;
  /** `null` if there is no such person. Ending a person ends links, password, second factor and sessions. */
  change(user: UserId, change: PersonChange): Promise<Person | null>;
  /** A new link; the earlier link, the password and every session end. */
  renewActivation(user: UserId): Promise<ActivationLink | null>;
  /** Takes the second factor off and ends every session. */
  resetSecondFactor(user: UserId): Promise<Person | null>;
}

export interface PeopleOptions {
  readonly auth: Auth;
  readonly activations: Activations;
  readonly mailer: Mailer;
  /** Told when a letter could not be sent; the link was answered to the Secretariat all the same. */
  readonly onMailFailure: (error: unknown) => void;
}

/** The most people that the register hands out at once. */
const PEOPLE_LIMIT = 100_000;

export function createPeople({ auth, activations, mailer, onMailFailure }: PeopleOptions): People {
  const person = async (user: UserId): Promise<Person | null> => {
    const row = await (await auth.$context).internalAdapter.findUserById(user);
    return row === null ? null : readPerson(row);
  };
  const insert = async (row: NewPerson, standing: Person["standing"]): Promise<Person> => {
    const { internalAdapter } = await auth.$context;
    const created = await internalAdapter.createUser(
      { ...row, staff: row.staff === true, standing, emailVerified: true },
      { method: "register" },
    );
    return readPerson(created);
  };
  const update = async (user: UserId, change: Partial<Person>): Promise<Person> =>
    readPerson(await (await auth.$context).internalAdapter.updateUser(user, change));
  const dropCredentials = async (user: UserId): Promise<void> => {
    const { internalAdapter } = await auth.$context;
    await activations.revoke(user);
    await internalAdapter.deleteAccounts(user);
    await internalAdapter.deleteUserSessions(user);
  };
  const dropSecondFactor = async (user: UserId): Promise<void> => {
    const { adapter } = await auth.$context;
    await adapter.deleteMany({ model: "twoFactor", where: [{ field: "userId", value: user }] });
    await adapter.update({
      model: "user",
      where: [{ field: "id", value: user }],
      update: { twoFactorEnabled: false },
    });
  };
  const link = async (to: Person): Promise<ActivationLink> => {
    const issued = await activations.issue(to.id);
    await mailer.send(activationLetter(to, issued)).catch(onMailFailure);
    return issued;
  };

  return {
    async list() {
      const { adapter } = await auth.$context;
      const rows = await adapter.findMany({
        model: "user",
        limit: PEOPLE_LIMIT,
        sortBy: { field: "name", direction: "asc" },
      });
      return rows.map(readPerson);
    },
    person,
    async register(rows) {
      const faults = await addressFaults(auth, rows);
      if (faults.length > 0) return { kind: "refused", faults };
      const made: Person[] = [];
      try {
        for (const row of rows) made.push(await insert(row, "invited"));
      } catch (error) {
        // All or nobody: those already registered go again before the failure is told.
        for (const { id } of made) await (await auth.$context).internalAdapter.deleteUser(id);
        throw error;
      }
      const people: RegisteredPerson[] = [];
      for (const each of made) people.push({ person: each, link: await link(each) });
      return { kind: "registered", people };
    },
    registerDemo: (row) => insert(row, "active"),
    async change(user, change) {
      if ((await person(user)) === null) return null;
      const changed = await update(user, change);
      if (change.standing === "ended") {
        await dropCredentials(user);
        await dropSecondFactor(user);
      }
      return person(changed.id);
    },
    async renewActivation(user) {
      if ((await person(user)) === null) return null;
      const invited = await update(user, { standing: "invited" });
      await dropCredentials(user);
      return link(invited);
    },
    async resetSecondFactor(user) {
      if ((await person(user)) === null) return null;
      await dropSecondFactor(user);
      await (await auth.$context).internalAdapter.deleteUserSessions(user);
      return person(user);
    },
  };
}

async function addressFaults(auth: Auth, rows: readonly NewPerson[]): Promise<readonly RowFault[]> {
  const { internalAdapter } = await auth.$context;
  const faults: RowFault[] = [];
  const seen = new Set<string>();
  for (const [row, { email }] of rows.entries()) {
    const address = email.toLowerCase();
    if (seen.has(address)) faults.push({ row, field: "email", code: "repeated" });
    else if ((await internalAdapter.findUserByEmail(address)) !== null)
      faults.push({ row, field: "email", code: "taken" });
    seen.add(address);
  }
  return faults;
}
