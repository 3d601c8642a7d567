import { commentsEnglish } from "./comments-en.ts";
import { discussionEnglish } from "./discussion-en.ts";
import { english } from "./en.ts";
import type { Messages } from "./message.ts";
import { reportEnglish } from "./report-en.ts";
import { suggestionsEnglish } from "./suggestions-en.ts";

/** The whole interface in English. */
export const englishMessages: Messages = {
  ...english,
  ...reportEnglish,
  ...suggestionsEnglish,
  ...commentsEnglish,
  ...discussionEnglish,
};
