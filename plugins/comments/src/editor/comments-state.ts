import { PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import type { DecorationSet } from "prosemirror-view";
import type { AnchorPart } from "../model/index.ts";
import type { ThreadMark } from "./options.ts";
import type { ThreadListeners } from "./thread-listeners.ts";

/** Words of a thread that are not in this document now. */
export interface LostPart {
  readonly thread: string;
  /** Which part of its thread it is, from 0. */
  readonly part: number;
  readonly words: AnchorPart;
}

/** The plugin's state. */
export interface CommentsState {
  readonly marks: ReadonlyMap<string, ThreadMark>;
  /** One decoration for each part that stands in the document; its spec is a {@link PartSpec}. */
  readonly placed: DecorationSet;
  readonly lost: readonly LostPart[];
  readonly active: string | null;
  /** The threads that the caret walked into, the innermost first. */
  readonly here: readonly string[];
  readonly listeners: ThreadListeners;
}

/** What a decoration says of itself. */
export interface PartSpec {
  readonly thread: string;
  readonly part: number;
}

/** What a transaction says to the plugin. */
export interface CommentsMeta {
  /** All threads there are to draw. */
  readonly marks?: readonly ThreadMark[];
  readonly active?: string | null;
}

/** The plugin's key. */
export const commentsKey: PluginKey<CommentsState> = new PluginKey("comments");

/** What `tr` says to the plugin, empty for one that says nothing. */
export function commentsMeta(tr: Transaction): CommentsMeta {
  const meta: CommentsMeta | undefined = tr.getMeta(commentsKey);
  return meta ?? {};
}

/** The plugin's state. @throws RangeError for an editor without the plugin */
export function commentsOf(state: EditorState): CommentsState {
  const comments = commentsKey.getState(state);
  if (comments === undefined) throw new RangeError("This editor has no plugin for comments");
  return comments;
}
