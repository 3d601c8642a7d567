export { captureAnchor, type AnchorCapture } from "./capture-anchor.ts";
export { activateThread, nextThread, previousThread, revealThread, showThreads } from "./commands.ts";
export { comments } from "./comments.ts";
export type { CommentsOptions, ThreadMark } from "./options.ts";
export type { ThreadsChange } from "./thread-listeners.ts";
export {
  activeThread,
  coordsOf,
  placedThreads,
  subscribeToThreads,
  threadsAt,
  unplaced,
  type ThreadCoords,
  type ThreadPlace,
} from "./threads-in-text.ts";
