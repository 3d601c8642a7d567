import type { FocusEvent, KeyboardEvent } from "react";
import type { SectionCommentsLike } from "../comments/section-comments.ts";
import { goToProposal } from "./proposal-steps.ts";
import type { CardSources } from "./use-lookouts.ts";

const CARD = ".comment-card:not([data-nested='true']), .proposal";
const CONTROLS = "button, a[href], input, select, textarea";

/** What cards hear together. */
export interface CardEvents {
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
}

/**
 * The keys of cards: on a card the arrows, Home and End lead to the others, Enter goes into it; from anywhere in it
 * Escape leads back to the text. A comment that the focus comes to is the active one.
 */
export function cardEvents(sources: CardSources): CardEvents {
  return { onKeyDown: (event) => press(sources, event), onFocus: (event) => arrive(sources, event.target) };
}

function arrive({ comments }: CardSources, target: Element): void {
  const thread = target.closest<HTMLElement>(".comment-card")?.dataset["thread"];
  const of = thread === undefined ? undefined : commentsWith(comments, thread);
  if (of === undefined || thread === undefined || of.active.get() === thread) return;
  of.activate(thread);
}

/** The section that a thread, or a draft, is in. */
function commentsWith(comments: readonly SectionCommentsLike[], id: string): SectionCommentsLike | undefined {
  return comments.find(
    (of) => of.threads.get().some((each) => each.id === id) || of.drafts.get().some((each) => each.id === id),
  );
}

function press(sources: CardSources, event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget: column } = event;
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (backToText(sources, target)) event.preventDefault();
    return;
  }
  if (!target.matches(".comment-card, .proposal")) return;
  if (event.key === "Enter") enter(target);
  else {
    const next = cardBeside([...column.querySelectorAll<HTMLElement>(CARD)], target, event.key);
    if (next === null) return;
    next.focus();
  }
  event.preventDefault();
}

function enter(card: HTMLElement): void {
  const field = card.querySelector<HTMLElement>("textarea") ?? card.querySelector<HTMLElement>(CONTROLS);
  field?.focus();
}

function cardBeside(cards: readonly HTMLElement[], card: HTMLElement, key: string): HTMLElement | null {
  const at = cards.indexOf(card);
  switch (key) {
    case "ArrowDown":
      return cards[at + 1] ?? null;
    case "ArrowUp":
      return cards[at - 1] ?? null;
    case "Home":
      return cards[0] ?? null;
    case "End":
      return cards.at(-1) ?? null;
    default:
      return null;
  }
}

function backToText({ proposals, comments }: CardSources, target: HTMLElement): boolean {
  const card = target.closest<HTMLElement>(".comment-card, .proposal");
  const thread = card?.dataset["thread"];
  const proposal = card?.dataset["proposal"];
  const said = thread === undefined ? undefined : commentsWith(comments, thread);
  if (said !== undefined && thread !== undefined) {
    if (!said.goTo(thread)) said.view.get()?.focus();
    return true;
  }
  const of = proposals.find(({ read }) => read.get().all.some(({ id }) => id === proposal));
  if (of === undefined || proposal === undefined) return false;
  goToProposal({ of, id: proposal });
  return true;
}
