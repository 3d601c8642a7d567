import type { RoomAddress, UserId } from "@travaux/blueprint";
import type { Identity } from "../identity/identity.ts";
import type { RoomDirectory, RoomGrant } from "../rooms/rooms.ts";
import type { TextJson } from "../rooms/text-json.ts";
import { effectOn } from "../decisions/effect-on.ts";
import { marginStanding } from "../decisions/margin-standing.ts";
import { marginFor } from "../comments/model/margins-of-member.ts";
import { findThreads } from "../comments/model/threads-of-section.ts";
import { threadsOfText, threadsStanding } from "../comments/threads-standing.ts";
import { findBody, type Member, type ReviewState } from "./model/review-state.ts";
import { bodyFor } from "./model/section-access.ts";
import { openingText } from "./opening-text.ts";
import type { ReviewsContext } from "./service.ts";

/** Who may enter which room, and what it begins with. */
export function createDirectory(context: ReviewsContext): RoomDirectory {
  const person = once((user) => context.identity.person(user));
  return {
    grant: (user, address) => grant({ ...context, person }, user, address),
    seed: (address) => seed(context, address),
    effect: (address) => effectOn(context, address),
    margin: (address) => marginStanding(context, address),
    threads: (address) => threadsStanding(context, address),
    threadsOf: (text) => threadsOfText(context, text),
  };
}

/** A report opens hundreds of rooms in one breath: those who ask for the same person meanwhile share the answer. */
function once<Result>(ask: (user: UserId) => Promise<Result>): (user: UserId) => Promise<Result> {
  const underWay = new Map<UserId, Promise<Result>>();
  return (user) => {
    const known = underWay.get(user);
    if (known !== undefined) return known;
    const asked = ask(user).finally(() => underWay.delete(user));
    underWay.set(user, asked);
    return asked;
  };
}

type GrantContext = Pick<ReviewsContext, "shelf"> & { readonly person: Identity["person"] };

async function grant(context: GrantContext, user: UserId, address: RoomAddress): Promise<RoomGrant | null> {
  const open = await context.shelf.openFor(user, address.review);
  if (open === null) return null;
  const { keeper, state, member } = open;
  const level = levelFor(state, member, address);
  if (level === null) return null;
  const person = await context.person(user);
  if (person === null || person.standing === "ended") return null;
  return {
    member: member.id,
    user,
    name: person.name,
    state: member.state,
    stateName: state.facts.states.find(({ id }) => id === member.state)?.name.en ?? null,
    role: member.role,
    level: keeper.broken ? "read" : level,
  };
}

/** Threads are read by whoever has the margin, and written by commands alone. */
function levelFor(state: ReviewState, member: Member, address: RoomAddress): RoomGrant["level"] | null {
  if (address.document === "threads") {
    const threads = findThreads(state, address);
    const margin = threads === null ? null : marginFor(state, member, threads.section, threads.audience);
    return margin === null ? null : "read";
  }
  const found = findBody(state, address);
  return found === null ? null : (bodyFor(state, member, found.section, address.audience)?.level ?? null);
}

async function seed(context: ReviewsContext, address: RoomAddress): Promise<TextJson | null> {
  const keeper = await context.shelf.find(address.review);
  const state = keeper?.state ?? null;
  const found = state === null ? null : findBody(state, address);
  return state === null || found === null
    ? null
    : openingText(context.payloads, state, found.section, found.body);
}
