/** The keys for comments, as `nameKeys` reads them. */
export const COMMENT_KEYS = { compose: "Mod-Alt-m", next: "F7", previous: "Shift-F7" } as const;

type KeyPress = Pick<
  KeyboardEvent,
  "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "getModifierState"
>;

/** What a key asks for; `null` for one that is none of {@link COMMENT_KEYS}. */
export function askedBy(event: KeyPress): keyof typeof COMMENT_KEYS | null {
  const { altKey, ctrlKey, metaKey, shiftKey } = event;
  if (event.key === "F7" && !ctrlKey && !metaKey && !altKey) return shiftKey ? "previous" : "next";
  // By the key's place too, where it is a letter: with Option a Mac makes another sign of it.
  const isLetter = event.code === "KeyM" || event.key.toLowerCase() === "m";
  if (!isLetter || !altKey || shiftKey || ctrlKey === metaKey) return null;
  // Right Alt of many keyboards counts as Ctrl and Alt, and writes a sign.
  return event.getModifierState("AltGraph") ? null : "compose";
}
