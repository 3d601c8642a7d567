import type { ReactNode } from "react";
import type { SectionCommentsLike } from "../comments/section-comments.ts";
import { useText } from "../interface-text/text.tsx";
import { useResolvedComments } from "./use-sections.ts";

/** What stands in the margin, and how much of it. */
export function PanelTitle({
  proposals,
  comments,
}: {
  readonly proposals: number;
  readonly comments: number;
}): ReactNode {
  const text = useText();
  const parts = [
    { name: text.say("card.title"), count: proposals, said: text.say("card.open", { count: proposals }) },
    { name: text.say("comment.title"), count: comments, said: text.say("comment.open", { count: comments }) },
  ].filter(({ count }, index) => count > 0 || (index === 0 && comments === 0));
  return (
    <h2 className="proposal-panel-title">
      {parts.map(({ name, count, said }) => (
        <span key={name} className="panel-count">
          {name}{" "}
          <span role="status">
            <span aria-hidden="true">({text.number(count)})</span>
            <span className="unseen">{said}</span>
          </span>
        </span>
      ))}
    </h2>
  );
}

/** Shows the comments that are resolved, or hides them. */
export function ResolvedSwitch({
  of,
  isOn,
  onSwitch,
}: {
  readonly of: readonly SectionCommentsLike[];
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
}): ReactNode {
  const text = useText();
  const count = useResolvedComments(of);
  if (count === 0 && !isOn) return null;
  return (
    <button
      type="button"
      className="button button-small button-quiet"
      aria-pressed={isOn}
      onClick={() => onSwitch(!isOn)}
    >
      {text.say(isOn ? "comment.hideResolved" : "comment.showResolved", { count })}
    </button>
  );
}
