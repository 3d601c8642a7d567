import { memberColour, type ReviewView } from "@travaux/blueprint";
import type { InterfaceText } from "../interface-text/text.tsx";

/** Who proposes, as a card names him: a person, and for which State or the Secretariat. */
export interface Author {
  readonly name: string;
  /** The State's name, or the Secretariat's; empty for somebody whom this reader cannot place. */
  readonly delegation: string;
  /** One of 8, the same as that of his caret. */
  readonly colour: number;
}

/** The author of a proposal by his membership, which may have ended since. */
export function authorNamed(text: InterfaceText, review: ReviewView, member: string): Author {
  const known = review.members.find(({ id }) => id === member);
  const colour = memberColour(member);
  if (known === undefined) return { name: text.say("say.unknownPerson"), delegation: "", colour };
  const state = review.states.find(({ id }) => id === known.state);
  return {
    name: known.name,
    colour,
    delegation: state === undefined ? text.say("role.secretariat") : text.name(state.name),
  };
}
