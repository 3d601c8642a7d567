import { suggestionHash } from "../read/hash.ts";
import { readSuggestions, type Suggestion } from "../read/suggestions.ts";
import { resolve } from "../resolve/resolve.ts";
import type { SuggestionId } from "../suggestion-id.ts";
import type { TrackedDocument } from "../tracked.ts";
import { overlay } from "./overlay.ts";

/** What is to be carried over. */
export interface Carriage {
  /** What the draft began as. */
  readonly from: TrackedDocument;
  readonly draft: TrackedDocument;
  /** The document that is to have the proposals: it began as `from` too, and may have gone on since. */
  readonly onto: TrackedDocument;
  /** Whose proposals are carried. */
  readonly authors: (by: string) => boolean;
}

/** What became of the proposals. */
export interface Carried {
  readonly tracked: TrackedDocument;
  readonly carried: readonly SuggestionId[];
  /** Withdrawn in the draft, and therefore now in `onto`. */
  readonly withdrawn: readonly SuggestionId[];
  /** Not carried or not withdrawn, because what they are about has changed or was decided in `onto`. */
  readonly left: readonly SuggestionId[];
}

/**
 * Takes what `authors` proposed, changed or withdrew in a draft over to another document. Suggestions go whole or not at
 * all; nothing of anybody else in `onto` is touched. Exact where `onto` is as `from` was.
 */
export function carrySuggestions(carriage: Carriage): Carried {
  let settled: ReadonlySet<SuggestionId> = new Set();
  for (;;) {
    const { carried, lost } = attempt(carriage, settled);
    if (lost.length === 0) return { ...carried, left: [...settled, ...carried.left] };
    // What already is in the document stays as it is there, rather than go because its new form does not fit.
    settled = new Set([...settled, ...lost]);
  }
}

function attempt(
  { from, draft, onto, authors }: Carriage,
  settled: ReadonlySet<SuggestionId>,
): { readonly carried: Carried; readonly lost: readonly SuggestionId[] } {
  const before = hashesOf(from, authors);
  const wanted = hashesOf(draft, authors);
  const present = hashesOf(onto, authors);
  const gone = [...before.keys()].filter((id) => !wanted.has(id) && present.has(id));
  const changed = [...wanted.keys()].filter(
    (id) => !settled.has(id) && before.get(id) !== wanted.get(id) && present.get(id) !== wanted.get(id),
  );
  const decided = changed.filter((id) => before.has(id) && !present.has(id));
  const replaced = changed.filter((id) => present.has(id));

  const { tracked, withdrawn, disturbed } = withdraw(onto, [...gone, ...replaced], authors);
  const again = disturbed.filter((id) => wanted.has(id));
  const stuck = [...gone, ...replaced].filter((id) => !withdrawn.has(id));
  const movable = [...changed, ...again].filter((id) => !decided.includes(id) && !stuck.includes(id));
  const laid = overlay(draft, tracked, new Set(movable));
  const lost = [...replaced, ...again].filter((id) => withdrawn.has(id) && !laid.carried.has(id));
  return {
    carried: {
      tracked: laid.tracked,
      carried: changed.filter((id) => laid.carried.has(id)),
      withdrawn: gone.filter((id) => withdrawn.has(id)),
      left: [...decided, ...stuck, ...movable.filter((id) => !laid.carried.has(id))],
    },
    lost,
  };
}

function hashesOf(tracked: TrackedDocument, authors: Carriage["authors"]): Map<SuggestionId, string> {
  const own = readSuggestions(tracked).filter(({ by }) => authors(by));
  return new Map(own.map((suggestion) => [suggestion.id, suggestionHash(suggestion)]));
}

interface Withdrawal {
  readonly tracked: TrackedDocument;
  readonly withdrawn: ReadonlySet<SuggestionId>;
  /** Other suggestions of the authors that lay in what went, and went with it. */
  readonly disturbed: readonly SuggestionId[];
}

/** Takes suggestions away, but none in which, or on which, somebody else has proposed something. */
function withdraw(
  tracked: TrackedDocument,
  ids: readonly SuggestionId[],
  authors: Carriage["authors"],
): Withdrawal {
  let now: Withdrawal = { tracked, withdrawn: new Set(), disturbed: [] };
  // All at once if that can be, else as many as can go.
  for (const group of [ids, ...ids.map((id) => [id])]) {
    if (group.every((id) => now.withdrawn.has(id))) continue;
    const next = withoutGroup(now.tracked, group, authors);
    if (next === null) continue;
    const withdrawn = new Set([...now.withdrawn, ...next.withdrawn]);
    const disturbed = [...now.disturbed, ...next.disturbed].filter((id) => !ids.includes(id));
    now = { tracked: next.tracked, withdrawn, disturbed };
  }
  return now;
}

function withoutGroup(
  tracked: TrackedDocument,
  ids: readonly SuggestionId[],
  authors: Carriage["authors"],
): Withdrawal | null {
  const { doc, records } = resolve(tracked, (id) => (ids.includes(id) ? "reject" : "keep"), noId);
  const [before, after] = [readSuggestions(tracked), readSuggestions({ doc, records })];
  const others = (each: readonly Suggestion[]): string =>
    JSON.stringify(each.filter(({ by }) => !authors(by)).map(sayingOf));
  if (others(before) !== others(after)) return null;
  const left = new Map(after.map((suggestion) => [suggestion.id, sayingOf(suggestion)]));
  const own = before.filter(({ id, by }) => authors(by) && !ids.includes(id));
  const disturbed = own.filter((each) => left.get(each.id) !== sayingOf(each)).map(({ id }) => id);
  if (disturbed.length === 0) return { tracked: { doc, records }, withdrawn: new Set(ids), disturbed };
  const all = withoutGroup(tracked, [...ids, ...disturbed], authors);
  return all === null ? null : { ...all, disturbed: [...disturbed, ...all.disturbed] };
}

function sayingOf({ id, content }: Suggestion): string {
  return JSON.stringify([id, content]);
}

function noId(): never {
  throw new RangeError("Rejecting makes no nodes");
}
