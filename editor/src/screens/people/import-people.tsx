import { LANGUAGES, type Language } from "@travaux/blueprint";
import { useState, type FormEvent, type ReactNode } from "react";
import { useAnnounce } from "../../app/announcer.tsx";
import { useApplication } from "../../app/application.tsx";
import { ProblemNote, sayFault } from "../../app/problem.tsx";
import { useAction } from "../../app/use-action.ts";
import { ChoiceField } from "../../design/choice-field.tsx";
import { Field } from "../../design/field.tsx";
import type { GeneralKey } from "../../interface-text/message.ts";
import { LANGUAGE_NAMES } from "../../interface-text/load-messages.ts";
import { useText, type InterfaceText } from "../../interface-text/text.tsx";
import { faultsByRow, isHeadingRow, readPastedTable, type PastedRow } from "./pasted-table.ts";
import type { FreshLink } from "./people-screen.tsx";

interface ImportPeopleProps {
  readonly onRegistered: (links: readonly FreshLink[]) => void;
  readonly onCancel: () => void;
}

/** Registers everybody in a table pasted from a spreadsheet, after a look at it; with a fault in any row, nobody. */
export function ImportPeople({ onRegistered, onCancel }: ImportPeopleProps): ReactNode {
  const { say, language } = useText();
  const { api } = useApplication();
  const announce = useAnnounce();
  const { state, problem, run } = useAction();
  const [table, setTable] = useState("");
  const [fallback, setFallback] = useState<Language>(language);
  const rows = readPastedTable(table);
  const count = rows.filter((row) => !isHeadingRow(rows, row)).length;
  const faults = faultsByRow(state.kind === "failed" ? state.faults : []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (count === 0) return;
    run(async () => {
      const people = await api.importPeople({ table, language: fallback });
      announce(say("people.registered", { count: people.length }));
      onRegistered(people.map(({ person, link }) => ({ name: person.name, link })));
    });
  };
  return (
    <form className="form part import-people" onSubmit={submit} aria-label={say("people.many")} noValidate>
      <h2>{say("people.many")}</h2>
      <Field
        label={say("people.paste")}
        hint={say("people.pasteHint")}
        value={table}
        onChange={setTable}
        rows={6}
        dir="auto"
        required
      />
      <ChoiceField
        label={say("people.tableLanguage")}
        value={fallback}
        choices={LANGUAGES.map((each) => ({ value: each, name: LANGUAGE_NAMES[each] }))}
        onChange={(value) => setFallback(LANGUAGES.find((each) => each === value) ?? fallback)}
      />
      {rows.length > 0 && <Preview rows={rows} faults={faults} />}
      <TableFaults rows={rows} faults={faults} />
      <ProblemNote code={problem} />
      <div className="actions">
        <button type="submit" className="button button-main" disabled={state.kind === "busy" || count === 0}>
          {say("people.registerRows", { count })}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {say("do.cancel")}
        </button>
      </div>
    </form>
  );
}

const COLUMNS: readonly GeneralKey[] = [
  "people.name",
  "people.function",
  "people.email",
  "people.phone",
  "people.rowState",
  "people.noteVerbale",
  "people.rowReplaces",
  "people.language",
];

interface PreviewProps {
  readonly rows: readonly PastedRow[];
  readonly faults: ReturnType<typeof faultsByRow>;
}

/** What is wrong with the table as a whole, or with its row of headings. */
function TableFaults({ rows, faults }: PreviewProps): ReactNode {
  const text = useText();
  const [first] = rows;
  const ofHeadings = first !== undefined && isHeadingRow(rows, first) ? (faults.get(first.row) ?? []) : [];
  return ofHeadings.map(({ column, code }) => (
    <p key={`${column} ${code}`} className="fault-text">
      {sayFault(text, code, column)}
    </p>
  ));
}

function Preview({ rows, faults }: PreviewProps): ReactNode {
  const text = useText();
  const [first] = rows;
  const named =
    first !== undefined && isHeadingRow(rows, first) ? first.cells : COLUMNS.map((key) => text.say(key));
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={text.say("people.preview")}>
      <table className="grid-table">
        <caption>{text.say("people.preview")}</caption>
        <thead>
          <tr>
            <th scope="col">{text.say("people.row")}</th>
            {named.map((name, index) => (
              <th key={index} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">{text.say("people.standing")}</th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter((row) => !isHeadingRow(rows, row))
            .map((row) => (
              <tr key={row.row}>
                <th scope="row">{text.number(row.row)}</th>
                {named.map((_, index) => (
                  <td key={index} dir="auto">
                    {row.cells[index]}
                  </td>
                ))}
                <td>
                  <RowStanding text={text} row={row} faults={faults.get(row.row) ?? []} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowStandingProps {
  readonly text: InterfaceText;
  readonly row: PastedRow;
  readonly faults: readonly { readonly column: string; readonly code: string }[];
}

function RowStanding({ text, row, faults }: RowStandingProps): ReactNode {
  if (faults.length > 0) {
    return faults.map(({ column, code }) => (
      <p key={`${column} ${code}`} className="fault-text">
        {column !== "" && `${columnName(text, column)}: `}
        {sayFault(text, code, column)}
      </p>
    ));
  }
  if (!row.cells.some((cell) => cell.includes("@")))
    return <p className="fault-text">{text.say("people.rowNoAddress")}</p>;
  return text.say("people.rowFine");
}

const COLUMN_NAMES: Readonly<Record<string, GeneralKey>> = {
  name: "people.name",
  function: "people.function",
  email: "people.email",
  phone: "people.phone",
  state: "people.rowState",
  noteVerbale: "people.noteVerbale",
  replaces: "people.rowReplaces",
  language: "people.language",
};

function columnName(text: InterfaceText, column: string): string {
  const key = COLUMN_NAMES[column];
  return key === undefined ? column : text.say(key);
}
