import { OUTLINES } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { Name } from "../../interface-text/name.tsx";
import { useText } from "../../interface-text/text.tsx";
import { NameFields } from "./name-fields.tsx";
import type { StepProps } from "./step-props.ts";

/** The State party under review, and the form of the report. */
export function StateStep({ draft, change, faultOf }: StepProps): ReactNode {
  const { say } = useText();
  return (
    <>
      <NameFields
        legend={say("wizard.stateStep")}
        name={draft.state}
        fault={faultOf("state")}
        onChange={(state) => change({ state })}
      />
      <fieldset>
        <legend className="field-label">{say("wizard.form")}</legend>
        {OUTLINES.map((outline) => (
          <label key={outline.id} className="check">
            <input
              type="radio"
              name="blueprint"
              checked={draft.blueprint === outline.id}
              onChange={() => change({ blueprint: outline.id })}
            />
            <span>
              <Name of={outline.name} />
              <br />
              <span className="hint">
                <Name of={outline.source} />
              </span>
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
