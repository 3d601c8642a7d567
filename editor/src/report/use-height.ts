import { useEffect, type RefObject } from "react";

/** Keeps the style property `name` of the page at the height of an element, which varies with language and width. */
export function useHeight(place: RefObject<HTMLElement | null>, name: `--${string}`): void {
  useEffect(() => {
    const { current } = place;
    if (current === null) return undefined;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty(name, `${current.offsetHeight}px`));
    observer.observe(current);
    return () => {
      observer.disconnect();
      style.removeProperty(name);
    };
  }, [place, name]);
}
