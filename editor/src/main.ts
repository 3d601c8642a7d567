// All that must be here before anything can be asked for or drawn; the rest comes at the same time as the answers.

import type { Language } from "@travaux/blueprint";
import { createApiClient } from "./app/api-client.ts";
import { askEarly } from "./app/early-requests.ts";
import { keepAnswers } from "./app/kept-answers.ts";
import { parseRoute } from "./app/route.ts";
import { ThisComputer } from "./app/this-computer.ts";
import { chooseLanguage, loadMessages } from "./interface-text/load-messages.ts";
import { openLocalDatabase } from "./session/local-database.ts";

const LANGUAGE_KEY = "travaux:language";

/** Begins: session, words, what the address will need, and the application itself are asked for at once. */
async function start(container: HTMLElement): Promise<void> {
  let language = rememberedLanguage();
  // Where the browser keeps nothing, leaving a report with unsent work warns; there is nothing to say before.
  const computer = new ThisComputer(openLocalDatabase(() => undefined));
  const api = keepAnswers(
    createApiClient(() => language),
    computer,
  );
  const asked = api.session().catch(() => ({ user: null, demo: null }));
  const drawing = import("./app/draw-application.tsx");
  void loadMessages(language);
  const route = parseRoute(window.location.pathname);
  const early = route.kind === "report" ? askEarly(api, route.review, window.location.hash.slice(1)) : api;
  const [session, { drawApplication }] = await Promise.all([asked, drawing]);
  await drawApplication({
    container,
    api: early,
    computer,
    session,
    language: session.user?.language ?? language,
    readsFirst: route.kind === "report" && session.user !== null,
    onLanguage: (chosen) => {
      language = chosen;
      remember(chosen);
    },
  });
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
