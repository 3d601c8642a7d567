import type { MemberChange, MemberView, ReviewView, Role } from "@travaux/blueprint";
import { useState, type FormEvent, type ReactNode } from "react";
import { useAnnounce } from "../../app/announcer.tsx";
import { useApplication } from "../../app/application.tsx";
import { roleName } from "../../app/names.ts";
import { ProblemNote } from "../../app/problem.tsx";
import { useAction } from "../../app/use-action.ts";
import { ChoiceField } from "../../design/choice-field.tsx";
import { DialogWindow } from "../../design/dialog-window.tsx";
import { Field } from "../../design/field.tsx";
import { useText } from "../../interface-text/text.tsx";
import { rolesFor } from "./member-roles.ts";

interface MemberDialogProps {
  readonly view: ReviewView;
  readonly member: MemberView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Gives a member another role. */
export function ChangeMemberDialog({ view, member, onClose, onDone }: MemberDialogProps): ReactNode {
  const text = useText();
  const [role, setRole] = useState<Role>(member.role);
  const [noteVerbale, setNoteVerbale] = useState("");
  const roles = rolesFor(view.states.find((state) => state.id === member.state) ?? null);
  return (
    <MemberForm
      title={text.say("review.changeRoleOf", { name: member.name })}
      act={text.say("review.changeRole")}
      change={{ role, ...(noteVerbale.trim() === "" ? {} : { noteVerbale: noteVerbale.trim() }) }}
      {...{ view, member, onClose, onDone }}
    >
      <ChoiceField
        label={text.say("review.role")}
        value={role}
        choices={roles.map((each) => ({ value: each, name: roleName(text, each) }))}
        onChange={(value) => setRole(roles.find((each) => each === value) ?? role)}
      />
      <Field
        label={text.say("people.noteVerbale")}
        hint={text.say("people.noteVerbaleHint")}
        value={noteVerbale}
        onChange={setNoteVerbale}
      />
    </MemberForm>
  );
}

/** Ends a membership. */
export function EndMemberDialog({ view, member, onClose, onDone }: MemberDialogProps): ReactNode {
  const { say } = useText();
  return (
    <MemberForm
      title={say("review.endOf", { name: member.name })}
      act={say("review.end")}
      change={{ standing: "ended" }}
      {...{ view, member, onClose, onDone }}
    >
      <p>{say("review.endText", { name: member.name })}</p>
    </MemberForm>
  );
}

interface MemberFormProps extends MemberDialogProps {
  readonly title: string;
  readonly act: string;
  readonly change: MemberChange;
  readonly children: ReactNode;
}

function MemberForm({
  title,
  act,
  change,
  children,
  view,
  member,
  onClose,
  onDone,
}: MemberFormProps): ReactNode {
  const { say } = useText();
  const { api } = useApplication();
  const announce = useAnnounce();
  const { state, problem, run } = useAction();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    run(async () => {
      await api.changeMember(view.id, member.id, change);
      announce(say("review.memberChanged", { name: member.name }));
      onDone();
    });
  };
  return (
    <DialogWindow title={title} onClose={onClose} serious>
      <form className="form" onSubmit={submit} noValidate>
        {children}
        <ProblemNote code={problem} />
        <div className="actions">
          <button type="submit" className="button button-main" disabled={state.kind === "busy"}>
            {act}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {say("do.cancel")}
          </button>
        </div>
      </form>
    </DialogWindow>
  );
}
