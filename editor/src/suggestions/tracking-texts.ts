import type { AuthorDisplay, BlockChange, TrackingTexts } from "@travaux/track-changes";
import type { ReviewView } from "@travaux/blueprint";
import type { InterfaceText } from "../interface-text/text.tsx";
import type { Tracking } from "../writing/section-view.ts";
import { authorNamed } from "./authors.ts";
import { sayAttribute, sayBlock, sayKind, shapeKey } from "./describe-proposal.ts";

/** Whose proposals the editors of a report page make, and how those of all are named in the reader's language. */
export function trackingOf(text: InterfaceText, review: ReviewView): Tracking {
  return {
    author: review.member,
    describeAuthor: (by) => describe(text, review, by),
    texts: trackingTexts(text),
  };
}

function describe(text: InterfaceText, review: ReviewView, by: string): AuthorDisplay {
  const { name, delegation, colour } = authorNamed(text, review, by);
  return { name: delegation === "" ? name : `${name}, ${delegation}`, colour };
}

/** What the editor draws and speaks of proposals. */
export function trackingTexts(text: InterfaceText): TrackingTexts {
  const named = (kind: string, name: string): string => text.say("card.named", { kind, name });
  return {
    proposedBreak: (author) => named(text.say("change.break"), author),
    blockChange: (change, author) => named(sayBlockChange(text, change), author),
    entered: (suggestion, author) => {
      const only = suggestion.pieces.length === 1 ? suggestion.pieces[0] : undefined;
      return named(only?.kind === "break" ? text.say("change.break") : sayKind(text, suggestion), author);
    },
    left: () => text.say("card.end"),
  };
}

function sayBlockChange(text: InterfaceText, change: BlockChange): string {
  switch (change.kind) {
    case "new":
      return text.say("change.adds", { what: sayBlock(text, change.node) });
    case "delete":
      return text.say("change.removes", { what: sayBlock(text, change.node) });
    case "join":
      return text.say("change.joins");
    case "attribute":
      return sayAttribute(text, change);
    case "type":
    case "wrap":
      return text.say(shapeKey(`"type":"${change.type}"`, ""));
    case "arrange":
      return text.say("change.shape");
    case "malformed":
      return text.say("card.malformed");
  }
}
