import { REVIEW_ID, type ReviewId } from "@travaux/blueprint";

/** A screen and what it is about. */
export type Route =
  | { readonly kind: "reviews" }
  | { readonly kind: "account" }
  | { readonly kind: "people" }
  | { readonly kind: "new-review" }
  | { readonly kind: "activation" }
  | { readonly kind: "review"; readonly review: ReviewId }
  | { readonly kind: "report"; readonly review: ReviewId }
  | { readonly kind: "not-found" };

/** The screen at an address of ours; `not-found` for any other. */
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
  return third === "report" ? { kind: "report", review } : { kind: "not-found" };
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
    case "report":
      return `/reviews/${route.review}/report`;
  }
}
