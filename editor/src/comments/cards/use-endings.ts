import { useAnnounce } from "../../app/announcer.tsx";
import { useText } from "../../interface-text/text.tsx";
import { useReport } from "../../report/report-model.ts";
import type { SectionCommentsLike, ShownDraft } from "../section-comments.ts";
import { sayReaders } from "./audience-words.ts";
import { focusThread } from "./focus-thread.ts";
import { sayCommentProblem } from "./say-outcome.ts";

/** The ways out of the composer: sent, kept, or thrown away. */
export function useEndings(
  of: SectionCommentsLike,
  draft: ShownDraft,
  mayBeSent: () => boolean,
): { readonly send: () => void; readonly leave: () => void; readonly discard: () => void } {
  const text = useText();
  const { review, member } = useReport();
  const announce = useAnnounce();
  const { place } = draft;
  const home = place.kind === "thread" ? null : place.thread;
  const back = (): void => {
    if (home === null) of.view.get()?.focus();
    else focusThread(home);
  };
  const send = async (): Promise<void> => {
    if (draft.sending.kind === "sending") return;
    if (!mayBeSent()) return announce(text.say("comment.draft"));
    const outcome = await of.send(draft.id);
    if (outcome.kind === "failed") return announce(sayCommentProblem(text, outcome.code));
    const readers = text.say("comment.readBy", {
      readers: sayReaders(text, { review, member }, place.audience),
    });
    announce(
      place.kind === "edit" ? text.say("comment.did.changed") : text.say("comment.did.sent", { readers }),
    );
    back();
  };
  return {
    send: () => void send(),
    leave: () => {
      if (draft.text.trim() !== "") announce(text.say("comment.did.kept"));
      of.closeComposer();
      const isBack = (home !== null || draft.text.trim() !== "") && of.goTo(home ?? draft.id);
      if (!isBack) of.view.get()?.focus();
    },
    discard: () => {
      if (draft.text.trim() !== "") announce(text.say("comment.did.discarded"));
      of.discard(draft.id);
      back();
    },
  };
}
