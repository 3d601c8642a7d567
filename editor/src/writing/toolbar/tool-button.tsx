import type { ReactNode } from "react";
import { Focusable } from "react-aria-components";
import { Tooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import { Icon } from "./icons.tsx";
import { hasCommandKey, nameKeys } from "./key-names.ts";

interface ToolButtonProps {
  readonly icon: string;
  readonly name: string;
  readonly keys?: string | undefined;
  /** Why the button does nothing now; it stays reachable, so that the reason can be read. */
  readonly reason: string | null;
  readonly isActive?: boolean | undefined;
  readonly onRun: () => void;
}

/** A button of the toolbar. Pressing it with the mouse leaves the caret in the text. */
export function ToolButton({ icon, name, keys, reason, isActive, onRun }: ToolButtonProps): ReactNode {
  const key = keys === undefined ? null : nameKeys(keys, hasCommandKey());
  return (
    <TooltipTrigger delay={400} closeDelay={0}>
      <Focusable>
        <button
          type="button"
          className="tool"
          aria-label={name}
          aria-disabled={reason !== null}
          aria-pressed={isActive}
          aria-keyshortcuts={key?.aria}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            if (reason === null) onRun();
          }}
        >
          <Icon name={icon} />
        </button>
      </Focusable>
      <Tooltip className="tool-tip" offset={6}>
        <span>{name}</span>
        {key !== null && <kbd dir="ltr">{key.shown}</kbd>}
        {reason !== null && <span className="tool-reason">{reason}</span>}
      </Tooltip>
    </TooltipTrigger>
  );
}
