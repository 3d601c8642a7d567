import { MAIN_PHASES, phaseStep, type Phase, type ReviewView } from "@travaux/blueprint";
import { useState, type FormEvent, type ReactNode } from "react";
import { useAnnounce } from "../../app/announcer.tsx";
import { useApplication } from "../../app/application.tsx";
import { phaseName } from "../../app/names.ts";
import { ProblemNote } from "../../app/problem.tsx";
import { useAction } from "../../app/use-action.ts";
import { DialogWindow } from "../../design/dialog-window.tsx";
import { Field } from "../../design/field.tsx";
import { useText } from "../../interface-text/text.tsx";

interface PhasePartProps {
  readonly view: ReviewView;
  readonly onView: (view: ReviewView) => void;
}

/** Where the review stands among its phases and, for the Secretariat, where it may go. */
export function PhasePart({ view, onView }: PhasePartProps): ReactNode {
  const text = useText();
  const [to, setTo] = useState<Phase | null>(null);
  return (
    <section className="part" aria-labelledby="phase">
      <h2 id="phase">{text.say("review.phase")}</h2>
      <p>{text.say("review.now", { phase: phaseName(text, view.phase) })}</p>
      <ol className="phases">
        {MAIN_PHASES.map((phase) => (
          <li key={phase} aria-current={phase === view.phase ? "step" : undefined}>
            {phaseName(text, phase)}
          </li>
        ))}
      </ol>
      {view.nextPhases.length > 0 && (
        <div className="actions">
          {view.nextPhases.map((phase) => (
            <button key={phase} type="button" className="button" onClick={() => setTo(phase)}>
              {text.say("review.move", { phase: phaseName(text, phase) })}
            </button>
          ))}
        </div>
      )}
      {to !== null && <MoveDialog view={view} to={to} onView={onView} onClose={() => setTo(null)} />}
    </section>
  );
}

interface MoveDialogProps extends PhasePartProps {
  readonly to: Phase;
  readonly onClose: () => void;
}

function MoveDialog({ view, to, onView, onClose }: MoveDialogProps): ReactNode {
  const text = useText();
  const { api } = useApplication();
  const announce = useAnnounce();
  const { state, problem, run } = useAction();
  const [reason, setReason] = useState("");
  const [checked, setChecked] = useState(false);
  const needsReason = phaseStep(view.phase, to)?.reason ?? true;
  const phase = phaseName(text, to);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (needsReason && reason.trim() === "") return;
    run(async () => {
      const given = reason.trim();
      const moved = await api.movePhase(view.id, { to, ...(given === "" ? {} : { reason: given }) });
      announce(text.say("review.moved", { phase }));
      onClose();
      onView(moved);
    });
  };
  return (
    <DialogWindow title={text.say("review.moveTitle", { phase })} onClose={onClose} serious>
      <form className="form" onSubmit={submit} noValidate>
        <p>{text.say("review.moveText")}</p>
        <Field
          label={text.say("review.reason")}
          hint={text.say("review.reasonHint")}
          value={reason}
          onChange={setReason}
          fault={checked && needsReason && reason.trim() === "" ? text.say("problem.reason-missing") : null}
          required={needsReason}
          rows={3}
          dir="auto"
        />
        <ProblemNote code={problem} />
        <div className="actions">
          <button type="submit" className="button button-main" disabled={state.kind === "busy"}>
            {text.say("review.move", { phase })}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {text.say("do.cancel")}
          </button>
        </div>
      </form>
    </DialogWindow>
  );
}
