import { instrumentOf, type MemberView, type ReviewView, type StateView } from "@travaux/blueprint";
import { useState, type ReactNode } from "react";
import { roleName } from "../../app/names.ts";
import { Name } from "../../interface-text/name.tsx";
import { useText } from "../../interface-text/text.tsx";
import { AddMemberDialog } from "./add-member-dialog.tsx";
import { ChangeMemberDialog, EndMemberDialog } from "./change-member-dialogs.tsx";
import { LiveMembers } from "./live-members.tsx";
import { Speakers } from "./speakers.tsx";

interface MembersProps {
  readonly view: ReviewView;
  readonly onChanged: () => void;
}

type Asked =
  | { readonly kind: "add"; readonly replaces: MemberView | null }
  | { readonly kind: "change" | "end"; readonly member: MemberView };

/** The members of a review by delegation; the Secretariat adds, changes, ends and replaces. */
export function Members({ view, onChanged }: MembersProps): ReactNode {
  const text = useText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const manages = view.role === "secretariat";
  const groups = delegations(view, (state) => text.name(state.name), text.compare);
  const done = (): void => {
    setAsked(null);
    onChanged();
  };
  const close = (): void => setAsked(null);
  return (
    <section className="part" aria-labelledby="members">
      <div className="part-head">
        <h2 id="members">{text.say("review.people")}</h2>
        {manages && (
          <button type="button" className="button" onClick={() => setAsked({ kind: "add", replaces: null })}>
            {text.say("review.addMember")}
          </button>
        )}
      </div>
      <div className="delegations">
        {groups.map((group) => (
          <Delegation
            key={group.state?.id ?? "secretariat"}
            group={group}
            onAsk={manages ? setAsked : null}
          />
        ))}
      </div>
      <LiveMembers view={view} onChanged={onChanged} />
      <Speakers view={view} onChanged={onChanged} />
      {asked?.kind === "add" && (
        <AddMemberDialog view={view} replaces={asked.replaces} onClose={close} onDone={done} />
      )}
      {asked?.kind === "change" && (
        <ChangeMemberDialog view={view} member={asked.member} onClose={close} onDone={done} />
      )}
      {asked?.kind === "end" && (
        <EndMemberDialog view={view} member={asked.member} onClose={close} onDone={done} />
      )}
    </section>
  );
}

/** A State's members, or the Secretariat's. */
interface DelegationGroup {
  readonly state: StateView | null;
  readonly members: readonly MemberView[];
}

/** The State under review first, then the reviewing States in the reader's alphabet, then the Secretariat. */
function delegations(
  view: ReviewView,
  nameOf: (state: StateView) => string,
  compare: (one: string, other: string) => number,
): readonly DelegationGroup[] {
  const under = view.states.filter((state) => state.part === "under-review");
  const reviewing = view.states
    .filter((state) => state.part === "reviewing")
    .toSorted((one, other) => compare(nameOf(one), nameOf(other)));
  return [...under, ...reviewing, null].map((state) => ({
    state,
    members: view.members
      .filter((member) => member.state === (state?.id ?? null))
      .toSorted(
        (one, other) =>
          Number(one.standing === "ended") - Number(other.standing === "ended") ||
          compare(one.name, other.name),
      ),
  }));
}

type Ask = ((asked: Asked) => void) | null;

function Delegation({ group, onAsk }: { readonly group: DelegationGroup; readonly onAsk: Ask }): ReactNode {
  const text = useText();
  const { state, members } = group;
  return (
    <section className="delegation">
      <h3>{state === null ? text.say("role.secretariat") : <Name of={state.name} />}</h3>
      {state !== null && (
        <p className="hint">
          {text.say(state.part === "under-review" ? "reviews.state" : "review.reviewingState")}
          {state.instruments.length > 0 && state.part === "reviewing" && (
            <>
              {" "}
              ·{" "}
              {text.say("review.instruments", {
                instruments: text.list(
                  state.instruments.map((code) => text.name(instrumentOf(code).shortName)),
                ),
              })}
            </>
          )}
        </p>
      )}
      {members.length === 0 && <p className="soft">{text.say("review.noMembers")}</p>}
      <ul className="member-list">
        {members.map((member) => (
          <Member key={member.id} member={member} onAsk={onAsk} />
        ))}
      </ul>
    </section>
  );
}

function Member({ member, onAsk }: { readonly member: MemberView; readonly onAsk: Ask }): ReactNode {
  const text = useText();
  const ended = member.standing === "ended";
  const act = (
    kind: "change" | "replace" | "end",
    key: "review.changeRole" | "review.replace" | "review.end",
  ): ReactNode => (
    <button
      type="button"
      className="button button-small"
      onClick={() => onAsk?.(kind === "replace" ? { kind: "add", replaces: member } : { kind, member })}
    >
      {text.say(key)}
      <span className="unseen">: {member.name}</span>
    </button>
  );
  return (
    <li data-standing={member.standing}>
      <div>
        <strong>
          <bdi>{member.name}</bdi>
        </strong>
        {ended && <span className="hint"> ({text.say("people.ended")})</span>}
        <div>{roleName(text, member.role)}</div>
        {member.live === true && <div className="hint">{text.say("live.allowed")}</div>}
        {member.speaks === true && <div className="hint">{text.say("discussion.speaks")}</div>}
        <div className="hint">
          {[member.function, member.email, member.phone, member.noteVerbale]
            .filter(Boolean)
            .map((part, index) => (
              <span key={index}>
                {index > 0 && " · "}
                <bdi dir={part === member.phone ? "ltr" : undefined}>{part}</bdi>
              </span>
            ))}
        </div>
      </div>
      {onAsk !== null && (
        <div className="row-actions">
          {!ended && act("change", "review.changeRole")}
          {act("replace", "review.replace")}
          {!ended && act("end", "review.end")}
        </div>
      )}
    </li>
  );
}
