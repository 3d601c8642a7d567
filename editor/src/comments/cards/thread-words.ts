import type { ReviewView } from "@travaux/blueprint";
import type { InterfaceText } from "../../interface-text/text.tsx";
import type { ShownThread } from "../section-comments.ts";
import { commentAuthor, sayAuthor } from "./comment-author.ts";

/** So much of a quotation is said in a card's name, in UTF-16 code units. */
const SAID_OF_QUOTE = 80;

/** What a thread is about, as it read last; empty for what is about no text. */
export function quoteOfThread({ subject, anchor }: Pick<ShownThread, "subject" | "anchor">): string {
  const placed = anchor?.parts.map(({ quote }) => quote).join(" ") ?? "";
  return placed === "" && "quote" in subject ? subject.quote : placed;
}

/** A quotation cut to a length, at a whole character. */
export function shortQuote(quote: string, limit: number = SAID_OF_QUOTE): string {
  const flat = quote.replace(/\s+/g, " ").trim();
  if (flat.length <= limit) return flat;
  return `${flat
    .slice(0, limit)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd()}…`;
}

/** The name of a thread's card: whose comment, on what, how many replies, and whether it is open. */
export function labelOfThread(
  text: InterfaceText,
  review: Pick<ReviewView, "states" | "members">,
  thread: ShownThread,
): string {
  const replies = text.say("comment.replies", { count: Math.max(0, thread.comments.length - 1) });
  const standing = text.say(thread.resolved === null ? "comment.isOpen" : "comment.isResolved");
  return text.say("comment.label", { what: sayWhat(text, review, thread), replies, standing });
}

function sayWhat(
  text: InterfaceText,
  review: Pick<ReviewView, "states" | "members">,
  thread: ShownThread,
): string {
  const author = sayAuthor(text, commentAuthor(text, review, thread));
  switch (thread.subject.kind) {
    case "text":
      return text.say("comment.onText", { author, quote: shortQuote(quoteOfThread(thread)) });
    case "suggestion":
      return text.say("comment.onProposal", { author });
    case "thread":
      return text.say("comment.onComment", { author });
    case "section":
      return text.say("comment.onSection", { author });
  }
}
