import type { ReviewId } from "@travaux/blueprint";
import type { ApiClient } from "./api-client.ts";

/**
 * Asks at once for what the report page of `review` will ask for first, and fetches the page itself, all at the same
 * time as the session: on a slow line each wait for an answer counts. The first question gets the early answer, every
 * later one goes to the server.
 */
export function askEarly(api: ApiClient, review: ReviewId): ApiClient {
  const outline = onceFor(review, api.outline(review), (asked) => api.outline(asked));
  const view = onceFor(review, api.review(review), (asked) => api.review(asked));
  void import("../report/report-page.tsx");
  return { ...api, outline, review: view };
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
