import {
  parseAudience,
  type Audience,
  type InstrumentCode,
  type MemberView,
  type ReviewView,
} from "@travaux/blueprint";
import type { InterfaceText } from "../../interface-text/text.tsx";
import { reviewersOf, type AudienceChoice } from "./audience-choices.ts";

interface Reader {
  readonly review: Pick<ReviewView, "states">;
  readonly member: Pick<MemberView, "state"> | null;
}

/** Which of the audiences it is, to be told apart by sign and line; `sealed` for one that is none of ours. */
export function audienceKind(audience: string): Audience["kind"] {
  return parseAudience(audience)?.kind ?? "sealed";
}

/** Who reads a comment, shortly, as it stands on its card. */
export function sayReaders(text: InterfaceText, { review, member }: Reader, audience: string): string {
  const parsed = parseAudience(audience);
  if (parsed === null) return text.say("comment.readers.sealed");
  if (parsed.kind !== "state") return text.say(`comment.readers.${parsed.kind}`);
  if (parsed.state === member?.state) return text.say("comment.readers.ownState");
  return text.say("comment.readers.state", { state: nameOfState(text, review, parsed.state) });
}

/** A choice of readers, as it is offered. */
export function sayChoice(text: InterfaceText, { audience, forTeam }: AudienceChoice): string {
  if (forTeam) return text.say("comment.who.forTeam");
  const kind = audienceKind(audience);
  return text.say(kind === "sealed" ? "comment.readers.sealed" : `comment.who.${kind}`);
}

/** Who will read a comment, by the names of the States: at once, and once it has been sent on. */
export function sayWhoWillRead(
  text: InterfaceText,
  reader: Reader & { readonly instrument: InstrumentCode | null },
  { audience, forTeam }: AudienceChoice,
): string {
  const names = text.list(readerNames(text, reader, audience));
  if (!forTeam) return text.say("comment.willRead", { names });
  return text.say("comment.willReadLater", { names, later: text.list(readerNames(text, reader, "team")) });
}

/** Stands for whatever is none of the audiences that comments have. */
const SEALED: Audience = { kind: "sealed", id: "" };

function readerNames(
  text: InterfaceText,
  { review, member, instrument }: Reader & { readonly instrument: InstrumentCode | null },
  audience: string,
): readonly string[] {
  const parsed = parseAudience(audience) ?? SEALED;
  const nameOf = (state: string): string => {
    const name = nameOfState(text, review, state);
    return state === member?.state ? text.say("comment.yourDelegation", { state: name }) : name;
  };
  const secretariat = text.say("comment.theSecretariat");
  switch (parsed.kind) {
    case "team":
      return [...review.states.map(({ id }) => nameOf(id)), secretariat];
    case "reviewers":
      return [...reviewersOf(review, instrument).map(nameOf), secretariat];
    case "state":
      return [nameOf(parsed.state)];
    case "secretariat":
      return [secretariat];
    case "sealed":
      return [text.say("comment.readers.sealed")];
  }
}

function nameOfState(text: InterfaceText, review: Pick<ReviewView, "states">, state: string): string {
  const found = review.states.find(({ id }) => id === state);
  return found === undefined ? state : text.name(found.name);
}
