import type { Node } from "prosemirror-model";
import { Decoration, type DecorationSet } from "prosemirror-view";
import type { PartSpec } from "./comments-state.ts";
import type { ThreadMark } from "./options.ts";

/** Which words of which thread a decoration draws. */
export function specOf(decoration: Decoration): PartSpec {
  const spec: PartSpec = decoration.spec;
  return spec;
}

/**
 * One part of a thread from `from` to `to`. An element of its own, so that threads over the same words each have their
 * line.
 */
export function drawPart(
  mark: ThreadMark,
  part: number,
  range: { readonly from: number; readonly to: number },
  isActive: boolean,
): Decoration {
  const spec: PartSpec = { thread: mark.id, part };
  const attributes = { nodeName: "span", class: classOf(mark, isActive), "data-comment-thread": mark.id };
  return Decoration.inline(range.from, range.to, attributes, spec);
}

function classOf({ audience, resolved, draft, unread }: ThreadMark, isActive: boolean): string {
  const names = ["comment-mark", `comment-audience-${audience.replaceAll(/[^\w-]/g, "-")}`];
  if (resolved) names.push("comment-resolved");
  if (draft === true) names.push("comment-draft");
  if (unread === true) names.push("comment-unread");
  if (isActive) names.push("comment-active");
  return names.join(" ");
}

/** `placed` with the decorations of thread `mark` as they look now. */
export function redrawThread(
  placed: DecorationSet,
  doc: Node,
  mark: ThreadMark | undefined,
  isActive: boolean,
): DecorationSet {
  if (mark === undefined) return placed;
  const old = partsOf(placed, mark.id);
  const drawn = old.map((each) => drawPart(mark, specOf(each).part, each, isActive));
  return exchange(placed, doc, old, drawn);
}

/** `placed` without `old` and with `drawn`. */
export function exchange(
  placed: DecorationSet,
  doc: Node,
  old: readonly Decoration[],
  drawn: readonly Decoration[],
): DecorationSet {
  const kept = old.length === 0 ? placed : placed.remove([...old]);
  return drawn.length === 0 ? kept : kept.add(doc, [...drawn]);
}

const byThread = new WeakMap<DecorationSet, ReadonlyMap<string, readonly Decoration[]>>();

/** The decorations of thread `id`, in document order. A page asks for those of every card in sight. */
export function partsOf(placed: DecorationSet, id: string): readonly Decoration[] {
  return partsByThread(placed).get(id) ?? [];
}

/** The decorations of every thread, the threads in the order of their first words. */
export function partsByThread(placed: DecorationSet): ReadonlyMap<string, readonly Decoration[]> {
  const known = byThread.get(placed) ?? indexParts(placed);
  byThread.set(placed, known);
  return known;
}

function indexParts(placed: DecorationSet): ReadonlyMap<string, readonly Decoration[]> {
  const index = new Map<string, Decoration[]>();
  const inOrder = placed.find().toSorted((one, other) => one.from - other.from || other.to - one.to);
  for (const decoration of inOrder) {
    const { thread } = specOf(decoration);
    const known = index.get(thread);
    if (known === undefined) index.set(thread, [decoration]);
    else known.push(decoration);
  }
  return index;
}
