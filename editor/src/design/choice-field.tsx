import { useId, type ReactNode } from "react";

/** One of the things to choose from. */
export interface Choice {
  readonly value: string;
  readonly name: string;
}

interface ChoiceFieldProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly fault?: string | null | undefined;
  /** Stands first, for nothing chosen yet. */
  readonly placeholder?: string;
}

/** A labelled list to choose one thing from. The browser's own: it opens natively on a telephone. */
export function ChoiceField({
  label,
  value,
  choices,
  onChange,
  hint,
  fault = null,
  placeholder,
}: ChoiceFieldProps): ReactNode {
  const id = useId();
  const hintId = `${id}-hint`;
  const faultId = `${id}-fault`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-invalid={fault !== null}
        aria-describedby={
          [hint === undefined ? "" : hintId, fault === null ? "" : faultId].join(" ").trim() || undefined
        }
        onChange={(event) => onChange(event.target.value)}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={hintId} className="hint">
          {hint}
        </p>
      )}
      {fault !== null && (
        <p id={faultId} className="fault-text">
          {fault}
        </p>
      )}
    </div>
  );
}
