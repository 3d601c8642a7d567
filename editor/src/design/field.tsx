import type { HTMLInputTypeAttribute, HTMLInputAutoCompleteAttribute, ReactNode } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextArea } from "react-aria-components/TextArea";
import { TextField } from "react-aria-components/TextField";
import { useText } from "../interface-text/text.tsx";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly name?: string;
  readonly type?: HTMLInputTypeAttribute;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly inputMode?: "text" | "numeric" | "email" | "tel";
  readonly hint?: string;
  /** What is wrong with the entry, in words; none where it is fine. */
  readonly fault?: string | null | undefined;
  readonly required?: boolean;
  /** Says that the entry may be left out; not where one of several fields is enough. */
  readonly optionalMark?: boolean;
  readonly rows?: number;
  readonly lang?: string;
  readonly dir?: "ltr" | "rtl" | "auto";
  /** The field takes another's place, and its focus with it. */
  readonly takesFocus?: boolean;
}

/** One labelled entry, its hint and its fault tied to it for screen readers. */
export function Field(props: FieldProps): ReactNode {
  const {
    label,
    value,
    onChange,
    hint,
    fault = null,
    required = false,
    optionalMark = true,
    rows,
    lang,
    dir,
    ...input
  } = props;
  const { say } = useText();
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={fault !== null}
      isRequired={required}
      validationBehavior="aria"
      {...(input.name === undefined ? {} : { name: input.name })}
      {...(input.type === undefined ? {} : { type: input.type })}
      {...(input.autoComplete === undefined ? {} : { autoComplete: input.autoComplete })}
      {...(input.inputMode === undefined ? {} : { inputMode: input.inputMode })}
    >
      <Label>
        {label}
        {!required && optionalMark && <span className="hint"> ({say("say.optional")})</span>}
      </Label>
      {rows === undefined ? (
        <Input ref={input.takesFocus === true ? takeFocus : null} lang={lang} dir={dir} />
      ) : (
        <TextArea rows={rows} lang={lang} dir={dir} />
      )}
      {hint !== undefined && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="fault-text">{fault}</FieldError>
    </TextField>
  );
}

function takeFocus(input: HTMLInputElement | null): void {
  input?.focus();
}
