import { useEffect, useMemo, useSyncExternalStore, type MouseEvent, type ReactNode } from "react";
import { formatRoute, parseRoute, parseThreadPlace, type Route, type ThreadPlace } from "./route.ts";

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

/**
 * Hears of every thread that the address comes to name, the one that it names already among them. The address then
 * speaks of the section alone: going back to it, or on from it, must not lead to the thread again.
 *
 * @param hear the same function as long as it does the same
 */
export function useThreadNamed(hear: (place: ThreadPlace) => void): void {
  useEffect(() => {
    const read = (): void => {
      const { pathname, search, hash } = window.location;
      const place = parseThreadPlace(search, hash);
      if (place === null) return;
      window.history.replaceState(null, "", `${pathname}${hash}`);
      hear(place);
    };
    read();
    return subscribe(read);
  }, [hear]);
}

/** Shows another screen of ours without loading the page again. */
export function goTo(route: Exclude<Route, { kind: "not-found" }>): void {
  window.history.pushState(null, "", formatRoute(route));
  window.dispatchEvent(new Event(MOVED));
  if (window.location.hash === "") window.scrollTo(0, 0);
  // Set like this, a fragment makes no event of its own; the report brings the section into sight that it names.
  else window.dispatchEvent(new Event("hashchange"));
}

interface LinkProps {
  readonly to: Exclude<Route, { kind: "not-found" }>;
  readonly className?: string;
  readonly current?: boolean;
  /** Called when the link is followed on this page; not when it opens elsewhere. */
  readonly onFollow?: () => void;
  readonly children: ReactNode;
}

/** A link to a screen of ours; a new tab, a saved address and the like work as with any link. */
export function ScreenLink({ to, className, current = false, onFollow, children }: LinkProps): ReactNode {
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onFollow?.();
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
