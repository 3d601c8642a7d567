import { pick, ROLE_TERMS } from "@travaux/blueprint";
import type { Language, Person, ReviewId, StateId } from "@travaux/blueprint";
import type { Mail } from "../identity/mail.ts";
import { stateUnderReview, type ReviewState } from "../reviews/model/review-state.ts";
import { DIGEST_WORDS, type DigestWords } from "./digest-words.ts";
import type { PlacedNotice } from "./notice-views.ts";
import { placeName, placesOf } from "./places.ts";

/** Whom a letter is for, and where its links lead. */
interface Addressee {
  readonly person: Pick<Person, "name" | "email" | "language">;
  readonly baseUrl: URL;
}

/**
 * The letter that tells somebody of comments that concern him: in which sections, how many, by whom. It quotes no word
 * of a comment or of a text, and names no thread.
 *
 * @param notices at least one
 */
export function digestLetter(
  { person, baseUrl }: Addressee,
  notices: readonly PlacedNotice[],
  nameOf: (notice: PlacedNotice) => string,
): Mail {
  const { language } = person;
  const words = DIGEST_WORDS[language];
  const reviews = [...Map.groupBy(notices, ({ state }) => state)];
  const parts = reviews.flatMap(([state, within]) => [
    `${words.review(stateName(state, stateUnderReview(state.facts), language))}\n${commentsAddress(baseUrl, state.review)}`,
    ...sectionParts(state, within, { words, language, nameOf }),
  ]);
  const text = [words.greeting(person.name), words.opening, ...parts, words.closing].join("\n\n");
  return { to: person.email, subject: words.subject, text: `${text}\n` };
}

interface PartSource {
  readonly words: DigestWords;
  readonly language: Language;
  readonly nameOf: (notice: PlacedNotice) => string;
}

/** What is said of each section, in the order of the report. */
function sectionParts(
  state: ReviewState,
  notices: readonly PlacedNotice[],
  { words, language, nameOf }: PartSource,
): readonly string[] {
  const bySection = Map.groupBy(notices, ({ notice }) => notice.thread.section);
  return [...placesOf(state)].flatMap(([section, place]) => {
    const within = bySection.get(section);
    if (within === undefined) return [];
    const mentions = within.filter(({ notice }) => notice.kind === "mention").length;
    const replies = within.length - mentions;
    const authors = new Set(within.map((each) => `${nameOf(each)} (${delegation(each, language)})`));
    const counts = [
      ...(mentions === 0 ? [] : [words.mentions(mentions)]),
      ...(replies === 0 ? [] : [words.replies(replies)]),
      words.from([...authors].join(", ")),
    ];
    return [`${placeName(place, language)}\n${counts.join(" ")}`];
  });
}

function delegation({ state, notice }: PlacedNotice, language: Language): string {
  const { of } = notice.comment;
  return of === null ? pick(ROLE_TERMS.secretariat, language).text : stateName(state, of, language);
}

function stateName({ facts }: ReviewState, wanted: StateId, language: Language): string {
  const found = facts.states.find(({ id }) => id === wanted);
  return found === undefined ? wanted : pick(found.name, language).text;
}

/** The page of a review's comments, as the interface has it. */
function commentsAddress(baseUrl: URL, review: ReviewId): string {
  return new URL(`/reviews/${encodeURIComponent(review)}/comments`, baseUrl).href;
}
