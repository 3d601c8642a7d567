import type { MemberId, SectionId, ThreadRow } from "@travaux/blueprint";

/** A thread of one comment of `by`, a member of State `of`; `row` says what else differs. */
export function rowOf(
  letter: string,
  { by = "ma", of = "a", text = "A question.", ...row }: Partial<ThreadRow> & FirstComment = {},
): ThreadRow {
  return {
    section: "untoc.5.b" as SectionId,
    thread: `t${letter.repeat(20)}`,
    audience: "team",
    subject: "section",
    quote: "",
    orphaned: false,
    resolved: false,
    forTeam: false,
    sent: false,
    class: null,
    disposition: null,
    comments: [commentOf(letter, by, of, text)],
    unread: false,
    ...row,
  };
}

interface FirstComment {
  readonly by?: string;
  readonly of?: string | null;
  readonly text?: string;
}

/** A comment that nobody is mentioned in. */
export function commentOf(
  letter: string,
  by: string,
  of: string | null,
  text: string,
): ThreadRow["comments"][number] {
  return {
    id: `c${letter.repeat(20)}`,
    by: by as MemberId,
    byName: `Expert ${by}`,
    of,
    at: "2026-11-23T12:00:00.000Z",
    text,
    mentions: [],
    edited: false,
    deleted: false,
  };
}
