import { INSTRUMENTS, LANGUAGES, type InstrumentCode, type Language } from "@travaux/blueprint";
import { useState, type ChangeEvent, type FormEvent, type ReactNode } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { useApplication } from "../app/application.tsx";
import { ProblemNote } from "../app/problem.tsx";
import { useAction } from "../app/use-action.ts";
import { ChoiceField } from "../design/choice-field.tsx";
import { DialogWindow } from "../design/dialog-window.tsx";
import { Field } from "../design/field.tsx";
import { LANGUAGE_NAMES } from "../interface-text/load-messages.ts";
import { useText } from "../interface-text/text.tsx";
import { useReport } from "./report-model.ts";
import { readTreatyFile, type TreatyArticles } from "./treaty-file.ts";

interface TreatyDialogProps {
  readonly instrument: InstrumentCode | null;
  readonly onClose: () => void;
  readonly onLoaded: () => void;
}

/** Loads the text of an instrument from the depositary's file. */
export function TreatyDialog({ instrument: first, onClose, onLoaded }: TreatyDialogProps): ReactNode {
  const text = useText();
  const { api } = useApplication();
  const { review } = useReport();
  const announce = useAnnounce();
  const { state, problem, run } = useAction();
  const [articles, setArticles] = useState<TreatyArticles | null>(null);
  const [instrument, setInstrument] = useState<InstrumentCode>(first ?? "UNTOC");
  const [language, setLanguage] = useState<Language>(text.language);
  const [source, setSource] = useState("");
  const [checked, setChecked] = useState(false);
  const readFile = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    if (file === undefined) return;
    const found = readTreatyFile(await file.text());
    setArticles(found.articles);
    if (found.instrument !== null) setInstrument(found.instrument);
    if (found.language !== null) setLanguage(found.language);
    if (found.source !== null) setSource(found.source);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (articles === null || articles.length === 0 || source.trim() === "") return;
    run(async () => {
      const { loaded } = await api.loadTreatyText(review.id, { instrument, language, source, articles });
      announce(text.say("treaty.loaded", { count: loaded }));
      onLoaded();
    });
  };
  return (
    <DialogWindow title={text.say("treaty.load")} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        <p className="soft">{text.say("treaty.loadText")}</p>
        <div className="field">
          <label htmlFor="treaty-file">{text.say("treaty.file")}</label>
          <input
            id="treaty-file"
            type="file"
            accept=".json,.txt,application/json,text/plain"
            onChange={(event) => void readFile(event)}
            aria-describedby="treaty-found"
          />
          <p id="treaty-found" className={articles?.length === 0 ? "fault-text" : "hint"} role="status">
            {articles !== null &&
              (articles.length === 0
                ? text.say("treaty.unreadable")
                : text.say("treaty.found", { count: articles.length }))}
            {articles === null && checked && <span className="fault-text">{text.say("fault.required")}</span>}
          </p>
        </div>
        <ChoiceField
          label={text.say("treaty.instrument")}
          value={instrument}
          choices={INSTRUMENTS.map(({ code, shortName }) => ({ value: code, name: text.name(shortName) }))}
          onChange={(value) =>
            setInstrument(INSTRUMENTS.find(({ code }) => code === value)?.code ?? instrument)
          }
        />
        <ChoiceField
          label={text.say("treaty.language")}
          value={language}
          choices={LANGUAGES.map((each) => ({ value: each, name: LANGUAGE_NAMES[each] }))}
          onChange={(value) => setLanguage(LANGUAGES.find((each) => each === value) ?? language)}
        />
        <Field
          label={text.say("treaty.from")}
          value={source}
          onChange={setSource}
          fault={checked && source.trim() === "" ? text.say("fault.required") : null}
          required
        />
        <ProblemNote code={problem} />
        <div className="actions">
          <button type="submit" className="button button-main" disabled={state.kind === "busy"}>
            {text.say("treaty.load")}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {text.say("do.cancel")}
          </button>
        </div>
      </form>
    </DialogWindow>
  );
}
