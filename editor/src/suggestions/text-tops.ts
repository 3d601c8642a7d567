import type { EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

/** Where what has the id stands in the text, in pixels of the window. */
type CoordsOf = (view: EditorView, id: string) => { readonly top: number } | null;

interface Read {
  readonly state: EditorState;
  readonly look: string;
  /** From the top of the text, in pixels. */
  readonly offsets: Map<string, number | null>;
}

/**
 * Where marks stand in the texts on the page, read once for each state and size of a text: they go with it when the page
 * is scrolled, and to read some hundred of them at each turn of the wheel is felt.
 */
export class TextTops {
  private readonly reads = new Map<CoordsOf, WeakMap<EditorView, Read>>();

  /** @returns the top of what has the id, in pixels of the window; `null` where that cannot be told now */
  of(view: EditorView, coordsOf: CoordsOf): (id: string) => number | null {
    if (!isLaidOut(view.dom)) return () => null;
    const { top, width, height } = view.dom.getBoundingClientRect();
    const { offsets } = this.readOf(view, coordsOf, `${width} ${height} ${view.dom.className}`);
    return (id) => {
      const known = offsets.get(id);
      const coords = known === undefined ? coordsOf(view, id) : null;
      const offset = known === undefined ? (coords === null ? null : coords.top - top) : known;
      if (known === undefined) offsets.set(id, offset);
      return offset === null ? null : top + offset;
    };
  }

  private readOf(view: EditorView, coordsOf: CoordsOf, look: string): Read {
    const views = this.reads.get(coordsOf) ?? new WeakMap<EditorView, Read>();
    this.reads.set(coordsOf, views);
    const before = views.get(view);
    if (before !== undefined && before.state === view.state && before.look === look) return before;
    const read = { state: view.state, look, offsets: new Map<string, number | null>() };
    views.set(view, read);
    return read;
  }
}

/** What is far from the window the browser does not lay out; to ask where something stands in it would make it. */
function isLaidOut(element: HTMLElement): boolean {
  return !("checkVisibility" in element) || element.checkVisibility({ contentVisibilityAuto: true });
}
