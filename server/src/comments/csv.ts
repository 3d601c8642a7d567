import { audiencePhrase, parseAudience, pick, ROLE_TERMS } from "@travaux/blueprint";
import type { Language, ThreadRow } from "@travaux/blueprint";
import type { ReviewState } from "../reviews/model/review-state.ts";
import { CSV_COLUMNS, CSV_WORDS, type CsvColumn, type CsvWords } from "./csv-words.ts";
import { placeName, placesOf, type SectionPlace } from "./places.ts";

/** Tells programs that read tables that the file is UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

/** What a program that reads tables takes for a formula, or for the way to one; the wide forms count alike for some. */
const FORMULA_BEGINS = /^[=+\-@\t\r\n＝＋－＠]/u;

/**
 * Where a program set to another separator would begin a new cell, whatever quotation marks are around, and with it a
 * formula; the dash of a list, with a space behind it, is none.
 */
const FORMULA_WITHIN = /(?<=[;\t\r\n])(?=[=+@＝＋＠]|[-－](?! ))/gu;

/** Between comments of one cell. */
const BETWEEN_COMMENTS = "\n\n";

/** The table as a file (RFC 4180), with its headings and codes in `language`. */
export function commentsFile(
  rows: readonly ThreadRow[],
  state: Pick<ReviewState, "facts">,
  language: Language,
): string {
  const words = CSV_WORDS[language];
  const source = { words, language, places: placesOf(state), nameOfState: stateNames(state, language) };
  const lines = [words.columns, ...rows.map((row) => cellsOf(row, source))].map((cells) =>
    CSV_COLUMNS.map((column) => formatCell(cells[column])).join(","),
  );
  return BYTE_ORDER_MARK + lines.map((line) => `${line}\r\n`).join("");
}

interface CellSource {
  readonly words: CsvWords;
  readonly language: Language;
  readonly places: ReadonlyMap<string, SectionPlace>;
  /** The Secretariat's name for `null`. */
  readonly nameOfState: (state: string | null) => string;
}

function cellsOf(row: ThreadRow, source: CellSource): Readonly<Record<CsvColumn, string>> {
  const { words, places, language, nameOfState } = source;
  const { disposition, comments, quote } = row;
  const place = places.get(row.section);
  const [first] = comments;
  const sorted = disposition?.class ?? row.class;
  return {
    section: place === undefined ? row.section : placeName(place, language),
    state: first === undefined ? "" : nameOfState(first.of),
    author: first?.byName ?? "",
    date: first === undefined ? "" : formatTime(first.at),
    audience: readersOf(row.audience, source),
    quote,
    comment: comments.map((comment, index) => wordsOf(comment, index, source)).join(BETWEEN_COMMENTS),
    class: sorted === null ? "" : words.classes[sorted],
    disposition: disposition === null ? "" : words.dispositions[disposition.outcome],
    reasons: disposition?.reasons ?? "",
    disposedBy: disposition?.byName ?? "",
    disposedAt: disposition === null ? "" : formatTime(disposition.at),
    status: statusOf(row, words),
  };
}

/** A comment's words; a reply says whose it is, where the first comment has columns for that. */
function wordsOf(
  { text, deleted, byName, of, at }: ThreadRow["comments"][number],
  index: number,
  { words, nameOfState }: CellSource,
): string {
  const said = deleted ? `[${words.deleted}]` : text;
  return index === 0 ? said : `${byName} (${nameOfState(of)}), ${formatTime(at)}: ${said}`;
}

function statusOf({ forTeam, sent, resolved }: ThreadRow, { status }: CsvWords): string {
  const standing = resolved ? status.resolved : status.open;
  if (!forTeam) return standing;
  return `${standing}; ${sent ? status.sent : status.unsent}`;
}

function readersOf(name: string, { language, nameOfState }: CellSource): string {
  const audience = parseAudience(name);
  if (audience === null) return name;
  const own = audience.kind === "state" ? nameOfState(audience.state) : null;
  const stateName = own === null ? null : { en: own, ar: own, zh: own, fr: own, ru: own, es: own };
  // Marks of direction are for screens; in a table they are letters that nobody sees and searches stumble over.
  return audiencePhrase(audience.kind, stateName, language).text.replaceAll(/[\u2068\u2069]/g, "");
}

function stateNames(
  { facts }: Pick<ReviewState, "facts">,
  language: Language,
): (state: string | null) => string {
  const names = new Map<string, string>(facts.states.map(({ id, name }) => [id, pick(name, language).text]));
  const secretariat = pick(ROLE_TERMS.secretariat, language).text;
  return (state) => (state === null ? secretariat : (names.get(state) ?? state));
}

/** To the minute, as every program that reads tables knows it. */
function formatTime(instant: string): string {
  return instant.slice(0, 16).replace("T", " ");
}

/** A cell that no program runs: what begins like a formula gets an apostrophe in front, also within the cell. */
function formatCell(text: string): string {
  const within = text.replaceAll(FORMULA_WITHIN, "'");
  const safe = FORMULA_BEGINS.test(within) ? `'${within}` : within;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
