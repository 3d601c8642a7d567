import { LANGUAGES, type Language } from "@travaux/blueprint";
import { asProposal } from "@travaux/track-changes";
import type { EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { LANGUAGE_NAMES } from "../../interface-text/load-messages.ts";
import { directionAt, languageAt, setDirection, setLanguage, type Direction } from "../commands/script.ts";
import { onFirstParagraph } from "../empty-section.ts";
import type { Say } from "../text/say.ts";
import type { MenuLine } from "./tool-menu.tsx";

interface LanguageLinesOptions {
  readonly view: EditorView | null;
  readonly state: EditorState | null;
  readonly say: Say;
  readonly onOther: () => void;
}

/** The lines of the language menu: the section's, the six, another by its tag. */
export function languageLines({ view, state, say, onOther }: LanguageLinesOptions): readonly MenuLine[] {
  const at = state === null ? null : languageAt(state);
  const reason = state !== null && onFirstParagraph(setLanguage(null))(state) ? null : say("why.block");
  const line = (lang: Language | null): MenuLine => ({
    id: `language-${lang ?? "section"}`,
    name: lang === null ? say("language.section") : LANGUAGE_NAMES[lang],
    lang: lang ?? undefined,
    isActive: at === lang,
    reason,
    onRun: () => view && onFirstParagraph(asProposal(setLanguage(lang)))(view.state, view.dispatch, view),
  });
  const isOther = at !== null && !LANGUAGES.some((language) => language === at);
  const other = {
    id: "language-other",
    name: say("language.other"),
    isActive: isOther,
    reason,
    onRun: onOther,
  };
  return [line(null), ...LANGUAGES.map(line), other];
}

/** The lines of the direction menu. */
export function directionLines({
  view,
  state,
  say,
}: Omit<LanguageLinesOptions, "onOther">): readonly MenuLine[] {
  const at = state === null ? null : directionAt(state);
  const reason = state !== null && onFirstParagraph(setDirection(null))(state) ? null : say("why.block");
  return [null, "ltr", "rtl"].map((name) => {
    const dir: Direction | null = name === "ltr" || name === "rtl" ? name : null;
    return {
      id: `direction-${dir ?? "section"}`,
      name: say(`direction.${dir ?? "section"}`),
      isActive: at === dir,
      reason,
      onRun: () => view && onFirstParagraph(asProposal(setDirection(dir)))(view.state, view.dispatch, view),
    };
  });
}
