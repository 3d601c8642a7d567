import { REVIEW_ID, type ReviewId } from "@travaux/blueprint";
import type { ReviewLogs } from "./review-log.ts";
import { StoredReviewLog, type LogContext } from "./stored-review-log.ts";

/** Opens each review's log once and keeps it; a failed opening is tried again by the next caller. */
export class StoredReviewLogs implements ReviewLogs {
  readonly #context: LogContext;
  readonly #open = new Map<ReviewId, Promise<StoredReviewLog>>();

  constructor(context: LogContext) {
    this.#context = context;
  }

  open(review: ReviewId): Promise<StoredReviewLog> {
    const known = this.#open.get(review);
    if (known !== undefined) return known;
    const opening = StoredReviewLog.open(review, this.#context);
    this.#open.set(review, opening);
    opening.catch(() => this.#open.delete(review));
    return opening;
  }

  async reviews(): Promise<readonly ReviewId[]> {
    const names = await this.#context.storage.commits.reviews();
    return names.filter((name): name is ReviewId => REVIEW_ID.test(name));
  }
}
