import type { InstrumentCode } from "@travaux/blueprint";
import { useId, type ReactNode } from "react";
import { useText } from "../../interface-text/text.tsx";
import { useReport } from "../../report/report-model.ts";
import type { SectionCommentsLike, ShownDraft } from "../section-comments.ts";
import { audienceChoices, isSameChoice, quotable, type AudienceChoice } from "./audience-choices.ts";
import { audienceKind, sayChoice } from "./audience-words.ts";

interface AudienceFieldProps {
  readonly of: SectionCommentsLike;
  readonly draft: ShownDraft;
  readonly instrument: InstrumentCode | null;
  readonly onChoose: (choice: AudienceChoice) => void;
}

/** For whom a new comment is, among those for whom its author may write there. */
export function AudienceField({ of, draft, instrument, onChoose }: AudienceFieldProps): ReactNode {
  const text = useText();
  const name = useId();
  const { review, member } = useReport();
  const { place } = draft;
  if (place.kind !== "thread" || place.subject.kind === "thread") return null;
  const rooms = quotable(place.subject, of.rooms);
  const choices = audienceChoices({ margins: of.margins, rooms, review, member, instrument });
  const chosen: AudienceChoice = { audience: place.audience, forTeam: draft.forTeam };
  return (
    <fieldset className="audience-field">
      <legend className="field-label">{text.say("comment.who")}</legend>
      {choices.map((choice) => (
        <label key={`${choice.audience} ${choice.forTeam}`} className="check">
          <input
            type="radio"
            name={name}
            checked={isSameChoice(choice, chosen)}
            onChange={() => onChoose(choice)}
          />
          <span className="audience-choice" data-audience={audienceKind(choice.audience)}>
            {sayChoice(text, choice)}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
