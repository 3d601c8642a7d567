import { createHash } from "node:crypto";
import { createReportSchema, parseRoomName } from "@travaux/blueprint";
import type {
  MemberView,
  Multilingual,
  NewReview,
  OutlineView,
  Person,
  ReviewId,
  Role,
  RoomAddress,
  SectionId,
  SectionView,
  StateId,
  UserId,
} from "@travaux/blueprint";
import { pino } from "pino";
import { createCommentCommands } from "../../comments/commands.ts";
import type { CommentCommands } from "../../comments/comments.ts";
import type { Actor } from "../../identity/actor.ts";
import type { DocumentJson } from "../../rooms/rooms.ts";
import type { Random } from "../model/decision.ts";
import type { Refusal } from "../reviews.ts";
import { createReviewsContext, reviewsOver } from "../service.ts";
import { MemoryLogs, MemoryPayloads } from "./memory-logs.ts";
import { MemoryRooms } from "./memory-rooms.ts";

/** A name in English alone. */
export function named(en: string): Multilingual {
  return { en, ar: null, zh: null, fr: null, ru: null, es: null };
}

/** A request that opens a review of State A by States B and C, on articles 5 and 6 of the Convention. */
export const SAMPLE_REQUEST: NewReview = {
  blueprint: "country-report",
  stateUnderReview: named("State A"),
  reviewingStates: [
    { name: named("State B"), instruments: ["UNTOC", "TIP"] },
    { name: named("State C"), instruments: ["UNTOC"] },
  ],
  articles: [{ instrument: "UNTOC", numbers: [6, 5] }],
  languages: ["en", "fr"],
  officialStart: "2026-01-12",
  informationCutOff: null,
  sessionDate: null,
};

/** Bytes that look random and are the same in every run. */
export function seededRandom(seed: string): Random {
  let count = 0;
  return (size) => {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += 32) {
      const block = createHash("sha256")
        .update(`${seed} ${(count += 1)}`)
        .digest();
      bytes.set(block.subarray(0, Math.min(32, size - at)), at);
    }
    return bytes;
  };
}

/** People by the names of their parts; `staff` opens reviews. */
export const PEOPLE = [
  "staff",
  "staff2",
  "b-focal",
  "b-expert",
  "c-focal",
  "c-expert",
  "a-focal",
  "a-expert",
  "b-new",
] as const;
export type PersonName = (typeof PEOPLE)[number];

const SEATS: readonly { readonly who: PersonName; readonly role: Role; readonly state: string }[] = [
  { who: "b-focal", role: "reviewing-focal-point", state: "b" },
  { who: "b-expert", role: "reviewing-expert", state: "b" },
  { who: "c-focal", role: "reviewing-focal-point", state: "c" },
  { who: "c-expert", role: "reviewing-expert", state: "c" },
  { who: "a-focal", role: "state-focal-point", state: "a" },
  { who: "a-expert", role: "state-expert", state: "a" },
];

/** A State's id. */
export function stateOf(id: string): StateId {
  return id as StateId;
}

export function userOf(who: string): UserId {
  return `user-${who}` as UserId;
}

/** The actor that a session of that person gives. */
export function actorOf(who: string): Actor {
  const staff = who.startsWith("staff");
  return { user: userOf(who), name: who, staff, language: "en", session: `session-${who}`, expiresAt: 4e12 };
}

/** A section's id. */
export function sectionOf(id: string): SectionId {
  return id as SectionId;
}

/** A document of one paragraph a text. */
export function textOf(...paragraphs: readonly string[]): DocumentJson {
  const content = paragraphs.map((text, index) => ({
    type: "paragraph",
    attrs: { id: `n${index + 1}` },
    content: [{ type: "text", text }],
  }));
  return { type: "doc", content };
}

/** The value, where the call was not refused. @throws RangeError with the refusal */
export function granted<Value extends object>(answer: Value | Refusal): Value {
  if ("refused" in answer) throw new RangeError(`Refused: ${JSON.stringify(answer)}`);
  return answer;
}

/** Reviews over memory, with everything that a test may want to look into. */
export interface Bench {
  readonly logs: MemoryLogs;
  readonly payloads: MemoryPayloads;
  readonly rooms: MemoryRooms;
  readonly reviews: ReturnType<typeof reviewsOver>;
  readonly comments: CommentCommands;
}

function person(user: UserId): Person | null {
  const who =
    PEOPLE.find((known) => userOf(known) === user) ?? (user.startsWith("user-extra") ? user.slice(5) : null);
  if (who === null) return null;
  const staff = who.startsWith("staff");
  return {
    id: user,
    name: `Name of ${who}`,
    function: "Legal adviser",
    email: `${who}@example.org`,
    phone: "+1",
    noteVerbale: "",
    staff,
    language: "en",
    standing: "active",
    secondFactor: false,
  };
}

/** A service over `logs` and `payloads`, empty ones unless given. Its clock stands still but for `tick`. */
export function openBench(
  logs = new MemoryLogs(),
  payloads = new MemoryPayloads(),
  rooms = new MemoryRooms(logs),
): Bench {
  const context = createReviewsContext({
    logs,
    payloads,
    rooms,
    identity: { person: async (user) => person(user) },
    clock: () => 1_800_000_000_000,
    random: seededRandom("bench"),
    log: pino({ level: "silent" }),
    schema: createReportSchema(),
  });
  const reviews = reviewsOver(context);
  rooms.useDirectory(reviews);
  return { logs, payloads, rooms, reviews, comments: createCommentCommands(context) };
}

/** A review of the sample request, with everybody seated. */
export async function openSample(
  bench: Bench = openBench(),
): Promise<Bench & { readonly review: ReviewId; readonly members: ReadonlyMap<string, MemberView> }> {
  const { id } = granted(await bench.reviews.create(actorOf("staff"), SAMPLE_REQUEST));
  const members = new Map<string, MemberView>();
  for (const { who, role, state } of SEATS) {
    const request = { user: userOf(who), role, state: stateOf(state), noteVerbale: `NV/${who}` };
    members.set(who, granted(await bench.reviews.addMember(actorOf("staff"), id, request)));
  }
  return { ...bench, review: id, members };
}

/** Moves a review forward through the phases up to `phase`. */
export async function moveTo(bench: Bench, review: ReviewId, phase: string): Promise<void> {
  for (;;) {
    const view = granted(await bench.reviews.view(actorOf("staff"), review));
    const [next] = view.nextPhases;
    if (view.phase === phase) return;
    if (next === undefined) throw new RangeError(`No way to ${phase}`);
    granted(await bench.reviews.movePhase(actorOf("staff"), review, { to: next }));
  }
}

/** The outline's section as a person sees it; `null` if he does not. */
export async function seen(
  bench: Bench,
  review: ReviewId,
  who: string,
  section: string,
): Promise<SectionView | null> {
  const outline: OutlineView = granted(await bench.reviews.outline(actorOf(who), review));
  return outline.entries.find((entry) => entry.section?.id === section)?.section ?? null;
}

/** The first room of a section for a person. @throws RangeError if he has none */
export async function firstRoom(
  bench: Bench,
  review: ReviewId,
  who: string,
  section: string,
): Promise<RoomAddress> {
  const name = (await seen(bench, review, who, section))?.rooms[0]?.name;
  const address = name === undefined ? null : parseRoomName(name);
  if (address === null) throw new RangeError(`${who} has no room in ${section}`);
  return address;
}
