import type { Language, SessionView } from "@travaux/blueprint";
import { lazy, Suspense, useCallback, useMemo, useRef, useState, type ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { Announcer } from "./announcer.tsx";
import type { ApiClient } from "./api-client.ts";
import { ApplicationContext, useApplication, type Application } from "./application.tsx";
import { FailureBoundary } from "./failure-boundary.tsx";
import { AppBar, Screen, Waiting } from "./frame.tsx";
import { useRoute } from "./navigation.tsx";
import type { Route } from "./route.ts";

const SignIn = lazy(async () => ({ default: (await import("../screens/sign-in.tsx")).SignInScreen }));
const Activation = lazy(async () => ({
  default: (await import("../screens/activation.tsx")).ActivationScreen,
}));
const Account = lazy(async () => ({ default: (await import("../screens/account.tsx")).AccountScreen }));
const MyReviews = lazy(async () => ({
  default: (await import("../screens/my-reviews.tsx")).MyReviewsScreen,
}));
const People = lazy(async () => ({
  default: (await import("../screens/people/people-screen.tsx")).PeopleScreen,
}));
const NewReview = lazy(async () => ({
  default: (await import("../screens/wizard/wizard-screen.tsx")).WizardScreen,
}));
const Review = lazy(async () => ({
  default: (await import("../screens/review/review-screen.tsx")).ReviewScreen,
}));
const Report = lazy(async () => ({ default: (await import("../report/report-page.tsx")).ReportPage }));

interface AppProps {
  readonly api: ApiClient;
  readonly session: SessionView;
  /** Fetches the words of another language and shows everything in it. */
  readonly onLanguage: (language: Language) => void;
}

/** The application: who is signed in, and the screen that the address names. */
export function App({ api, session: first, onLanguage }: AppProps): ReactNode {
  const [session, setSession] = useState(first);
  const chosen = useRef<Language | null>(null);
  const adopt = useCallback(
    (next: SessionView) => {
      setSession(next);
      if (next.user === null) return;
      // Who chose a language on the way in keeps it; else the account's is taken up.
      const { current } = chosen;
      if (current === null) onLanguage(next.user.language);
      else if (current !== next.user.language) api.setLanguage(current).then(setSession, () => undefined);
    },
    [api, onLanguage],
  );
  const setLanguage = useCallback(
    (language: Language) => {
      onLanguage(language);
      chosen.current = language;
      // The choice is remembered on this computer in any case; with the account it follows the person.
      if (session.user !== null) api.setLanguage(language).then(setSession, () => undefined);
    },
    [api, onLanguage, session.user],
  );
  const application = useMemo<Application>(
    () => ({ api, session, setSession: adopt, setLanguage }),
    [api, session, adopt, setLanguage],
  );
  return (
    <ApplicationContext value={application}>
      <Announcer>
        <SkipLink />
        <FailureBoundary>
          <Suspense fallback={<Waiting />}>
            <CurrentScreen signedIn={session.user !== null} />
          </Suspense>
        </FailureBoundary>
      </Announcer>
    </ApplicationContext>
  );
}

function SkipLink(): ReactNode {
  const { say } = useText();
  return (
    <a className="skip-link" href="#main">
      {say("app.skip")}
    </a>
  );
}

function CurrentScreen({ signedIn }: { readonly signedIn: boolean }): ReactNode {
  const route = useRoute();
  if (route.kind === "activation") return <Activation />;
  if (!signedIn) return <SignIn />;
  return (
    <>
      <AppBar />
      <Suspense fallback={<Waiting />}>
        <RoutedScreen route={route} />
      </Suspense>
    </>
  );
}

function RoutedScreen({ route }: { readonly route: Exclude<Route, { kind: "activation" }> }): ReactNode {
  const staff = useApplication().session.user?.staff === true;
  switch (route.kind) {
    case "reviews":
      return <MyReviews />;
    case "account":
      return <Account />;
    case "people":
      return staff ? <People /> : <NotFound />;
    case "new-review":
      return staff ? <NewReview /> : <NotFound />;
    case "review":
      return <Review key={route.review} review={route.review} />;
    case "report":
      return <Report key={route.review} review={route.review} />;
    case "not-found":
      return <NotFound />;
  }
}

function NotFound(): ReactNode {
  const { say } = useText();
  return (
    <Screen title={say("app.notFound")}>
      <p>{say("app.notFoundText")}</p>
    </Screen>
  );
}
