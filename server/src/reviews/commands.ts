import type { MemberId, MemberView, PhaseMove, ReviewId, ReviewView, UserId } from "@travaux/blueprint";
import type { Actor } from "../identity/actor.ts";
import { sendAlong } from "../comments/sending.ts";
import { decideSuggestions } from "../decisions/decide.ts";
import { undoDecision } from "../decisions/undo.ts";
import { carry } from "./carrying.ts";
import { command, write, writeQuietly } from "./command-turn.ts";
import { mintId, isRefusal, type ProposedRecord } from "./model/decision.ts";
import { decideMemberChange, decideNewMember } from "./model/decide-members.ts";
import { decideOpening } from "./model/decide-opening.ts";
import { decideLive, liveMembers } from "./model/decide-live.ts";
import { decidePhase, sectionsToOpen } from "./model/decide-phase.ts";
import { addressOf, memberOfUser, type Member, type ReviewState } from "./model/review-state.ts";
import { memberView, reviewView } from "./queries.ts";
import type { OpenReview } from "./review-shelf.ts";
import type { Refusal, Reviews } from "./reviews.ts";
import { inWaves, readSource } from "./room-texts.ts";
import type { ReviewsContext } from "./service.ts";
import { decideTreatyText } from "./treaty-text.ts";
import { unlessStorageFails } from "./unless-storage-fails.ts";

type Commands = Pick<
  Reviews,
  | "create"
  | "addMember"
  | "changeMember"
  | "allowLive"
  | "movePhase"
  | "act"
  | "decide"
  | "undoDecision"
  | "loadTreatyText"
  | "recordAccountAct"
>;

/** What may be done in reviews: each command is decided over what stands when its turn comes, then recorded. */
export function createCommands(context: ReviewsContext): Commands {
  return {
    create: (actor, request) => unlessStorageFails(context.log, () => open(context, actor, request)),
    addMember: (actor, review, request) =>
      command(context, actor, review, async (open) => {
        const person = await context.identity.person(request.user);
        const { expertsLimit, random } = context;
        const proposed = decideNewMember(open.state, open.member, request, { person, expertsLimit, random });
        return writeAboutMember(context, actor, open, proposed);
      }),
    changeMember: (actor, review, member, change) =>
      command(context, actor, review, (open) => {
        const { expertsLimit, random } = context;
        const asked = { id: member, change };
        const proposed = decideMemberChange(open.state, open.member, asked, { expertsLimit, random });
        return writeAboutMember(context, actor, open, proposed);
      }),
    allowLive: (actor, review, request) =>
      command(context, actor, review, async (open) => {
        const proposed = decideLive(open.state, open.member, request);
        if (proposed === null) return liveMembers(open.state, open.member);
        if (isRefusal(proposed)) return proposed;
        return liveMembers(await write(context, actor, open, proposed), open.member);
      }),
    movePhase: (actor, review, move) =>
      command(context, actor, review, (open) => movePhase(context, actor, open, move)),
    act: (actor, review, request) =>
      command(context, actor, review, (open) =>
        carry(context, open, request, (proposed) => write(context, actor, open, proposed)).then((result) =>
          isRefusal(result) || request.act !== "submit"
            ? result
            : sendAlong(context, open, result, (proposed) => writeQuietly(context, actor, open, proposed)),
        ),
      ),
    decide: (actor, review, section, request) =>
      command(context, actor, review, (open) =>
        decideSuggestions(context, open, { section, request }, (proposed) =>
          writeQuietly(context, actor, open, proposed),
        ),
      ),
    undoDecision: (actor, review, section, decision) =>
      command(context, actor, review, (open) =>
        undoDecision(context, open, { section, decision }, (proposed) =>
          writeQuietly(context, actor, open, proposed),
        ),
      ),
    loadTreatyText: (actor, review, text) =>
      command(context, actor, review, async (open) => {
        const proposed = decideTreatyText(open.state, open.member, text, context.random);
        if (isRefusal(proposed)) return proposed;
        await write(context, actor, open, proposed);
        return { loaded: loadedArticles(proposed) };
      }),
    recordAccountAct: (actor, user, act) => recordAccountAct(context, actor, user, act),
  };
}

async function open(
  context: ReviewsContext,
  actor: Actor,
  request: Parameters<Reviews["create"]>[1],
): Promise<ReviewView | Refusal> {
  const proposed = decideOpening(actor, request, context.random);
  if (isRefusal(proposed)) return proposed;
  const keeper = await context.shelf.begin(mintReview(context));
  return keeper.enqueue(async () => {
    await keeper.write(proposed, { actor, member: null, at: context.clock() });
    const state = keeper.state;
    const member = state === null ? null : memberOfUser(state, actor.user);
    if (state === null || member === null)
      throw new RangeError("A review that was opened has its first member");
    return reviewView(context, state, member);
  });
}

function mintReview(context: ReviewsContext): ReviewId {
  return mintId("r", context.random) as ReviewId;
}

async function movePhase(
  context: ReviewsContext,
  actor: Actor,
  open: OpenReview,
  move: PhaseMove,
): Promise<ReviewView | Refusal> {
  const { state, member } = open;
  const asked = decidePhase(state, member, move, { blank: new Set(), random: context.random });
  if (isRefusal(asked)) return asked;
  const bodies = sectionsToOpen(state, move.to).flatMap((section) =>
    [...section.bodies.values()].map((body) => ({ section, body })),
  );
  const held = bodies.map(({ section, body }) => addressOf(state, section, body));
  return context.rooms.hold(held, async () => {
    const begun = await inWaves(bodies, async ({ section, body }) => {
      const { blank, damaged } = await readSource(context, state, section, body);
      return blank && !damaged ? null : section.id;
    });
    const blank = new Set(bodies.map(({ section }) => section.id).filter((id) => !begun.includes(id)));
    const proposed = decidePhase(state, member, move, { blank, random: context.random });
    if (isRefusal(proposed)) return proposed;
    const after = await write(context, actor, open, proposed);
    return reviewView(context, after, servingAfter(after, member));
  });
}

async function recordAccountAct(
  context: ReviewsContext,
  actor: Actor,
  user: UserId,
  act: "activation-renewed" | "second-factor-reset",
): Promise<void> {
  for (const { keeper } of await context.shelf.allFor(user)) {
    await keeper.enqueue(async () => {
      const { state } = keeper;
      if (state === null || keeper.broken) return;
      const member = memberOfUser(state, actor.user);
      const signature = { actor, member: member?.id ?? null, at: context.clock() };
      await keeper.write({ act: { kind: "account-act", user, act }, payloads: [] }, signature);
    });
  }
}

async function writeAboutMember(
  context: ReviewsContext,
  actor: Actor,
  open: OpenReview,
  proposed: ProposedRecord | Refusal,
): Promise<MemberView | Refusal> {
  if (isRefusal(proposed)) return proposed;
  const after = await write(context, actor, open, proposed);
  const member = after.members.get(memberOf(proposed));
  if (member === undefined) throw new RangeError("The member that a record is about is in the review");
  return memberView(context, after, member, servingAfter(after, open.member));
}

function loadedArticles({ act }: ProposedRecord): number {
  if (act.kind !== "treaty-text-loaded") throw new RangeError("Not about a treaty's text");
  return act.articles.length;
}

function memberOf({ act }: ProposedRecord): MemberId {
  if (act.kind !== "member-added" && act.kind !== "member-changed")
    throw new RangeError("Not about a member");
  return act.member;
}

function servingAfter(state: ReviewState, member: Member): Member {
  return state.members.get(member.id) ?? member;
}
