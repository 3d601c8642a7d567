import type { AccessRow } from "./section-kinds.ts";
import type { Phase, Level } from "./vocabulary.ts";

/** A column of the access table. */
export type AccessColumn = "setup" | "desk" | "dialogue" | "drafting" | "comments" | "consensus" | "agreed";

/** The columns in the order of the phases. */
export const ACCESS_COLUMNS = [
  "setup",
  "desk",
  "dialogue",
  "drafting",
  "comments",
  "consensus",
  "agreed",
] as const;

/** The column under which a phase falls; `null` for the two phases that stand aside. */
export const COLUMN_OF_PHASE: Readonly<Record<Phase, AccessColumn | null>> = {
  created: "setup",
  "self-assessment": "setup",
  "desk-review": "desk",
  dialogue: "dialogue",
  drafting: "drafting",
  "with-state": "comments",
  consensus: "consensus",
  agreed: "agreed",
  "summary-production": "agreed",
  issued: "agreed",
  closed: "agreed",
  suspended: null,
  deferred: null,
};

/** Roles that share a cell; an observer has no cell, he reads what the experts of his State may read. */
export type RoleGroup = "secretariat" | "reviewers" | "state";

/** A cell: the level of each group of roles where the room's audience contains it. */
export type AccessCell = Readonly<Record<RoleGroup, Level>>;

const LETTERS: Readonly<Record<string, Level>> = {
  "-": "none",
  R: "read",
  C: "comment",
  S: "suggest",
  E: "edit",
};

function level(letter: string | undefined): Level {
  const known = letter === undefined ? undefined : LETTERS[letter];
  if (known === undefined) throw new RangeError(`The access table has no level ${letter}`);
  return known;
}

/** A row from seven cells of three letters: Secretariat, reviewing States, State under review. */
function row(cells: string): Readonly<Record<AccessColumn, AccessCell>> {
  const [setup, desk, dialogue, drafting, comments, consensus, agreed] = cells.split(" ").map((cell) => ({
    secretariat: level(cell[0]),
    reviewers: level(cell[1]),
    state: level(cell[2]),
  }));
  if (!setup || !desk || !dialogue || !drafting || !comments || !consensus || !agreed) {
    throw new RangeError("A row of the access table has seven cells");
  }
  return { setup, desk, dialogue, drafting, comments, consensus, agreed };
}

/**
 * The access table: by row and column, what each group may do to a section's body. It speaks of people inside the
 * room's audience; `access` decides who that is. Letters stand for {@link LEVELS}: `-` none, R read, C comment,
 * S suggest, E edit; a cell is Secretariat, reviewing States, State under review.
 *
 * Where the source is silent about a group, the group reads what has reached it. The choices made, and the departures
 * from the source, are listed in the workspace's README.
 */
export const ACCESS_TABLE: Readonly<Record<AccessRow, Readonly<Record<AccessColumn, AccessCell>>>> = {
  //            setup desk dialogue drafting comments consensus agreed
  front: row("E-- ERR ECC ESS RCS ECC RRR"),
  context: row("SRE ECS ECS ESS RRS ESS RRR"),
  text: row("RRR RRR RRR RRR RRR RRR RRR"),
  a: row("R-E RCS RCS SSS RRS RSS RRR"),
  b: row("--- SE- SE- SE- SRS SES RRR"),
  cd: row("--- SE- SE- SE- SRS SES RRR"),
  e: row("RRE RCS RSE REE RSE REE RRR"),
  summary: row("--- --- --- EE- RRS ESS SRR"),
};
