import { parseArgs } from "node:util";
import { LANGUAGES, type NewPerson } from "@travaux/blueprint";
import * as z from "zod";
import type { People } from "./people.ts";

/** What the command was asked, or what it should have been. */
export type FirstAccountRequest =
  | { readonly kind: "register"; readonly person: NewPerson; readonly another: boolean }
  | { readonly kind: "usage"; readonly text: string };

const USAGE = `Registers the first account of the Secretariat and prints its activation link.

  npm run first-account --workspace server -- --name "Secretariat officer" --email officer@example.org

  --function   e.g. "Crime Prevention Officer"
  --language   ${LANGUAGES.join(", ")}; en unless given
  --another    even though the Secretariat has an account`;

const OPTIONS = z.object({
  name: z.string().trim().min(1).max(200),
  email: z.string().trim().toLowerCase().pipe(z.email()),
  function: z.string().trim().max(200).default(""),
  language: z.enum(LANGUAGES).default("en"),
  another: z.boolean().default(false),
});

/** Reads the command line. */
export function readFirstAccount(args: readonly string[]): FirstAccountRequest {
  const text = { type: "string" } as const;
  const options = {
    name: text,
    email: text,
    function: text,
    language: text,
    another: { type: "boolean" },
  } as const;
  try {
    const parsed = OPTIONS.safeParse(parseArgs({ args: [...args], options }).values);
    if (!parsed.success) return { kind: "usage", text: USAGE };
    const { another, ...person } = parsed.data;
    return { kind: "register", another, person: { ...person, phone: "", noteVerbale: "", staff: true } };
  } catch (error) {
    // An unknown option: the usage says which there are.
    if (error instanceof TypeError) return { kind: "usage", text: USAGE };
    throw error;
  }
}

/** What came of it: one sentence or the link, and whether the command did what it was asked. */
export interface FirstAccountOutcome {
  readonly done: boolean;
  readonly text: string;
}

/** Registers the account, unless the Secretariat has one and no other was asked for. */
export async function registerFirstAccount(
  people: People,
  request: Extract<FirstAccountRequest, { kind: "register" }>,
): Promise<FirstAccountOutcome> {
  const staff = (await people.list()).filter((person) => person.staff && person.standing !== "ended");
  if (staff.length > 0 && !request.another) {
    return {
      done: false,
      text: "The Secretariat has an account already; it registers further people. --another overrides this.",
    };
  }
  const registration = await people.register([request.person]);
  const registered = registration.kind === "registered" ? registration.people[0] : undefined;
  if (registered === undefined) return { done: false, text: "This e-mail address is registered already." };
  return {
    done: true,
    text: `Open this address to choose a password (it works once, for 10 days):\n${registered.link.url}`,
  };
}
