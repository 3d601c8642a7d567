import type { OutlineEntry } from "@travaux/blueprint";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { OutlinePanel } from "./outline-panel.tsx";

const CommentPanel = lazy(async () => ({
  default: (await import("../comments/list/comment-panel.tsx")).CommentPanel,
}));

interface LeftListsProps {
  readonly entries: readonly OutlineEntry[];
  /** The reader chose where to go: a drawer closes. */
  readonly onChoose: () => void;
}

/** The column before the report: its outline or, for whoever has comments to read, the list of them. */
export function LeftLists({ entries, onChoose }: LeftListsProps): ReactNode {
  const { say } = useText();
  const [shows, setShows] = useState<"outline" | "comments">("outline");
  const mayComment = entries.some(({ section }) => (section?.margins.length ?? 0) > 0);
  const lists = [
    ["outline", say("report.showOutline")],
    ["comments", say("comment.title")],
  ] as const;
  return (
    <>
      {mayComment && (
        <div className="left-lists" role="group" aria-label={say("discussion.whichList")}>
          {lists.map(([list, name]) => (
            <button
              key={list}
              type="button"
              className="button button-small"
              aria-pressed={shows === list}
              onClick={() => setShows(list)}
            >
              {name}
            </button>
          ))}
        </div>
      )}
      <div hidden={shows !== "outline"}>
        <OutlinePanel entries={entries} onChoose={onChoose} />
      </div>
      {shows === "comments" && (
        <Suspense fallback={<p role="status">{say("app.loading")}</p>}>
          <CommentPanel entries={entries} onChoose={onChoose} />
        </Suspense>
      )}
    </>
  );
}
