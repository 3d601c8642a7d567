import { COMMENT_CLASSES, DISPOSITIONS } from "@travaux/comments/model";
import * as z from "zod";
import { instrument } from "./schemas.ts";

/** What the API answers about comments, for its description. */

const id = z.string();
const instant = z.iso.datetime();
const translated = z.string().nullable();
const names = z.object({
  en: z.string(),
  ar: translated,
  zh: translated,
  fr: translated,
  ru: translated,
  es: translated,
});
const commentClass = z.enum(COMMENT_CLASSES);

export const threadMade = z.object({ thread: id, comment: id });
export const threadStanding = z.object({ resolved: z.boolean() });
export const disposition = z.object({
  class: commentClass,
  outcome: z.enum(DISPOSITIONS),
  reasons: z.string(),
});
export const commentsSent = z.object({ sent: z.int() });
export const speakers = z.object({ members: z.array(id) });

export const sectionComments = z.array(
  z.object({
    section: id,
    open: z.int(),
    resolved: z.int(),
    unread: z.int(),
    orphaned: z.int(),
    unsent: z.int(),
  }),
);
export const unreadThreads = z.object({ threads: z.array(z.object({ section: id, thread: id })) });

export const threadRows = z.array(
  z.object({
    section: id,
    thread: id,
    audience: z.string(),
    subject: z.enum(["section", "text", "suggestion", "thread"]),
    quote: z.string(),
    orphaned: z.boolean(),
    resolved: z.boolean(),
    forTeam: z.boolean(),
    sent: z.boolean(),
    class: commentClass.nullable(),
    disposition: disposition.extend({ by: id, byName: z.string(), at: instant }).nullable(),
    comments: z.array(
      z.object({
        id,
        by: id,
        byName: z.string(),
        of: id.nullable(),
        at: instant,
        text: z.string(),
        mentions: z.array(id),
        edited: z.boolean(),
        deleted: z.boolean(),
      }),
    ),
    unread: z.boolean(),
  }),
);

export const notices = z.object({
  unread: z.int(),
  notices: z.array(
    z.object({
      review: id,
      section: id,
      thread: id,
      comment: id,
      kind: z.enum(["mention", "reply"]),
      byName: z.string(),
      byState: names.nullable(),
      stateUnderReview: names,
      place: z.object({
        label: z.string(),
        title: names,
        instrument: instrument.nullable(),
        article: z.int().nullable(),
      }),
      at: instant,
      read: z.boolean(),
    }),
  ),
});
