import type { ReviewId, UserId } from "@travaux/blueprint";
import type { Logger } from "pino";
import type { Payloads } from "../journal/review-log.ts";
import { memberOfUser, servingMembers, type Member, type ReviewState } from "./model/review-state.ts";
import { ReviewKeeper, type ActLog } from "./review-keeper.ts";

/** A review in which a person serves. */
export interface OpenReview {
  readonly keeper: ReviewKeeper;
  readonly state: ReviewState;
  readonly member: Member;
}

interface Logs {
  open(review: ReviewId): Promise<ActLog>;
  reviews(): Promise<readonly ReviewId[]>;
}

/** The reviews of this process, each read once, when it is first asked for. */
export class ReviewShelf {
  readonly #logs: Logs;
  readonly #payloads: Payloads;
  readonly #logger: Logger;
  readonly #keepers = new Map<ReviewId, Promise<ReviewKeeper>>();
  #known: Promise<Set<ReviewId>> | null = null;

  constructor(logs: Logs, payloads: Payloads, logger: Logger) {
    this.#logs = logs;
    this.#payloads = payloads;
    this.#logger = logger;
  }

  /** The keeper of a review that is known; `null` for one that was never opened. @throws StorageFailure */
  async find(review: ReviewId): Promise<ReviewKeeper | null> {
    // Opening a log takes a review over, so a name that somebody made up must not get that far.
    return (await this.#knownReviews()).has(review) ? this.#keeper(review) : null;
  }

  /** The keeper of a new review. @throws StorageFailure */
  async begin(review: ReviewId): Promise<ReviewKeeper> {
    const known = await this.#knownReviews();
    const keeper = await this.#keeper(review);
    known.add(review);
    return keeper;
  }

  /** The review and the person's place in it; `null` alike for a review that is not and one where he does not serve. */
  async openFor(user: UserId, review: ReviewId): Promise<OpenReview | null> {
    const keeper = await this.find(review);
    return keeper === null ? null : servingIn(keeper, user);
  }

  /** Every review in which the person serves. One that cannot be read is reported and left out. */
  async allFor(user: UserId): Promise<readonly OpenReview[]> {
    const keepers = await this.#readable();
    return keepers.flatMap((keeper) => servingIn(keeper, user) ?? []);
  }

  /** Everybody who serves in any review. One that cannot be read is reported and left out. */
  async everybody(): Promise<ReadonlySet<UserId>> {
    const states = (await this.#readable()).flatMap(({ state }) => state ?? []);
    return new Set(states.flatMap((state) => servingMembers(state).map(({ user }) => user)));
  }

  async #readable(): Promise<readonly ReviewKeeper[]> {
    const keepers: ReviewKeeper[] = [];
    for (const review of await this.#knownReviews()) {
      try {
        keepers.push(await this.#keeper(review));
      } catch (error) {
        // Reported: one damaged review must not hide the others.
        this.#logger.error({ review, error: String(error) }, "a review cannot be read");
      }
    }
    return keepers;
  }

  #knownReviews(): Promise<Set<ReviewId>> {
    const asked = this.#known ?? this.#logs.reviews().then((reviews) => new Set(reviews));
    this.#known = asked;
    // Asked again by the next caller; this one is told.
    asked.catch(() => {
      if (this.#known === asked) this.#known = null;
    });
    return asked;
  }

  #keeper(review: ReviewId): Promise<ReviewKeeper> {
    const known = this.#keepers.get(review);
    if (known !== undefined) return known;
    const opening = this.#logs
      .open(review)
      .then((log) => new ReviewKeeper(log, this.#payloads, this.#logger));
    this.#keepers.set(review, opening);
    opening.catch(() => this.#keepers.delete(review));
    return opening;
  }
}

function servingIn(keeper: ReviewKeeper, user: UserId): OpenReview | null {
  const state = keeper.state;
  const member = state === null ? null : memberOfUser(state, user);
  return state === null || member === null ? null : { keeper, state, member };
}
