import type { DecisionRequest } from "@travaux/blueprint";
import type { Suggestion } from "@travaux/track-changes/model";
import { useState, type ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { useReport } from "../report/report-model.ts";
import { useCell } from "../report/use-cell.ts";
import { authorNamed } from "./authors.ts";
import { ConfirmDecision } from "./confirm-decision.tsx";
import type { SectionProposals } from "./section-proposals.ts";
import { useSections } from "./use-sections.ts";

/** What is about to be done to the selected proposals. */
export type BulkAct = DecisionRequest["decision"] | "withdraw";

/** The proposals selected in one section. */
export interface Selected {
  readonly of: SectionProposals;
  readonly proposals: readonly Suggestion[];
}

interface BulkBarProps {
  readonly sections: readonly SectionProposals[];
  /** The section that the reader is in. */
  readonly here: SectionProposals | null;
}

/** While several are being selected: ways to select many at once, and what to do with them. */
export function BulkBar({ sections, here }: BulkBarProps): ReactNode {
  const text = useText();
  const { review } = useReport();
  const selected = useSelected(sections);
  const [asked, setAsked] = useState<BulkAct | null>(null);
  const count = selected.reduce((sum, { proposals }) => sum + proposals.length, 0);
  const isDecidable = count > 0 && selected.every(({ of }) => of.room.mayDecide);
  const isOwn =
    count > 0 && selected.every(({ proposals }) => proposals.every(({ by }) => by === review.member));
  const none = (): void => sections.forEach((of) => of.selected.set(new Set()));
  const end = (): void => sections.forEach((of) => of.selected.set(null));
  return (
    <div className="bulk-bar" role="group" aria-label={text.say("bulk.start")}>
      <p role="status">{text.say("bulk.selected", { count })}</p>
      {here !== null && <SelectMany of={here} />}
      <button type="button" className="button button-small" disabled={count === 0} onClick={none}>
        {text.say("bulk.none")}
      </button>
      <div className="actions">
        {isDecidable && (
          <>
            <button
              type="button"
              className="button button-small button-main"
              onClick={() => setAsked("accept")}
            >
              {text.say("card.accept")}
            </button>
            <button type="button" className="button button-small" onClick={() => setAsked("reject")}>
              {text.say("card.keep")}
            </button>
          </>
        )}
        {isOwn && (
          <button type="button" className="button button-small" onClick={() => setAsked("withdraw")}>
            {text.say("card.withdraw")}
          </button>
        )}
        <button type="button" className="button button-small button-quiet" onClick={end}>
          {text.say("bulk.end")}
        </button>
      </div>
      {asked !== null && (
        <ConfirmDecision act={asked} selected={selected} onDone={end} onClose={() => setAsked(null)} />
      )}
    </div>
  );
}

/** Selects all proposals of the section that one is in, or all of one author there. */
function SelectMany({ of }: { readonly of: SectionProposals }): ReactNode {
  const text = useText();
  const { review } = useReport();
  const { all } = useCell(of.read);
  const authors = [...new Set(all.map(({ by }) => by))];
  const named = authors.map((by) => ({ by, name: authorNamed(text, review, by).name }));
  return (
    <>
      <button
        type="button"
        className="button button-small"
        disabled={all.length === 0}
        onClick={() =>
          of.select(
            all.map(({ id }) => id),
            true,
          )
        }
      >
        {text.say("bulk.all")}
      </button>
      {authors.length > 1 &&
        named.map(({ by, name }) => (
          <button
            key={by}
            type="button"
            className="button button-small"
            onClick={() =>
              of.select(
                all.filter((each) => each.by === by).map(({ id }) => id),
                true,
              )
            }
          >
            {text.say("bulk.allOf", { name })}
          </button>
        ))}
    </>
  );
}

/** The selected proposals, section by section. */
function useSelected(sections: readonly SectionProposals[]): readonly Selected[] {
  return useSections(sections, ({ selected, read }) => [selected, read], {
    read: (all) =>
      all.flatMap((of) => {
        const ids = of.selected.get();
        const proposals = ids === null ? [] : of.read.get().all.filter(({ id }) => ids.has(id));
        return proposals.length === 0 ? [] : [{ of, proposals }];
      }),
  });
}
