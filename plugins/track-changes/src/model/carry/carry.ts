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
  const cleared = withdraw(onto, gone, { authors, alone: false });
  const standing = hashesOf(cleared.tracked, authors);
  const changed = [...wanted.keys()].filter((id) => {
    if (settled.has(id) || standing.get(id) === wanted.get(id)) return false;
    return before.get(id) !== wanted.get(id) || standing.get(id) !== present.get(id);
  });
  const decided = changed.filter((id) => before.has(id) && !present.has(id));
  const replaced = changed.filter((id) => standing.has(id));

  const { tracked, withdrawn, disturbed } = withdraw(cleared.tracked, replaced, { authors, alone: true });
  const again = disturbed.filter((id) => wanted.has(id));
  const stuck = replaced.filter((id) => !withdrawn.has(id));
  const movable = [...changed, ...again].filter((id) => !decided.includes(id) && !stuck.includes(id));
  const laid = overlay(draft, tracked, new Set(movable));
  const left = [...gone.filter((id) => !cleared.withdrawn.has(id)), ...decided, ...stuck];
  return {
    carried: {
      tracked: laid.tracked,
      carried: changed.filter((id) => laid.carried.has(id)),
      withdrawn: [...cleared.withdrawn],
      left: [...left, ...movable.filter((id) => !laid.carried.has(id))],
    },
    lost: [...replaced, ...again].filter((id) => withdrawn.has(id) && !laid.carried.has(id)),
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

interface WithdrawOptions {
  readonly authors: Carriage["authors"];
  /** What else the authors propose is to be as before: what cannot be is withdrawn with it, to be laid again. */
  readonly alone: boolean;
}

/** Takes suggestions away, but none in which, or on which, somebody else has proposed something. */
function withdraw(
  tracked: TrackedDocument,
  ids: readonly SuggestionId[],
  options: WithdrawOptions,
): Withdrawal {
  if (ids.length === 0) return { tracked, withdrawn: new Set(), disturbed: [] };
  const all = withoutGroup(tracked, ids, options);
  if (all !== null) return { ...all, disturbed: all.disturbed.filter((id) => !ids.includes(id)) };
  if (ids.length === 1) return { tracked, withdrawn: new Set(), disturbed: [] };
  // Halves of halves: what cannot go is found without trying each for itself.
  const middle = Math.floor(ids.length / 2);
  const first = withdraw(tracked, ids.slice(0, middle), options);
  const rest = ids.slice(middle).filter((id) => !first.withdrawn.has(id));
  const second = withdraw(first.tracked, rest, options);
  const disturbed = [...first.disturbed, ...second.disturbed];
  return {
    tracked: second.tracked,
    withdrawn: new Set([...first.withdrawn, ...second.withdrawn]),
    disturbed: disturbed.filter((id) => !ids.includes(id)),
  };
}

function withoutGroup(
  tracked: TrackedDocument,
  ids: readonly SuggestionId[],
  options: WithdrawOptions,
): Withdrawal | null {
  const { authors, alone } = options;
  const { doc, records } = resolve(tracked, (id) => (ids.includes(id) ? "reject" : "keep"), noId);
  const [before, after] = [readSuggestions(tracked), readSuggestions({ doc, records })];
  const others = (each: readonly Suggestion[]): string =>
    JSON.stringify(each.filter(({ by }) => !authors(by)).map(sayingOf));
  if (others(before) !== others(after)) return null;
  const left = new Map(after.map((suggestion) => [suggestion.id, sayingOf(suggestion)]));
  const own = before.filter(({ id, by }) => alone && authors(by) && !ids.includes(id));
  const disturbed = own.filter((each) => left.get(each.id) !== sayingOf(each)).map(({ id }) => id);
  if (disturbed.length === 0) return { tracked: { doc, records }, withdrawn: new Set(ids), disturbed };
  const all = withoutGroup(tracked, [...ids, ...disturbed], options);
  return all === null ? null : { ...all, disturbed: [...disturbed, ...all.disturbed] };
}

function sayingOf({ id, content }: Suggestion): string {
  return JSON.stringify([id, content]);
}

function noId(): never {
  throw new RangeError("Rejecting makes no nodes");
}
