import { formatRoomName, isWorkingCopy, parseRoomName, routeOf, SCHEMA_VERSION } from "@travaux/blueprint";
import type {
  MemberView,
  OutlineEntry,
  OutlineView,
  ReviewId,
  ReviewView,
  SearchHit,
  SectionId,
  SectionText,
} from "@travaux/blueprint";
import type { Actor } from "../identity/actor.ts";
import { invalid, refuse } from "./model/decision.ts";
import {
  addressOf,
  noteRoom,
  type Member,
  type ReviewState,
  type SectionStanding,
} from "./model/review-state.ts";
import { bodyFor, readableBodies, sectionFacts, type ReadableBody } from "./model/section-access.ts";
import { readWords } from "./payload-reader.ts";
import { readRecord } from "./record-query.ts";
import type { OpenReview } from "./review-shelf.ts";
import type { Refusal, Reviews } from "./reviews.ts";
import { holdingClearances, inWaves, parseText } from "./room-texts.ts";
import type { ReviewsContext } from "./service.ts";
import { readTreatyText } from "./treaty-text.ts";
import { unlessStorageFails } from "./unless-storage-fails.ts";
import { VersionCounter } from "./version-counter.ts";
import { outlineFor } from "./view/outline-view.ts";
import { mayKnowDetails, summarize, viewMember, viewReview } from "./view/review-view.ts";
import { searchDocument } from "./view/search-text.ts";

type Queries = Pick<Reviews, "list" | "view" | "outline" | "text" | "record" | "search" | "treatyText">;

/** The longest query, in UTF-16 code units; longer ones are no search but a paste. */
export const QUERY_LIMIT = 200;
/** The most hits of one search. */
export const HITS_LIMIT = 200;

/** What may be asked of reviews. */
export function createQueries(context: ReviewsContext): Queries {
  const versions = new VersionCounter(context.clock);
  const within = async <Result extends object>(
    actor: Actor,
    review: ReviewId,
    query: (open: OpenReview) => Promise<Result | Refusal>,
  ): Promise<Result | Refusal> =>
    unlessStorageFails(context.log, async () => {
      const open = await context.shelf.openFor(actor.user, review);
      return open === null ? refuse("absent") : query(open);
    });
  return {
    list: async (actor) => {
      const all = await context.shelf.allFor(actor.user);
      return all.map(({ state, member }) => summarize(state, member));
    },
    view: (actor, review) => within(actor, review, ({ state, member }) => reviewView(context, state, member)),
    outline: (actor, review) =>
      within(actor, review, async (open): Promise<OutlineView> => {
        const { state, member } = open;
        const entries = await outlineEntries(context, open);
        const version = versions.versionOf(member.id, { phase: state.phase, entries });
        return { review, phase: state.phase, version, entries };
      }),
    text: (actor, review, section, room) =>
      within(actor, review, (open) => sectionText(context, open, section, room)),
    record: (actor, review, before) => within(actor, review, (open) => readRecord(context, open, before)),
    search: (actor, review, query) => within(actor, review, (open) => search(context, open, query)),
    treatyText: (actor, review, ...[instrument, article, language]) =>
      within(actor, review, ({ state }) =>
        readTreatyText(context.payloads, state, { instrument, article, language }),
      ),
  };
}

/** A review as its member sees it, with everybody in it. */
export async function reviewView(
  context: ReviewsContext,
  state: ReviewState,
  reader: Member,
): Promise<ReviewView> {
  const members = await inWaves([...state.members.values()], (member) =>
    memberView(context, state, member, reader),
  );
  return viewReview(state, reader, members);
}

/** A member as another may know him. */
export async function memberView(
  context: ReviewsContext,
  state: ReviewState,
  member: Member,
  reader: Member,
): Promise<MemberView> {
  const wanted = mayKnowDetails(reader, member) ? member.note : null;
  const [person, note] = await Promise.all([
    context.identity.person(member.user),
    wanted === null ? null : readWords(context.payloads, noteRoom(state.review), wanted),
  ]);
  const speaks = member.role === "state-expert" ? state.speakers.has(member.id) : null;
  return viewMember(member, reader, { person, note, live: state.live.has(member.id), speaks });
}

async function outlineEntries(context: ReviewsContext, open: OpenReview): Promise<readonly OutlineEntry[]> {
  const { keeper, state, member } = open;
  const written = keeper.writtenRooms();
  const holding = await holdingClearances(context, state);
  const entries = outlineFor(state, member, {
    isWritten: (room) => written.has(room.slice(state.review.length + 1)),
    holds: (clearance) => holding.has(clearance),
  });
  return keeper.broken ? entries.map(forReadingAlone) : entries;
}

function forReadingAlone(entry: OutlineEntry): OutlineEntry {
  if (entry.section === null) return entry;
  const rooms = entry.section.rooms.map((room) => ({ ...room, level: "read" as const }));
  const margins = entry.section.margins.map((margin) => ({ ...margin, level: "read" as const }));
  return { ...entry, section: { ...entry.section, rooms, margins, mayDispose: false, acts: [] } };
}

async function sectionText(
  context: ReviewsContext,
  { state, member }: OpenReview,
  id: SectionId,
  room: string | undefined,
): Promise<SectionText | Refusal> {
  const section = state.sections.get(id);
  if (section === undefined) return refuse("absent");
  const address = room === undefined ? null : parseRoomName(room);
  const readable =
    room === undefined
      ? readableBodies(state, member, section)[0]
      : address && bodyFor(state, member, section, address.audience);
  if (readable === undefined || readable === null) return refuse("absent");
  const name = formatRoomName(addressOf(state, section, readable.body));
  if (room !== undefined && room !== name) return refuse("absent");
  const { doc, suggestions, damaged } = await context.rooms.read(addressOf(state, section, readable.body));
  return { room: name, doc, suggestions, schemaVersion: SCHEMA_VERSION, damaged };
}

/** What is written now. A working copy stands for the text that it is a copy of, which would be found twice. */
function searchableBodies(
  state: ReviewState,
  member: Member,
  section: SectionStanding,
): readonly ReadableBody[] {
  const bodies = readableBodies(state, member, section).filter(({ standing }) => standing !== "history");
  const facts = sectionFacts(state, section);
  const hasCopy = bodies.some(({ body }) => isWorkingCopy(body.audience, facts));
  return bodies.filter(({ body, level }) => !hasCopy || body.audience.kind !== "team" || level !== "read");
}

async function search(
  context: ReviewsContext,
  { state, member }: OpenReview,
  query: string,
): Promise<readonly SearchHit[] | Refusal> {
  const words = query.trim();
  if (words === "" || words.length > QUERY_LIMIT)
    return invalid([{ pointer: "/q", code: words === "" ? "empty" : "too-long" }]);
  const places = [...state.sections.values()]
    .filter(({ kind }) => routeOf(kind) !== "locked")
    .flatMap((section) =>
      searchableBodies(state, member, section).map(({ body }) => addressOf(state, section, body)),
    );
  const found = await inWaves(places, async (address): Promise<readonly SearchHit[]> => {
    const text = parseText(context.schema, await context.rooms.read(address));
    const room = formatRoomName(address);
    const matches = text === null ? [] : searchDocument(text.doc, words, HITS_LIMIT);
    return matches.map((match) => ({ section: address.section, room, ...match }));
  });
  return found.flat().slice(0, HITS_LIMIT);
}
