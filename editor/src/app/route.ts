import { REVIEW_ID, SECTION_ID, THREAD_ID, type ReviewId, type SectionId } from "@travaux/blueprint";

/** A thread of comments in a report. */
export interface ThreadPlace {
  readonly section: SectionId;
  readonly thread: string;
}

/** A screen and what it is about. */
export type Route =
  | { readonly kind: "reviews" }
  | { readonly kind: "account" }
  | { readonly kind: "people" }
  | { readonly kind: "new-review" }
  | { readonly kind: "activation" }
  | { readonly kind: "review"; readonly review: ReviewId }
  | { readonly kind: "comments"; readonly review: ReviewId }
  /** With `at`, opened at one of its threads. */
  | { readonly kind: "report"; readonly review: ReviewId; readonly at?: ThreadPlace }
  | { readonly kind: "not-found" };

/** The screen at the path of an address of ours; `not-found` for any other. */
export function parseRoute(pathname: string): Route {
  const [first, second, third, ...more] = pathname.split("/").filter((part) => part !== "");
  if (more.length > 0) return { kind: "not-found" };
  if (first === undefined) return { kind: "reviews" };
  if (first === "account" && second === undefined) return { kind: "account" };
  if (first === "people" && second === undefined) return { kind: "people" };
  if (first === "activate" && second === undefined) return { kind: "activation" };
  if (first !== "reviews") return { kind: "not-found" };
  if (second === undefined) return { kind: "reviews" };
  if (second === "new" && third === undefined) return { kind: "new-review" };
  if (!REVIEW_ID.test(second)) return { kind: "not-found" };
  const review = second as ReviewId;
  if (third === undefined) return { kind: "review", review };
  return third === "report" || third === "comments" ? { kind: third, review } : { kind: "not-found" };
}

/** The thread that an address of a report names, by its query and its fragment; `null` for none. */
export function parseThreadPlace(search: string, hash: string): ThreadPlace | null {
  const thread = new URLSearchParams(search).get("thread");
  const section = hash.slice(1);
  if (thread === null || !THREAD_ID.test(thread) || !SECTION_ID.test(section)) return null;
  return { section: section as SectionId, thread };
}

/** The address of a screen; what {@link parseRoute} reads. */
export function formatRoute(route: Exclude<Route, { kind: "not-found" }>): string {
  switch (route.kind) {
    case "reviews":
      return "/";
    case "account":
      return "/account";
    case "people":
      return "/people";
    case "new-review":
      return "/reviews/new";
    case "activation":
      return "/activate";
    case "review":
      return `/reviews/${route.review}`;
    case "comments":
      return `/reviews/${route.review}/comments`;
    case "report":
      return `/reviews/${route.review}/report${route.at === undefined ? "" : `?thread=${route.at.thread}#${route.at.section}`}`;
  }
}
