import {
  BODY_ROOT,
  createReportSchema,
  parseRoomName,
  type MemberId,
  type DecisionResult,
  type OutlineView,
  type RecordEntry,
  type ReviewId,
  type ReviewView,
  type SectionText,
} from "@travaux/blueprint";
import {
  formatOp,
  readSuggestions,
  suggestionHash,
  type Suggestion,
  type TrackedDocument,
} from "@travaux/track-changes/model";
import type { Mark } from "prosemirror-model";
import * as Y from "yjs";
import { keyOfMark } from "../src/gate/mark-key.ts";
import { readTracked } from "../src/gate/read-body.ts";
import type { RawClient } from "./raw-client.ts";
import { rawClient, type TestServer } from "./server-fixture.ts";
import { signIn, type Visitor } from "./server-process.ts";
import { until } from "./until.ts";

export const schema = createReportSchema();
/** A finding that the sample's reviewers have transmitted. */
export const SECTION = "untoc.10.b";

/** Somebody with a name in the review, who proposes and decides in one room. */
export interface Decider {
  readonly visitor: Visitor;
  readonly member: string;
  readonly room: string;
  readonly client: RawClient;
  tracked(): TrackedDocument;
  suggestions(): readonly Suggestion[];
  /** Puts `text` at an offset of the first textblock of the room, as a proposal; its id. */
  insert(at: number, text: string, id?: string): string;
  /** Proposes to delete so many letters of the first textblock. */
  strike(from: number, length: number, id?: string): string;
  /** Proposes to delete all the text of a block. */
  strikeBlock(index: number, id: string): void;
  embolden(from: number, length: number, id?: string): string;
  record(key: string, value: unknown): void;
  /** Decides as the screen does: with the hash of what is seen. */
  decide(decision: "accept" | "reject", ids: readonly string[], reason?: string): Promise<DecisionResult>;
  send(decision: "accept" | "reject", ids: readonly string[], reason?: string): Promise<Response>;
  undo(decision: string | null): Promise<Response>;
  entries(): Promise<readonly RecordEntry[]>;
}

let count = 0;

/** A fresh suggestion id of a member. */
export function freshId(member: string): string {
  return `${member}:${(count += 1).toString(36).padStart(8, "0")}`;
}

/** The wire name of a section's room for an audience, as the visitor's outline has it. */
export async function roomOf(
  visitor: Visitor,
  section: string,
  audience: string,
  review: string = visitor.review,
): Promise<string> {
  const { entries } = await visitor.get<OutlineView>(`/api/reviews/${review}/outline`);
  const rooms = entries.find((entry) => entry.section?.id === section)?.section?.rooms ?? [];
  const room = rooms.find((each) => each.audience === audience);
  if (room === undefined) throw new Error(`${visitor.email} has no ${audience} room of ${section}`);
  return room.name;
}

/** Enters a section's room of one audience, in the sample's review unless another is named. */
export async function enterRoom(
  server: { readonly url: string },
  name: string,
  audience = "team",
  { section = SECTION, review }: { readonly section?: string; readonly review?: ReviewId } = {},
): Promise<Decider> {
  const signedIn = await signIn(server, name);
  const visitor = review === undefined ? signedIn : { ...signedIn, review };
  const { member } = await visitor.get<ReviewView>(`/api/reviews/${visitor.review}`);
  const room = await roomOf(visitor, section, audience);
  const client = await rawClient(server, visitor, room);
  const path = `/api/reviews/${visitor.review}/sections/${section}/decisions`;
  const tracked = (): TrackedDocument => readTracked(schema, client.doc);
  const suggestions = (): readonly Suggestion[] => readSuggestions(tracked());
  const mark = (type: string, id: string, more = {}): Record<string, unknown> =>
    formatsOf([schema.mark(type, { id, by: id.slice(0, id.indexOf(":")), ...more })]);
  const send: Decider["send"] = (decision, ids, reason) => {
    const seen = new Map(suggestions().map((each) => [each.id, suggestionHash(each)]));
    return visitor.send("POST", path, {
      room,
      decision,
      suggestions: ids.map((id) => ({ id, seen: seen.get(id) ?? "0".repeat(64) })),
      ...(reason === undefined ? {} : { reason }),
    });
  };
  return {
    visitor,
    member,
    room,
    client,
    tracked,
    suggestions,
    insert: (at, text, id = freshId(member)) => {
      client.edit((doc) => textOf(doc).insert(at, text, mark("insertion", id)));
      return id;
    },
    strike: (from, length, id = freshId(member)) => {
      client.edit((doc) => textOf(doc).format(from, length, mark("deletion", id)));
      return id;
    },
    strikeBlock: (index, id) =>
      client.edit((doc) => {
        const block = doc.getXmlFragment(BODY_ROOT).get(index);
        const text = block instanceof Y.XmlElement ? block.get(0) : null;
        if (text instanceof Y.XmlText) text.format(0, text.length, mark("deletion", id));
      }),
    embolden: (from, length, id = freshId(member)) => {
      const op = formatOp({ adds: true, mark: schema.mark("strong") });
      client.edit((doc) => textOf(doc).format(from, length, mark("fmt", id, { op })));
      return id;
    },
    record: (key, value) => client.edit((doc) => doc.getMap("suggestions").set(key, value)),
    send,
    decide: async (decision, ids, reason) => {
      const response = await send(decision, ids, reason);
      if (response.status !== 200) throw new Error(`Not decided: ${await response.text()}`);
      return (await response.json()) as DecisionResult;
    },
    undo: (decision) => visitor.send("POST", `${path}/${decision}/undo`, {}),
    entries: () => visitor.get(`/api/reviews/${visitor.review}/record`),
  };
}

