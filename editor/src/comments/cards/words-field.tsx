import type { MemberView } from "@travaux/blueprint";
import { useEffect, useId, type KeyboardEvent, type ReactNode } from "react";
import { useText } from "../../interface-text/text.tsx";
import { hasCommandKey, nameKeys } from "../../writing/toolbar/key-names.ts";
import { MemberList } from "./member-list.tsx";
import { useMention } from "./use-mention.ts";

interface WordsFieldProps {
  readonly label: string;
  readonly value: string;
  /** `mentioned` where a member was chosen from the list with this change. */
  readonly onChange: (value: string, mentioned?: MemberView) => void;
  /** Whom the comment may name. */
  readonly members: readonly MemberView[];
  /** What is wrong with the words; `null` where nothing is. */
  readonly fault: string | null;
  readonly onSend: () => void;
  /** Back to the text. */
  readonly onLeave: () => void;
}

/** The words of a comment. An @ opens a list of those who may be named; the keys of the list are those of any list. */
export function WordsField(props: WordsFieldProps): ReactNode {
  const { label, value, onChange, fault, onSend, onLeave } = props;
  const text = useText();
  const id = useId();
  const mention = useMention(props);
  const { field, found, chosen, isOpen } = mention;
  useEffect(() => field.current?.focus(), [field]);
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (mention.press(event.key)) event.preventDefault();
    else if (event.key === "Escape") onLeave();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSend();
    else return;
    event.preventDefault();
    // What closes a sheet over the page must not hear that a list in it was closed.
    event.stopPropagation();
  };
  return (
    <div className="field words-field">
      <label htmlFor={id}>{label}</label>
      <textarea
        ref={field}
        id={id}
        dir="auto"
        rows={3}
        value={value}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-activedescendant={isOpen && chosen !== null ? `${id}-${chosen.id}` : undefined}
        aria-invalid={fault !== null}
        aria-describedby={`${id}-hint${fault === null ? "" : ` ${id}-fault`}`}
        onChange={(event) => {
          onChange(event.target.value);
          mention.look();
        }}
        onSelect={mention.follow}
        onBlur={mention.close}
        onKeyDown={press}
      />
      {isOpen && (
        <MemberList
          id={`${id}-list`}
          optionId={(member) => `${id}-${member.id}`}
          members={found}
          chosen={chosen}
          onChoose={mention.choose}
        />
      )}
      {fault !== null && (
        <p id={`${id}-fault`} className="fault-text">
          {fault}
        </p>
      )}
      <p id={`${id}-hint`} className="hint words-hint">
        {text.say("comment.wordsHint", { keys: nameKeys("Mod-Enter", hasCommandKey()).shown })}
      </p>
    </div>
  );
}
