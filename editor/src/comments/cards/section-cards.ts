import type { ShownDraft, ShownThread } from "../section-comments.ts";
import { threadOfDraft } from "./use-drafts-in.ts";

/** What has a card of its own in the margin. */
export type CommentItem =
  | { readonly kind: "thread"; readonly id: string; readonly thread: ShownThread }
  | { readonly kind: "draft"; readonly id: string; readonly draft: ShownDraft };

/** The cards of a section: beside the text they are about, in its order, and those at its heading, oldest first. */
export interface SectionCards {
  readonly placed: readonly CommentItem[];
  readonly atHeading: readonly CommentItem[];
}

interface Shown {
  /** The proposals open in the section: what is said about one of them stands under its card. */
  readonly proposals: ReadonlySet<string>;
  /** Whether what is resolved is shown too; what the reader is at always is. */
  readonly resolved: boolean;
}

/** What is there to be shown of a section. */
interface Said {
  readonly threads: readonly ShownThread[];
  readonly drafts: readonly ShownDraft[];
  /** The thread that the reader is at. */
  readonly active: string | null;
}

/** What has a card of its own now. */
export function sectionCards(
  { threads, drafts, active }: Said,
  { proposals, resolved }: Shown,
): SectionCards {
  const ids = new Set(threads.map(({ id }) => id));
  const writtenIn = new Set(drafts.map(threadOfDraft));
  const shown = threads.filter(
    (thread) =>
      !isElsewhere(thread.subject, proposals, ids) &&
      (resolved || thread.resolved === null || thread.id === active || writtenIn.has(thread.id)),
  );
  const own = drafts.filter(
    (draft) =>
      threadOfDraft(draft) === null &&
      !(draft.place.kind === "thread" && isElsewhere(draft.place.subject, proposals, ids)),
  );
  const items: readonly CommentItem[] = [
    ...shown.map((thread): CommentItem => ({ kind: "thread", id: thread.id, thread })),
    ...own.map((draft): CommentItem => ({ kind: "draft", id: draft.id, draft })),
  ];
  return {
    placed: items.filter(isPlaced),
    atHeading: items.filter((item) => !isPlaced(item)),
  };
}

/** Whether a draft is about the proposal. */
export function isOnProposal({ place }: ShownDraft, proposal: string): boolean {
  return (
    place.kind === "thread" && place.subject.kind === "suggestion" && place.subject.suggestion === proposal
  );
}

function isPlaced(item: CommentItem): boolean {
  return item.kind === "thread" ? item.thread.placed : item.draft.placed;
}

/** Whether it stands under the card of what it is about. */
function isElsewhere(
  subject:
    | { readonly kind: "section" | "text" }
    | { readonly kind: "suggestion"; readonly suggestion: string }
    | { readonly kind: "thread"; readonly thread: string },
  proposals: ReadonlySet<string>,
  threads: ReadonlySet<string>,
): boolean {
  if (subject.kind === "suggestion") return proposals.has(subject.suggestion);
  return subject.kind === "thread" && threads.has(subject.thread);
}
