import { COMMENT_LIMIT } from "@travaux/comments/model";
import type { CommentRequests } from "../app/comment-requests.ts";
import { outcomeOf, type CommandOutcome } from "./command-outcome.ts";
import type { DraftComment } from "./comment-draft.ts";

/** What the server would say of a draft without words or with too many, which it is not asked about. */
export function faultOf({ text }: DraftComment): CommandOutcome | null {
  const length = text.trim().length;
  const code = length === 0 ? "empty" : length > COMMENT_LIMIT ? "too-long" : null;
  return code === null
    ? null
    : { kind: "failed", code: "invalid", faults: [{ pointer: "/text", code }], mayRetry: false };
}

/** Asks the server to take a draft. Asked again, it answers the same and makes no second comment. */
export function sendDraft(
  api: Pick<CommentRequests, "beginThread" | "reply" | "changeComment">,
  draft: DraftComment,
): Promise<CommandOutcome> {
  const { id, review, section, place, mentions, forTeam } = draft;
  const text = draft.text.trim();
  return outcomeOf(() => {
    switch (place.kind) {
      case "thread":
        return api.beginThread(review, section, {
          id,
          audience: place.audience,
          subject: place.subject,
          text,
          mentions,
          ...(forTeam ? { forTeam } : {}),
          ...(draft.class === null ? {} : { class: draft.class }),
        });
      case "reply":
        return api.reply({ review, section, thread: place.thread }, { id, text, mentions });
      case "edit":
        return api.changeComment({ review, section, thread: place.thread }, place.comment, {
          text,
          mentions,
        });
    }
  });
}
