import { COMMENT_LIMIT } from "@travaux/comments/model";
import type { MemberId, MemberView } from "@travaux/blueprint";
import { useState, type ReactNode } from "react";
import { useText } from "../../interface-text/text.tsx";
import { useReport } from "../../report/report-model.ts";
import type { SectionCommentsLike, ShownDraft } from "../section-comments.ts";
import { isUnderReview, membersIn, type AudienceChoice } from "./audience-choices.ts";
import { AudienceField } from "./audience-field.tsx";
import { sayWhoWillRead } from "./audience-words.ts";
import { ClassField } from "./class-field.tsx";
import { CharactersLeft, SendingNote } from "./composer-notes.tsx";
import { stillMentioned } from "./mention-words.ts";
import { useEndings } from "./use-endings.ts";
import { useSectionFacts } from "./use-section-facts.ts";
import { WordsField } from "./words-field.tsx";

interface ComposerProps {
  readonly of: SectionCommentsLike;
  readonly draft: ShownDraft;
}

/** Where a comment is written: its words, who is to read it, and a plain statement of who that is. */
export function Composer({ of, draft }: ComposerProps): ReactNode {
  const text = useText();
  const { review, member } = useReport();
  const { instrument } = useSectionFacts(of.section);
  const { words, write } = useWords(of, draft);
  const [isTried, setTried] = useState(false);
  const { place } = draft;
  const choice: AudienceChoice = { audience: place.audience, forTeam: draft.forTeam };
  const members = membersIn(review, place.audience, instrument);
  const mentioned = review.members.filter(({ id }) => draft.mentions.includes(id));
  const outside = mentioned.filter(({ id }) => !members.some((each) => each.id === id));
  const fault = isTried || outside.length > 0 ? faultOf(text, words, outside) : tooLong(text, words);
  const { send, leave, discard } = useEndings(of, draft, () => {
    setTried(true);
    return faultOf(text, words, outside) === null;
  });
  const isNew = place.kind === "thread";
  const isSorted = isNew && isUnderReview(review, member) && (place.audience === "team" || draft.forTeam);
  return (
    <div className="composer" data-draft={draft.id}>
      {isNew && (
        <AudienceField
          of={of}
          draft={draft}
          instrument={instrument}
          onChoose={({ audience, forTeam }) => of.change(draft.id, { audience, forTeam })}
        />
      )}
      <WordsField
        label={text.say(place.kind === "reply" ? "comment.reply" : "comment.words")}
        value={words}
        members={members.filter(({ id }) => id !== member?.id)}
        fault={fault}
        onChange={write}
        onSend={send}
        onLeave={leave}
      />
      <CharactersLeft words={words} />
      {isSorted && (
        <ClassField value={draft.class} onChange={(value) => of.change(draft.id, { class: value })} />
      )}
      <p className="composer-readers" role="status">
        {sayWhoWillRead(text, { review, member, instrument }, choice)}
      </p>
      <SendingNote
        sending={draft.sending}
        hasWords={words.trim() !== ""}
        onSection={isNew && place.subject.kind === "text" ? () => of.toSection(draft.id) : null}
      />
      <div className="comment-actions">
        <button
          type="button"
          className="button button-small button-main"
          disabled={draft.sending.kind === "sending"}
          onClick={send}
        >
          {text.say(place.kind === "edit" ? "comment.save" : "comment.send")}
        </button>
        <button type="button" className="button button-small button-quiet" onClick={discard}>
          {text.say(words.trim() === "" ? "comment.cancel" : "comment.discard")}
        </button>
      </div>
    </div>
  );
}

type Text = ReturnType<typeof useText>;

function tooLong(text: Text, words: string): string | null {
  const over = words.trim().length - COMMENT_LIMIT;
  return over > 0 ? text.say("comment.over", { count: over }) : null;
}

function faultOf(text: Text, words: string, outside: readonly MemberView[]): string | null {
  if (words.trim() === "") return text.say("comment.empty");
  if (outside.length > 0)
    return text.say("comment.mentionOutside", { names: text.list(outside.map(({ name }) => name)) });
  return tooLong(text, words);
}

/** The words at hand: a field must not wait for the round through the draft that is kept. */
function useWords(
  of: SectionCommentsLike,
  draft: ShownDraft,
): { readonly words: string; readonly write: (words: string, mentioned?: MemberView) => void } {
  const { review } = useReport();
  const [words, setWords] = useState(draft.text);
  const write = (next: string, mentioned?: MemberView): void => {
    setWords(next);
    const ids: readonly MemberId[] =
      mentioned === undefined ? draft.mentions : [...draft.mentions, mentioned.id];
    const named = review.members.filter(({ id }) => ids.includes(id));
    of.change(draft.id, { text: next, mentions: stillMentioned(next, named).map(({ id }) => id) });
  };
  return { words, write };
}
