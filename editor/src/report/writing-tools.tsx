import type { ReactNode } from "react";
import type { Live } from "./live-session.ts";

/** The tools for the section in which one writes. */
export function WritingTools({ live }: { readonly live: Live }): ReactNode {
  return live === null ? null : null;
}
