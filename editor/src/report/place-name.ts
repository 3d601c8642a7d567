import type { OutlineEntry } from "@travaux/blueprint";
import type { InterfaceText } from "../interface-text/text.tsx";

/** A section among all those of the report: each article has an (a). */
export function placeName(text: InterfaceText, { article, label, title }: OutlineEntry): string {
  const own = `${label} ${text.name(title)}`.trim();
  return article === null ? own : `${text.say("wizard.article", { number: article })} ${own}`;
}
