import "./design/tokens.css";
import "./design/base.css";
import "./design/controls.css";
import "./design/frame.css";
import type { Language, SessionView } from "@travaux/blueprint";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { createApiClient } from "./app/api-client.ts";
import { askEarly } from "./app/early-requests.ts";
import { keepAnswers } from "./app/kept-answers.ts";
import { parseRoute } from "./app/route.ts";
import { ThisComputer } from "./app/this-computer.ts";
import { chooseLanguage, loadMessages } from "./interface-text/load-messages.ts";
import { directionOf } from "./interface-text/message.ts";
import { createInterfaceText, TextProvider } from "./interface-text/text.tsx";
import { loadFonts } from "./design/load-fonts.ts";
import { openLocalDatabase } from "./session/local-database.ts";

const LANGUAGE_KEY = "travaux:language";

/** Begins: the words and the session are asked for together, then the first screen is drawn. */
async function start(container: HTMLElement): Promise<void> {
  let language = rememberedLanguage();
  let isDrawn = false;
  const root = createRoot(container);
  // Where the browser keeps nothing, leaving a report with unsent work warns; there is nothing to say before.
  const computer = new ThisComputer(openLocalDatabase(() => undefined));
  const api = keepAnswers(
    createApiClient(() => language),
    computer,
  );
  const route = parseRoute(window.location.pathname);
  const early = route.kind === "report" ? askEarly(api, route.review) : api;
  const draw = async (chosen: Language, session: SessionView): Promise<void> => {
    const messages = await loadMessages(chosen);
    language = chosen;
    remember(chosen);
    document.documentElement.lang = chosen;
    document.documentElement.dir = directionOf(chosen);
    root.render(
      <StrictMode>
        <TextProvider text={createInterfaceText(chosen, messages)}>
          <App
            api={early}
            computer={computer}
            session={session}
            onLanguage={(next) => void draw(next, session)}
          />
        </TextProvider>
      </StrictMode>,
    );
    // A report that is just being opened brings its fonts when its text can be read.
    if (isDrawn || route.kind !== "report" || session.user === null) loadFonts([chosen]);
    isDrawn = true;
  };
  void loadMessages(language);
  const session = await api.session().catch(() => ({ user: null, demo: null }));
  await draw(session.user?.language ?? language, session);
}

function rememberedLanguage(): Language {
  const remembered = readRemembered();
  return chooseLanguage(remembered === null ? navigator.languages : [remembered]);
}

function readRemembered(): string | null {
  try {
    return localStorage.getItem(LANGUAGE_KEY);
  } catch {
    // Storage is shut in some private windows; the browser's own language serves.
    return null;
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // Not remembered then: the account's language still is.
  }
}

const container = document.getElementById("root");
if (container !== null) void start(container);
