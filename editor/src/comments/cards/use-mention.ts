import type { MemberView } from "@travaux/blueprint";
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { useAnnounce } from "../../app/announcer.tsx";
import { useText } from "../../interface-text/text.tsx";
import { membersNamed, mentionAt, putMention, type MentionQuery } from "./mention-words.ts";

interface Field {
  readonly value: string;
  readonly onChange: (value: string, mentioned?: MemberView) => void;
  readonly members: readonly MemberView[];
}

/** The list of members that an @ opens. */
export interface Mention {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly isOpen: boolean;
  readonly found: readonly MemberView[];
  /** The one that Enter takes. */
  readonly chosen: MemberView | null;
  readonly choose: (member: MemberView) => void;
  readonly close: () => void;
  /** Looks for a name at the caret. */
  readonly look: () => void;
  /** Closes the list when the caret has left the name. */
  readonly follow: () => void;
  /** What a key does in the list; `false` if it does nothing there. */
  readonly press: (key: string) => boolean;
}

/** Follows the name that is being written behind an @ in a field, and puts in the one chosen. */
export function useMention({ value, onChange, members }: Field): Mention {
  const field = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | null>(null);
  const [query, setQuery] = useState<MentionQuery | null>(null);
  const [at, setAt] = useState(0);
  const found = query === null ? [] : membersNamed(members, query.name);
  // With a whole sentence behind it the @ names nobody.
  const isOpen = query !== null && (found.length > 0 || !query.name.includes(" "));
  const chosen = (isOpen ? (found[at] ?? found[0]) : undefined) ?? null;
  useAnnouncedCount(isOpen ? found.length : null);
  useLayoutEffect(() => {
    if (caret.current === null) return;
    field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const close = (): void => setQuery(null);
  const look = (): void => {
    const { current } = field;
    const isCaret = current !== null && current.selectionStart === current.selectionEnd;
    setQuery(isCaret ? mentionAt(current.value, current.selectionStart) : null);
    setAt(0);
  };
  const follow = (): void => {
    if (query !== null && (field.current?.selectionStart ?? 0) <= query.from) close();
  };
  const choose = (member: MemberView): void => {
    if (query === null) return;
    const put = putMention(value, query, member.name);
    caret.current = put.caret;
    close();
    onChange(put.words, member);
    field.current?.focus();
  };
  const press = (key: string): boolean => {
    if (!isOpen) return false;
    if (key === "Escape") close();
    else if (chosen === null) return false;
    else if (key === "Enter" || key === "Tab") choose(chosen);
    else if (key === "ArrowDown") setAt((at + 1) % found.length);
    else if (key === "ArrowUp") setAt((at - 1 + found.length) % found.length);
    else return false;
    return true;
  };
  return { field, isOpen, found, chosen, choose, close, look, follow, press };
}

/** Says how many members are offered, when that changes. */
function useAnnouncedCount(count: number | null): void {
  const text = useText();
  const announce = useAnnounce();
  useEffect(() => {
    if (count === null) return;
    announce(count === 0 ? text.say("comment.noMembers") : text.say("comment.membersFound", { count }));
  }, [count, text, announce]);
}
