import type { Language } from "@travaux/blueprint";
import type { ClipboardNotice } from "@travaux/clipboard";
import { sayIn } from "./text/say.ts";

/** What a paste left behind, in sentences of `language`; none when nothing was lost. */
export function describePasteNotice(notice: ClipboardNotice, language: Language): readonly string[] {
  const say = sayIn(language);
  return [
    ...(notice.images > 0 ? [say("paste.images", { count: notice.images })] : []),
    ...(notice.unsafeLinks > 0 ? [say("paste.links", { count: notice.unsafeLinks })] : []),
    ...(notice.deletions > 0 ? [say("paste.deletions")] : []),
    ...(notice.comments > 0 ? [say("paste.comments")] : []),
  ];
}
