import type { ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import type { OpenRoom } from "../session/open-room.ts";
import { useCell } from "./use-cell.ts";

/** Said where much was written on both sides while this computer was away: the text wants reading again. */
export function MergeNote({ room }: { readonly room: OpenRoom }): ReactNode {
  const { say } = useText();
  const merged = useCell(room.merged);
  if (merged === null) return null;
  return (
    <div className="note note-notice no-print" role="status">
      <p>
        {say("merged.mine", { count: merged.mine })} {say("merged.others", { count: merged.others })}{" "}
        {say("merged.read")}
      </p>
      <button type="button" className="button button-small" onClick={() => room.seenMerged()}>
        {say("do.close")}
      </button>
    </div>
  );
}
