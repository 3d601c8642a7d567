import { parseAudience, parseRoomName } from "@travaux/blueprint";
import type { Audience, MemberId, NewSubject, NewThread, QuotedPart, SectionId } from "@travaux/blueprint";
import { isWithin } from "@travaux/blueprint";
import { PARTS_LIMIT, QUOTE_LIMIT, type CommentClass } from "@travaux/comments/model";
import { invalid, isRefusal, refuse } from "../../reviews/model/decision.ts";
import {
  stateUnderReview,
  type Body,
  type Member,
  type ReviewState,
  type SectionStanding,
} from "../../reviews/model/review-state.ts";
import { bodyFor, sectionFacts } from "../../reviews/model/section-access.ts";
import type { Refusal } from "../../reviews/reviews.ts";
import { checkWords } from "./check-words.ts";
import { marginFor } from "./margins-of-member.ts";
import { threadsKey } from "./thread-standing.ts";

/** The most threads of one audience in a section. */
export const THREADS_LIMIT = 2000;

/** A thread that a member may begin, before the text is read that it is about. */
export interface ThreadPlan {
  readonly section: SectionStanding;
  readonly audience: Audience;
  /** The comment. */
  readonly id: string;
  readonly text: string;
  readonly mentions: readonly MemberId[];
  readonly forTeam: boolean;
  readonly class: CommentClass | null;
  readonly about: PlannedSubject;
}

/** What a thread would be about; `body` is the text to be read. */
export type PlannedSubject =
  | { readonly kind: "section" }
  | { readonly kind: "thread"; readonly thread: string }
  | { readonly kind: "text"; readonly body: Body; readonly parts: readonly QuotedPart[] }
  | { readonly kind: "suggestion"; readonly body: Body; readonly suggestion: string };

/** Checks all of a new thread that can be told without its text. */
export function planThread(
  state: ReviewState,
  member: Member,
  id: SectionId,
  request: NewThread,
): ThreadPlan | Refusal {
  const section = state.sections.get(id);
  const audience = parseAudience(request.audience);
  if (section === undefined || audience === null) return refuse("absent");
  const level = marginFor(state, member, section, audience);
  if (level === null) return refuse("absent");
  if (level !== "comment") return refuse("not-permitted");
  const words = checkWords(state, section, audience, request);
  if (isRefusal(words)) return words;
  const forTeam = request.forTeam ?? false;
  const sorting = checkSorting(state, member, audience, request);
  if (sorting !== null) return sorting;
  const about = planSubject(state, member, { section, audience, forTeam }, request.subject);
  if (isRefusal(about)) return about;
  if ((state.threads.get(threadsKey(id, audience))?.size ?? 0) >= THREADS_LIMIT)
    return refuse("thread-limit");
  return { section, audience, id: request.id, ...words, forTeam, class: request.class ?? null, about };
}

/** Only the State under review writes for the team what its focal point sends, and only its comments are sorted. */
function checkSorting(
  { facts }: ReviewState,
  member: Member,
  audience: Audience,
  request: NewThread,
): Refusal | null {
  const isOfState = member.state === stateUnderReview(facts);
  const isOwn = audience.kind === "state";
  const reachesTeam = audience.kind === "team" || request.forTeam === true;
  if (request.forTeam === true && !(isOfState && isOwn))
    return invalid([{ pointer: "/forTeam", code: "not-of-state" }]);
  if (request.class !== undefined && !(isOfState && reachesTeam))
    return invalid([{ pointer: "/class", code: "not-of-state" }]);
  return null;
}

interface Place {
  readonly section: SectionStanding;
  readonly audience: Audience;
  readonly forTeam: boolean;
}

function planSubject(
  state: ReviewState,
  member: Member,
  place: Place,
  subject: NewSubject,
): PlannedSubject | Refusal {
  switch (subject.kind) {
    case "section":
      return { kind: "section" };
    case "thread": {
      if (!place.forTeam) return invalid([{ pointer: "/subject", code: "not-for-team" }]);
      const team = state.threads.get(threadsKey(place.section.id, { kind: "team" }));
      const isRead = marginFor(state, member, place.section, { kind: "team" }) !== null;
      const { thread } = subject;
      return isRead && team?.has(thread) === true ? { kind: "thread", thread } : refuse("absent");
    }
    case "text": {
      const body = findText(state, member, place, subject.room);
      if (isRefusal(body)) return body;
      const fault = partsFault(subject.parts);
      return fault === null ? { kind: "text", body, parts: subject.parts } : invalid([fault]);
    }
    case "suggestion": {
      const body = findText(state, member, place, subject.room);
      return isRefusal(body) ? body : { kind: "suggestion", body, suggestion: subject.suggestion };
    }
  }
}

/**
 * The text of that name as it stands now, be its epoch a later one. A text that the member may not read is answered for
 * like one that is not; so it tells nothing of its words.
 */
function findText(state: ReviewState, member: Member, place: Place, room: string): Body | Refusal {
  const address = parseRoomName(room);
  if (
    address === null ||
    address.review !== state.review ||
    address.section !== place.section.id ||
    address.document !== "text"
  )
    return refuse("absent");
  const readable = bodyFor(state, member, place.section, address.audience);
  if (readable === null) return refuse("absent");
  // What some of those who would read the thread may not read would be quoted to them.
  return isWithin(place.audience, address.audience, sectionFacts(state, place.section))
    ? readable.body
    : invalid([{ pointer: "/subject/room", code: "not-in-audience" }]);
}

function partsFault(
  parts: readonly QuotedPart[],
): { readonly pointer: string; readonly code: string } | null {
  const pointer = "/subject/parts";
  if (parts.length === 0 || parts.some(({ quote }) => quote === "")) return { pointer, code: "empty" };
  if (parts.length > PARTS_LIMIT) return { pointer, code: "too-many" };
  const length = parts.reduce((sum, { quote }) => sum + quote.length, 0);
  return length > QUOTE_LIMIT ? { pointer, code: "too-long" } : null;
}
