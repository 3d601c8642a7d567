export type * from "./api.ts";
export { DECIDED_LIMIT } from "./api.ts";
export type * from "./api-comments.ts";
export type * from "./api-people.ts";
export { COMMENT_ID, NOTICES_LIMIT, THREAD_ID } from "./api-comments.ts";
export {
  isWithin,
  marginLevel,
  marginsFor,
  mayDispose,
  maySendComments,
  type MarginAccess,
} from "./comment-access.ts";
export { marks, REVIEW_MARKS, isSafeHref, LINK_SCHEMES } from "./schema/marks.ts";
export { FOOTNOTE_CHARACTER, HEADING_LEVELS, SERVER_NODES, nodes } from "./schema/nodes.ts";
export { BODY_ROOT, createReportSchema, SCHEMA_VERSION, SUGGESTIONS_ROOT } from "./schema/report-schema.ts";
export {
  formatAudience,
  formatRoomName,
  parseAudience,
  parseRoomName,
  ROOM_NAME_LIMIT,
  type RoomAddress,
} from "./room-name.ts";
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
  SCHEMA_PARAMETER,
  UPDATE_LIMIT_BYTES,
  type ClientMessage,
  type CloseReason,
  type PresenceUser,
  type ServerMessage,
} from "./wire.ts";
export {
  access,
  actsOf,
  levelAllows,
  lowerLevel,
  mayNameLive,
  type Access,
  type AccessAct,
  type AccessFacts,
  type AccessMember,
} from "./access.ts";
export {
  ACCESS_COLUMNS,
  ACCESS_TABLE,
  COLUMN_OF_PHASE,
  type AccessCell,
  type AccessColumn,
  type RoleGroup,
} from "./access-table.ts";
export {
  ARTICLES,
  articleOf,
  checkSelection,
  selectArticles,
  type Article,
  type ArticleSelection,
  type SelectionFault,
} from "./articles.ts";
export { CLUSTER_IDS, CLUSTERS, type Cluster, type ClusterId } from "./clusters.ts";
export { instrumentOf, instrumentOfSlug, INSTRUMENTS, type Instrument } from "./instruments.ts";
export {
  buildOutline,
  OUTLINES,
  outlineOf,
  sectionsUnder,
  type Outline,
  type OutlineHeading,
} from "./outlines.ts";
export {
  isSidePhase,
  MAIN_PHASES,
  nextPhases,
  phaseStep,
  SIDE_PHASES,
  type MainPhase,
  type PhaseStep,
} from "./phases.ts";
export { maySeePresence, memberColour } from "./presence.ts";
export {
  columnOf,
  isAtRest,
  isSentBack,
  isTransmitted,
  isWithState,
  isWorkingCopy,
  mayRedraft,
  roomStanding,
  sectionRooms,
  type RoomStanding,
  type SectionFacts,
} from "./room-standing.ts";
export {
  articleSection,
  readSectionId,
  singleSection,
  type ArticlePart,
  type SectionReference,
  type SinglePart,
} from "./section-ids.ts";
export {
  firstStage,
  isSectionKind,
  PRINTED_WHEN_FILLED,
  routeOf,
  SECTION_KIND_SPECS,
  SECTION_KINDS,
  STAGES,
  stagesOf,
  type AccessRow,
  type Route,
  type SectionKind,
  type SectionKindSpec,
  type Stage,
} from "./section-kinds.ts";
export { AUDIENCE_TERMS, audiencePhrase } from "./audience-terms.ts";
export { PHASE_TERMS } from "./phase-terms.ts";
export { directionOf, fill, pick, pickedLanguage, type Picked } from "./pick.ts";
export { PART_TERMS, ROLE_TERMS } from "./role-terms.ts";
export { LEVEL_TERMS, SECTION_ACT_TERMS, SECTION_STATE_TERMS } from "./section-terms.ts";
export { LANGUAGE_NAMES, TERMS } from "./terms.ts";
export { BOILERPLATE, type Boilerplate } from "./boilerplate.ts";
export { seedDocument, type SeedBlock, type SeedDocument, type SeedFacts } from "./seeding.ts";
