import type { Comments } from "../../comments/comments.ts";
import type { Refusal } from "../../reviews/reviews.ts";

/** Comments of which nobody may know any: what a stranger to every review is told. */
export function memoryComments(): Comments {
  const absent = async (): Promise<Refusal> => ({ refused: "absent" });
  return {
    begin: absent,
    reply: absent,
    edit: absent,
    remove: absent,
    settle: absent,
    dispose: absent,
    send: absent,
    allowSpeakers: absent,
    counts: absent,
    unread: absent,
    table: absent,
    file: absent,
    notices: async () => ({ unread: 0, notices: [] }),
    markRead: absent,
  };
}
