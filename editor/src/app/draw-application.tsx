import "../design/tokens.css";
import "../design/base.css";
import "../design/controls.css";
import "../design/frame.css";
import type { Language, SessionView } from "@travaux/blueprint";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { loadFonts } from "../design/load-fonts.ts";
import { loadMessages } from "../interface-text/load-messages.ts";
import { directionOf } from "../interface-text/message.ts";
import { createInterfaceText, TextProvider } from "../interface-text/text.tsx";
import type { ApiClient } from "./api-client.ts";
import { App } from "./app.tsx";
import type { ThisComputer } from "./this-computer.ts";

interface DrawOptions {
  readonly container: HTMLElement;
  readonly api: ApiClient;
  readonly computer: ThisComputer;
  readonly session: SessionView;
  readonly language: Language;
  /** Whether the screen brings its fonts itself, when its text can be read. */
  readonly readsFirst: boolean;
  /** Hears in which language the application is drawn. */
  readonly onLanguage: (language: Language) => void;
}

/** Draws the application in a language, and again in each that is chosen later. */
export async function drawApplication(options: DrawOptions): Promise<void> {
  const { api, computer, session } = options;
  const root = createRoot(options.container);
  const draw = async (language: Language): Promise<void> => {
    const messages = await loadMessages(language);
    options.onLanguage(language);
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    root.render(
      <StrictMode>
        <TextProvider text={createInterfaceText(language, messages)}>
          <App api={api} computer={computer} session={session} onLanguage={(next) => void change(next)} />
        </TextProvider>
      </StrictMode>,
    );
  };
  const change = async (language: Language): Promise<void> => {
    await draw(language);
    loadFonts([language]);
  };
  await draw(options.language);
  if (!options.readsFirst) loadFonts([options.language]);
}
