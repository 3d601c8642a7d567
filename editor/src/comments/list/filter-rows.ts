import type { CommentClassCode, DispositionCode, MemberId, ThreadRow } from "@travaux/blueprint";

/** Which rows of the table are shown; what is left out does not matter. */
export interface RowFilter {
  /** Audiences as `formatAudience` writes them; any of them. */
  readonly audiences?: readonly string[];
  /** The State whose member began it; `secretariat` for the Secretariat's own. */
  readonly state?: string;
  /** As disposed of, else as its author sorts it. */
  readonly class?: CommentClassCode;
  /** `none`: not disposed of. */
  readonly disposition?: DispositionCode | "none";
  readonly resolved?: boolean;
  /** Any of these sections. */
  readonly sections?: ReadonlySet<string>;
  /** Words that stand in what it is about, in its comments or in the reasons; case does not matter. */
  readonly words?: string;
  /** Begun by this member, or with a comment of his. */
  readonly mine?: MemberId;
  readonly mentions?: MemberId;
  readonly person?: MemberId;
  readonly orphaned?: boolean;
  readonly unread?: boolean;
  readonly unsent?: boolean;
}

/** Those rows that are as `filter` says in every respect, in the order given. */
export function filterRows(
  rows: readonly ThreadRow[],
  filter: RowFilter,
  locale: string,
): readonly ThreadRow[] {
  const words = filter.words?.trim().toLocaleLowerCase(locale) ?? "";
  return rows.filter(
    (row) =>
      isOfKind(row, filter) &&
      isOfPeople(row, filter) &&
      (words === "" || saysOf(row).some((said) => said.toLocaleLowerCase(locale).includes(words))),
  );
}

/** The class that a thread stands under. */
export function classOf(row: ThreadRow): CommentClassCode | null {
  return row.disposition?.class ?? row.class;
}

/** Written for the team, and still within its delegation. */
export function isUnsent(row: ThreadRow): boolean {
  return row.forTeam && !row.sent;
}

function isOfKind(row: ThreadRow, filter: RowFilter): boolean {
  const { audiences, disposition, resolved, sections, orphaned, unread, unsent } = filter;
  return (
    (audiences === undefined || audiences.includes(row.audience)) &&
    (filter.class === undefined || classOf(row) === filter.class) &&
    (disposition === undefined || (row.disposition?.outcome ?? "none") === disposition) &&
    (resolved === undefined || row.resolved === resolved) &&
    (sections === undefined || sections.has(row.section)) &&
    (orphaned === undefined || row.orphaned === orphaned) &&
    (unread === undefined || row.unread === unread) &&
    (unsent === undefined || isUnsent(row) === unsent)
  );
}

function isOfPeople(row: ThreadRow, filter: RowFilter): boolean {
  const { state, mine, mentions, person } = filter;
  const has = (member: MemberId): boolean => row.comments.some(({ by }) => by === member);
  return (
    (state === undefined || (row.comments[0]?.of ?? "secretariat") === state) &&
    (mine === undefined || has(mine)) &&
    (person === undefined || has(person)) &&
    (mentions === undefined || row.comments.some((comment) => comment.mentions.includes(mentions)))
  );
}

function saysOf(row: ThreadRow): readonly string[] {
  return [row.quote, row.disposition?.reasons ?? "", ...row.comments.map(({ text }) => text)];
}
