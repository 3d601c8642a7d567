import type { Mark, Node } from "prosemirror-model";
import { suggestionOf } from "../review-marks.ts";
import type { SuggestionId } from "../suggestion-id.ts";
import { diffTexts, mapCharacter } from "./text-diff.ts";
import { inlineOf, textOf, unitsOf, type Unit } from "./units.ts";

/** Inline content with proposals laid over it, and which of them found no place. */
export interface TextOverlay {
  readonly inline: readonly Node[];
  readonly failed: readonly SuggestionId[];
}

/**
 * Lays the carried marks of a draft's textblock over the same textblock as it is elsewhere. What both have in common is
 * found by their texts; marks go to the very characters that bore them, inserted text behind the character before it.
 */
export function overlayText(
  draft: readonly Node[],
  onto: readonly Node[],
  isCarried: (mark: Mark) => boolean,
): TextOverlay {
  const inserted = (unit: Unit): boolean =>
    unit.marks.some((mark) => mark.type.name === "insertion" && isCarried(mark));
  const units = unitsOf(draft);
  const common = units.filter((unit) => !inserted(unit));
  const target = [...unitsOf(onto)];
  const whereTo = anchored(common, target) ?? compared(common, target);
  const coming = new Map<number, Unit[]>();
  const failed = new Set<SuggestionId>();
  const lose = (unit: Unit): void => {
    for (const mark of unit.marks) if (isCarried(mark)) failed.add(suggestionOf(mark));
  };
  let index = 0;
  for (const unit of units) {
    if (inserted(unit)) {
      const at = mapGap(whereTo, index, common.length);
      if (at === null) lose(unit);
      else coming.set(at, [...(coming.get(at) ?? []), unit]);
      continue;
    }
    const marks = unit.marks.filter(isCarried);
    const at = marks.length === 0 ? null : whereTo(index);
    const bearer = at === null ? undefined : target[at];
    if (marks.length > 0 && (at === null || bearer === undefined)) lose(unit);
    else if (at !== null && bearer !== undefined)
      target[at] = { ...bearer, marks: withMarks(bearer.marks, marks, unit.marks) };
    index += 1;
  }
  const laid = [...target, null].flatMap((unit, at) => [
    ...(coming.get(at) ?? []),
    ...(unit === null ? [] : [unit]),
  ]);
  return { inline: inlineOf(laid), failed: [...failed] };
}

/** Where each character of one textblock is in another; for the length, where it ends. `null` for what is gone. */
type WhereTo = (index: number) => number | null;

/** By comparing the texts, words kept whole. */
function compared(common: readonly Unit[], target: readonly Unit[]): WhereTo {
  const hunks = diffTexts(textOf(common), textOf(target));
  return (index) => (index < common.length ? mapCharacter(hunks, index) : target.length);
}

/**
 * By the base, where it is the same in both: each of its characters is where it is, whatever others have inserted
 * around it. `null` where it is not the same, or where what others inserted there is not the same.
 */
function anchored(common: readonly Unit[], target: readonly Unit[]): WhereTo | null {
  const isBase = (unit: Unit): boolean => !unit.marks.some((mark) => mark.type.name === "insertion");
  const places = target.flatMap((unit, at) => (isBase(unit) ? [at] : []));
  if (!common.every(isBase) || places.length !== common.length) return null;
  const same = common.every(({ character }, index) => target[places[index] ?? -1]?.character === character);
  return same ? (index) => (index < common.length ? (places[index] ?? null) : target.length) : null;
}

/** Where a gap between characters went: behind the character before it, else before the one after it. */
function mapGap(whereTo: WhereTo, gap: number, length: number): number | null {
  if (gap === 0) return 0;
  const before = whereTo(gap - 1);
  return before === null ? whereTo(Math.min(gap, length)) : before + 1;
}

/** Marks with more on them; in the draft's own order if that has the same ones. */
function withMarks(marks: readonly Mark[], more: readonly Mark[], wanted: readonly Mark[]): readonly Mark[] {
  let union = marks;
  for (const mark of more) union = mark.addToSet(union);
  return union.length === wanted.length && wanted.every((mark) => mark.isInSet(union)) ? wanted : union;
}
