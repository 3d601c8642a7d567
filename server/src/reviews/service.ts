import type { ReviewId } from "@travaux/blueprint";
import type { Schema } from "prosemirror-model";
import type { Logger } from "pino";
import type { Identity } from "../identity/identity.ts";
import type { Payloads } from "../journal/review-log.ts";
import type { RoomDirectory, Rooms } from "../rooms/rooms.ts";
import { createCommands } from "./commands.ts";
import { createDirectory } from "./directory.ts";
import type { Random } from "./model/decision.ts";
import { createQueries } from "./queries.ts";
import { ReviewShelf } from "./review-shelf.ts";
import type { ActLog } from "./review-keeper.ts";
import type { Reviews } from "./reviews.ts";

/** What reviews are made of. */
export interface ReviewsOptions {
  /** `StoredReviewLogs`, or anything that keeps its contract. */
  readonly logs: { open(review: ReviewId): Promise<ActLog>; reviews(): Promise<readonly ReviewId[]> };
  readonly payloads: Payloads;
  readonly rooms: Rooms;
  readonly identity: Pick<Identity, "person">;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Bytes from the system's generator. */
  readonly random: Random;
  readonly log: Logger;
  /** The one schema instance of the process. */
  readonly schema: Schema;
  /** The most serving experts of one State in a review. */
  readonly expertsLimit?: number;
}

/** Everything the parts of the service share. */
export interface ReviewsContext extends Required<ReviewsOptions> {
  readonly shelf: ReviewShelf;
}

/** The most serving experts of one State unless configured otherwise. Source: facts 3.1, the roster's size. */
export const EXPERTS_LIMIT = 15;

/** What all parts of the service share, over their logs. Nothing is read before the first call; then it is kept. */
export function createReviewsContext(options: ReviewsOptions): ReviewsContext {
  const shelf = new ReviewShelf(options.logs, options.payloads, options.log);
  return { expertsLimit: EXPERTS_LIMIT, ...options, shelf };
}

/** Reviews, whatever else shares their context. */
export function reviewsOver(context: ReviewsContext): Reviews & RoomDirectory {
  return { ...createQueries(context), ...createCommands(context), ...createDirectory(context) };
}

/** Reviews over their logs, and nothing beside them. */
export function createReviews(options: ReviewsOptions): Reviews & RoomDirectory {
  return reviewsOver(createReviewsContext(options));
}
