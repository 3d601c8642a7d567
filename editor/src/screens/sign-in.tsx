import type { DemoAccount } from "@travaux/blueprint";
import { useState, type FormEvent, type ReactNode } from "react";
import { useApplication } from "../app/application.tsx";
import { usePageTitle } from "../app/frame.tsx";
import { LanguageRow } from "../app/language-choice.tsx";
import { roleOf } from "../app/names.ts";
import { ProblemNote } from "../app/problem.tsx";
import { RequestProblem } from "../app/api-client.ts";
import { useAction } from "../app/use-action.ts";
import { Field } from "../design/field.tsx";
import { useText } from "../interface-text/text.tsx";

/** Sign-in, with its second step, in any of the six languages; in demo mode also by role. */
export function SignInScreen(): ReactNode {
  const { say } = useText();
  const { session } = useApplication();
  usePageTitle(say("signIn.title"));
  return (
    <div className="sign-in">
      <header className="app-bar">
        <span className="app-name">{say("app.name")}</span>
        <LanguageRow />
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="sign-in-columns"
        data-demo={session.demo === null ? undefined : ""}
      >
        <div className="sign-in-title">
          <h1>{say("signIn.title")}</h1>
          <p className="soft">{say("app.subject")}</p>
        </div>
        <SignInForm />
        {session.demo !== null && <DemoAccounts accounts={session.demo} />}
      </main>
    </div>
  );
}

function SignInForm(): ReactNode {
  const { say } = useText();
  const { api, setSession } = useApplication();
  const { state, problem, run } = useAction();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [step, setStep] = useState<"password" | "code">("password");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    run(async () => {
      const request = { email, password, ...(step === "code" ? { code } : {}) };
      await api.signIn(request).then(setSession, (error: unknown) => {
        const asksForCode = error instanceof RequestProblem && error.code === "second-factor-required";
        if (!asksForCode || step === "code") throw error;
        setStep("code");
      });
    });
  };
  const back = (): void => {
    setStep("password");
    setCode("");
  };
  return (
    <form className="form" onSubmit={submit} aria-label={say("signIn.title")} noValidate>
      {step === "password" ? (
        <>
          <Field
            label={say("signIn.email")}
            value={email}
            onChange={setEmail}
            type="email"
            autoComplete="username"
            required
          />
          <Field
            label={say("signIn.password")}
            value={password}
            onChange={setPassword}
            type="password"
            autoComplete="current-password"
            required
          />
        </>
      ) : (
        <>
          <h2>{say("signIn.codeTitle")}</h2>
          <Field
            key="code"
            label={say("signIn.code")}
            value={code}
            onChange={setCode}
            autoComplete="one-time-code"
            hint={say("signIn.codeHint")}
            required
            takesFocus
          />
        </>
      )}
      <ProblemNote code={problem} />
      <div className="actions">
        <button type="submit" className="button button-main" disabled={state.kind === "busy"}>
          {say("signIn.submit")}
        </button>
        {step === "code" && (
          <button type="button" className="button" onClick={back}>
            {say("do.back")}
          </button>
        )}
      </div>
      <p className="hint">{say("signIn.noAccount")}</p>
    </form>
  );
}

function DemoAccounts({ accounts }: { readonly accounts: readonly DemoAccount[] }): ReactNode {
  const text = useText();
  const { api, setSession } = useApplication();
  const { state, problem, run } = useAction();
  return (
    <section className="part" aria-labelledby="demo-title">
      <div>
        <h2 id="demo-title">{text.say("signIn.demoTitle")}</h2>
        <p className="soft">{text.say("signIn.demoText")}</p>
      </div>
      <ProblemNote code={problem} />
      <ul className="demo-list">
        {accounts.map((account) => (
          <li key={account.email}>
            <button
              type="button"
              disabled={state.kind === "busy"}
              onClick={() => run(() => api.signInDemo({ email: account.email }).then(setSession))}
            >
              <span className="demo-name">{roleOf(text, account.role, account.state)}</span>
              <span className="hint">
                <bdi>{account.name}</bdi> · <bdi>{account.email}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
