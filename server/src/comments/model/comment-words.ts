import { z } from "zod";
import type { Json } from "../../storage/storage.ts";
import type { CommentWords } from "./thread-standing.ts";

const part = z
  .object({
    block: z.string(),
    from: z.int().min(0),
    to: z.int().min(0),
    quote: z.string(),
    before: z.string(),
    after: z.string(),
  })
  .readonly();

const words = z
  .object({
    text: z.string(),
    parts: z.array(part).readonly().exactOptional(),
    quote: z.string().exactOptional(),
  })
  .readonly();

/** What a payload says, of a comment or of the reasons of a disposition; `null` for anything else. */
export function readCommentWords(value: Json): CommentWords | null {
  const read = words.safeParse(value);
  return read.success ? read.data : null;
}

/** The form in which words are put beside the record. */
export function writeCommentWords({ text, parts, quote }: CommentWords): string {
  return JSON.stringify({
    text,
    ...(parts === undefined ? {} : { parts }),
    ...(quote === undefined ? {} : { quote }),
  });
}
