import type { CommentClassCode, DispositionCode, NewDisposition } from "@travaux/blueprint";
import { COMMENT_LIMIT, DISPOSITIONS } from "@travaux/comments/model";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { ChoiceField } from "../../design/choice-field.tsx";
import { Field } from "../../design/field.tsx";
import { useText } from "../../interface-text/text.tsx";
import { useReport } from "../../report/report-model.ts";
import type { ShownThread } from "../section-comments.ts";
import { ClassField } from "./class-field.tsx";
import { commentAuthor, sayAuthor } from "./comment-author.ts";

/** How a comment of the State under review was taken in: by whom, when, and why. */
export function DispositionNote({ of }: { readonly of: NonNullable<ShownThread["disposition"]> }): ReactNode {
  const text = useText();
  const { review } = useReport();
  const state = review.members.find(({ id }) => id === of.by)?.state ?? null;
  const author = sayAuthor(text, commentAuthor(text, review, { by: of.by, of: state }));
  return (
    <div className="comment-disposition">
      <p>
        <span className="comment-disposition-label">{text.say("comment.disposition")}: </span>
        <strong>{text.say(`comment.outcome.${of.outcome}`)}</strong>
      </p>
      <p className="hint">{text.say(`comment.class.${of.class}`)}</p>
      {of.reasons !== "" && (
        <p className="comment-text" dir="auto">
          {of.reasons}
        </p>
      )}
      <p className="comment-trace">
        {text.say("comment.byAt", { author, time: text.time(new Date(of.at).toISOString()) })}
      </p>
    </div>
  );
}

interface DispositionFormProps {
  readonly thread: Pick<ShownThread, "class" | "disposition">;
  /** Its State withdraws it, and says nothing else. */
  readonly isWithdrawal: boolean;
  readonly isBusy: boolean;
  readonly onDispose: (disposition: NewDisposition) => void;
  readonly onClose: () => void;
}

/** Class, outcome and reasons. Reasons are asked for where a comment is not, or not wholly, reflected. */
export function DispositionForm(props: DispositionFormProps): ReactNode {
  const { thread, isWithdrawal, isBusy, onDispose, onClose } = props;
  const text = useText();
  const [sorted, setSorted] = useState<CommentClassCode | null>(thread.disposition?.class ?? thread.class);
  const [outcome, setOutcome] = useState<DispositionCode | null>(
    isWithdrawal ? "withdrawn" : (thread.disposition?.outcome ?? null),
  );
  const [reasons, setReasons] = useState(thread.disposition?.reasons ?? "");
  const [isTried, setTried] = useState(false);
  const required = isTried ? text.say("fault.required") : null;
  const fault = reasonsFault(outcome, reasons);
  const form = useRef<HTMLDivElement>(null);
  // The button that opened it has gone, and the focus with it.
  useEffect(() => form.current?.querySelector<HTMLElement>("select, textarea")?.focus(), []);
  const dispose = (): void => {
    setTried(true);
    if (isBusy || sorted === null || outcome === null || fault !== null) return;
    onDispose({ class: sorted, outcome, reasons: reasons.trim() });
  };
  return (
    <div ref={form} className="form disposition-form">
      {isWithdrawal && <p>{text.say("comment.withdrawText")}</p>}
      <ClassField value={sorted} onChange={setSorted} fault={sorted === null ? required : null} />
      {!isWithdrawal && (
        <ChoiceField
          label={text.say("comment.outcome")}
          value={outcome ?? ""}
          placeholder={text.say("say.notSet")}
          choices={DISPOSITIONS.map((each) => ({ value: each, name: text.say(`comment.outcome.${each}`) }))}
          fault={outcome === null ? required : null}
          onChange={(value) => setOutcome(DISPOSITIONS.find((each) => each === value) ?? null)}
        />
      )}
      <Field
        label={text.say("comment.reasons")}
        value={reasons}
        rows={3}
        dir="auto"
        required={needsReasons(outcome)}
        fault={isTried && fault !== null ? text.say(fault) : null}
        onChange={setReasons}
      />
      <div className="comment-actions">
        <button
          type="button"
          className="button button-small button-main"
          // Disabled in earnest it would lose the focus.
          aria-disabled={isBusy}
          onClick={dispose}
        >
          {text.say(isWithdrawal ? "comment.withdraw" : "comment.save")}
        </button>
        <button type="button" className="button button-small button-quiet" onClick={onClose}>
          {text.say("do.cancel")}
        </button>
      </div>
    </div>
  );
}

function needsReasons(outcome: DispositionCode | null): boolean {
  return outcome === "in-part" || outcome === "not-accepted";
}

function reasonsFault(
  outcome: DispositionCode | null,
  reasons: string,
): "comment.reasonsNeeded" | "fault.tooLong" | null {
  if (reasons.trim().length > COMMENT_LIMIT) return "fault.tooLong";
  return needsReasons(outcome) && reasons.trim() === "" ? "comment.reasonsNeeded" : null;
}
