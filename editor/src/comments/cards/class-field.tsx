import type { CommentClassCode } from "@travaux/blueprint";
import { COMMENT_CLASSES } from "@travaux/comments/model";
import type { ReactNode } from "react";
import { ChoiceField } from "../../design/choice-field.tsx";
import { useText } from "../../interface-text/text.tsx";

interface ClassFieldProps {
  readonly value: CommentClassCode | null;
  readonly onChange: (value: CommentClassCode | null) => void;
  readonly fault?: string | null;
}

/** What a State's comment is sorted by. */
export function ClassField({ value, onChange, fault = null }: ClassFieldProps): ReactNode {
  const text = useText();
  return (
    <ChoiceField
      label={text.say("comment.class")}
      value={value ?? ""}
      placeholder={text.say("comment.classNone")}
      choices={COMMENT_CLASSES.map((each) => ({ value: each, name: text.say(`comment.class.${each}`) }))}
      fault={fault}
      onChange={(next) => onChange(COMMENT_CLASSES.find((each) => each === next) ?? null)}
    />
  );
}
