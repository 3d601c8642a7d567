import { useState, type FormEvent, type ReactNode } from "react";
import { useApplication } from "../app/application.tsx";
import { Screen } from "../app/frame.tsx";
import { LanguageRow } from "../app/language-choice.tsx";
import { goTo } from "../app/navigation.tsx";
import { ProblemNote } from "../app/problem.tsx";
import { useAction } from "../app/use-action.ts";
import { useResource } from "../app/use-resource.ts";
import { Field } from "../design/field.tsx";
import { useText } from "../interface-text/text.tsx";

/** What an activation link opens: choose a password. The token stands behind `#`, so that no server log holds it. */
export function ActivationScreen(): ReactNode {
  const { say } = useText();
  const { api, setSession } = useApplication();
  const [token] = useState(() => window.location.hash.slice(1));
  const { resource } = useResource(token, () => api.lookUpActivation(token));
  const { state, problem, run } = useAction();
  const [password, setPassword] = useState("");
  const [repeat, setRepeat] = useState("");
  const [checked, setChecked] = useState(false);
  const differs = checked && password !== repeat;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (password !== repeat) return;
    run(async () => {
      const session = await api.activate({ token, password });
      goTo({ kind: "reviews" });
      setSession(session);
    });
  };
  return (
    <>
      <header className="app-bar">
        <span className="app-name">{say("app.name")}</span>
        <LanguageRow />
      </header>
      <Screen title={say("activation.title")} narrow>
        {resource.kind === "failed" && (
          <div className="note note-fault" role="alert">
            {say(resource.code === "offline" ? "problem.offline" : "activation.spent")}
          </div>
        )}
        {resource.kind === "loaded" && (
          <form className="form" onSubmit={submit} noValidate>
            <p>{say("activation.text", { name: resource.value.name, email: resource.value.email })}</p>
            <Field
              label={say("activation.password")}
              value={password}
              onChange={setPassword}
              type="password"
              autoComplete="new-password"
              hint={say("activation.rule")}
              required
            />
            <Field
              label={say("activation.repeat")}
              value={repeat}
              onChange={setRepeat}
              type="password"
              autoComplete="new-password"
              fault={differs ? say("activation.differs") : null}
              required
            />
            <ProblemNote code={problem} />
            <div className="actions">
              <button type="submit" className="button button-main" disabled={state.kind === "busy"}>
                {say("activation.submit")}
              </button>
            </div>
          </form>
        )}
      </Screen>
    </>
  );
}
