import { lazy, Suspense, useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { useApplication } from "./application.tsx";
import { useNotices } from "./use-notices.ts";

const NoticeList = lazy(async () => ({ default: (await import("./notice-list.tsx")).NoticeList }));

/** How many notices there are that the person has not read, and the way to them. */
export function Bell(): ReactNode {
  const text = useText();
  const { api } = useApplication();
  const { notices, refresh } = useNotices(api);
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setOpen(false), []);
  useEffect(() => {
    if (!isOpen) return undefined;
    const leave = (event: Event): void => {
      if (event.target instanceof Node && place.current?.contains(event.target) === false) close();
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      close();
      button.current?.focus();
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
      document.removeEventListener("keydown", escape);
    };
  }, [isOpen, close]);
  const unread = notices?.unread ?? 0;
  return (
    <div className="bell" ref={place}>
      <button
        ref={button}
        type="button"
        className="button button-small bell-button"
        aria-expanded={isOpen}
        data-unread={unread > 0}
        onClick={() => {
          if (!isOpen) refresh();
          setOpen(!isOpen);
        }}
      >
        <BellSign />
        {unread > 0 && <span aria-hidden="true">{text.number(unread)}</span>}
        <span className="unseen">
          {text.say("discussion.notices")}
          {unread > 0 && `: ${text.say("discussion.noticesUnread", { count: unread })}`}
        </span>
      </button>
      {isOpen && notices !== null && (
        <Suspense fallback={null}>
          <NoticeList notices={notices} onChanged={refresh} onClose={close} />
        </Suspense>
      )}
    </div>
  );
}

function BellSign(): ReactNode {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor">
      <path d="M3 12h10l-1.3-2V7a3.7 3.7 0 0 0-7.4 0v3z" strokeWidth="1.3" strokeLinejoin="round" />
      <path d="M6.6 13.6a1.5 1.5 0 0 0 2.8 0M8 3.2V2" strokeWidth="1.3" strokeLinecap="round" />
    </svg>
  );
}
