import {
  REVIEW_ID,
  ROOM_DOCUMENTS,
  SECTION_ID,
  STATE_ID,
  type Audience,
  type ReviewId,
  type RoomDocument,
  type SectionId,
  type StateId,
} from "./vocabulary.ts";

/** One document of one room in one epoch: what a client names on the wire and the journal keys its records by. */
export interface RoomAddress {
  readonly review: ReviewId;
  readonly section: SectionId;
  readonly audience: Audience;
  readonly document: RoomDocument;
  /** Generation of the document, from 1; a new one starts without history. */
  readonly epoch: number;
}

/** The longest name that {@link parseRoomName} reads, in UTF-16 code units. */
export const ROOM_NAME_LIMIT = 160;

const EPOCH = /^[1-9][0-9]{0,8}$/;
const SEALED_ID = /^[a-z0-9]{1,32}$/;

/** An audience as it stands in a room name: `team`, `reviewers`, `secretariat`, `state-b`, `sealed-x7`. */
export function formatAudience(audience: Audience): string {
  switch (audience.kind) {
    case "team":
    case "reviewers":
    case "secretariat":
      return audience.kind;
    case "state":
      return `state-${audience.state}`;
    case "sealed":
      return `sealed-${audience.id}`;
  }
}

/** The inverse of {@link formatAudience}; `null` for anything else. */
export function parseAudience(text: string): Audience | null {
  if (text === "team" || text === "reviewers" || text === "secretariat") return { kind: text };
  if (text.startsWith("state-")) {
    const state = text.slice("state-".length);
    return STATE_ID.test(state) ? { kind: "state", state: state as StateId } : null;
  }
  if (text.startsWith("sealed-")) {
    const id = text.slice("sealed-".length);
    return SEALED_ID.test(id) ? { kind: "sealed", id } : null;
  }
  return null;
}

/**
 * The wire name of a room's document, `<review>/<section>/<audience>/<document>/<epoch>`.
 * It begins with the review so that a proxy can route by it.
 */
export function formatRoomName(address: RoomAddress): string {
  const { review, section, audience, document, epoch } = address;
  return `${review}/${section}/${formatAudience(audience)}/${document}/${epoch}`;
}

/** Reads a wire name; `null` when it is not exactly what {@link formatRoomName} writes. */
export function parseRoomName(name: string): RoomAddress | null {
  if (name.length > ROOM_NAME_LIMIT) return null;
  const parts = name.split("/");
  const [review, section, audienceText, document, epoch] = parts;
  if (parts.length !== 5 || review === undefined || section === undefined || audienceText === undefined)
    return null;
  if (!REVIEW_ID.test(review) || !SECTION_ID.test(section)) return null;
  const audience = parseAudience(audienceText);
  const roomDocument = ROOM_DOCUMENTS.find((known) => known === document);
  if (audience === null || roomDocument === undefined || epoch === undefined || !EPOCH.test(epoch))
    return null;
  return {
    review: review as ReviewId,
    section: section as SectionId,
    audience,
    document: roomDocument,
    epoch: Number(epoch),
  };
}
