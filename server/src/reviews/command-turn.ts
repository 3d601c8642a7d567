import type { ReviewId } from "@travaux/blueprint";
import type { Actor } from "../identity/actor.ts";
import { refuse, type ProposedRecord } from "./model/decision.ts";
import type { Member, ReviewState } from "./model/review-state.ts";
import type { ReviewKeeper } from "./review-keeper.ts";
import type { OpenReview } from "./review-shelf.ts";
import type { Refusal } from "./reviews.ts";
import type { ReviewsContext } from "./service.ts";
import { unlessStorageFails } from "./unless-storage-fails.ts";

/** Runs a command in its review's queue, over the state and the membership that hold when its turn comes. */
export function command<Result extends object>(
  context: ReviewsContext,
  actor: Actor,
  review: ReviewId,
  run: (open: OpenReview) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  return unlessStorageFails(context.log, async () => {
    const keeper = await context.shelf.find(review);
    if (keeper === null) return refuse("absent");
    return keeper.enqueue(async () => {
      const open = await context.shelf.openFor(actor.user, review);
      if (open === null) return refuse("absent");
      return keeper.broken ? refuse("unavailable") : run(open);
    });
  });
}

interface Signing {
  readonly keeper: ReviewKeeper;
  readonly member: Member;
}

/** Records what was decided and has every open connection judged anew; the state afterwards. @throws StorageFailure */
export async function write(
  context: ReviewsContext,
  actor: Actor,
  signing: Signing,
  proposed: ProposedRecord,
): Promise<ReviewState> {
  const after = await writeQuietly(context, actor, signing, proposed);
  context.rooms.accessChanged(signing.keeper.review);
  return after;
}

/** Records what changes nobody's access; the state afterwards. @throws StorageFailure */
export async function writeQuietly(
  context: ReviewsContext,
  actor: Actor,
  { keeper, member }: Signing,
  proposed: ProposedRecord,
): Promise<ReviewState> {
  await keeper.write(proposed, { actor, member: member.id, at: context.clock() });
  if (keeper.state === null) throw new RangeError("A review with a record stands");
  return keeper.state;
}
