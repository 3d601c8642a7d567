export type * from "./api.ts";
export { marks, REVIEW_MARKS, isSafeHref, LINK_SCHEMES } from "./schema/marks.ts";
export { FOOTNOTE_CHARACTER, HEADING_LEVELS, SERVER_NODES, nodes } from "./schema/nodes.ts";
export { BODY_ROOT, createReportSchema, SCHEMA_VERSION, SUGGESTIONS_ROOT } from "./schema/report-schema.ts";
export { formatAudience, formatRoomName, parseAudience, parseRoomName, ROOM_NAME_LIMIT, type RoomAddress } from "./room-name.ts";
export {
  LANGUAGES,
  LEVELS,
  MEMBER_ID,
  PHASES,
  REVIEW_ID,
  ROLES,
  ROOM_DOCUMENTS,
  SECTION_ID,
  SECTION_STATES,
  STATE_ID,
  type Audience,
  type Language,
  type Level,
  type MemberId,
  type Multilingual,
  type Phase,
  type ReviewId,
  type Role,
  type RoomDocument,
  type SectionId,
  type SectionState,
  type StateId,
  type UserId,
} from "./vocabulary.ts";
export {
  CLOSE_REASONS,
  FRAME_LIMIT_BYTES,
  isCloseReason,
  readClientMessage,
  readServerMessage,
  ROOMS_PENDING_LIMIT,
  UPDATE_LIMIT_BYTES,
  type ClientMessage,
  type CloseReason,
  type PresenceUser,
  type ServerMessage,
} from "./wire.ts";
