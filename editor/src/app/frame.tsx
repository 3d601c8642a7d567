import { useEffect, type ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { useApplication } from "./application.tsx";
import { Bell } from "./bell.tsx";
import { LanguageField } from "./language-choice.tsx";
import { ScreenLink, useRoute } from "./navigation.tsx";

/** The bar above every screen of a signed-in person: the name, the ways on, the person. */
export function AppBar(): ReactNode {
  const { say } = useText();
  const { session, signOut } = useApplication();
  const route = useRoute();
  return (
    <header className="app-bar">
      <ScreenLink to={{ kind: "reviews" }} className="app-name">
        {say("app.name")}
      </ScreenLink>
      <nav className="app-nav" aria-label={say("app.navigation")}>
        <ScreenLink to={{ kind: "reviews" }} current={route.kind === "reviews"}>
          {say("nav.reviews")}
        </ScreenLink>
        {session.user?.staff === true && (
          <ScreenLink to={{ kind: "people" }} current={route.kind === "people"}>
            {say("nav.people")}
          </ScreenLink>
        )}
        <ScreenLink to={{ kind: "account" }} current={route.kind === "account"}>
          {say("nav.account")}
        </ScreenLink>
      </nav>
      <div className="app-person">
        <Bell />
        <bdi>{session.user?.name}</bdi>
        <LanguageField />
        <button type="button" className="button button-small" onClick={signOut}>
          {say("nav.signOut")}
        </button>
      </div>
    </header>
  );
}

/** A screen's main part; names the page after its heading. */
export function Screen({
  title,
  narrow = false,
  actions,
  children,
}: {
  readonly title: string;
  readonly narrow?: boolean;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  usePageTitle(title);
  return (
    <main id="main" tabIndex={-1} className={narrow ? "screen screen-narrow" : "screen"}>
      <div className="screen-head">
        <h1>{title}</h1>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </div>
      {children}
    </main>
  );
}

/** Names the browser's page. */
export function usePageTitle(title: string): void {
  const { say } = useText();
  useEffect(() => {
    document.title = `${title} – ${say("app.name")}`;
  }, [title, say]);
}

/** What stands in a screen's place until it is there. */
export function Waiting(): ReactNode {
  const { say } = useText();
  return (
    <main id="main" tabIndex={-1} className="waiting" aria-busy="true">
      <p role="status">{say("app.loading")}</p>
    </main>
  );
}
