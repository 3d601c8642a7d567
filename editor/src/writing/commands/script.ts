import type { Node } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import { touchedTextBlocks } from "./text-blocks.ts";

/** Languages written from right to left, by primary subtag. */
const RIGHT_TO_LEFT: readonly string[] = ["ar", "fa", "he", "ps", "sd", "ug", "ur", "yi", "dv", "ckb"];

export type Direction = "ltr" | "rtl";

/** The direction that text in `lang` (a BCP 47 tag) runs in. */
export function directionFor(lang: string): Direction {
  return RIGHT_TO_LEFT.includes(lang.toLowerCase().split("-")[0] ?? "") ? "rtl" : "ltr";
}

/** Whether `tag` may stand as a block's language. */
export function isLanguageTag(tag: string): boolean {
  return /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(tag);
}

/** Sets the language of the selected blocks and the direction that goes with it; null takes both off. */
export function setLanguage(lang: string | null): Command {
  if (lang !== null && !isLanguageTag(lang)) return () => false;
  return setScript({ lang, dir: lang === null ? null : directionFor(lang) });
}

/** Sets the direction of the selected blocks; null leaves it to the section. */
export function setDirection(dir: Direction | null): Command {
  return setScript({ dir });
}

/** The language of the block at the caret; null where it is the section's own. */
export function languageAt(state: EditorState): string | null {
  const lang: unknown = state.selection.$from.parent.attrs["lang"];
  return typeof lang === "string" ? lang : null;
}

/** The direction of the block at the caret; null where it is the section's own. */
export function directionAt(state: EditorState): Direction | null {
  const dir: unknown = state.selection.$from.parent.attrs["dir"];
  return dir === "ltr" || dir === "rtl" ? dir : null;
}

function setScript(script: { readonly lang?: string | null; readonly dir: Direction | null }): Command {
  return (state, dispatch) => {
    const blocks = touchedTextBlocks(state).filter(({ node }) => "lang" in node.attrs);
    if (blocks.length === 0) return false;
    const changing = blocks.filter(({ node }) => differs(node, script));
    if (dispatch !== undefined && changing.length > 0) {
      const { tr } = state;
      for (const { node, pos } of changing) tr.setNodeMarkup(pos, null, { ...node.attrs, ...script });
      dispatch(tr);
    }
    return true;
  };
}

function differs(node: Node, script: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(script).some(([name, value]) => node.attrs[name] !== value);
}
