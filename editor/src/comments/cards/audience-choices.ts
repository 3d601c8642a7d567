import {
  formatAudience,
  isWithin,
  parseAudience,
  parseRoomName,
  type Audience,
  type InstrumentCode,
  type MarginView,
  type MemberView,
  type NewSubject,
  type ReviewView,
  type StateId,
} from "@travaux/blueprint";

/** For whom a comment is written: an audience, as `formatAudience` writes it, and whether it is to be sent on. */
export interface AudienceChoice {
  readonly audience: string;
  /** Written within the delegation, for its focal point to send to the team. */
  readonly forTeam: boolean;
}

type Members = Pick<ReviewView, "states" | "members">;

interface Asked {
  /** The margins of the section that the writer has. */
  readonly margins: readonly MarginView[];
  /** Wire names of the texts that have the words it is about, one of which it quotes; `null` where it quotes none. */
  readonly rooms: readonly string[] | null;
  readonly review: Members;
  readonly member: MemberView | null;
  /** The instrument of the section's article; `null` where it has none. */
  readonly instrument: InstrumentCode | null;
}

/**
 * For whom the member may write there, widest first. An audience that may read none of the texts is none of them. A
 * delegation of the State under review that cannot write to the team directly may leave that to its focal point.
 */
export function audienceChoices({
  margins,
  rooms,
  review,
  member,
  instrument,
}: Asked): readonly AudienceChoice[] {
  const reviewers = reviewersOf(review, instrument);
  const open = margins
    .filter(({ level }) => level === "comment")
    .map(({ audience }) => parseAudience(audience))
    .filter((audience) => audience !== null)
    .filter((audience) => rooms === null || textFor(formatAudience(audience), rooms, reviewers) !== null);
  const choices = open.map((audience): AudienceChoice => ({
    audience: formatAudience(audience),
    forTeam: false,
  }));
  const own = open.find(({ kind }) => kind === "state");
  const isToTeam = open.some(({ kind }) => kind === "team");
  if (own === undefined || isToTeam || !isUnderReview(review, member)) return choices;
  return [{ audience: formatAudience(own), forTeam: true }, ...choices];
}

/**
 * The texts of a section of which a comment may quote one: any of them has the words, but a proposal is in its own text
 * alone. `null` for what quotes none.
 */
export function quotable(subject: NewSubject, rooms: readonly string[]): readonly string[] | null {
  if (subject.kind === "text") return rooms;
  return subject.kind === "suggestion" ? [subject.room] : null;
}

/** The first of the texts that everybody of an audience may read; `null` where there is none. */
export function textFor(
  audience: string,
  rooms: readonly string[],
  reviewers: readonly StateId[],
): string | null {
  const readers = parseAudience(audience);
  if (readers === null) return null;
  const found = rooms.find((room) => {
    const text = parseRoomName(room);
    return text !== null && isWithin(readers, text.audience, { reviewers });
  });
  return found ?? null;
}

/**
 * The choice to begin with: what was chosen last in the section, else nobody beyond the delegation for the State under
 * review, and the reviewing side for those on it; `null` where there is none at all.
 */
export function firstChoice(
  choices: readonly AudienceChoice[],
  last: AudienceChoice | null,
  ofStateUnderReview: boolean,
): AudienceChoice | null {
  const again = choices.find((each) => last !== null && isSameChoice(each, last));
  if (again !== undefined) return again;
  const usual = ofStateUnderReview ? undefined : choices.find(({ audience }) => audience === "reviewers");
  return usual ?? choices.at(-1) ?? null;
}

/** Whether both mean the same readers, now and later. */
export function isSameChoice(one: AudienceChoice, other: AudienceChoice): boolean {
  return one.audience === other.audience && one.forTeam === other.forTeam;
}

/** Whether a member is of the State party under review. */
export function isUnderReview(review: Pick<ReviewView, "states">, member: MemberView | null): boolean {
  return member?.state != null && member.state === stateUnderReview(review);
}

/** The State party under review; `null` in a review that names none. */
export function stateUnderReview(review: Pick<ReviewView, "states">): StateId | null {
  return review.states.find(({ part }) => part === "under-review")?.id ?? null;
}

/** The reviewing States of an instrument; all of them for a section of none. */
export function reviewersOf(
  review: Pick<ReviewView, "states">,
  instrument: InstrumentCode | null,
): readonly StateId[] {
  return review.states
    .filter(
      ({ part, instruments }) =>
        part === "reviewing" && (instrument === null || instruments.includes(instrument)),
    )
    .map(({ id }) => id);
}

/** The members now serving who read what is said in an audience; observers read no comments. */
export function membersIn(
  review: Members,
  audience: string,
  instrument: InstrumentCode | null,
): readonly MemberView[] {
  const parsed = parseAudience(audience);
  if (parsed === null) return [];
  const reviewers = reviewersOf(review, instrument);
  return review.members.filter(
    (each) =>
      each.standing === "serving" && each.role !== "observer" && belongs(parsed, each.state, reviewers),
  );
}

function belongs(audience: Audience, state: StateId | null, reviewers: readonly StateId[]): boolean {
  switch (audience.kind) {
    case "team":
      return true;
    case "reviewers":
      return state === null || reviewers.includes(state);
    case "state":
      return state === audience.state;
    case "secretariat":
      return state === null;
    case "sealed":
      return false;
  }
}
