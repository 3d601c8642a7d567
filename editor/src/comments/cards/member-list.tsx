import type { MemberView } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { roleName } from "../../app/names.ts";
import { useText } from "../../interface-text/text.tsx";
import { stateName, useReport } from "../../report/report-model.ts";

interface MemberListProps {
  readonly id: string;
  readonly optionId: (member: MemberView) => string;
  readonly members: readonly MemberView[];
  readonly chosen: MemberView | null;
  readonly onChoose: (member: MemberView) => void;
}

/** Those who may be named in a comment. The focus stays in the words; the one chosen is told by their field. */
export function MemberList({ id, optionId, members, chosen, onChoose }: MemberListProps): ReactNode {
  const text = useText();
  const model = useReport();
  if (members.length === 0) return <p className="hint">{text.say("comment.noMembers")}</p>;
  return (
    <div id={id} role="listbox" className="member-list" aria-label={text.say("comment.members")}>
      {members.map((member) => {
        const state = member.state === null ? null : stateName(model, member.state);
        return (
          <div
            key={member.id}
            id={optionId(member)}
            role="option"
            tabIndex={-1}
            aria-selected={member.id === chosen?.id}
            className="member-option"
            // Before the field loses the focus, and the list with it.
            onPointerDown={(event) => {
              event.preventDefault();
              onChoose(member);
            }}
          >
            <bdi className="member-name">{member.name}</bdi>
            <span className="hint">{state === null ? roleName(text, member.role) : text.name(state)}</span>
          </div>
        );
      })}
    </div>
  );
}
