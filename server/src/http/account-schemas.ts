import type {
  Activation,
  ActivationLookup,
  DemoSignIn,
  NewPerson,
  PeopleTable,
  PersonChange,
  SecondFactorConfirmation,
  SecondFactorEnd,
  SecondFactorStart,
  SessionChange,
  SignIn,
} from "@travaux/blueprint";
import * as z from "zod";
import { emailAddress, filledLine, language, line } from "./schemas.ts";

/** Longer than any password that is taken; what is longer still is not even hashed. */
const password = z.string().max(1024);
const code = z.string().trim().min(1).max(32);
const token = z.string().max(64);

export const signIn = z.strictObject({
  email: z.string().trim().max(254),
  password,
  code: code.exactOptional(),
}) satisfies z.ZodType<SignIn>;
export const demoSignIn = z.strictObject({ email: z.string().max(254) }) satisfies z.ZodType<DemoSignIn>;
export const sessionChange = z.strictObject({ language }) satisfies z.ZodType<SessionChange>;
export const secondFactorStart = z.strictObject({
  password: password.exactOptional(),
}) satisfies z.ZodType<SecondFactorStart>;
export const secondFactorConfirmation = z.strictObject({
  code,
}) satisfies z.ZodType<SecondFactorConfirmation>;
export const secondFactorEnd = z.strictObject({
  password: password.exactOptional(),
  code,
}) satisfies z.ZodType<SecondFactorEnd>;
export const activationLookup = z.strictObject({ token }) satisfies z.ZodType<ActivationLookup>;
export const activation = z.strictObject({ token, password }) satisfies z.ZodType<Activation>;

export const newPerson = z.strictObject({
  name: filledLine(200),
  function: line(200),
  email: emailAddress,
  phone: line(60),
  noteVerbale: line(200),
  language,
  staff: z.boolean().exactOptional(),
}) satisfies z.ZodType<NewPerson>;

export const personChange = z.strictObject({
  name: filledLine(200).exactOptional(),
  function: line(200).exactOptional(),
  phone: line(60).exactOptional(),
  noteVerbale: line(200).exactOptional(),
  language: language.exactOptional(),
  staff: z.boolean().exactOptional(),
  standing: z.literal("ended").exactOptional(),
}) satisfies z.ZodType<PersonChange>;

export const peopleTable = z.strictObject({
  table: z.string().max(400_000),
  language,
}) satisfies z.ZodType<PeopleTable>;
