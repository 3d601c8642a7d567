import { SECTION_ID, type ReviewId, type SectionId, type SectionText } from "@travaux/blueprint";
import type { ApiClient } from "./api-client.ts";

/** The section that a report opens at when its address names none. */
const FIRST_SECTION = "cover" as SectionId;

/**
 * Asks at once for what the report page of `review` will ask for first, and fetches the page itself, all at the same
 * time as the session: on a slow line each wait for an answer counts. The first question gets the early answer, every
 * later one goes to the server.
 *
 * @param hash the part of the report that the address names, empty for none
 */
export function askEarly(api: ApiClient, review: ReviewId, hash: string): ApiClient {
  const outline = onceFor(review, api.outline(review), (asked) => api.outline(asked));
  const view = onceFor(review, api.review(review), (asked) => api.review(asked));
  const section = SECTION_ID.test(hash) ? (hash as SectionId) : FIRST_SECTION;
  const sectionText = textOnce(api, section, api.sectionText(review, section));
  void import("../report/report-page.tsx");
  return { ...api, outline, review: view, sectionText };
}

function onceFor<Answer>(
  review: ReviewId,
  early: Promise<Answer>,
  ask: (review: ReviewId) => Promise<Answer>,
): (review: ReviewId) => Promise<Answer> {
  let answer: Promise<Answer> | null = early;
  // Nobody may ever ask, such as whoever has to sign in first; then the refusal is no news.
  early.catch(() => undefined);
  return (asked) => {
    const first = asked === review ? answer : null;
    answer = null;
    return first ?? ask(asked);
  };
}

/** The early text is of the section's first room, which the outline names later; another room is asked for anew. */
function textOnce(api: ApiClient, section: SectionId, early: Promise<SectionText>): ApiClient["sectionText"] {
  let answer: Promise<SectionText | null> | null = early.catch(() => null);
  return async (review, asked, room) => {
    const waiting = asked === section ? answer : null;
    if (waiting === null) return api.sectionText(review, asked, room);
    answer = null;
    const text = await waiting;
    return text !== null && text.room === room ? text : api.sectionText(review, asked, room);
  };
}
