import { useId, useState, type ReactNode } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { useApplication } from "../app/application.tsx";
import { DialogWindow } from "../design/dialog-window.tsx";
import { useText } from "../interface-text/text.tsx";
import { useReport } from "../report/report-model.ts";
import { authorNamed } from "./authors.ts";
import type { BulkAct, Selected } from "./bulk-bar.tsx";
import { REASON_LIMIT } from "./proposal-card.tsx";
import { decideOn, sayOutcomes, withdraw } from "./use-decisions.ts";

interface ConfirmDecisionProps {
  readonly act: BulkAct;
  readonly selected: readonly Selected[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const TITLES = {
  accept: "bulk.confirmAccept",
  reject: "bulk.confirmKeep",
  withdraw: "bulk.confirmWithdraw",
} as const;
const BUTTONS = { accept: "card.accept", reject: "card.keep", withdraw: "card.withdraw" } as const;

/** Before a decision on several proposals: how many they are, and whose; then what became of them. */
export function ConfirmDecision({ act, selected, onDone, onClose }: ConfirmDecisionProps): ReactNode {
  const text = useText();
  const { api } = useApplication();
  const { review } = useReport();
  const announce = useAnnounce();
  const id = useId();
  const [reason, setReason] = useState("");
  const [isBusy, setBusy] = useState(false);
  const all = selected.flatMap(({ proposals }) => proposals);
  const byAuthor = [...Map.groupBy(all, ({ by }) => by)].map(([by, own]) => ({
    by,
    count: own.length,
    name: authorNamed(text, review, by).name,
  }));
  const perform = async (): Promise<void> => {
    setBusy(true);
    const said: string[] = [];
    for (const { of, proposals } of selected) {
      if (act === "withdraw") {
        const count = await withdraw(api, { of, review: review.id, proposals });
        said.push(text.say("done.withdrawn", { count }));
        continue;
      }
      const result = await decideOn(api, { of, review: review.id, decision: act, proposals, reason });
      said.push(...(result === null ? [text.say("card.failed")] : sayOutcomes(text, result)));
    }
    announce(said.join(" "));
    onClose();
    onDone();
  };
  return (
    <DialogWindow title={text.say(TITLES[act], { count: all.length })} onClose={onClose} serious>
      <ul className="plain-list">
        {byAuthor.map(({ by, count, name }) => (
          <li key={by}>{text.say("bulk.ofPerson", { count, name })}</li>
        ))}
      </ul>
      {act !== "withdraw" && (
        <>
          <p>{text.say(act === "accept" ? "bulk.acceptText" : "bulk.keepText")}</p>
          <div className="field">
            <label htmlFor={id}>{text.say("card.reason")}</label>
            <textarea
              id={id}
              rows={3}
              maxLength={REASON_LIMIT}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
          <p className="hint">{text.say("bulk.recorded")}</p>
        </>
      )}
      <div className="actions">
        <button type="button" className="button button-main" disabled={isBusy} onClick={() => void perform()}>
          {text.say(BUTTONS[act])}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {text.say("do.cancel")}
        </button>
      </div>
    </DialogWindow>
  );
}
