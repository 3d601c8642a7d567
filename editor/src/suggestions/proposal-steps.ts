import { selectSuggestion } from "@travaux/track-changes";
import type { SectionProposals } from "./section-proposals.ts";

/** A proposal in its section. */
export interface ProposalPlace {
  readonly of: SectionProposals;
  readonly id: string;
}

/**
 * The proposal after or before the one that the reader is at, over the sections in their order and round at the end;
 * `null` where there is none at all.
 *
 * @param here the section that the reader is in; the first one if he is in none of them
 */
export function proposalBeside(
  sections: readonly SectionProposals[],
  here: SectionProposals | null,
  step: 1 | -1,
): ProposalPlace | null {
  const all = sections.flatMap((of) => of.read.get().all.map(({ id, from }) => ({ of, id, from })));
  if (all.length === 0) return null;
  const section = here ?? sections[0] ?? null;
  const active = section?.active.get() ?? null;
  const at = all.findIndex(({ of, id }) => of === section && id === active);
  const from = at >= 0 ? at : placeOfCaret(all, sections, section) - (step === 1 ? 1 : 0);
  const found = all[(from + step + all.length) % all.length];
  return found === undefined ? null : { of: found.of, id: found.id };
}

/** The index of the first proposal behind the caret, which stands in none. */
function placeOfCaret(
  all: readonly { readonly of: SectionProposals; readonly from: number }[],
  sections: readonly SectionProposals[],
  section: SectionProposals | null,
): number {
  const order = new Map(sections.map((each, index) => [each, index]));
  const own = section === null ? 0 : (order.get(section) ?? 0);
  const head = section?.view.state.selection.head ?? 0;
  const found = all.findIndex(({ of, from }) => {
    const place = order.get(of) ?? 0;
    return place > own || (place === own && from > head);
  });
  return found < 0 ? all.length : found;
}

/** Puts the caret into the proposal, brings it into sight and leaves the focus in the text. */
export function goToProposal({ of, id }: ProposalPlace): void {
  if (of.view.isDestroyed) return;
  selectSuggestion(id)(of.view.state, of.view.dispatch);
  of.view.focus();
}
