import type { OutlineEntry, RoomView } from "@travaux/blueprint";
import { useRef, type ReactNode } from "react";
import { ScreenLink } from "../app/navigation.tsx";
import { CommentButton } from "../comments/cards/comment-button.tsx";
import { useText } from "../interface-text/text.tsx";
import { ModeControl, ViewControl } from "../suggestions/work-controls.tsx";
import { sectionFrom } from "./section-from.ts";
import { usePresentPeople } from "./presence.ts";
import { PrintButtons } from "./print-buttons.tsx";
import { sayReaders } from "./readers.ts";
import { useReport } from "./report-model.ts";
import { SavedText } from "./saved-text.tsx";
import { useCell, useCellPart } from "./use-cell.ts";
import { useHeight } from "./use-height.ts";
import { WritingTools } from "./writing-tools.tsx";

interface ReportBarProps {
  readonly entries: readonly OutlineEntry[];
  readonly isOutlineOpen: boolean;
  readonly onOutline: () => void;
}

/** What stands above the report: where one is, what one may do there, who reads it, who is present, what is saved. */
export function ReportBar({ entries, isOutlineOpen, onOutline }: ReportBarProps): ReactNode {
  const { say } = useText();
  const model = useReport();
  const { review } = model;
  const live = useCell(model.live);
  const mayWrite = entries.some((entry) =>
    entry.section?.rooms.some((room) => room.level === "edit" || room.level === "suggest"),
  );
  const place = useRef<HTMLDivElement>(null);
  useHeight(place, "--report-bar");
  return (
    <div ref={place} className="report-bar" role="region" aria-label={say("report.tools")}>
      <div className="report-bar-row">
        <button
          type="button"
          className="button button-small outline-button"
          aria-expanded={isOutlineOpen}
          aria-controls="outline"
          onClick={onOutline}
        >
          {say("report.showOutline")}
        </button>
        {live !== null && <ListButton />}
        <HereNow entries={entries} />
        <div className="report-bar-end">
          {live !== null && <Present />}
          {live !== null && <SavedText live={live} />}
          {review.role !== "observer" && (
            <ScreenLink
              to={{ kind: "comments", review: review.id }}
              className="button button-small button-quiet table-link"
            >
              {say("discussion.title")}
            </ScreenLink>
          )}
          <PrintButtons />
        </div>
      </div>
      {mayWrite && <WritingTools />}
    </div>
  );
}

function HereNow({ entries }: { readonly entries: readonly OutlineEntry[] }): ReactNode {
  const text = useText();
  const model = useReport();
  const current = useCellPart(model.current, (value) => value?.id ?? null);
  const roomName = useCellPart(model.current, (value) => value?.room ?? null);
  const reading = useCell(model.reading);
  const entry = entries.find((each) => each.section?.id === current) ?? sectionFrom(entries, reading);
  const room = entry?.section?.rooms.find((each) => each.name === roomName) ?? entry?.section?.rooms[0];
  const words = useCellPart(model.words, (value) =>
    entry?.section == null ? undefined : value.get(entry.section.id),
  );
  if (entry === undefined) return <p className="here-now soft">{text.say("mode.none")}</p>;
  return (
    <div className="here-now">
      <span className="here-title">
        {entry.article !== null && <bdi>{text.say("wizard.article", { number: entry.article })} </bdi>}
        {entry.label} <bdi>{text.name(entry.title)}</bdi>
      </span>
      {room !== undefined && <RoomFacts room={room} />}
      {words !== undefined && <span className="here-fact">{text.say("report.words", { count: words })}</span>}
      {entry.section !== null && <CommentButton section={entry.section.id} />}
    </div>
  );
}

function RoomFacts({ room }: { readonly room: RoomView }): ReactNode {
  const text = useText();
  const model = useReport();
  // A comment is no change of the text: whoever may do no more than that reads.
  const isWritable = room.level === "edit" || room.level === "suggest";
  return (
    <>
      {isWritable ? (
        <ModeControl level={room.level} />
      ) : (
        <span className="here-fact" data-mode="read">
          <span className="unseen">{text.say("mode.label")}: </span>
          {text.say("mode.read")}
        </span>
      )}
      <ViewControl />
      <span className="here-fact">
        <strong>{text.say("readers.label")}:</strong> {sayReaders(text, model, room)}
      </span>
    </>
  );
}

/** Opens the list of proposals and comments where there is no room for their cards. */
function ListButton(): ReactNode {
  const text = useText();
  const model = useReport();
  const isListing = useCell(model.listing);
  const count = useCellPart(model.openProposals, (open) =>
    [...open.values()].reduce((sum, each) => sum + each, 0),
  );
  const comments = useCellPart(model.commentCounts, (counts) =>
    [...counts.values()].reduce((sum, { open }) => sum + open, 0),
  );
  if (count + comments === 0 && !isListing) return null;
  return (
    <button
      type="button"
      className="button button-small list-button"
      aria-expanded={isListing}
      onClick={() => model.listing.set(!isListing)}
    >
      {count > 0 && (
        <>
          {text.say("card.title")} <span aria-hidden="true">({text.number(count)})</span>
          <span className="unseen">: {text.say("card.open", { count })}</span>
        </>
      )}
      {(comments > 0 || count === 0) && (
        <>
          {text.say("comment.title")} <span aria-hidden="true">({text.number(comments)})</span>
          <span className="unseen">: {text.say("comment.open", { count: comments })}</span>
        </>
      )}
    </button>
  );
}

function Present(): ReactNode {
  const text = useText();
  const people = usePresentPeople(text.compare);
  if (people.length === 0) return null;
  return (
    <ul className="present" aria-label={text.say("present.label")}>
      {people.map((person) => (
        <li
          key={person.member}
          data-colour={person.colour % 8}
          title={person.state ?? text.say("role.secretariat")}
        >
          <bdi>{person.name}</bdi>
        </li>
      ))}
    </ul>
  );
}
