import type { SectionComments, SectionId } from "@travaux/blueprint";
import type { ThreadStanding } from "./model/thread-standing.ts";
import { standingComments, type DiscussedMargin } from "./readable-margins.ts";

/** What is counted of a thread and does not stand in the record. */
export interface ThreadSigns {
  readonly isUnread: (thread: ThreadStanding) => boolean;
  readonly isOrphaned: (thread: ThreadStanding) => boolean;
}

/** How many threads each section has, in the order of the report; what has no word left is not counted. */
export function countComments(
  margins: readonly DiscussedMargin[],
  signs: ThreadSigns,
): readonly SectionComments[] {
  const bySection = new Map<SectionId, ThreadStanding[]>();
  for (const { section, threads } of margins) {
    const said = threads.filter((thread) => standingComments(thread).length > 0);
    if (said.length > 0) bySection.set(section.id, [...(bySection.get(section.id) ?? []), ...said]);
  }
  return [...bySection].map(([section, threads]) => {
    const open = threads.filter(({ resolved }) => resolved === null);
    return {
      section,
      open: open.length,
      resolved: threads.length - open.length,
      unread: open.filter(signs.isUnread).length,
      orphaned: open.filter(signs.isOrphaned).length,
      unsent: threads.filter(({ forTeam, sent }) => forTeam && sent === null).length,
    };
  });
}
