import { LANGUAGES } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { Field } from "../../design/field.tsx";
import { LANGUAGE_NAMES } from "../../interface-text/load-messages.ts";
import { useText } from "../../interface-text/text.tsx";
import type { StepProps } from "./step-props.ts";

const DATES = ["officialStart", "informationCutOff", "sessionDate"] as const;

/** The working languages, and the dates that are known. */
export function LanguagesStep({ draft, change, faultOf }: StepProps): ReactNode {
  const { say } = useText();
  const fault = faultOf("languages");
  return (
    <>
      <fieldset aria-describedby={fault === null ? undefined : "languages-fault"}>
        <legend className="field-label">{say("wizard.languages")}</legend>
        {LANGUAGES.map((each) => (
          <label key={each} className="check">
            <input
              type="checkbox"
              checked={draft.languages.includes(each)}
              onChange={(event) =>
                change({
                  languages: event.target.checked
                    ? [...draft.languages, each]
                    : draft.languages.filter((other) => other !== each),
                })
              }
            />
            <span lang={each}>{LANGUAGE_NAMES[each]}</span>
          </label>
        ))}
        {fault !== null && (
          <p id="languages-fault" className="fault-text">
            {fault}
          </p>
        )}
      </fieldset>
      <p className="hint">{say("wizard.datesHint")}</p>
      {DATES.map((date) => (
        <Field
          key={date}
          label={say(`wizard.${date}`)}
          type="date"
          value={draft[date]}
          onChange={(value) => change({ [date]: value })}
          fault={faultOf(date)}
        />
      ))}
    </>
  );
}
