import type { Level } from "@travaux/blueprint";
import type { SuggestionView, TrackingMode } from "@travaux/track-changes";

/** How a person may work in a text, the fullest first: changing it, proposing changes to it, or reading it. */
export const WORKING_MODES: readonly TrackingMode[] = ["edit", "suggest", "view"];

/** How a text with open proposals may be drawn. None of them alters anything. */
export const TEXT_VIEWS: readonly SuggestionView[] = ["markup", "final", "base", "brackets"];

/** The modes that a level leaves to choose from, the fullest first; a level below `suggest` leaves none. */
export function modesAt(level: Level): readonly TrackingMode[] {
  if (level === "edit") return WORKING_MODES;
  return level === "suggest" ? ["suggest", "view"] : [];
}

/** The mode in which a person works where he has `level`, having chosen `wanted` for wherever that is possible. */
export function modeAt(level: Level, wanted: TrackingMode): TrackingMode {
  const open = modesAt(level);
  return open.includes(wanted) ? wanted : (open[0] ?? "view");
}
