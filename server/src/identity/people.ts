import type {
  ActivationLink,
  NewPerson,
  Person,
  PersonChange,
  RegisteredPerson,
  UserId,
} from "@travaux/blueprint";
import { accountsOf, type Accounts } from "./accounts.ts";
import type { Auth } from "./auth.ts";
import type { Activations } from "./activation.ts";
import { activationLetter } from "./activation-letter.ts";
import { StorageFailure } from "../storage/storage.ts";
import type { Mailer } from "./mail.ts";

/** A field at fault of one of several rows; `row` counts from 0. */
export interface RowFault {
  readonly row: number;
  readonly field: string;
  readonly code: "taken" | "repeated";
}

type Registration =
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

export function createPeople({ auth, activations, mailer, onMailFailure }: PeopleOptions): People {
  const accounts = accountsOf(auth, activations);
  const link = async (to: Person): Promise<ActivationLink> => {
    const issued = await activations.issue(to.id);
    await mailer.send(activationLetter(to, issued)).catch(onMailFailure);
    return issued;
  };
  return {
    list: () => accounts.list(),
    person: (user) => accounts.person(user),
    async register(rows) {
      const inserted = await insertAll(accounts, rows);
      if ("faults" in inserted) return { kind: "refused", faults: inserted.faults };
      const people: RegisteredPerson[] = [];
      for (const person of inserted.people) people.push({ person, link: await link(person) });
      return { kind: "registered", people };
    },
    registerDemo: (row) => accounts.insert(row, "active"),
    async change(user, change) {
      if ((await accounts.person(user)) === null) return null;
      await accounts.update(user, change);
      if (change.standing === "ended") {
        await accounts.dropCredentials(user);
        await accounts.dropSecondFactor(user);
      }
      return accounts.person(user);
    },
    async renewActivation(user) {
      if ((await accounts.person(user)) === null) return null;
      const invited = await accounts.update(user, { standing: "invited" });
      await accounts.dropCredentials(user);
      return link(invited);
    },
    async resetSecondFactor(user) {
      if ((await accounts.person(user)) === null) return null;
      await accounts.dropSecondFactor(user);
      await accounts.endSessions(user);
      return accounts.person(user);
    },
  };
}

async function insertAll(
  accounts: Accounts,
  rows: readonly NewPerson[],
): Promise<{ readonly people: readonly Person[] } | { readonly faults: readonly RowFault[] }> {
  const faults = await addressFaults(accounts, rows);
  if (faults.length > 0) return { faults };
  const people: Person[] = [];
  try {
    for (const row of rows) people.push(await accounts.insert(row, "invited"));
    return { people };
  } catch (error) {
    // All or nobody: those already registered go again before the failure is told.
    for (const { id } of people) await accounts.remove(id);
    const duplicate = error instanceof StorageFailure && error.fault === "duplicate";
    // Somebody else registered one of the addresses since they were looked up.
    const since = duplicate ? await addressFaults(accounts, rows) : [];
    if (since.length > 0) return { faults: since };
    throw error;
  }
}

async function addressFaults(accounts: Accounts, rows: readonly NewPerson[]): Promise<readonly RowFault[]> {
  const faults: RowFault[] = [];
  const seen = new Set<string>();
  for (const [row, { email }] of rows.entries()) {
    const address = email.toLowerCase();
    if (seen.has(address)) faults.push({ row, field: "email", code: "repeated" });
    else if (await accounts.isTaken(address)) faults.push({ row, field: "email", code: "taken" });
    seen.add(address);
  }
  return faults;
}
