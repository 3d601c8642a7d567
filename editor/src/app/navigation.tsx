import { useMemo, useSyncExternalStore, type MouseEvent, type ReactNode } from "react";
import { formatRoute, parseRoute, type Route } from "./route.ts";

const MOVED = "travaux:moved";

function subscribe(listener: () => void): () => void {
  window.addEventListener("popstate", listener);
  window.addEventListener(MOVED, listener);
  return () => {
    window.removeEventListener("popstate", listener);
    window.removeEventListener(MOVED, listener);
  };
}

/** The screen that the address bar names. */
export function useRoute(): Route {
  const pathname = useSyncExternalStore(subscribe, () => window.location.pathname);
  return useMemo(() => parseRoute(pathname), [pathname]);
}

/** Shows another screen of ours without loading the page again. */
export function goTo(route: Exclude<Route, { kind: "not-found" }>): void {
  window.history.pushState(null, "", formatRoute(route));
  window.dispatchEvent(new Event(MOVED));
  window.scrollTo(0, 0);
}

interface LinkProps {
  readonly to: Exclude<Route, { kind: "not-found" }>;
  readonly className?: string;
  readonly current?: boolean;
  readonly children: ReactNode;
}

/** A link to a screen of ours; a new tab, a saved address and the like work as with any link. */
export function ScreenLink({ to, className, current = false, children }: LinkProps): ReactNode {
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(to);
  };
  return (
    <a
      href={formatRoute(to)}
      className={className}
      aria-current={current ? "page" : undefined}
      onClick={follow}
    >
      {children}
    </a>
  );
}
