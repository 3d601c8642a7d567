import type { ImportedPerson, Language, NewPerson } from "@travaux/blueprint";
import * as z from "zod";
import type { People, RowFault } from "../identity/people.ts";
import { readLanguageCell, readPeopleTable, type TableRow } from "../identity/people-table.ts";
import type { Reviews } from "../reviews/reviews.ts";
import { newPerson, peopleTable, personChange } from "./account-schemas.ts";
import type { Faults } from "./problem.ts";
import { answer, defineRoute, problem, type Answer, type Route } from "./route.ts";
import { userId } from "./schemas.ts";
import * as views from "./views.ts";

/** A pasted table of a few hundred people, in bytes. */
const TABLE_LIMIT_BYTES = 1_048_576;

const onePerson = z.object({ person: userId });

/** The register of people, for the Secretariat alone. */
export function peopleRoutes(people: People, reviews: Reviews): readonly Route[] {
  return [...register(people), ...accounts(people, reviews)];
}

function register(people: People): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/people",
      summary: "Everybody who is registered",
      access: "staff",
      answers: { status: 200, schema: views.people },
      problems: ["session-required", "not-permitted"],
      handle: async () => answer(await people.list()),
    }),
    defineRoute({
      method: "post",
      path: "/api/people",
      summary: "Register a person",
      access: "staff",
      body: newPerson,
      answers: { status: 201, schema: views.registeredPerson },
      problems: ["session-required", "not-permitted", "invalid"],
      handle: async ({ body }) => {
        const registration = await people.register([body]);
        if (registration.kind === "registered") return answer(registration.people[0] ?? null);
        return problem(
          "invalid",
          registration.faults.map(({ field, code }) => ({ pointer: `/${field}`, code })),
        );
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/people/import",
      summary: "Register everybody in a pasted table, or nobody",
      access: "staff",
      body: peopleTable,
      bodyLimitBytes: TABLE_LIMIT_BYTES,
      answers: { status: 201, schema: views.importedPeople },
      problems: ["session-required", "not-permitted", "invalid"],
      handle: async ({ body }) => importTable(people, body.table, body.language),
    }),
  ];
}

function accounts(people: People, reviews: Reviews): readonly Route[] {
  return [
    defineRoute({
      method: "patch",
      path: "/api/people/:person",
      summary: "Change what is registered of a person, or end the account",
      access: "staff",
      params: onePerson,
      body: personChange,
      answers: { status: 200, schema: views.person },
      problems: ["session-required", "not-permitted", "absent", "invalid"],
      handle: async ({ params, body }, { actor }) => {
        const own = params.person === actor.user;
        // Nobody locks himself out; a colleague can do it.
        if (own && (body.standing === "ended" || body.staff === false)) return problem("not-permitted");
        const changed = await people.change(params.person, body);
        return changed === null ? problem("absent") : answer(changed);
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/people/:person/activation",
      summary: "Renew the activation link; password and sessions end",
      access: "staff",
      params: onePerson,
      answers: { status: 201, schema: views.activationLink },
      problems: ["session-required", "not-permitted", "absent"],
      handle: async ({ params }, { actor }) => {
        if ((await people.person(params.person)) === null) return problem("absent");
        // The record first: what is recorded may fail to happen and be repeated, what happened must be recorded.
        await reviews.recordAccountAct(actor, params.person, "activation-renewed");
        const link = await people.renewActivation(params.person);
        return link === null ? problem("absent") : answer(link);
      },
    }),
    defineRoute({
      method: "delete",
      path: "/api/people/:person/second-factor",
      summary: "Take off a person's second factor; sessions end",
      access: "staff",
      params: onePerson,
      answers: { status: 204 },
      problems: ["session-required", "not-permitted", "absent"],
      handle: async ({ params }, { actor }) => {
        if ((await people.person(params.person)) === null) return problem("absent");
        await reviews.recordAccountAct(actor, params.person, "second-factor-reset");
        await people.resetSecondFactor(params.person);
        return answer(null);
      },
    }),
  ];
}

async function importTable(people: People, table: string, language: Language): Promise<Answer> {
  const reading = readPeopleTable(table);
  if (reading.kind === "unreadable")
    return problem("invalid", [{ pointer: `/rows/${reading.row}`, code: reading.code }]);
  const judged = reading.rows.map((row) => ({ row, verdict: judgeRow(row, language) }));
  const faults = judged.flatMap(({ row, verdict }) =>
    "faults" in verdict ? pointed(row.row, verdict.faults) : [],
  );
  const rows = judged.flatMap(({ row, verdict }) =>
    "person" in verdict ? [{ row, person: verdict.person }] : [],
  );
  if (faults.length > 0) return problem("invalid", faults);
  const registration = await people.register(rows.map(({ person }) => person));
  if (registration.kind === "refused") {
    const at = ({ row, field, code }: RowFault) => pointed(rows[row]?.row.row ?? 0, [{ field, code }]);
    return problem("invalid", registration.faults.flatMap(at));
  }
  const imported = registration.people.flatMap((registered, index): readonly ImportedPerson[] => {
    const row = rows[index]?.row;
    if (row === undefined) return [];
    return [{ ...registered, row: row.row, state: row.cells.state, replaces: row.cells.replaces }];
  });
  return answer(imported);
}

interface CellFault {
  readonly field: string;
  readonly code: string;
}

function judgeRow(
  { cells }: TableRow,
  otherwise: Language,
): { readonly person: NewPerson } | { readonly faults: readonly CellFault[] } {
  const language = cells.language === "" ? otherwise : readLanguageCell(cells.language);
  const { name, function: position, email, phone, noteVerbale } = cells;
  const parsed = newPerson
    .omit({ staff: true })
    .safeParse({ name, function: position, email, phone, noteVerbale, language });
  if (parsed.success) return { person: parsed.data };
  return { faults: parsed.error.issues.map(({ path, code }) => ({ field: String(path[0] ?? ""), code })) };
}

function pointed(row: number, faults: readonly CellFault[]): Faults {
  return faults.map(({ field, code }) => ({ pointer: `/rows/${row}/${field}`, code }));
}
