import { memberColour, type ReviewView } from "@travaux/blueprint";
import type { InterfaceText } from "../../interface-text/text.tsx";
import type { Author } from "../../suggestions/authors.ts";

/**
 * Who wrote a comment, as a card names him: for which State he wrote it, whichever he belongs to now.
 *
 * @param of State's id; `null` for the Secretariat
 */
export function commentAuthor(
  text: InterfaceText,
  review: Pick<ReviewView, "states" | "members">,
  { by, of }: { readonly by: string; readonly of: string | null },
): Author {
  const member = review.members.find(({ id }) => id === by);
  const state = review.states.find(({ id }) => id === of);
  return {
    name: member?.name ?? text.say("say.unknownPerson"),
    delegation: of === null ? text.say("role.secretariat") : state === undefined ? "" : text.name(state.name),
    colour: memberColour(by),
  };
}

/** Name and State in one phrase. */
export function sayAuthor(text: InterfaceText, { name, delegation }: Author): string {
  return delegation === "" ? name : text.say("comment.author", { name, delegation });
}
