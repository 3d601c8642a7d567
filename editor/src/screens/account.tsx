import { LANGUAGES } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { useApplication } from "../app/application.tsx";
import { Screen } from "../app/frame.tsx";
import { ChoiceField } from "../design/choice-field.tsx";
import { LANGUAGE_NAMES } from "../interface-text/load-messages.ts";
import { useText } from "../interface-text/text.tsx";
import { SecondFactor } from "./second-factor.tsx";

/** A person's own account: the language, and the second step at sign-in. */
export function AccountScreen(): ReactNode {
  const { say, language } = useText();
  const { session, setLanguage } = useApplication();
  if (session.user === null) return null;
  return (
    <Screen title={say("account.title")} narrow>
      <section className="part">
        <dl className="facts">
          <dt>{say("account.name")}</dt>
          <dd>
            <bdi>{session.user.name}</bdi>
          </dd>
          <dt>{say("account.email")}</dt>
          <dd>
            <bdi>{session.user.email}</bdi>
          </dd>
        </dl>
        <ChoiceField
          label={say("account.language")}
          value={language}
          choices={LANGUAGES.map((each) => ({ value: each, name: LANGUAGE_NAMES[each] }))}
          onChange={(value) => setLanguage(LANGUAGES.find((each) => each === value) ?? language)}
        />
      </section>
      <SecondFactor user={session.user} />
    </Screen>
  );
}
