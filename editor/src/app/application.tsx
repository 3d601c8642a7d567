import type { Language, SessionView } from "@travaux/blueprint";
import { createContext, useContext } from "react";
import type { ApiClient } from "./api-client.ts";
import type { ThisComputer } from "./this-computer.ts";

/** What every screen may use: the requests, who is signed in, and the language. */
export interface Application {
  readonly api: ApiClient;
  /** What this browser keeps for the person. */
  readonly computer: ThisComputer;
  readonly session: SessionView;
  /** Takes over a new session view: after signing in, out, or a change of one's own account. */
  readonly setSession: (session: SessionView) => void;
  /** Ends the session; what this browser keeps goes with it, but for unsent work. */
  readonly signOut: () => void;
  readonly setLanguage: (language: Language) => void;
}

export const ApplicationContext = createContext<Application | null>(null);

/** The application around a screen. */
export function useApplication(): Application {
  const application = useContext(ApplicationContext);
  if (application === null) throw new RangeError("useApplication needs an ApplicationContext above it");
  return application;
}
