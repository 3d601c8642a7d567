import type { ReviewId } from "@travaux/blueprint";
import type { ReactNode } from "react";
export function ReviewScreen(_: { readonly review: ReviewId }): ReactNode {
  return null;
}
