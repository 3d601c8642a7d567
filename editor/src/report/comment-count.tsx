import type { SectionView } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { useReport } from "./report-model.ts";
import { useCellPart } from "./use-cell.ts";

/**
 * How many comments are open in some sections, and whether there are any that the reader has not read. Its place is
 * kept when there are none, so that a heading does not move when the first one comes.
 */
export function CommentCount({ sections }: { readonly sections: readonly SectionView[] }): ReactNode {
  const text = useText();
  const sums = useCellPart(useReport().commentCounts, (counts) => {
    const found = sections.flatMap(({ id }) => counts.get(id) ?? []);
    const sum = (of: "open" | "unread"): number => found.reduce((all, each) => all + each[of], 0);
    return `${sum("open")} ${sum("unread")}`;
  });
  const [open = 0, unread = 0] = sums.split(" ").map(Number);
  const said = [
    ...(open === 0 ? [] : [text.say("comment.open", { count: open })]),
    ...(unread === 0 ? [] : [text.say("discussion.unreadCount", { count: unread })]),
  ].join(", ");
  return (
    <span className="outline-comments" data-unread={unread > 0} title={said === "" ? undefined : said}>
      {said !== "" && (
        <>
          <span className="outline-comments-number" aria-hidden="true">
            {text.number(open)}
          </span>
          <span className="unseen"> ({said})</span>
        </>
      )}
    </span>
  );
}
