import { instrumentOf } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { LANGUAGE_NAMES } from "../../interface-text/load-messages.ts";
import { useText } from "../../interface-text/text.tsx";
import { anyName, namedReviewers, reviewedBy, selectionOf } from "./review-draft.ts";
import type { StepProps } from "./step-props.ts";

/** Everything that was entered, once more, before the review is opened. */
export function CheckStep({ draft }: StepProps): ReactNode {
  const text = useText();
  const dates = [
    ["wizard.officialStart", draft.officialStart],
    ["wizard.informationCutOff", draft.informationCutOff],
    ["wizard.sessionDate", draft.sessionDate],
  ] as const;
  return (
    <>
      <dl className="facts">
        <dt>{text.say("wizard.stateStep")}</dt>
        <dd>
          <bdi>{anyName(draft.state, text.language) || text.say("say.notSet")}</bdi>
        </dd>
        <dt>{text.say("wizard.articlesStep")}</dt>
        <dd>
          {selectionOf(draft.articles).map(({ instrument, numbers }) => (
            <p key={instrument}>
              {text.name(instrumentOf(instrument).shortName)}: <bdi>{text.list(numbers.map(String))}</bdi>
            </p>
          ))}
        </dd>
        <dt>{text.say("wizard.reviewersStep")}</dt>
        <dd>
          {namedReviewers(draft).map((reviewer) => (
            <p key={reviewer.key}>
              <bdi>{anyName(reviewer.name, text.language)}</bdi>:{" "}
              {text.list(reviewedBy(draft, reviewer).map((code) => text.name(instrumentOf(code).shortName)))}
            </p>
          ))}
        </dd>
        <Fact
          name={text.say("twoKeys.title")}
          value={text.say(draft.twoKeys ? "twoKeys.is" : "twoKeys.isNot")}
        />
        <dt>{text.say("wizard.languages")}</dt>
        <dd>{text.list(draft.languages.map((language) => LANGUAGE_NAMES[language]))}</dd>
        {dates.map(([key, value]) => (
          <Fact
            key={key}
            name={text.say(key)}
            value={value === "" ? text.say("say.notSet") : text.date(value)}
          />
        ))}
      </dl>
      <p className="note">{text.say("wizard.checkText")}</p>
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
