import { parseAudience, type ReviewView } from "@travaux/blueprint";
import type { InterfaceText } from "../../interface-text/text.tsx";

/** Who reads the comments of an audience, in a few words; `audience` as `formatAudience` writes it. */
export function sayAudience(
  text: InterfaceText,
  review: Pick<ReviewView, "states">,
  audience: string,
): string {
  const parsed = parseAudience(audience);
  if (parsed === null) return audience;
  if (parsed.kind === "sealed") return text.say("readers.sealed");
  if (parsed.kind !== "state") return text.say(`discussion.readers.${parsed.kind}`);
  return text.say("discussion.readers.state", { state: sayDelegation(text, review, parsed.state) });
}

/** A delegation by its State's id; `null` is the Secretariat. */
export function sayDelegation(
  text: InterfaceText,
  review: Pick<ReviewView, "states">,
  of: string | null,
): string {
  if (of === null) return text.say("role.secretariat");
  const state = review.states.find(({ id }) => id === of);
  return state === undefined ? of : text.name(state.name);
}
