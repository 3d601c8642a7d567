import type { NewDisposition } from "@travaux/blueprint";
import { useMemo } from "react";
import { useAnnounce } from "../../app/announcer.tsx";
import { threadLink } from "../../app/thread-link.ts";
import { useText } from "../../interface-text/text.tsx";
import { useReport } from "../../report/report-model.ts";
import type { CommandOutcome } from "../command-outcome.ts";
import type { SectionCommentsLike } from "../section-comments.ts";
import { stayAtThread } from "./focus-thread.ts";
import { sayCommentProblem } from "./say-outcome.ts";

/** What is done from a thread's card. Each says what came of it, and answers whether it was done. */
export interface ThreadActs {
  readonly settle: (resolved: boolean) => Promise<boolean>;
  readonly remove: (comment: string) => Promise<boolean>;
  readonly dispose: (disposition: NewDisposition) => Promise<boolean>;
  readonly sendToTeam: () => Promise<boolean>;
  readonly copyLink: () => void;
}

/** The acts about one thread. */
export function useThreadActs(of: SectionCommentsLike, thread: string): ThreadActs {
  const text = useText();
  const announce = useAnnounce();
  const { review } = useReport();
  return useMemo(() => {
    const tell = async (outcome: Promise<CommandOutcome>, done: string): Promise<boolean> => {
      const came = await outcome;
      announce(came.kind === "done" ? done : sayCommentProblem(text, came.code));
      return came.kind === "done";
    };
    // The button goes with what it did.
    const stay = async (done: Promise<boolean>): Promise<boolean> => {
      const isDone = await done;
      if (isDone) stayAtThread(thread);
      return isDone;
    };
    return {
      settle: (resolved) =>
        tell(
          of.settle(thread, resolved),
          text.say(resolved ? "comment.did.resolved" : "comment.did.reopened"),
        ),
      remove: (comment) => stay(tell(of.remove(thread, comment), text.say("comment.did.deleted"))),
      dispose: (disposition) => tell(of.dispose(thread, disposition), text.say("comment.did.disposed")),
      sendToTeam: () => stay(tell(of.sendToTeam([thread]), text.say("comment.did.toTeam"))),
      copyLink: () => {
        navigator.clipboard.writeText(threadLink(review.id, of.section, thread)).then(
          () => announce(text.say("comment.linkCopied")),
          () => announce(text.say("comment.linkNotCopied")),
        );
      },
    };
  }, [of, thread, text, announce, review]);
}
