import type {
  CommentChange,
  NewComment,
  NewThread,
  ReviewId,
  RoomAddress,
  SectionId,
  ThreadMade,
} from "@travaux/blueprint";
import type { TrackedDocument } from "@travaux/track-changes/model";
import type { Actor } from "../identity/actor.ts";
import type { PayloadReference } from "../ledger/acts.ts";
import { command, writeQuietly } from "../reviews/command-turn.ts";
import { isRefusal, refuse, type ProposedRecord } from "../reviews/model/decision.ts";
import { addressOf, type ReviewState } from "../reviews/model/review-state.ts";
import type { OpenReview } from "../reviews/review-shelf.ts";
import type { Refusal } from "../reviews/reviews.ts";
import { parseText } from "../reviews/room-texts.ts";
import type { ReviewsContext } from "../reviews/service.ts";
import type { CommentCommands, ThreadPlace } from "./comments.ts";
import { decideBegin } from "./model/decide-begin.ts";
import { decideEdit, decideRemove } from "./model/decide-change.ts";
import { decideDispose } from "./model/decide-dispose.ts";
import { decideReply } from "./model/decide-reply.ts";
import { decideSettle } from "./model/decide-settle.ts";
import { decideSpeakers, speakersOf } from "./model/decide-speakers.ts";
import {
  answerAgain,
  commentNamed,
  findThread,
  threadBegunBy,
  type FoundThread,
  type Saying,
} from "./model/find-thread.ts";
import { threadsAddress } from "./model/margins-of-member.ts";
import { planSending } from "./model/plan-sending.ts";
import { planThread, type ThreadPlan } from "./model/plan-thread.ts";
import type { CommentWords } from "./model/thread-standing.ts";
import { refreshThreads } from "./refresh-threads.ts";
import { documentsOf, sendPlanned } from "./sending.ts";
import { readThreadWords } from "./threads-standing.ts";

/** What may be done to comments: each command is decided over what stands when its turn comes, then recorded. */
export function createCommentCommands(context: ReviewsContext): CommentCommands {
  return {
    begin: (actor, review, section, request) =>
      takeTurn(context, actor, review, (turn) => begin(turn, section, request)),
    reply: (actor, place, request) =>
      takeTurn(context, actor, place.review, (turn) => reply(turn, place, request)),
    edit: (actor, place, comment, change) =>
      takeTurn(context, actor, place.review, (turn) => edit(turn, place, comment, change)),
    remove: (actor, place, comment) =>
      takeTurn(context, actor, place.review, (turn) =>
        inThread(turn, place, (found) => {
          const proposed = decideRemove(turn.state, turn.member, found, comment);
          return writeOne(turn, found, proposed, { thread: place.thread, comment });
        }),
      ),
    settle: (actor, place, { resolved }) =>
      takeTurn(context, actor, place.review, (turn) =>
        inThread(turn, place, (found) => {
          const proposed = decideSettle(turn.state, turn.member, found, resolved);
          return writeOne(turn, found, proposed, { resolved });
        }),
      ),
    dispose: (actor, place, disposition) =>
      takeTurn(context, actor, place.review, (turn) =>
        inThread(turn, place, async (found) => {
          const reasons = found.thread.disposition?.reasons ?? null;
          const before = reasons === null ? null : await wordsIn(turn, found, reasons);
          const desk = { ...turn, random: context.random };
          const proposed = decideDispose(desk, found, { disposition, before });
          return writeOne(turn, found, proposed, disposition);
        }),
      ),
    send: (actor, review, request) =>
      takeTurn(context, actor, review, async (turn) => {
        const plan = planSending(turn.state, turn.member, request);
        if (isRefusal(plan)) return plan;
        turn.changed.push(...documentsOf(turn.state, plan));
        return { sent: (await sendPlanned(context, turn.state, plan, turn.write)).size };
      }),
    allowSpeakers: (actor, review, request) =>
      takeTurn(context, actor, review, async ({ state, member, write }) => {
        const proposed = decideSpeakers(state, member, request);
        if (proposed === null) return speakersOf(state, member);
        return isRefusal(proposed) ? proposed : speakersOf(await write(proposed), member);
      }),
  };
}

