import type { OutlineEntry, RoomView, SectionText, SectionView } from "@travaux/blueprint";
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useApplication } from "../app/application.tsx";
import { ProblemNote } from "../app/problem.tsx";
import { problemCode } from "../app/use-resource.ts";
import { useSectionComments } from "../comments/use-section-comments.ts";
import { directionOf } from "../interface-text/message.ts";
import { useText } from "../interface-text/text.tsx";
import { CopyBanner } from "../suggestions/copy-banner.tsx";
import { openIds } from "../suggestions/open-ids.ts";
import { countWords, isBlank, readDocument, type NodeJson } from "./document-json.ts";
import { LiveSection } from "./live-section.tsx";
import { drawDocument } from "./reading.tsx";
import { setIn, useReport } from "./report-model.ts";
import { useCell } from "./use-cell.ts";

interface SectionBodyProps {
  readonly entry: OutlineEntry;
  readonly section: SectionView;
  readonly room: RoomView;
  readonly inView: boolean;
  readonly drawAll: boolean;
}

type Reading =
  | { readonly kind: "none" }
  | {
      readonly kind: "text";
      readonly doc: NodeJson;
      readonly damaged: boolean;
      /** How many proposals are open in it; `null` where the editor that left it behind has counted them. */
      readonly open: number | null;
    }
  | { readonly kind: "failed"; readonly code: string };

/**
 * A section's text: first fetched and drawn for reading, then, in view and with a connection, in the editor. Out of
 * view the editor goes again and leaves its last text behind, in the same place and of the same height.
 */
export function SectionBody({ entry, section, room, inView, drawAll }: SectionBodyProps): ReactNode {
  const { say, language } = useText();
  const model = useReport();
  const [wanted, setWanted] = useState(false);
  const [round, setRound] = useState(0);
  const [isLive, setLive] = useState(false);
  const [reading, setReading] = useReading(section, room, wanted || drawAll, round);
  const live = useCell(model.live);
  useEffect(() => {
    if (inView) setWanted(true);
  }, [inView]);
  useEffect(() => {
    if (reading.kind !== "text") return;
    setIn(model.words, section.id, countWords(reading.doc, language));
    if (reading.open !== null) setIn(model.openProposals, section.id, reading.open);
  }, [reading, model, section.id, language]);
  // What was submitted is proposed to, and its proposals are decided upon; earlier texts are only read.
  const isWrittenLive = room.standing !== "history" && room.document === "text";
  const goesLive = live !== null && inView && isWrittenLive;
  return (
    <div className="section-body">
      <CopyBanner section={section} room={room} />
      {reading.kind === "text" && reading.damaged && (
        <p className="note note-notice">{say("report.damaged")}</p>
      )}
      {!isLive && reading.kind === "none" && (
        <p className="section-waiting" aria-busy={wanted}>
          {say("report.sectionLoading")}
        </p>
      )}
      {!isLive && reading.kind === "failed" && (
        <ProblemNote code={reading.code} retry={() => setRound(round + 1)} />
      )}
      {!isLive && reading.kind === "text" && <ReadingText entry={entry} doc={reading.doc} />}
      {live !== null && (goesLive || isLive) && (
        <LiveSection
          live={live}
          entry={entry}
          section={section}
          room={room}
          inView={goesLive}
          onLive={setLive}
          onLeft={(doc) => setReading({ kind: "text", doc, damaged: false, open: null })}
        />
      )}
      {live !== null && inView && !isWrittenLive && (
        <ReadComments
          live={live}
          entry={entry}
          section={section}
          room={room}
          isTextThere={reading.kind === "text"}
        />
      )}
    </div>
  );
}

/** The comments beside a text that no editor holds. */
function ReadComments(place: Parameters<typeof useSectionComments>[0]): ReactNode {
  useSectionComments(place);
  return null;
}

/** The room's text for reading: fetched when wanted, again when the room or its section's state has changed. */
function useReading(
  section: SectionView,
  room: RoomView,
  wanted: boolean,
  round: number,
): [Reading, (reading: Reading) => void] {
  const { api } = useApplication();
  const { review, pending } = useReport();
  const [reading, setReading] = useState<Reading>({ kind: "none" });
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    pending.set(pending.get() + 1);
    const take = (next: Reading): void => {
      pending.set(pending.get() - 1);
      if (current) setReading(next);
    };
    const renew = (answer: SectionText): void => {
      if (current) setReading(readAnswer(answer));
    };
    api.sectionText(review.id, section.id, room.name).then(
      (answer) => {
        take(readAnswer(answer));
        api.fresh(answer)?.then(renew, () => undefined);
      },
      (error: unknown) => take({ kind: "failed", code: problemCode(error) }),
    );
    return () => {
      current = false;
    };
  }, [api, review.id, section.id, section.state, room.name, room.standing, wanted, round, pending]);
  return [reading, setReading];
}

function readAnswer(answer: SectionText): Reading {
  const doc = readDocument(answer.doc);
  if (doc === null) return { kind: "failed", code: "unknown" };
  return { kind: "text", doc, damaged: answer.damaged, open: openIds(doc, answer.suggestions).size };
}

function ReadingText({ entry, doc }: { readonly entry: OutlineEntry; readonly doc: NodeJson }): ReactNode {
  const { say, number } = useText();
  const { review, preferences } = useReport();
  const view = useCell(preferences.view);
  const drawn = useMemo(
    () =>
      drawDocument(doc, {
        section: entry.id,
        placeholder: say("report.placeholder"),
        footnotes: say("report.footnotes"),
        footnoteName: (each) => say("report.footnote", { number: number(each) }),
      }),
    [doc, entry.id, say, number],
  );
  const place = useRef<HTMLDivElement>(null);
  // As the editor has it: a text without a language of its own is in the first of the review, whatever the reader's is.
  const language = review.languages[0];
  if (isBlank(doc)) return <p className="section-waiting">{say("report.sectionEmpty")}</p>;
  return (
    <div
      ref={place}
      className={`report-text reading-${view}`}
      {...(language === undefined ? {} : { lang: language, dir: directionOf(language) })}
    >
      {drawn}
    </div>
  );
}
