import type { DecisionLeftCode, DecisionResult } from "@travaux/blueprint";
import {
  authorOf,
  resolve,
  suggestionHash,
  suggestionOf,
  isReviewMark,
  type Decision,
  type Resolution,
  type Suggestion,
  type TrackedDocument,
} from "@travaux/track-changes/model";
import type { Mark } from "prosemirror-model";

export type Choice = "accept" | "reject";
export type Outcome = DecisionResult["outcomes"][number];

/** A suggestion as its decider saw it. */
export interface Seen {
  readonly id: string;
  /** `suggestionHash` of what was seen. */
  readonly seen: string;
}

/** Those of the asked that are still there and read as they did, and why the others are left. */
export interface Sorted {
  readonly standing: readonly Suggestion[];
  readonly left: ReadonlyMap<string, DecisionLeftCode>;
}

/**
 * Sorts out what can be decided at all; each id counts once.
 *
 * @param isStill whether the base must stay as it is, so that nothing can be accepted
 */
export function sortOut(
  open: readonly Suggestion[],
  asked: readonly Seen[],
  { choice, isStill }: { readonly choice: Choice; readonly isStill: boolean },
): Sorted {
  const byId = new Map(open.map((suggestion) => [suggestion.id, suggestion]));
  const left = new Map<string, DecisionLeftCode>();
  const standing = new Map<string, Suggestion>();
  for (const { id, seen } of asked) {
    const suggestion = byId.get(id);
    if (suggestion === undefined) left.set(id, "gone");
    else if (suggestionHash(suggestion) !== seen) left.set(id, "changed");
    else if (choice === "accept" && isStill) left.set(id, "with-the-state");
    else if (choice === "accept" && (suggestion.stale || suggestion.kind === "malformed"))
      left.set(id, "stale");
    else standing.set(id, suggestion);
  }
  return { standing: [...standing.values()], left };
}

/** What a decision does to a text. */
export interface Decided {
  readonly choice: Choice;
  readonly resolution: Resolution;
  /** In the order of the text. */
  readonly decided: readonly Suggestion[];
  readonly superseded: readonly Suggestion[];
  /** What could not be accepted together with the others. */
  readonly stale: readonly string[];
}

/** What is said of a suggestion that is decided, of any other `keep`. */
function deciding(ids: ReadonlySet<string>, choice: Choice): (id: string) => Decision {
  return (id) => (ids.has(id) ? choice : "keep");
}

/** Works out a decision. What would have no effect beside the others stays as it is. */
export function decideOn(
  tracked: TrackedDocument,
  open: readonly Suggestion[],
  { standing, choice }: { readonly standing: readonly Suggestion[]; readonly choice: Choice },
  newId: () => string,
): Decided {
  const ids = new Set(standing.map(({ id }) => id));
  const stale: string[] = [];
  for (;;) {
    const resolution = resolve(tracked, deciding(ids, choice), newId);
    const idle = resolution.stale.filter((id) => ids.has(id));
    if (choice === "accept" && idle.length > 0) {
      stale.push(...idle);
      for (const id of idle) ids.delete(id);
      continue;
    }
    const superseded = new Set(resolution.superseded);
    return {
      choice,
      resolution,
      decided: open.filter(({ id }) => ids.has(id)),
      superseded: open.filter(({ id }) => superseded.has(id) && !ids.has(id)),
      stale,
    };
  }
}

/** Whether text under these marks goes with the decision. */
export function goesWith({ choice, decided, superseded }: Decided): (marks: readonly Mark[]) => boolean {
  const ids = new Set(decided.map(({ id }) => id));
  const gone = new Set(superseded.map(({ id }) => id));
  return (marks) =>
    marks.some((mark) => {
      if (!isReviewMark(mark)) return false;
      const id = suggestionOf(mark);
      if (mark.type.name === "insertion") return gone.has(id) || (choice === "reject" && ids.has(id));
      return mark.type.name === "deletion" && choice === "accept" && ids.has(id);
    });
}

/** What became of each suggestion: the asked in their order, then what went with them. */
export function outcomesOf(
  asked: readonly Seen[],
  left: ReadonlyMap<string, DecisionLeftCode>,
  { choice, decided, superseded, stale }: Decided,
  waiting: readonly string[] = [],
): readonly Outcome[] {
  const became = new Map<string, Outcome>();
  const done = choice === "accept" ? "accepted" : "rejected";
  for (const id of waiting) became.set(id, { id, outcome: "waiting" });
  for (const id of stale) became.set(id, { id, outcome: "left", code: "stale" });
  for (const { id } of decided) became.set(id, { id, outcome: done });
  for (const [id, code] of left) became.set(id, { id, outcome: "left", code });
  const answers = [...new Set(asked.map(({ id }) => id))].flatMap((id) => became.get(id) ?? []);
  return [...answers, ...superseded.map(({ id }) => ({ id, outcome: "superseded" as const }))];
}

/** Whether all of these were proposed by one member. */
export function areAllOf(asked: readonly Seen[], member: string): boolean {
  return asked.every(({ id }) => authorOf(id) === member);
}
