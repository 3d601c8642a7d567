import { formatAudience, type QuotedPart, type SectionId } from "@travaux/blueprint";
import type { TrackedDocument } from "@travaux/track-changes/model";
import type { ActOf } from "../../ledger/acts.ts";
import {
  mintId,
  mintPayload,
  type ProposedPayload,
  type ProposedRecord,
  type Random,
} from "../../reviews/model/decision.ts";
import { sourceOf } from "../../reviews/model/plan-carrying.ts";
import type { ReviewState } from "../../reviews/model/review-state.ts";
import { writeCommentWords } from "./comment-words.ts";
import { threadBegunBy } from "./find-thread.ts";
import { carryParts, locateAll, suggestionQuote, type Located } from "./locate-subject.ts";
import { threadsAddress } from "./margins-of-member.ts";
import type { SendingEntry, SendingPlan } from "./plan-sending.ts";
import type { CommentWords, RecordedSubject } from "./thread-standing.ts";

/** How many threads one record says were sent. */
const THREADS_AT_ONCE = 200;

/** What was read for a plan. */
export interface SendingFacts {
  /** By the delegation's own thread: what it begins with. Those that are gone are not sent. */
  readonly words: ReadonlyMap<string, CommentWords>;
  /** By the delegation's own thread: where it stands in the text that it was written on. */
  readonly anchors: ReadonlyMap<string, readonly QuotedPart[]>;
  /** By section: the text that the team reads, where it can be read. */
  readonly texts: ReadonlyMap<SectionId, TrackedDocument>;
}

type SentThread = ActOf<"comments-sent">["threads"][number];

/** Sends on to the team what a delegation wrote for it; each in its author's words, about the team's own text. */
export function decideSend(
  state: Pick<ReviewState, "review">,
  plan: SendingPlan,
  facts: SendingFacts,
  random: Random,
): readonly ProposedRecord[] {
  const sent = plan.entries.flatMap((entry) => {
    const words = facts.words.get(entry.thread.id);
    return words === undefined ? [] : [sendOne(state, entry, { ...facts, said: words }, random)];
  });
  const records: ProposedRecord[] = [];
  for (let from = 0; from < sent.length; from += THREADS_AT_ONCE) {
    const batch = sent.slice(from, from + THREADS_AT_ONCE);
    records.push({
      act: { kind: "comments-sent", state: plan.by, threads: batch.map(({ thread }) => thread) },
      payloads: batch.map(({ payload }) => payload),
    });
  }
  return records;
}

function sendOne(
  state: Pick<ReviewState, "review">,
  entry: SendingEntry,
  facts: SendingFacts & { readonly said: CommentWords },
  random: Random,
): { readonly thread: SentThread; readonly payload: ProposedPayload } {
  const { section, thread, first } = entry;
  const address = threadsAddress(state, section, { kind: "team" });
  const { subject, ...about } = subjectFor(entry, facts);
  const payload = mintPayload(address, writeCommentWords({ text: facts.said.text, ...about }), random);
  const comment = mintId("c", random);
  const isReply = subject.kind === "thread";
  return {
    thread: {
      section: section.id,
      from: { audience: formatAudience(thread.audience), epoch: thread.epoch, thread: thread.id },
      to: { epoch: address.epoch, thread: isReply ? subject.thread : threadBegunBy(comment) },
      begins: isReply ? null : { subject, class: thread.class },
      comment,
      by: first.by,
      mentions: first.mentions,
      words: payload.salted.reference,
    },
    payload,
  };
}

type Subject = { readonly subject: RecordedSubject } & Partial<Located>;

/** The same subject as the team has it: about its own text, wherever the delegation had written. */
function subjectFor(
  { section, thread, team }: SendingEntry,
  { anchors, texts, said }: SendingFacts & { readonly said: CommentWords },
): Subject {
  const { subject } = thread;
  const text = texts.get(section.id) ?? null;
  switch (subject.kind) {
    case "section":
    case "thread":
      return { subject };
    case "text": {
      const located = locate(text, anchors.get(thread.id) ?? [], said);
      return { subject: { kind: "text", room: sourceOf(team) }, ...located };
    }
    case "suggestion": {
      const { suggestion } = subject;
      const quote = (text === null ? null : suggestionQuote(text, suggestion)) ?? said.quote ?? "";
      return { subject: { kind: "suggestion", room: sourceOf(team), suggestion }, quote };
    }
  }
}

/**
 * Where it stands now is tried first. Only if all of that is before the team it is told: else what the writer had chosen
 * to quote, for what has come between his words since may be nobody's but his delegation's.
 */
function locate(
  text: TrackedDocument | null,
  now: readonly QuotedPart[],
  { parts = [] }: CommentWords,
): Located {
  const current = text === null ? null : locateAll(text, now);
  return current ?? carryParts(text, parts);
}
