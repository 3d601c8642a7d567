import type { ReactNode } from "react";
import { COMMENT_KEYS } from "../comments/comment-keys.ts";
import { useText } from "../interface-text/text.tsx";
import { hasCommandKey, nameKeys } from "../writing/toolbar/key-names.ts";
import { BulkBar } from "./bulk-bar.tsx";
import type { SectionProposals } from "./section-proposals.ts";
import { useHasClosed } from "./use-has-closed.ts";
import { useSelecting } from "./use-sections.ts";
import { PROPOSAL_KEYS } from "./use-step-keys.ts";

interface PanelHeadProps {
  readonly sections: readonly SectionProposals[];
  /** The one that the reader is in; `null` where no text has an editor. */
  readonly here: SectionProposals | null;
  /** How many proposals are open in them. */
  readonly count: number;
  readonly commentCount: number;
  readonly title: ReactNode;
  readonly resolved: ReactNode;
  readonly onStep: (by: 1 | -1) => void;
  readonly onStepComments: (by: 1 | -1) => void;
  readonly onDecided: () => void;
  /** `null` where the panel stands beside the text and stays. */
  readonly onClose: (() => void) | null;
}

/** How much stands in the margin, and the ways through it: of proposals and of comments, each where there are any. */
export function PanelHead(props: PanelHeadProps): ReactNode {
  const { sections, here, count, commentCount, title, resolved, onStep, onStepComments, onClose } = props;
  const text = useText();
  const isSelecting = useSelecting(sections);
  return (
    <div className="proposal-panel-head">
      {title}
      <div className="proposal-steps">
        {count > 0 && (
          <Steps
            names={{ previous: text.say("card.previous"), next: text.say("card.next") }}
            keys={PROPOSAL_KEYS}
            onStep={onStep}
          />
        )}
        {commentCount > 0 && (
          <Steps
            names={{ previous: text.say("comment.previous"), next: text.say("comment.next") }}
            keys={COMMENT_KEYS}
            onStep={onStepComments}
          />
        )}
        {onClose !== null && (
          <button type="button" className="button button-small" onClick={onClose}>
            {text.say("do.close")}
          </button>
        )}
      </div>
      {isSelecting ? (
        <BulkBar sections={sections} here={here} />
      ) : (
        <div className="proposal-ways">
          {count > 0 && (
            <button
              type="button"
              className="button button-small button-quiet"
              onClick={() => sections.forEach((of) => of.selected.set(new Set()))}
            >
              {text.say("bulk.start")}
            </button>
          )}
          {here !== null && <DecidedButton of={here} onDecided={props.onDecided} />}
          {resolved}
        </div>
      )}
    </div>
  );
}

/** Opens the latest decisions of a section in which a proposal has been closed. */
function DecidedButton({
  of,
  onDecided,
}: {
  readonly of: SectionProposals;
  readonly onDecided: () => void;
}): ReactNode {
  const text = useText();
  const hasClosed = useHasClosed(of);
  if (!hasClosed) return null;
  return (
    <button type="button" className="button button-small button-quiet" onClick={onDecided}>
      {text.say("decided.title")}
    </button>
  );
}

interface StepsProps {
  readonly names: { readonly previous: string; readonly next: string };
  /** In prosemirror-keymap's notation. */
  readonly keys: { readonly previous: string; readonly next: string };
  readonly onStep: (by: 1 | -1) => void;
}

function Steps({ names, keys, onStep }: StepsProps): ReactNode {
  return (
    <>
      <StepButton name={names.previous} keys={keys.previous} sign="‹" onStep={() => onStep(-1)} />
      <StepButton name={names.next} keys={keys.next} sign="›" onStep={() => onStep(1)} />
    </>
  );
}

function StepButton({
  name,
  keys,
  sign,
  onStep,
}: {
  readonly name: string;
  readonly keys: string;
  readonly sign: string;
  readonly onStep: () => void;
}): ReactNode {
  const { shown, aria } = nameKeys(keys, hasCommandKey());
  return (
    <button
      type="button"
      className="button button-small step-button"
      aria-label={name}
      aria-keyshortcuts={aria}
      title={`${name} (${shown})`}
      onClick={onStep}
    >
      <span aria-hidden="true">{sign}</span> <kbd dir="ltr">{shown}</kbd>
    </button>
  );
}
