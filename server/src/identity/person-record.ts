import { LANGUAGES, type Person, type SessionUser, type UserId } from "@travaux/blueprint";
import * as z from "zod";

/** A person's row as the sign-in library hands it out. */
const ROW = z.object({
  id: z.string().transform((id) => id as UserId),
  name: z.string(),
  email: z.string(),
  function: z.string(),
  phone: z.string(),
  noteVerbale: z.string(),
  staff: z.boolean(),
  language: z.enum(LANGUAGES),
  standing: z.enum(["invited", "active", "ended"]),
  twoFactorEnabled: z.boolean().nullish(),
});

/** Reads a row of the user table. @throws ZodError for a row that this version did not write */
export function readPerson(row: unknown): Person {
  const { twoFactorEnabled, ...person } = ROW.parse(row);
  return { ...person, secondFactor: twoFactorEnabled === true };
}

/** What a signed-in person is told about himself. */
export function sessionUserOf({ id, name, email, language, staff, secondFactor }: Person): SessionUser {
  return { id, name, email, language, staff, secondFactor };
}

/** The fields a person has beyond the library's own, in its notation; none may be set from outside. */
export const PERSON_FIELDS = {
  function: { type: "string", required: true, input: false, defaultValue: "" },
  phone: { type: "string", required: true, input: false, defaultValue: "" },
  noteVerbale: { type: "string", required: true, input: false, defaultValue: "" },
  staff: { type: "boolean", required: true, input: false, defaultValue: false },
  language: { type: "string", required: true, input: false, defaultValue: "en" },
  standing: { type: "string", required: true, input: false, defaultValue: "invited" },
} as const;
