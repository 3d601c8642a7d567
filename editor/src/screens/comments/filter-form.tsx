import { COMMENT_CLASSES, DISPOSITIONS } from "@travaux/comments/model";
import type { ReactNode } from "react";
import type { ReviewView } from "@travaux/blueprint";
import { sayAudience } from "../../comments/list/say-audience.ts";
import { ChoiceField } from "../../design/choice-field.tsx";
import { useText } from "../../interface-text/text.tsx";
import { FORMAL_RECORD, type TableChoices, type TableFilter } from "./table-filter.ts";

interface FilterFormProps {
  readonly review: ReviewView;
  readonly choices: TableChoices;
  readonly filter: TableFilter;
  readonly onChange: (filter: TableFilter) => void;
}

/** What of the table is to be shown, printed and downloaded. */
export function FilterForm({ review, choices, filter, onChange }: FilterFormProps): ReactNode {
  const text = useText();
  const { say } = text;
  const set = (change: Partial<TableFilter>): void => onChange({ ...filter, ...change });
  const all = say("discussion.all");
  return (
    <form
      className="comments-filter no-print"
      role="search"
      aria-label={say("discussion.filters")}
      onSubmit={(event) => event.preventDefault()}
    >
      <Readers review={review} choices={choices} filter={filter} onChange={onChange} />
      <div className="comments-filter-fields">
        <ChoiceField
          label={say("review.state")}
          placeholder={all}
          value={filter.state}
          choices={choices.states}
          onChange={(state) => set({ state })}
        />
        <ChoiceField
          label={say("discussion.class")}
          placeholder={all}
          value={filter.class}
          choices={choices.classes}
          onChange={(value) => set({ class: COMMENT_CLASSES.find((each) => each === value) ?? "" })}
        />
        <ChoiceField
          label={say("discussion.disposition")}
          placeholder={all}
          value={filter.disposition}
          choices={choices.dispositions}
          onChange={(value) =>
            set({
              disposition: value === "none" ? value : (DISPOSITIONS.find((each) => each === value) ?? ""),
            })
          }
        />
        <ChoiceField
          label={say("discussion.status")}
          placeholder={all}
          value={filter.status}
          choices={(["open", "resolved"] as const).map((value) => ({
            value,
            name: say(`discussion.status.${value}`),
          }))}
          onChange={(value) => set({ status: value === "open" || value === "resolved" ? value : "" })}
        />
        <ChoiceField
          label={say("discussion.section")}
          placeholder={say("discussion.wholeReport")}
          value={filter.section}
          choices={choices.sections}
          onChange={(section) => set({ section })}
        />
        <div className="field">
          <label htmlFor="comments-words">{say("discussion.words")}</label>
          <input
            id="comments-words"
            type="search"
            dir="auto"
            value={filter.words}
            onChange={(event) => set({ words: event.target.value })}
          />
        </div>
        <button type="button" className="button button-quiet" onClick={() => onChange(FORMAL_RECORD)}>
          {say("discussion.clear")}
        </button>
      </div>
    </form>
  );
}

/** The audiences one by one: nothing internal is shown or printed unless somebody says so. */
function Readers({ review, choices, filter, onChange }: FilterFormProps): ReactNode {
  const text = useText();
  const choose = (audience: string, isChosen: boolean): void =>
    onChange({
      ...filter,
      audiences: choices.audiences.filter((each) =>
        each === audience ? isChosen : filter.audiences.includes(each),
      ),
    });
  return (
    <fieldset className="comments-filter-readers">
      <legend className="field-label">{text.say("readers.label")}</legend>
      {choices.audiences.map((audience) => (
        <label key={audience} className="check">
          <input
            type="checkbox"
            checked={filter.audiences.includes(audience)}
            onChange={(event) => choose(audience, event.target.checked)}
          />
          <bdi>{sayAudience(text, review, audience)}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
