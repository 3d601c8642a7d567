import { LANGUAGES } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { Field } from "../../design/field.tsx";
import { LANGUAGE_NAMES } from "../../interface-text/load-messages.ts";
import { directionOf } from "../../interface-text/message.ts";
import { useText } from "../../interface-text/text.tsx";
import type { NameDraft } from "./review-draft.ts";

interface NameFieldsProps {
  readonly legend: string;
  readonly name: NameDraft;
  readonly fault: string | null;
  readonly onChange: (name: NameDraft) => void;
}

/** A State's name in up to six languages; the reader's own stands first, the others open below it. */
export function NameFields({ legend, name, fault, onChange }: NameFieldsProps): ReactNode {
  const { say, language } = useText();
  const others = LANGUAGES.filter((each) => each !== language);
  const field = (each: (typeof LANGUAGES)[number], isFirst: boolean): ReactNode => (
    <Field
      key={each}
      label={say("wizard.nameIn", { language: LANGUAGE_NAMES[each] })}
      value={name[each]}
      onChange={(value) => onChange({ ...name, [each]: value })}
      lang={each}
      dir={directionOf(each)}
      optionalMark={false}
      {...(isFirst ? { hint: say("wizard.nameHint"), fault } : {})}
    />
  );
  return (
    <fieldset className="form">
      <legend className="unseen">{legend}</legend>
      {field(language, true)}
      <details open={others.some((each) => name[each] !== "") ? true : undefined}>
        <summary>{say("wizard.otherLanguages")}</summary>
        <div className="form name-others">{others.map((each) => field(each, false))}</div>
      </details>
    </fieldset>
  );
}
