import { COMMENT_ID, LANGUAGES, THREAD_ID } from "@travaux/blueprint";
import {
  COMMENT_CLASSES,
  COMMENT_LIMIT,
  DISPOSITIONS,
  PARTS_LIMIT,
  QUOTE_LIMIT,
} from "@travaux/comments/model";
import * as z from "zod";
import { inSection } from "./review-schemas.ts";
import { memberId, sectionId, stateId } from "./schemas.ts";

/** How many of a thing a request may name. */
const LIMITS = {
  mentions: 50,
  /** As many as an audience has threads in a section. */
  threads: 2_000,
  members: 200,
  filterValues: 200,
  query: 200,
  roomName: 160,
  blockId: 64,
  /** Of the text around a quotation; what anchors keep of it is less. */
  context: 200,
} as const;

export const ofThread = inSection.extend({ thread: z.string().regex(THREAD_ID) });
export const ofComment = ofThread.extend({ comment: z.string().regex(COMMENT_ID) });

/** Everything but what no text holds: control characters beside line ends and tabs, halves of characters. */
const TEXT = /^(?:[^\p{Cc}\p{Cs}]|[\t\n])*$/u;

/**
 * Plain text, trimmed, with line feeds for line ends. Markup in it is text like any other. Its faults are `empty`,
 * `too-long` and `not-text`.
 */
function plainText(emptyFault: "empty" | null) {
  return z
    .string()
    .transform((text) => text.replaceAll(/\r\n?/g, "\n").trim())
    .superRefine((text, context) => {
      const fault = faultOf(text, emptyFault);
      if (fault !== null) context.addIssue({ code: "custom", params: { code: fault } });
    });
}

function faultOf(text: string, emptyFault: "empty" | null): string | null {
  if (text === "") return emptyFault;
  if (text.length > COMMENT_LIMIT) return "too-long";
  return TEXT.test(text) ? null : "not-text";
}

const words = plainText("empty");
const mentions = z.array(memberId).max(LIMITS.mentions);
const id = z.string().regex(COMMENT_ID);
const thread = z.string().regex(THREAD_ID);
const roomName = z.string().max(LIMITS.roomName);
const audience = z.string().max(LIMITS.roomName);
const commentClass = z.enum(COMMENT_CLASSES);
const context = z.string().max(LIMITS.context);

const part = z.strictObject({
  block: z.string().min(1).max(LIMITS.blockId),
  from: z.int().min(0),
  to: z.int().min(0),
  quote: z.string().max(QUOTE_LIMIT),
  before: context,
  after: context,
});

const subject = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("section") }),
  z.strictObject({
    kind: z.literal("text"),
    room: roomName,
    parts: z.array(part).min(1).max(PARTS_LIMIT),
  }),
  z.strictObject({
    kind: z.literal("suggestion"),
    room: roomName,
    suggestion: z.string().min(1).max(200),
  }),
  z.strictObject({ kind: z.literal("thread"), thread }),
]);

export const newThread = z.strictObject({
  id,
  audience,
  subject,
  text: words,
  mentions,
  forTeam: z.boolean().exactOptional(),
  class: commentClass.exactOptional(),
});

export const newComment = z.strictObject({ id, text: words, mentions });
export const commentChange = z.strictObject({ text: words, mentions });
export const threadStanding = z.strictObject({ resolved: z.boolean() });

export const newDisposition = z.strictObject({
  class: commentClass,
  outcome: z.enum(DISPOSITIONS),
  reasons: plainText(null),
});

const threads = z.array(z.strictObject({ section: sectionId, thread })).max(LIMITS.threads);
export const commentsToSend = z.strictObject({ threads });
export const threadsRead = z.strictObject({ threads: threads.exactOptional() });
export const speakers = z.strictObject({ members: z.array(memberId).max(LIMITS.members) });

/** One value or several of a query's key. */
function oneOrMore<Value extends z.ZodType<string | undefined>>(value: Value) {
  return z.union([value, z.array(value).max(LIMITS.filterValues)]).exactOptional();
}

export const commentFilter = z.object({
  audience: oneOrMore(audience),
  state: oneOrMore(z.union([z.literal("secretariat"), stateId])),
  class: oneOrMore(commentClass),
  disposition: oneOrMore(z.enum([...DISPOSITIONS, "none"])),
  resolved: z.enum(["true", "false"]).exactOptional(),
  section: oneOrMore(z.string().max(100)),
  q: z.string().max(LIMITS.query).exactOptional(),
  language: z.enum(LANGUAGES).exactOptional(),
});
