import type { MemberId, ReviewView, ThreadRow } from "@travaux/blueprint";
import { useId, type ReactNode } from "react";
import { useText, type InterfaceText } from "../../interface-text/text.tsx";
import { isUnsent, type RowFilter } from "./filter-rows.ts";
import { sayAudience, sayDelegation } from "./say-audience.ts";

/** What the list is asked for; an empty text is no matter of the filter. */
export interface ListFilter {
  readonly marks: ReadonlySet<ListMark>;
  readonly person: string;
  readonly state: string;
  readonly audience: string;
}

const MARKS = ["onlyOpen", "mine", "mentionsMe", "onlyUnread", "orphaned", "onlyUnsent"] as const;
type ListMark = (typeof MARKS)[number];

/** What is still open, of everybody. */
export const OPEN_COMMENTS: ListFilter = {
  marks: new Set(["onlyOpen"]),
  person: "",
  state: "",
  audience: "",
};

/** The filter as rows are chosen by it. @param self the reader */
export function rowsWanted({ marks, person, state, audience }: ListFilter, self: MemberId): RowFilter {
  return {
    ...(marks.has("onlyOpen") ? { resolved: false } : {}),
    ...(marks.has("mine") ? { mine: self } : {}),
    ...(marks.has("mentionsMe") ? { mentions: self } : {}),
    ...(marks.has("onlyUnread") ? { unread: true } : {}),
    ...(marks.has("orphaned") ? { orphaned: true } : {}),
    ...(marks.has("onlyUnsent") ? { unsent: true } : {}),
    ...(person === "" ? {} : { person: person as MemberId }),
    ...(state === "" ? {} : { state }),
    ...(audience === "" ? {} : { audiences: [audience] }),
  };
}

interface ListFilterFormProps {
  readonly review: ReviewView;
  readonly rows: readonly ThreadRow[];
  readonly filter: ListFilter;
  readonly onChange: (filter: ListFilter) => void;
}

/** Which comments the list shows. */
export function ListFilterForm({ review, rows, filter, onChange }: ListFilterFormProps): ReactNode {
  const text = useText();
  const marks = rows.some(isUnsent) ? MARKS : MARKS.filter((mark) => mark !== "onlyUnsent");
  const toggle = (mark: ListMark): void => {
    const next = new Set(filter.marks);
    if (!next.delete(mark)) next.add(mark);
    onChange({ ...filter, marks: next });
  };
  return (
    <div className="list-filter" role="search" aria-label={text.say("discussion.filters")}>
      <div className="list-marks">
        {marks.map((mark) => (
          <button
            key={mark}
            type="button"
            className="button button-small"
            aria-pressed={filter.marks.has(mark)}
            onClick={() => toggle(mark)}
          >
            {text.say(`discussion.${mark}`)}
          </button>
        ))}
      </div>
      <ListChoice
        label={text.say("discussion.person")}
        choices={peopleOf(text, rows)}
        value={filter.person}
        onChange={(person) => onChange({ ...filter, person })}
      />
      <ListChoice
        label={text.say("review.state")}
        choices={statesOf(text, review, rows)}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state })}
      />
      <ListChoice
        label={text.say("readers.label")}
        choices={unique(rows.map(({ audience }) => [audience, sayAudience(text, review, audience)]))}
        value={filter.audience}
        onChange={(audience) => onChange({ ...filter, audience })}
      />
    </div>
  );
}

type Choices = readonly (readonly [value: string, name: string])[];

function peopleOf(text: InterfaceText, rows: readonly ThreadRow[]): Choices {
  const people = rows.flatMap(({ comments }) =>
    comments.map(({ by, byName }) => [by, byName || text.say("say.unknownPerson")] as const),
  );
  return unique(people).toSorted(([, one], [, other]) => text.compare(one, other));
}

function statesOf(text: InterfaceText, review: ReviewView, rows: readonly ThreadRow[]): Choices {
  const states = rows.map(({ comments }) => {
    const of = comments[0]?.of ?? null;
    return [of ?? "secretariat", sayDelegation(text, review, of)] as const;
  });
  return unique(states).toSorted(([, one], [, other]) => text.compare(one, other));
}

function unique(choices: Choices): Choices {
  return [...new Map(choices)];
}

interface ListChoiceProps {
  readonly label: string;
  readonly choices: Choices;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ListChoice({ label, choices, value, onChange }: ListChoiceProps): ReactNode {
  const { say } = useText();
  const id = useId();
  // With one thing to choose there is nothing to choose.
  if (choices.length < 2 && value === "") return null;
  return (
    <div className="list-choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{say("discussion.all")}</option>
        {choices.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
