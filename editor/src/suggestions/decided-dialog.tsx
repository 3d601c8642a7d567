import type { RecordEntry, SectionId } from "@travaux/blueprint";
import { useState, type ReactNode } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { useApplication } from "../app/application.tsx";
import { ProblemNote } from "../app/problem.tsx";
import { useAction } from "../app/use-action.ts";
import { useResource } from "../app/use-resource.ts";
import { DialogWindow } from "../design/dialog-window.tsx";
import { useText } from "../interface-text/text.tsx";
import { useReport } from "../report/report-model.ts";
import { sayAct } from "../screens/review/say-act.ts";

interface DecidedDialogProps {
  readonly section: SectionId;
  /** How the section is called. */
  readonly name: string;
  /** Whether the reader may decide in this section, and so undo a decision. */
  readonly mayUndo: boolean;
  readonly onClose: () => void;
}

/** The latest decisions on proposals in a section, from the record, and the way back from each. */
export function DecidedDialog({ section, name, mayUndo, onClose }: DecidedDialogProps): ReactNode {
  const text = useText();
  const { api } = useApplication();
  const { review } = useReport();
  const { resource, reload } = useResource(`${review.id} ${section}`, () => api.record(review.id));
  const entries = resource.kind === "loaded" ? decisionsIn(resource.value, section) : [];
  return (
    <DialogWindow title={text.say("decided.title")} onClose={onClose}>
      <p className="hint">
        <bdi>{name}</bdi>
      </p>
      {resource.kind === "loading" && <p role="status">{text.say("app.loading")}</p>}
      {resource.kind === "failed" && <ProblemNote code={resource.code} retry={reload} />}
      {resource.kind === "loaded" && entries.length === 0 && <p>{text.say("decided.none")}</p>}
      {entries.length > 0 && (
        <ol className="decided-list">
          {entries.map(({ entry, isUndone }) => (
            <Decided
              key={entry.seq}
              entry={entry}
              section={section}
              mayUndo={mayUndo && !isUndone}
              onUndone={reload}
            />
          ))}
        </ol>
      )}
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {text.say("do.close")}
        </button>
      </div>
    </DialogWindow>
  );
}

/** The decisions of a section, newest first, each with whether it was undone since. */
function decisionsIn(
  record: readonly RecordEntry[],
  section: SectionId,
): readonly { readonly entry: RecordEntry; readonly isUndone: boolean }[] {
  const own = record.filter(({ sections }) => sections.includes(section));
  const undone = new Set(
    own.filter(({ act }) => act === "decision-undone").map(({ values }) => values["decision"]),
  );
  return own
    .filter(({ act }) => act === "suggestions-decided" || act === "decision-undone")
    .map((entry) => ({
      entry,
      isUndone: entry.act === "decision-undone" || undone.has(entry.values["decision"]),
    }));
}

function Decided({
  entry,
  section,
  mayUndo,
  onUndone,
}: {
  readonly entry: RecordEntry;
  readonly section: SectionId;
  readonly mayUndo: boolean;
  readonly onUndone: () => void;
}): ReactNode {
  const text = useText();
  const { api } = useApplication();
  const { review } = useReport();
  const announce = useAnnounce();
  const { state, problem, run } = useAction();
  const [isAsking, setAsking] = useState(false);
  const { decision } = entry.values;
  const undo = (): void =>
    run(async () => {
      await api.undoDecision(review.id, section, decision ?? "");
      announce(text.say("done.undone"));
      onUndone();
    });
  return (
    <li>
      <p>
        {sayAct(text, review, entry)}{" "}
        <span className="hint">
          (<bdi>{entry.byName}</bdi>, <time dateTime={entry.at}>{text.time(entry.at)}</time>)
        </span>
      </p>
      {mayUndo && decision !== undefined && !isAsking && (
        <button type="button" className="button button-small" onClick={() => setAsking(true)}>
          {text.say("decided.undo")}
        </button>
      )}
      {mayUndo && isAsking && (
        <>
          <p className="hint">{text.say("decided.undoText")}</p>
          <div className="actions">
            <button
              type="button"
              className="button button-small button-main"
              disabled={state.kind === "busy"}
              onClick={undo}
            >
              {text.say("decided.undo")}
            </button>
            <button type="button" className="button button-small" onClick={() => setAsking(false)}>
              {text.say("do.cancel")}
            </button>
          </div>
        </>
      )}
      <ProblemNote code={problem} />
    </li>
  );
}
