/** The most structs that one update may carry. A table of 1000 cells pasted at once has about 8000. */
export const STRUCT_LIMIT = 20_000;
/** The most ranges in an update's delete set. A reconnecting client sends its whole delete set. */
export const DELETE_RANGE_LIMIT = 50_000;
/** How far one update may move the clock of one client; a GC struct of two bytes can claim any length. */
export const CLOCK_JUMP_LIMIT = 1_000_000;
/** The most clientIDs one update may bring new structs of: the tabs of one person that were offline together. */
export const CLIENT_LIMIT = 64;
/** The most new structs behind one origin. Yjs compares siblings pairwise, so this bounds the time of integration. */
export const SIBLING_LIMIT = 1000;
/**
 * The most items that may lie between the neighbours that an update's items name, all of them together. Yjs walks them
 * one by one; honest ones come of two people's writing at one spot at once. About 100 ms of work.
 */
export const GAP_LIMIT = 200_000;
/** The longest text of a section, in UTF-16 code units. */
export const SECTION_LENGTH_LIMIT = 2_000_000;
/** The deepest nesting of elements below the body; a list in a list takes two. */
export const NESTING_LIMIT = 40;
/** The longest attribute of a node or mark, in UTF-16 code units. */
export const ATTRIBUTE_LENGTH_LIMIT = 2048;
/** Yjs draws clientIDs from 32 bits. */
export const CLIENT_ID_MAX = 0xffff_ffff;
/** The most suggestions that may be open in a section. */
export const SUGGESTION_LIMIT = 5000;
/** The longest that a section's records of suggestions may be together, in UTF-16 code units of their JSON. */
export const RECORDS_LENGTH_LIMIT = 2_000_000;
