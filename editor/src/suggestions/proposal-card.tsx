import type { DecisionLeftCode } from "@travaux/blueprint";
import type { Suggestion } from "@travaux/track-changes/model";
import { memo, useId, useState, type ReactNode, type Ref } from "react";
import { useText, type InterfaceText } from "../interface-text/text.tsx";
import type { Author } from "./authors.ts";
import type { ProposalPart } from "./describe-proposal.ts";

/** Where a proposal that needs two decisions stands, as far as the reader may know it. */
export type CardStanding =
  | { readonly kind: "open" }
  /** To the State that proposed it: nothing of who has decided already. */
  | { readonly kind: "under-consideration" }
  /** To the reviewing side: whose decision is there, and whose is not. */
  | { readonly kind: "waits"; readonly decided: readonly string[]; readonly waiting: readonly string[] }
  /** To the reviewing side: who said what, where they do not agree. */
  | { readonly kind: "differs"; readonly choices: readonly string[] };

/** What a person may do about a proposal. */
export interface CardRights {
  /** Accept it, or keep the original text. */
  readonly decide: boolean;
  /** Take it back: it is his own. */
  readonly withdraw: boolean;
}

export interface ProposalCardProps {
  readonly proposal: Suggestion;
  readonly kind: string;
  readonly parts: readonly ProposalPart[];
  readonly author: Author;
  /** When it was first made, ISO 8601; `null` until the server has said so. */
  readonly at: string | null;
  readonly standing: CardStanding;
  readonly rights: CardRights;
  /** Why the last decision left it open. */
  readonly left: DecisionLeftCode | "failed" | null;
  readonly isActive: boolean;
  /** Whether it is selected; `null` while nothing is being selected. */
  readonly isSelected: boolean | null;
  readonly isBusy: boolean;
  readonly place?: Ref<HTMLElement>;
  /** What is said about it. */
  readonly discussion?: ReactNode;
  readonly onGo: () => void;
  readonly onSelect: (selected: boolean) => void;
  readonly onDecide: (decision: "accept" | "reject", reason: string) => void;
  readonly onWithdraw: () => void;
}

/** One proposal, however many places of the text it touches: whose, since when, what it changes, and the ways to decide. */
export const ProposalCard = memo(function ProposalCard(props: ProposalCardProps): ReactNode {
  const { proposal, kind, parts, author, at, standing, isActive, isSelected, left, place, onGo } = props;
  const text = useText();
  const id = useId();
  const named = text.say("card.named", { kind, name: author.name });
  return (
    <article
      ref={place}
      className="proposal"
      data-kind={proposal.kind}
      data-author-colour={author.colour}
      data-active={isActive}
      data-proposal={proposal.id}
      aria-labelledby={`${id}-kind ${id}-by`}
      aria-current={isActive ? "true" : undefined}
      tabIndex={-1}
    >
      <header className="proposal-head">
        {isSelected !== null && (
          <input
            type="checkbox"
            className="proposal-select"
            checked={isSelected}
            aria-label={text.say("bulk.select", { card: named })}
            onChange={(event) => props.onSelect(event.target.checked)}
          />
        )}
        <button type="button" className="proposal-go" onClick={onGo}>
          <span id={`${id}-kind`} className="proposal-kind">
            {kind}
          </span>
          <span className="unseen">: {text.say("card.toText")}</span>
        </button>
        {at !== null && (
          <time className="proposal-time" dateTime={at}>
            {text.time(at)}
          </time>
        )}
        <p id={`${id}-by`} className="proposal-by">
          <bdi className="proposal-author">{author.name}</bdi>
          {author.delegation !== "" && (
            <>
              , <bdi>{author.delegation}</bdi>
            </>
          )}
        </p>
      </header>
      <ProposalText parts={parts} />
      {proposal.stale && proposal.kind !== "malformed" && (
        <p className="proposal-note">{text.say("card.stale")}</p>
      )}
      <Standing standing={standing} />
      {left !== null && (
        <p className="proposal-left" role="status">
          {text.say(`card.${left}`)}
        </p>
      )}
      <CardActions {...props} />
      {props.discussion}
    </article>
  );
});

function ProposalText({ parts }: { readonly parts: readonly ProposalPart[] }): ReactNode {
  const words = parts.filter((part) => part.kind !== "note");
  const notes = parts.filter((part) => part.kind === "note");
  return (
    <>
      {words.length > 0 && (
        <p className="proposal-text" dir="auto">
          {words.map((part, index) => (
            <ProposalWords key={index} part={part} />
          ))}
        </p>
      )}
      {notes.map((part) => (
        <p key={part.text} className="proposal-note">
          {part.text}
        </p>
      ))}
    </>
  );
}

function ProposalWords({ part }: { readonly part: ProposalPart }): ReactNode {
  const text = useText();
  if (part.kind === "kept") return <q>{part.text}</q>;
  const Tag = part.kind === "old" ? "del" : "ins";
  return (
    <Tag>
      {/* Apart, so that the words alone say in which direction they run. */}
      <bdi className="unseen">{text.say(part.kind === "old" ? "card.old" : "card.new")}: </bdi>
      {part.text}
    </Tag>
  );
}

function Standing({ standing }: { readonly standing: CardStanding }): ReactNode {
  const text = useText();
  return standing.kind === "open" ? null : <p className="proposal-standing">{sayStanding(text, standing)}</p>;
}

function sayStanding(
  text: InterfaceText,
  standing: Exclude<CardStanding, { readonly kind: "open" }>,
): string {
  switch (standing.kind) {
    case "under-consideration":
      return text.say("card.underConsideration");
    case "waits":
      return text.say("card.waits", {
        decided: text.list(standing.decided),
        waiting: text.list(standing.waiting),
      });
    case "differs":
      return text.say("card.differs", { choices: text.list(standing.choices) });
  }
}

function CardActions({
  proposal,
  rights,
  left,
  isSelected,
  isBusy,
  onDecide,
  onWithdraw,
}: ProposalCardProps): ReactNode {
  const text = useText();
  const id = useId();
  const [reason, setReason] = useState<string | null>(null);
  if (isSelected !== null || (!rights.decide && !rights.withdraw)) return null;
  const isUnreadable = proposal.kind === "malformed";
  const isFixed = left === "gone" || left === "with-the-state";
  return (
    <>
      {reason !== null && (
        <div className="field proposal-reason">
          <label htmlFor={id}>{text.say("card.reason")}</label>
          <textarea
            id={id}
            rows={2}
            maxLength={REASON_LIMIT}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      )}
      <div className="proposal-actions">
        {rights.decide && !isUnreadable && (
          <button
            type="button"
            className="button button-small"
            disabled={isBusy || isFixed || proposal.stale}
            onClick={() => onDecide("accept", reason ?? "")}
          >
            {text.say("card.accept")}
          </button>
        )}
        {rights.decide && (
          <button
            type="button"
            className="button button-small"
            disabled={isBusy || isFixed}
            onClick={() => onDecide("reject", reason ?? "")}
          >
            {text.say(isUnreadable ? "card.remove" : "card.keep")}
          </button>
        )}
        {rights.withdraw && (
          <button type="button" className="button button-small" disabled={isBusy} onClick={onWithdraw}>
            {text.say("card.withdraw")}
          </button>
        )}
        {rights.decide && reason === null && (
          <button type="button" className="button button-small button-quiet" onClick={() => setReason("")}>
            {text.say("card.addReason")}
          </button>
        )}
      </div>
    </>
  );
}

/** The longest reason for a decision, in UTF-16 code units. */
export const REASON_LIMIT = 2000;
