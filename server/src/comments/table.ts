import { setImmediate } from "node:timers/promises";
import {
  buildOutline,
  formatAudience,
  sectionsUnder,
  type CommentFilter,
  type MemberId,
  type SectionId,
  type ThreadRow,
} from "@travaux/blueprint";
import { isOrphaned, type AnchorFact } from "@travaux/comments/model";
import type { Identity } from "../identity/identity.ts";
import type { ReviewState } from "../reviews/model/review-state.ts";
import { inWaves } from "../reviews/room-texts.ts";
import type { Rooms } from "../rooms/rooms.ts";
import type { CommentStanding, ThreadStanding } from "./model/thread-standing.ts";
import type { DiscussedMargin } from "./readable-margins.ts";
import type { WordsShelf } from "./words-shelf.ts";

/** What a table is made of beside the record. */
export interface TableSources {
  readonly identity: Pick<Identity, "person">;
  readonly rooms: Pick<Rooms, "anchorsOf">;
  readonly words: WordsShelf;
}

/** Where a thread stands in its text; `null` where that is not known. */
export type AnchorOf = (thread: ThreadStanding) => AnchorFact | null;

/** Those margins' threads that are as `filter` says, as far as the record tells; margins without any left out. */
export function filterMargins(
  { facts }: Pick<ReviewState, "facts">,
  margins: readonly DiscussedMargin[],
  filter: CommentFilter,
): readonly DiscussedMargin[] {
  const { audience, state, class: sorted, disposition, resolved } = filter;
  const sections = wantedSections(facts, filter.section);
  return margins
    .filter((margin) => isAmong(audience, (wanted) => wanted === formatAudience(margin.audience)))
    .filter((margin) => sections === null || sections.has(margin.section.id))
    .map((margin) => {
      const threads = margin.threads.filter(
        (thread) =>
          isAmong(state, (wanted) => wanted === (thread.of ?? "secretariat")) &&
          isAmong(sorted, (wanted) => wanted === (thread.disposition?.class ?? thread.class)) &&
          isAmong(disposition, (wanted) => wanted === (thread.disposition?.outcome ?? "none")) &&
          (resolved === undefined || (resolved === "true") === (thread.resolved !== null)),
      );
      return { ...margin, threads };
    })
    .filter(({ threads }) => threads.length > 0);
}

function isAmong<Value>(
  wanted: Value | readonly Value[] | undefined,
  fits: (value: Value | readonly Value[]) => boolean,
): boolean {
  return wanted === undefined || (Array.isArray(wanted) ? wanted.some(fits) : fits(wanted));
}

/** The sections of the headings that are asked for; `null` where none is. */
function wantedSections(
  { blueprint, articles }: ReviewState["facts"],
  headings: CommentFilter["section"],
): ReadonlySet<SectionId> | null {
  if (headings === undefined) return null;
  const outline = buildOutline(blueprint, articles);
  return new Set([headings].flat().flatMap((heading) => [...sectionsUnder(outline, heading)]));
}

