import { english } from "./en.ts";
import type { WritingMessages } from "./writing-messages.ts";

export const spanish: WritingMessages = english;
