import type { ReactNode } from "react";
import type { GeneralKey } from "../interface-text/message.ts";
import { useText, type InterfaceText } from "../interface-text/text.tsx";

const KNOWN = [
  "absent",
  "not-permitted",
  "invalid",
  "conflict",
  "focal-point-taken",
  "members-limit",
  "phase-order",
  "reason-missing",
  "unavailable",
  "session-required",
  "sign-in-failed",
  "second-factor-required",
  "second-factor-wrong",
  "second-factor-exists",
  "second-factor-missing",
  "password-wrong",
  "password-too-short",
  "password-too-long",
  "password-common",
  "too-many-attempts",
  "offline",
] as const;

/** What to say of a problem's code; the general sentence for one that is not known. */
export function sayProblem(text: InterfaceText, code: string): string {
  if (code === "activation-ended") return text.say("activation.spent");
  const known = KNOWN.find((each) => each === code) ?? "unknown";
  return text.say(`problem.${known}`);
}

const FIELD_FAULTS: Readonly<Record<string, GeneralKey>> = {
  required: "fault.required",
  missing: "fault.required",
  email: "fault.email",
  taken: "fault.taken",
  repeated: "fault.repeated",
  "too-long": "fault.tooLong",
  empty: "fault.required",
  too_small: "fault.required",
  too_big: "fault.tooLong",
  "column-missing": "fault.columnMissing",
  "too-many-rows": "fault.tooManyRows",
};

/** What to say of the fault of a field, by its stable code; `field` tells an address from other entries of a form. */
export function sayFault(text: Pick<InterfaceText, "say">, code: string, field = ""): string {
  const otherwise = field === "email" ? "fault.email" : "fault.value";
  return text.say(FIELD_FAULTS[code] ?? otherwise);
}

/** A problem in words, said at once to whoever listens; nothing for `null`. */
export function ProblemNote({
  code,
  retry,
}: {
  readonly code: string | null;
  readonly retry?: () => void;
}): ReactNode {
  const text = useText();
  if (code === null) return null;
  return (
    <div className="note note-fault" role="alert">
      <p>{sayProblem(text, code)}</p>
      {retry !== undefined && (
        <button type="button" className="button button-small" onClick={retry}>
          {text.say("app.retry")}
        </button>
      )}
    </div>
  );
}