function formatsOf(marks: readonly Mark[]): Record<string, unknown> {
  return Object.fromEntries(marks.map((each) => [keyOfMark(each), each.attrs]));
}

/** The first text of a document. */
export function textOf(doc: Y.Doc): Y.XmlText {
  const find = (of: Y.XmlFragment): Y.XmlText | null => {
    for (const child of of.toArray()) {
      const found = child instanceof Y.XmlText ? child : child instanceof Y.XmlElement ? find(child) : null;
      if (found !== null) return found;
    }
    return null;
  };
  const text = find(doc.getXmlFragment(BODY_ROOT));
  if (text === null) throw new Error("The room has no text");
  return text;
}

/** Everybody's changes have reached the server, and everybody sees what the server has. */
export async function settled(people: readonly Decider[]): Promise<void> {
  for (const { client } of people) await client.answered();
  const [first] = people;
  if (first === undefined) return;
  const section = first.room.split("/")[1];
  const path = `/api/reviews/${first.visitor.review}/sections/${section}?room=${encodeURIComponent(first.room)}`;
  const stored = await first.visitor.get<SectionText>(path);
  const doc = schema.nodeFromJSON(stored.doc);
  const records = say(stored.suggestions ?? {});
  await until("everybody sees what is stored", () =>
    people.every(
      (each) => each.tracked().doc.eq(doc) && say(each.client.doc.getMap("suggestions").toJSON()) === records,
    ),
  );
}

function say(records: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(records).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A review in which each reviewing State must decide the same way, with a finding of two paragraphs in consensus. */
export async function openTwoKeyReview(server: TestServer): Promise<ReviewId> {
  const secretariat = await signIn(server, "secretariat");
  const sample = await secretariat.get<ReviewView>(`/api/reviews/${secretariat.review}`);
  const post = async <Answer>(visitor: Visitor, path: string, body: unknown): Promise<Answer> => {
    const answer = await visitor.send("POST", path, body);
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  const [reviewed, ...reviewing] = sample.states;
  const { id } = await post<ReviewView>(secretariat, "/api/reviews", {
    blueprint: sample.blueprint,
    stateUnderReview: reviewed?.name,
    reviewingStates: reviewing.map(({ name }) => ({ name, instruments: ["UNTOC"] })),
    articles: [{ instrument: "UNTOC", numbers: [10] }],
    languages: sample.languages,
    officialStart: null,
    informationCutOff: null,
    sessionDate: null,
    decisionKeys: "both",
  });
  for (const { user, role, state } of sample.members)
    if (role !== "secretariat")
      await post(secretariat, `/api/reviews/${id}/members`, { user, role, state, noteVerbale: "NV 2" });
  const moveTo = (to: string): Promise<unknown> => post(secretariat, `/api/reviews/${id}/phase`, { to });
  for (const phase of ["self-assessment", "desk-review", "dialogue", "drafting"]) await moveTo(phase);
  const room = parseRoomName(await roomOf(secretariat, SECTION, "reviewers", id));
  if (room === null) throw new Error("The reviewers have no room");
  const paragraph = (at: number, text: string): unknown => ({
    type: "paragraph",
    attrs: { id: `p${at}` },
    content: [{ type: "text", text }],
  });
  const content = [paragraph(1, "The law was adopted in 2004."), paragraph(2, "It covers all offences.")];
  await server.rooms.write(room, { type: "doc", content }, "msample" as MemberId);
  for (const name of ["focal-point.b", "focal-point.c"])
    await post(await signIn(server, name), `/api/reviews/${id}/acts`, {
      act: "transmit",
      sections: [SECTION],
    });
  for (const phase of ["with-state", "consensus"]) await moveTo(phase);
  return id;
}