/** Whether some of a row's words hold `query`, whatever their case. */
export function mentionsWords(row: ThreadRow, query: string): boolean {
  const wanted = query.toLowerCase();
  const texts = [row.quote, row.disposition?.reasons ?? "", ...row.comments.map(({ text }) => text)];
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

/** How many documents of threads are read before others have their turn: some ten milliseconds' work. */
const DOCUMENTS_AT_ONCE = 8;

/**
 * Where the threads of these margins stand now. Of a large report that nobody has open, several hundred documents are
 * read; whoever opens his meanwhile does not wait for that.
 *
 * @throws StorageFailure
 */
export async function readAnchors(
  rooms: Pick<Rooms, "anchorsOf">,
  margins: readonly DiscussedMargin[],
): Promise<AnchorOf> {
  const anchored = margins.filter(({ threads }) =>
    threads.some(({ subject }) => subject.kind === "text" || subject.kind === "suggestion"),
  );
  const byThread = new Map<string, AnchorFact>();
  for (let from = 0; from < anchored.length; from += DOCUMENTS_AT_ONCE) {
    if (from > 0) await setImmediate();
    const some = anchored.slice(from, from + DOCUMENTS_AT_ONCE);
    const read = await Promise.all(some.map(({ address }) => rooms.anchorsOf(address)));
    for (const [thread, anchor] of read.flatMap((anchors) => [...anchors])) byThread.set(thread, anchor);
  }
  return (thread) => byThread.get(thread.id) ?? null;
}

/** Whether the text that a thread is about has gone. */
export function hasLostItsText(thread: ThreadStanding, anchorOf: AnchorOf): boolean {
  return isOrphaned({ subject: thread.subject, anchor: anchorOf(thread) });
}

/** The table's rows, in the order of the margins. @throws StorageFailure */
export async function readRows(
  sources: TableSources,
  state: ReviewState,
  margins: readonly DiscussedMargin[],
  isUnread: (thread: ThreadStanding) => boolean,
): Promise<readonly ThreadRow[]> {
  const [anchorOf, nameOf] = await Promise.all([
    readAnchors(sources.rooms, margins),
    readNames(sources.identity, state, margins),
  ]);
  const threads = margins.flatMap((margin) => margin.threads.map((thread) => ({ margin, thread })));
  return inWaves(threads, async ({ margin, thread }): Promise<ThreadRow> => {
    const { section, audience, subject, resolved, forTeam, sent, class: sorted } = thread;
    const comments = await Promise.all(
      [...thread.comments.values()].map((comment) => commentRow(sources, margin, comment, nameOf)),
    );
    return {
      section,
      thread: thread.id,
      audience: formatAudience(audience),
      subject: subject.kind,
      quote: await quoteOf(sources, margin, thread, anchorOf(thread)),
      orphaned: hasLostItsText(thread, anchorOf),
      resolved: resolved !== null,
      forTeam,
      sent: sent !== null,
      class: sorted,
      disposition: await dispositionRow(sources, margin, thread, nameOf),
      comments,
      unread: isUnread(thread),
    };
  });
}

type NameOf = (member: MemberId) => string;
type CommentRow = ThreadRow["comments"][number];

async function commentRow(
  { words }: TableSources,
  { address }: DiscussedMargin,
  comment: CommentStanding,
  nameOf: NameOf,
): Promise<CommentRow> {
  const { id, by, of, at, mentions, editedAt, deletedAt } = comment;
  const text = deletedAt === null ? ((await words.read(address, comment.words))?.text ?? "") : "";
  return {
    id,
    by,
    byName: nameOf(by),
    of,
    at: new Date(at).toISOString(),
    text,
    mentions,
    edited: editedAt !== null,
    deleted: deletedAt !== null,
  };
}

async function dispositionRow(
  { words }: TableSources,
  { address }: DiscussedMargin,
  { disposition }: ThreadStanding,
  nameOf: NameOf,
): Promise<ThreadRow["disposition"]> {
  if (disposition === null) return null;
  const { class: sorted, outcome, by, at } = disposition;
  const reasons = disposition.reasons === null ? null : await words.read(address, disposition.reasons);
  const when = new Date(at).toISOString();
  return { class: sorted, outcome, reasons: reasons?.text ?? "", by, byName: nameOf(by), at: when };
}

/** What a thread is about as it reads now, else as its writer saw it. */
async function quoteOf(
  { words }: TableSources,
  { address }: DiscussedMargin,
  { subject, comments }: ThreadStanding,
  anchor: AnchorFact | null,
): Promise<string> {
  if (subject.kind === "section") return "";
  if (anchor !== null && anchor.parts.length > 0) return anchor.parts.map(({ quote }) => quote).join("\n");
  const [first] = comments.values();
  return first === undefined ? "" : ((await words.read(address, first.words))?.quote ?? "");
}

async function readNames(
  identity: Pick<Identity, "person">,
  state: ReviewState,
  margins: readonly DiscussedMargin[],
): Promise<NameOf> {
  const threads = margins.flatMap((margin) => margin.threads);
  const named = new Set(
    threads.flatMap(({ comments, disposition }) => [
      ...[...comments.values()].map(({ by }) => by),
      ...(disposition === null ? [] : [disposition.by]),
    ]),
  );
  const names = await inWaves([...named], async (member) => {
    const user = state.members.get(member)?.user;
    const person = user === undefined ? null : await identity.person(user);
    return [member, person?.name ?? ""] as const;
  });
  const byMember = new Map(names);
  return (member) => byMember.get(member) ?? "";
}
