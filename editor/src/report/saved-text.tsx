import { useEffect, useState, type ReactNode } from "react";
import type { ReportKey } from "../interface-text/message.ts";
import { useText } from "../interface-text/text.tsx";
import type { Connection } from "../session/review-session.ts";
import type { Saved } from "../session/saved-state.ts";
import type { Live } from "./live-session.ts";
import { useCell } from "./use-cell.ts";

/** How long a state must last before it is said aloud: between two words typed it changes twice. */
const SAY_AFTER_MS = 1500;

/** The message for the connection and what is said of the work; trouble with the work comes first. */
export function savedKey(connection: Connection, saved: Saved): ReportKey {
  if (connection === "blocked" || connection === "signed-out") return `saved.${connection}`;
  if (saved.kind === "not-saved") return "saved.not-saved";
  if (connection === "offline") return "saved.offline";
  if (connection === "connecting") return "saved.connecting";
  return `saved.${saved.kind}`;
}

/** Whether what was typed is saved, always on screen and said aloud when it has settled. */
export function SavedText({ live }: { readonly live: Live }): ReactNode {
  const { say } = useText();
  const connection = useCell(live.session.connection);
  const saved = useCell(live.session.saved);
  const key = savedKey(connection, saved);
  const [said, setSaid] = useState<ReportKey | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(key), SAY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return (
    <>
      <span className="saved-text" data-saved={key.slice("saved.".length)}>
        {say(key)}
      </span>
      <span className="unseen" role="status">
        {said === null || said === "saved.saving" ? "" : say(said)}
      </span>
    </>
  );
}
