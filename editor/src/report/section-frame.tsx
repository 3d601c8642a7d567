import { PRINTED_WHEN_FILLED, type OutlineEntry, type RoomView, type SectionView } from "@travaux/blueprint";
import { createElement, memo, useEffect, useId, useRef, useState, type ReactNode } from "react";
import { sectionStateName } from "../app/names.ts";
import { Name } from "../interface-text/name.tsx";
import { useText } from "../interface-text/text.tsx";
import { ActButtons } from "./act-buttons.tsx";
import { CardReach } from "./card-reach.tsx";
import { sayRoom } from "./readers.ts";
import { useReport } from "./report-model.ts";
import { SectionBody } from "./section-body.tsx";
import type { ActGroup } from "./outline-tree.ts";
import { TreatySlot } from "./treaty-slot.tsx";
import { useCell, useCellPart } from "./use-cell.ts";

interface SectionFrameProps {
  readonly entry: OutlineEntry;
  /** What may be done with all sections below the heading at once. */
  readonly chapterActs: readonly ActGroup[];
}

/** A heading of the report and, where it holds one, its section: fetched and drawn as it comes into view. */
export const SectionFrame = memo(function SectionFrame({ entry, chapterActs }: SectionFrameProps): ReactNode {
  const { section } = entry;
  const { follow } = useReport();
  const place = useRef<HTMLElement>(null);
  useEffect(() => (place.current === null ? undefined : follow(place.current)), [follow]);
  return (
    <section
      ref={place}
      id={entry.id}
      className={`report-entry report-depth-${entry.depth}`}
      data-kind={section?.kind}
      data-print={
        section !== null && section.state === "empty" && PRINTED_WHEN_FILLED.has(section.kind)
          ? "no"
          : undefined
      }
    >
      <EntryHeading entry={entry} />
      <ActButtons groups={chapterActs} heading={entry} />
      {section !== null && <SectionPart entry={entry} section={section} />}
    </section>
  );
});

/** Level 1 is the report's title and 2 its text as a whole; headings inside a section are of level 4 and below. */
const FIRST_LEVEL = 3;
const LAST_ELEMENT = 6;

function EntryHeading({ entry }: { readonly entry: OutlineEntry }): ReactNode {
  const level = FIRST_LEVEL + entry.depth;
  return createElement(
    `h${Math.min(LAST_ELEMENT, level)}`,
    { className: "report-heading", ...(level > LAST_ELEMENT ? { "aria-level": level } : {}) },
    entry.label !== "" && (
      <span key="label" className="report-label">
        {entry.label}{" "}
      </span>
    ),
    <Name key="title" of={entry.title} />,
  );
}

function SectionPart({
  entry,
  section,
}: {
  readonly entry: OutlineEntry;
  readonly section: SectionView;
}): ReactNode {
  const model = useReport();
  const place = useRef<HTMLDivElement>(null);
  const [isTextInView, setTextInView] = useState(false);
  const [isCardInView, setCardInView] = useState(false);
  const isHeld = useCellPart(model.cardReach, (all) => all.get(section.id)?.isHeld ?? false);
  const inView = isTextInView || isCardInView || isHeld;
  const [chosen, setChosen] = useState<string | null>(null);
  const drawAll = useCell(model.drawAll);
  useEffect(
    () => (place.current === null ? undefined : model.observe(place.current, setTextInView)),
    [model],
  );
  const room = section.rooms.find((each) => each.name === chosen) ?? section.rooms[0] ?? null;
  const becomeCurrent = (): void => {
    const before = model.current.get();
    if (before?.id === section.id && before.room === (room?.name ?? null)) return;
    model.current.set({
      id: section.id,
      room: room?.name ?? null,
      view: model.views.get().get(section.id) ?? null,
    });
  };
  const isTreaty = section.kind === "art.text";
  return (
    <>
      <div
        ref={place}
        className="report-section"
        onFocusCapture={becomeCurrent}
        onPointerDownCapture={becomeCurrent}
      >
        {!isTreaty && <SectionNotes entry={entry} section={section} room={room} onRoom={setChosen} />}
        {isTreaty && <TreatySlot entry={entry} inView={inView || drawAll} />}
        {room !== null && (
          <SectionBody
            key={room.name}
            entry={entry}
            section={section}
            room={room}
            inView={inView}
            drawAll={drawAll}
          />
        )}
      </div>
      <CardReach section={section.id} onView={setCardInView} />
    </>
  );
}

interface SectionNotesProps {
  readonly entry: OutlineEntry;
  readonly section: SectionView;
  readonly room: RoomView | null;
  readonly onRoom: (room: string) => void;
}

/** The line under a heading that is no part of the report: how far the drafting is, which text, what may be done. */
function SectionNotes({ entry, section, room, onRoom }: SectionNotesProps): ReactNode {
  const text = useText();
  const model = useReport();
  const id = useId();
  const hasWords = useCellPart(model.words, (words) => (words.get(section.id) ?? 0) > 0);
  // The outline was read before the first word was typed.
  const state = section.state === "empty" && hasWords ? "draft" : section.state;
  return (
    <div className="section-notes">
      <span className="section-state" data-state={state}>
        <span className="unseen">{text.say("report.state")}: </span>
        {sectionStateName(text, state)}
      </span>
      {section.rooms.length > 1 && (
        <span className="room-choice">
          <label htmlFor={id}>{text.say("text.choose")}</label>
          <select id={id} value={room?.name} onChange={(event) => onRoom(event.target.value)}>
            {section.rooms.map((each) => (
              <option key={each.name} value={each.name}>
                {sayRoom(text, model, { section, room: each })}
              </option>
            ))}
          </select>
        </span>
      )}
      <ActButtons groups={section.acts.map((act) => ({ act, sections: [section] }))} heading={entry} />
    </div>
  );
}
