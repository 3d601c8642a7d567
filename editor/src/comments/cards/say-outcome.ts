import { sayProblem } from "../../app/problem.tsx";
import type { InterfaceText } from "../../interface-text/text.tsx";

const OWN = [
  "anchor-gone",
  "already-resolved",
  "not-resolved",
  "already-deleted",
  "already-sent",
  "thread-limit",
] as const;

/** What to say of a request about comments that came to nothing, by its problem's code. */
export function sayCommentProblem(text: InterfaceText, code: string): string {
  const own = OWN.find((each) => each === code);
  return own === undefined ? sayProblem(text, code) : text.say(`comment.problem.${own}`);
}
