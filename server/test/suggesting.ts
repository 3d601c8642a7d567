import { createReportSchema, parseRoomName, type ReviewView } from "@travaux/blueprint";
import {
  projectBase,
  readSuggestions,
  suggestionHash,
  type Suggestion,
  type TrackedDocument,
} from "@travaux/track-changes/model";
import { keyOfMark } from "../src/gate/mark-key.ts";
import type { Rooms } from "../src/rooms/rooms.ts";
import { parseTracked } from "../src/rooms/text-json.ts";
import type { RawClient } from "./raw-client.ts";
import { firstText } from "./room-fixture.ts";
import type { Visitor } from "./server-process.ts";

const schema = createReportSchema();

/** What y-prosemirror stores for a review mark. */
function format(mark: "insertion" | "deletion", id: string, by: string): Record<string, unknown> {
  const made = schema.mark(mark, { id, by });
  return { [keyOfMark(made)]: made.attrs };
}

/** Who proposes something in the first paragraph, and where. */
interface Proposal {
  readonly by: string;
  readonly at: number;
  /** After the author's name. */
  readonly id?: string;
}

/** Proposes words in the first paragraph. */
export function proposeWords(
  client: RawClient,
  { by, at, words, id = "first1" }: Proposal & { readonly words: string },
): void {
  client.edit((doc) => {
    firstText(doc).insert(at, words, format("insertion", `${by}:${id}`, by));
  });
}

/** Proposes to strike a stretch of the first paragraph. */
export function proposeStriking(
  client: RawClient,
  { by, at, length, id = "struck1" }: Proposal & { readonly length: number },
): void {
  client.edit((doc) => {
    firstText(doc).format(at, length, format("deletion", `${by}:${id}`, by));
  });
}

/** Takes letters out of the first paragraph, as one does with what one has proposed oneself. */
export function takeBack(client: RawClient, at: number, length: number): void {
  client.edit((doc) => {
    firstText(doc).delete(at, length);
  });
}

/** The visitor's member id. */
export async function memberOf(visitor: Visitor): Promise<string> {
  return (await visitor.get<ReviewView>(`/api/reviews/${visitor.review}`)).member;
}

/** A room's text with what is proposed to it, as the server has it. */
export async function textIn(
  server: { readonly rooms: Pick<Rooms, "read"> },
  room: string,
): Promise<TrackedDocument> {
  const address = parseRoomName(room);
  if (address === null) throw new RangeError(room);
  return parseTracked(schema, await server.rooms.read(address));
}

/** What is proposed, without where it stands: id, author, kind and a hash of what it says. */
export function proposed(
  text: TrackedDocument,
  by: (author: string) => boolean = () => true,
): readonly string[] {
  return readSuggestions(text)
    .filter((suggestion) => by(suggestion.by))
    .map((suggestion: Suggestion) => `${suggestion.id} ${suggestion.kind} ${suggestionHash(suggestion)}`)
    .toSorted();
}

/** The text with everything rejected. */
export function baseOf(text: TrackedDocument): string {
  return JSON.stringify(projectBase(text).toJSON());
}
