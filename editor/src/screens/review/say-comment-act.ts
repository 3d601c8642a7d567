import type { RecordEntry, ReviewView } from "@travaux/blueprint";
import { COMMENT_CLASSES, DISPOSITIONS } from "@travaux/comments/model";
import { sayAudience } from "../../comments/list/say-audience.ts";
import type { InterfaceText } from "../../interface-text/text.tsx";

/** An act on comments as a sentence, with who reads them; `null` for any other act. */
export function sayCommentAct(
  text: InterfaceText,
  view: Pick<ReviewView, "states">,
  { act, values }: RecordEntry,
): string | null {
  const { audience, names = "" } = values;
  if (act === "comments-sent")
    return text.say("record.comments-sent", { count: Number(values["count"] ?? 0) });
  if (act === "speakers-allowed") {
    return names === "" ? text.say("record.speakers-nobody") : text.say("record.speakers-allowed", { names });
  }
  const said = sayInMargin(text, act, values);
  if (said === null || audience === undefined) return said;
  return text.say("record.among", { act: said, readers: sayAudience(text, view, audience) });
}

function sayInMargin(text: InterfaceText, act: string, values: RecordEntry["values"]): string | null {
  switch (act) {
    case "commented":
      return text.say(values["begins"] === "true" ? "record.comment-begun" : "record.comment-replied");
    case "comment-edited":
    case "comment-deleted":
      return text.say(`record.${act}`);
    case "thread-settled":
      return text.say(values["resolved"] === "true" ? "record.thread-resolved" : "record.thread-reopened");
    case "comment-disposed": {
      const outcome = DISPOSITIONS.find((each) => each === values["outcome"]);
      const sorted = COMMENT_CLASSES.find((each) => each === values["class"]);
      return text.say("record.comment-disposed", {
        outcome: outcome === undefined ? "" : text.say(`comment.outcome.${outcome}`),
        class: sorted === undefined ? "" : text.say(`comment.class.${sorted}`),
      });
    }
    default:
      return null;
  }
}
