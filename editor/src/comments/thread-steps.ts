import type { CurrentSection } from "../report/report-model.ts";
import type { Cell } from "../session/observable.ts";
import type { SectionCommentsLike } from "./comments-on-page.ts";

/** A thread in its section. */
export interface ThreadPlace {
  readonly of: SectionCommentsLike;
  readonly id: string;
}

/**
 * The open thread after or before the one that the reader is at, over the sections in their order and round at the end;
 * `null` where there is none. In a section those without a place in its text come last.
 *
 * @param here the section that the reader is in; the first one if he is in none of them
 */
export function threadBeside(
  sections: readonly SectionCommentsLike[],
  here: SectionCommentsLike | null,
  step: 1 | -1,
): ThreadPlace | null {
  const all = sections.flatMap((of) =>
    of.threads
      .get()
      .filter(({ resolved }) => resolved === null)
      .map(({ id }) => ({ of, id })),
  );
  const section = here ?? sections[0] ?? null;
  const active = section?.active.get() ?? null;
  const at = all.findIndex(({ of, id }) => of === section && id === active);
  const first = all.findIndex(({ of }) => sections.indexOf(of) >= sections.indexOf(section ?? of));
  const gap = (first < 0 ? all.length : first) - (step === 1 ? 1 : 0);
  return all[((at >= 0 ? at : gap) + step + all.length) % all.length] ?? null;
}

/**
 * Leads the reader to a thread: in the text where its words are there, else to its card.
 *
 * @param current the section that the reader is in: this one from now on, also where its text takes no focus
 */
export function goToThread({ of, id }: ThreadPlace, current: Cell<CurrentSection | null>): void {
  if (current.get()?.id !== of.section)
    current.set({ id: of.section, room: of.rooms[0] ?? null, view: of.view.get() });
  if (!of.goTo(id)) requestAnimationFrame(() => focusThreadCard(id));
}

/** Those of the sections in which the card is that has the focus; `null` where no card has. */
export function sectionOfFocus<Of extends SectionCommentsLike>(sections: readonly Of[]): Of | null {
  const card = document.activeElement?.closest<HTMLElement>("[data-thread]")?.dataset["thread"];
  return sections.find((of) => of.threads.get().some(({ id }) => id === card)) ?? null;
}

/** Puts the focus on the card of a thread or draft, where that is drawn. */
export function focusThreadCard(id: string): void {
  document.querySelector<HTMLElement>(`[data-thread="${CSS.escape(id)}"]`)?.focus();
}
