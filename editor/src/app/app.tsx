import type { Language, SessionView } from "@travaux/blueprint";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { Announcer } from "./announcer.tsx";
import type { ApiClient } from "./api-client.ts";
import { ApplicationContext, useApplication, type Application } from "./application.tsx";
import { FailureBoundary } from "./failure-boundary.tsx";
import { AppBar, Screen, Waiting } from "./frame.tsx";
import { useRoute } from "./navigation.tsx";
import type { Route } from "./route.ts";
import type { ThisComputer } from "./this-computer.ts";

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
const Comments = lazy(async () => ({
  default: (await import("../screens/comments/comments-screen.tsx")).CommentsScreen,
}));
const Report = lazy(async () => ({ default: (await import("../report/report-page.tsx")).ReportPage }));

interface AppProps {
  readonly api: ApiClient;
  readonly computer: ThisComputer;
  readonly session: SessionView;
  /** Fetches the words of another language and shows everything in it. */
  readonly onLanguage: (language: Language) => void;
}

/** The application: who is signed in, and the screen that the address names. */
export function App({ api, computer, session: first, onLanguage }: AppProps): ReactNode {
  const [session, setSession] = useState(first);
  const [keptCount, setKeptCount] = useState(0);
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
  useEffect(() => {
    // A session that only stood in for the server's answer: who is the same person goes on undisturbed.
    api.fresh(first)?.then(
      (now) => setSession((before) => (samePerson(before, now) ? before : now)),
      () => undefined,
    );
  }, [api, first]);
  const signOut = useCallback(() => {
    const left = (): void => setSession({ user: null, demo: session.demo });
    // Without a connection the server cannot end the session; what is on this screen ends all the same.
    const ended = (): Promise<void> => api.signOut().catch(() => undefined);
    computer.leave(ended).then((kept) => {
      setKeptCount(kept);
      api.session().then(({ demo }) => setSession({ user: null, demo }), left);
    }, left);
  }, [api, computer, session.demo]);
  const application = useMemo<Application>(
    () => ({ api, computer, session, setSession: adopt, signOut, setLanguage }),
    [api, computer, session, adopt, signOut, setLanguage],
  );
  return (
    <ApplicationContext value={application}>
      <Announcer>
        <SkipLink />
        <FailureBoundary>
          <Suspense fallback={<Waiting />}>
            {session.user === null && keptCount > 0 && <KeptHere count={keptCount} />}
            <CurrentScreen signedIn={session.user !== null} />
          </Suspense>
        </FailureBoundary>
      </Announcer>
    </ApplicationContext>
  );
}

function samePerson(one: SessionView, other: SessionView): boolean {
  return JSON.stringify(one.user) === JSON.stringify(other.user);
}

/** Said after a sign-out: what could not be sent is still here. */
function KeptHere({ count }: { readonly count: number }): ReactNode {
  const { say } = useText();
  return (
    <p className="note note-notice" role="status">
      {say("signIn.keptHere", { count })}
    </p>
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
    case "comments":
      return <Comments key={route.review} review={route.review} />;
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