/** A command's turn in its review. */
interface Turn extends OpenReview {
  readonly context: ReviewsContext;
  /** Records something. A comment changes nobody's access, so nobody is judged again who could tell by that. */
  readonly write: (proposed: ProposedRecord) => Promise<ReviewState>;
  /** The documents of threads that must say what was recorded. */
  readonly changed: RoomAddress[];
}

async function takeTurn<Result extends object>(
  context: ReviewsContext,
  actor: Actor,
  review: ReviewId,
  run: (turn: Turn) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  const changed: RoomAddress[] = [];
  const answer = await command(context, actor, review, (open) => {
    const write = (proposed: ProposedRecord): Promise<ReviewState> =>
      writeQuietly(context, actor, open, proposed);
    return run({ ...open, context, write, changed });
  });
  // Not within the turn: who comes next need not wait for what others are shown.
  await refreshThreads(context, changed);
  return answer;
}

async function begin(turn: Turn, section: SectionId, request: NewThread): Promise<ThreadMade | Refusal> {
  const { state, member, context } = turn;
  const thread = threadBegunBy(request.id);
  const { text, id: comment } = request;
  const earlier = await saidBefore(turn, { section, thread, comment, text });
  if (earlier !== null) return earlier;
  const plan = planThread(state, member, section, request);
  if (isRefusal(plan)) return plan;
  const read = await readText(turn, plan);
  if (isRefusal(read)) return read;
  const proposed = decideBegin(state, plan, { ...read, random: context.random });
  return writeOne(turn, plan, proposed, { thread, comment });
}

async function reply(turn: Turn, place: ThreadPlace, request: NewComment): Promise<ThreadMade | Refusal> {
  const { section, thread } = place;
  const { text, id: comment } = request;
  const earlier = await saidBefore(turn, { section, thread, comment, text });
  if (earlier !== null) return earlier;
  return inThread(turn, place, (found) => {
    const proposed = decideReply(turn.state, found, request, turn.context.random);
    return writeOne(turn, found, proposed, { thread, comment });
  });
}

function edit(
  turn: Turn,
  place: ThreadPlace,
  comment: string,
  change: CommentChange,
): Promise<ThreadMade | Refusal> {
  return inThread(turn, place, async (found) => {
    const desk = { ...turn, random: turn.context.random };
    const said = found.thread.comments.get(comment);
    const before = said === undefined ? null : await wordsIn(turn, found, said.words);
    const proposed = decideEdit(desk, found, { comment, change, before });
    return writeOne(turn, found, proposed, { thread: place.thread, comment });
  });
}

/** Words that the record has of a thread. */
function wordsIn(
  { state, context }: Turn,
  { section, audience }: FoundThread,
  reference: PayloadReference,
): Promise<CommentWords | null> {
  return readThreadWords(context.payloads, threadsAddress(state, section, audience), reference);
}

/** The answer where the comment of that id is known already; `null` where it is new. */
async function saidBefore(
  { state, member, context }: Turn,
  asked: Saying,
): Promise<ThreadMade | Refusal | null> {
  const known = commentNamed(state, member, asked.comment);
  if (known === null) return null;
  const { thread, comment } = known;
  const address = threadsAddress(state, { id: thread.section }, thread.audience);
  const words = await readThreadWords(context.payloads, address, comment.words);
  return answerAgain(member, known, words?.text ?? null, asked);
}

/** The text that a thread would be about, as it stands now. */
async function readText(
  { state, context }: Turn,
  { section, about }: ThreadPlan,
): Promise<{ readonly text: TrackedDocument | null } | Refusal> {
  if (about.kind === "section" || about.kind === "thread") return { text: null };
  const text = parseText(context.schema, await context.rooms.read(addressOf(state, section, about.body)));
  return text === null ? refuse("unavailable") : { text };
}

async function inThread<Result extends object>(
  { state, member }: Turn,
  { section, thread }: ThreadPlace,
  run: (found: FoundThread) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  const found = findThread(state, member, section, thread);
  return found === null ? refuse("absent") : run(found);
}

/** Records what was decided about a thread, if anything was, and answers. */
async function writeOne<Result extends object>(
  { state, write, changed }: Turn,
  { section, audience }: Pick<FoundThread, "section" | "audience">,
  proposed: ProposedRecord | Refusal | null,
  answer: Result,
): Promise<Result | Refusal> {
  if (proposed === null) return answer;
  if (isRefusal(proposed)) return proposed;
  changed.push(threadsAddress(state, section, audience));
  await write(proposed);
  return answer;
}
