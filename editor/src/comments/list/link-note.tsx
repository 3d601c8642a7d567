import type { ReactNode } from "react";
import { useText } from "../../interface-text/text.tsx";
import type { ReportModel } from "../../report/report-model.ts";
import { useThreadLink } from "./use-thread-link.ts";

/** Follows links to threads, and says plainly where one leads to nothing that can be shown. */
export function LinkNote({ model }: { readonly model: ReportModel }): ReactNode {
  const { say } = useText();
  const { fault, dismiss } = useThreadLink(model);
  if (fault === null) return null;
  return (
    <div className="note note-notice link-note no-print" role="alert">
      <p>{say(fault === "gone" ? "discussion.linkGone" : "discussion.linkUnknown")}</p>
      <button type="button" className="button button-small" onClick={dismiss}>
        {say("do.close")}
      </button>
    </div>
  );
}
