import { LANGUAGES } from "@travaux/blueprint";
import { useId, type ReactNode } from "react";
import { LANGUAGE_NAMES } from "../interface-text/load-messages.ts";
import { useText } from "../interface-text/text.tsx";
import { useApplication } from "./application.tsx";

/** The six languages side by side, each under its own name: for whoever cannot read the one on screen. */
export function LanguageRow(): ReactNode {
  const { language, say } = useText();
  const { setLanguage } = useApplication();
  return (
    <ul className="language-row" aria-label={say("app.language")}>
      {LANGUAGES.map((each) => (
        <li key={each}>
          <button
            type="button"
            lang={each}
            aria-pressed={each === language}
            onClick={() => setLanguage(each)}
          >
            {LANGUAGE_NAMES[each]}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The languages as one small field, for the bar above every screen. */
export function LanguageField(): ReactNode {
  const { language, say } = useText();
  const { setLanguage } = useApplication();
  const id = useId();
  return (
    <span className="language-choice">
      <label className="unseen" htmlFor={id}>
        {say("app.language")}
      </label>
      <select
        id={id}
        value={language}
        onChange={(event) => setLanguage(LANGUAGES.find((each) => each === event.target.value) ?? language)}
      >
        {LANGUAGES.map((each) => (
          <option key={each} value={each} lang={each}>
            {LANGUAGE_NAMES[each]}
          </option>
        ))}
      </select>
    </span>
  );
}
