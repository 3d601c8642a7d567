import type { SectionId, SectionView } from "@travaux/blueprint";
import { useId, type ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { SectionLink } from "../report/section-link.tsx";

interface OpenProposalsProps {
  readonly sections: readonly SectionView[];
  /** The proposals open in each section; `null` where they are not counted yet. */
  readonly open: ReadonlyMap<SectionId, ReadonlySet<string>> | null;
  readonly leavesBehind: boolean;
  readonly onChoose: (leavesBehind: boolean) => void;
}

/** Before a text is sent on: where proposals are open in it, and the choice between waiting and leaving them behind. */
export function OpenProposals({ sections, open, leavesBehind, onChoose }: OpenProposalsProps): ReactNode {
  const text = useText();
  const id = useId();
  const counts = sections.flatMap((section) => {
    const count = open?.get(section.id)?.size ?? 0;
    return count === 0 ? [] : [{ section: section.id, count }];
  });
  const count = counts.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) return null;
  return (
    <fieldset className="form">
      <legend className="field-label">{text.say("leave.open", { count })}</legend>
      <ul className="plain-list">
        {counts.map((each) => (
          <li key={each.section}>
            <SectionLink section={each.section} />: {text.say("card.open", { count: each.count })}
          </li>
        ))}
      </ul>
      {([false, true] as const).map((behind) => (
        <label key={String(behind)} className="check">
          <input type="radio" name={id} checked={leavesBehind === behind} onChange={() => onChoose(behind)} />
          <span>{text.say(behind ? "leave.behind" : "leave.wait")}</span>
        </label>
      ))}
    </fieldset>
  );
}
