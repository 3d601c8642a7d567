import type { SecondFactorEnrolment, SessionUser } from "@travaux/blueprint";
import { useState, type FormEvent, type ReactNode } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { useApplication } from "../app/application.tsx";
import { CopyField } from "../app/copy-field.tsx";
import { ProblemNote } from "../app/problem.tsx";
import { useAction } from "../app/use-action.ts";
import { Field } from "../design/field.tsx";
import { useText } from "../interface-text/text.tsx";

/** Setting up the second step at sign-in, and turning it off. */
export function SecondFactor({ user }: { readonly user: SessionUser }): ReactNode {
  const { say } = useText();
  const [enrolment, setEnrolment] = useState<SecondFactorEnrolment | null>(null);
  return (
    <section className="part" aria-labelledby="second-factor">
      <h2 id="second-factor">{say("account.secondFactor")}</h2>
      <p className="soft">{say("account.secondFactorText")}</p>
      <p>
        <strong>{say(user.secondFactor ? "account.isOn" : "account.isOff")}</strong>
      </p>
      {user.secondFactor && <TurnOff />}
      {!user.secondFactor && enrolment === null && <Begin onBegun={setEnrolment} />}
      {!user.secondFactor && enrolment !== null && <Confirm enrolment={enrolment} />}
      {enrolment !== null && <BackupCodes codes={enrolment.backupCodes} />}
    </section>
  );
}

function Begin({ onBegun }: { readonly onBegun: (enrolment: SecondFactorEnrolment) => void }): ReactNode {
  const { say } = useText();
  const { api, session } = useApplication();
  const { state, problem, run } = useAction();
  const [password, setPassword] = useState("");
  const begin = (event: FormEvent): void => {
    event.preventDefault();
    run(async () => onBegun(await api.startSecondFactor(password === "" ? {} : { password })));
  };
  return (
    <form className="form" onSubmit={begin} noValidate>
      <Field
        label={say("account.password")}
        value={password}
        onChange={setPassword}
        type="password"
        autoComplete="current-password"
        // In demo mode an account may have none.
        required={session.demo === null}
      />
      <ProblemNote code={problem} />
      <div className="actions">
        <button type="submit" className="button" disabled={state.kind === "busy"}>
          {say("account.begin")}
        </button>
      </div>
    </form>
  );
}

function Confirm({ enrolment }: { readonly enrolment: SecondFactorEnrolment }): ReactNode {
  const { say } = useText();
  const { api, setSession } = useApplication();
  const announce = useAnnounce();
  const { state, problem, run } = useAction();
  const [code, setCode] = useState("");
  const confirm = (event: FormEvent): void => {
    event.preventDefault();
    run(async () => {
      setSession(await api.confirmSecondFactor({ code }));
      announce(say("account.isOn"));
    });
  };
  return (
    <form className="form" onSubmit={confirm} noValidate>
      <p>{say("account.setupText")}</p>
      <CopyField label={say("account.key")} value={secretOf(enrolment.uri)} />
      <CopyField label={say("account.address")} value={enrolment.uri} />
      <Field
        label={say("account.codeNow")}
        value={code}
        onChange={setCode}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
      />
      <ProblemNote code={problem} />
      <div className="actions">
        <button type="submit" className="button button-main" disabled={state.kind === "busy"}>
          {say("account.turnOn")}
        </button>
      </div>
    </form>
  );
}

/** The secret of an `otpauth://` address, in groups of four as one types it. */
export function secretOf(uri: string): string {
  const secret = new URL(uri).searchParams.get("secret") ?? "";
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}

function BackupCodes({ codes }: { readonly codes: readonly string[] }): ReactNode {
  const { say } = useText();
  return (
    <div className="note">
      <h3>{say("account.backupCodes")}</h3>
      <p>{say("account.backupText")}</p>
      <ul className="code-list figures" dir="ltr">
        {codes.map((code) => (
          <li key={code}>
            <bdi>{code}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}

function TurnOff(): ReactNode {
  const { say } = useText();
  const { api, setSession, session } = useApplication();
  const announce = useAnnounce();
  const { state, problem, run } = useAction();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const end = (event: FormEvent): void => {
    event.preventDefault();
    run(async () => {
      setSession(await api.endSecondFactor({ code, ...(password === "" ? {} : { password }) }));
      announce(say("account.isOff"));
    });
  };
  return (
    <form className="form" onSubmit={end} noValidate>
      <Field
        label={say("account.password")}
        value={password}
        onChange={setPassword}
        type="password"
        autoComplete="current-password"
        required={session.demo === null}
      />
      <Field
        label={say("signIn.code")}
        value={code}
        onChange={setCode}
        autoComplete="one-time-code"
        hint={say("signIn.codeHint")}
        required
      />
      <ProblemNote code={problem} />
      <div className="actions">
        <button type="submit" className="button" disabled={state.kind === "busy"}>
          {say("account.turnOff")}
        </button>
      </div>
    </form>
  );
}
