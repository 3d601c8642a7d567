import type { Transaction } from "prosemirror-state";
import type { SuggestionId, UntrackedReason } from "../model/index.ts";
import type { CardListeners } from "./card-listeners.ts";
import type { SharedRecords } from "./shared-records.ts";
import type { TrackingTexts } from "./texts.ts";
import type { UnseenText } from "./unseen-text.ts";

/** What one's own changes are: none at all, proposals, or changes of the text itself. */
export type TrackingMode = "view" | "suggest" | "edit";

/** The views, in the order in which a host would offer them. */
export const SUGGESTION_VIEWS = ["markup", "final", "base", "brackets"] as const;

/**
 * How suggestions are drawn: with all marks, the text as proposed, the text as it stands, or with square brackets
 * around what is under negotiation. Never a change of data.
 */
export type SuggestionView = (typeof SUGGESTION_VIEWS)[number];

/** How an author appears. */
export interface AuthorDisplay {
  readonly name: string;
  /** From 0 to 7, drawn as the class `suggestion-colour-<number>`; a host's own style sheet may know more. */
  readonly colour: number;
}

/**
 * Why a change was not made. `read-only`: the mode is `view`. `holds-anothers`: a suggestion cannot be withdrawn while
 * somebody else's lies in it. The others are those of the model.
 */
export type RefusedReason = UntrackedReason | "read-only" | "holds-anothers";

/** What is copied: the text as proposed, without what is struck out; or the passage with its marks. */
export type CopyMode = "proposed" | "marked";

/** What {@link trackChanges} is told. */
export interface TrackChangesOptions {
  /** Whose suggestions this editor makes: letters, digits, `_` and `-`, at most 64. */
  readonly author: string;
  readonly records: SharedRecords;
  /** Gives 4 to 40 new letters or digits at every call. */
  readonly random: () => string;
  /** Gives a new node id at every call. */
  readonly newId: () => string;
  /** Default `view`. */
  readonly mode?: TrackingMode;
  /** Default `markup`. */
  readonly view?: SuggestionView;
  /** Default: the author's id, all in colour 0. */
  readonly describeAuthor?: (by: string) => AuthorDisplay;
  /** Default: English. */
  readonly texts?: TrackingTexts;
  /** Default `proposed`. */
  readonly copy?: CopyMode;
  readonly onRefused?: (reason: RefusedReason) => void;
  /** Tells a screen reader. Default, and for `null`: a polite live region beside the editor. */
  readonly announce?: ((text: string) => void) | null;
  /** Whether a transaction brings what others wrote (or an undo). Default: what y-prosemirror marks so. */
  readonly isRemote?: (tr: Transaction) => boolean;
}

/** The options with every default in its place. */
export interface TrackingSetup extends Required<Omit<TrackChangesOptions, "announce" | "random">> {
  readonly announce: ((text: string) => void) | null;
  readonly newSuggestion: () => SuggestionId;
  readonly listeners: CardListeners;
  readonly unseen: UnseenText;
  /** What other plugins wished to append and was turned away, to be tracked like any other change. */
  readonly turnedAway: Transaction[];
}
