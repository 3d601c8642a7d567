import type { ReviewId, SectionId } from "@travaux/blueprint";
import { formatRoute } from "./route.ts";

/** The whole address under which a thread opens in the report, for whoever may read it. */
export function threadLink(review: ReviewId, section: SectionId, thread: string): string {
  const route = formatRoute({ kind: "report", review, at: { section, thread } });
  return new URL(route, window.location.origin).href;
}
