import { isSectionKind, routeOf, type SectionView } from "@travaux/blueprint";

/** Whether the reviewing States write the section's text, so that the State under review can only propose to it. */
export function isWrittenByReviewers(section: SectionView): boolean {
  if (!isSectionKind(section.kind)) return false;
  const route = routeOf(section.kind);
  return route === "finding" || route === "summary";
}
