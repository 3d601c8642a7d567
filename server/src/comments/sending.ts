import type { ActResult, RoomAddress } from "@travaux/blueprint";
import type { ProposedRecord } from "../reviews/model/decision.ts";
import { addressOf, type Member, type ReviewState } from "../reviews/model/review-state.ts";
import type { ReviewKeeper } from "../reviews/review-keeper.ts";
import { inWaves, parseText } from "../reviews/room-texts.ts";
import type { ReviewsContext } from "../reviews/service.ts";
import { decideSend, type SendingFacts } from "./model/decide-send.ts";
import { threadsAddress } from "./model/margins-of-member.ts";
import { planAlong, type SendingPlan } from "./model/plan-sending.ts";
import { readThreadWords } from "./threads-standing.ts";
import { refreshThreads } from "./refresh-threads.ts";

type WriteRecord = (proposed: ProposedRecord) => Promise<unknown>;

/**
 * Sends what a plan names, and shows it to the team.
 *
 * @returns the threads that were sent, as their own delegation names them
 * @throws StorageFailure
 */
export async function sendPlanned(
  context: ReviewsContext,
  state: ReviewState,
  plan: SendingPlan,
  write: WriteRecord,
): Promise<ReadonlySet<string>> {
  const facts = await gatherFacts(context, state, plan);
  for (const record of decideSend(state, plan, facts, context.random)) await write(record);
  return new Set(facts.words.keys());
}

/** The documents of threads that a sending changes. */
export function documentsOf(state: ReviewState, { entries }: SendingPlan): readonly RoomAddress[] {
  return entries.flatMap(({ section, thread }) => [
    threadsAddress(state, section, { kind: "team" }),
    threadsAddress(state, section, thread.audience),
  ]);
}

/** What has nothing new in its text may still have something to say. */
const NOTHING_NEW: readonly (string | undefined)[] = ["empty", "unchanged"];

/** Sends along with submitted sections what their State wrote there for the team. @throws StorageFailure */
export async function sendAlong(
  context: ReviewsContext,
  { keeper, member }: { readonly keeper: ReviewKeeper; readonly member: Member },
  result: ActResult,
  write: WriteRecord,
): Promise<ActResult> {
  const { state } = keeper;
  const submitted = result.outcomes.filter(
    ({ outcome, code }) => outcome === "done" || NOTHING_NEW.includes(code),
  );
  const plan =
    state === null
      ? null
      : planAlong(
          state,
          member,
          submitted.map(({ section }) => section),
        );
  if (state === null || plan === null) return result;
  const sent = await sendPlanned(context, state, plan, write);
  await refreshThreads(context, documentsOf(state, plan));
  return {
    outcomes: result.outcomes.map((told) => {
      const count = plan.entries.filter(
        ({ section, thread }) => section.id === told.section && sent.has(thread.id),
      ).length;
      if (count === 0) return told;
      const { section, open } = told;
      return { section, outcome: "done", comments: count, ...(open === undefined ? {} : { open }) };
    }),
  };
}

async function gatherFacts(
  context: ReviewsContext,
  state: ReviewState,
  { entries }: SendingPlan,
): Promise<SendingFacts> {
  const words = await inWaves(entries, async ({ section, thread, first }) => {
    const own = threadsAddress(state, section, thread.audience);
    const said = await readThreadWords(context.payloads, own, first.words);
    return said === null ? [] : [[thread.id, said] as const];
  });
  const bySection = [...new Map(entries.map((entry) => [entry.section.id, entry])).values()];
  const texts = await inWaves(bySection, async ({ section, team }) => {
    const text = parseText(context.schema, await context.rooms.read(addressOf(state, section, team)));
    return text === null ? [] : [[section.id, text] as const];
  });
  const anchors = await inWaves(bySection, async ({ section, thread }) => {
    const placed = await context.rooms.anchorsOf(threadsAddress(state, section, thread.audience));
    return [...placed].map(([id, { parts }]) => [id, parts] as const);
  });
  return { words: new Map(words.flat()), texts: new Map(texts.flat()), anchors: new Map(anchors.flat()) };
}
