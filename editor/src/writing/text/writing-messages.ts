import type { Message } from "../../interface-text/message.ts";
import type { english } from "./en.ts";

/** The keys of the writing tools' words; English has them all, and so must every language. */
export type WritingKey = keyof typeof english;

/** The words of the writing tools in one language. */
export type WritingMessages = Readonly<Record<WritingKey, Message>>;
