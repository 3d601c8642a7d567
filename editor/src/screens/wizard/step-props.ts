import type { ReviewDraft } from "./review-draft.ts";

/** What every step of the wizard is given. */
export interface StepProps {
  readonly draft: ReviewDraft;
  readonly change: (part: Partial<ReviewDraft>) => void;
  /** What is wrong with a field, in words, once its step has been tried. */
  readonly faultOf: (field: string) => string | null;
}
