import { useId, type ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { useAnnounce } from "./announcer.tsx";

/** Something to be handed on: shown in full, selectable, and copied by a button. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  const { say } = useText();
  const announce = useAnnounce();
  const id = useId();
  const copy = (): void => {
    // Where the browser keeps the clipboard shut, the field is selected instead, ready for the keyboard.
    const select = (): void => {
      const field = document.getElementById(id);
      if (field instanceof HTMLInputElement) field.select();
    };
    navigator.clipboard.writeText(value).then(() => announce(say("say.copied")), select);
  };
  return (
    <div className="field copy-field">
      <label htmlFor={id}>{label}</label>
      <div className="copy-row">
        <input id={id} className="figures" readOnly value={value} dir="ltr" />
        <button type="button" className="button" onClick={copy}>
          {say("do.copy")}
          <span className="unseen">: {label}</span>
        </button>
      </div>
    </div>
  );
}
