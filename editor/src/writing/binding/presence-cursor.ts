import type { PresenceUser } from "@travaux/blueprint";
import { Plugin, TextSelection, type EditorState, type Selection } from "prosemirror-state";
import type { DecorationAttrs } from "prosemirror-view";
import { yCursorPlugin } from "y-prosemirror";
import type { Awareness } from "y-protocols/awareness";

const COLOURS = 8;

/** Draws the carets and selections of the other people in the room, each with a name. */
export function presenceCursors(awareness: Awareness): Plugin {
  const plugin: unknown = yCursorPlugin(awareness, {
    // Compared with the room's own id: a reader's editor is bound to a mirror, whose id is another.
    awarenessStateFilter: (_bound: number, client: number, state: { readonly user?: unknown }) =>
      client !== awareness.clientID && isPresenceUser(state.user),
    cursorBuilder: drawCaret,
    selectionBuilder: drawSelection,
    getSelection: (state: EditorState) => inText(state.selection),
  });
  if (!(plugin instanceof Plugin))
    throw new TypeError("y-prosemirror made no plugin of this prosemirror-state");
  return plugin;
}

/** Whether `value` is what the server writes about a person. */
export function isPresenceUser(value: unknown): value is PresenceUser {
  if (typeof value !== "object" || value === null) return false;
  return (
    "name" in value && typeof value.name === "string" && "colour" in value && typeof value.colour === "number"
  );
}

// Cells and whole blocks are selected from between blocks, where a caret would open a line of its own.
function inText(selection: Selection): Selection {
  return selection instanceof TextSelection
    ? selection
    : TextSelection.between(selection.$from, selection.$to);
}

function drawCaret(user: unknown): HTMLElement {
  const caret = document.createElement("span");
  if (!isPresenceUser(user)) return caret;
  caret.className = "presence-caret";
  caret.dataset["colour"] = colourOf(user);
  caret.setAttribute("aria-hidden", "true");
  const name = document.createElement("bdi");
  name.className = "presence-name";
  name.textContent = user.name;
  // Word joiners keep the browser from breaking the line, or the person's own caret, at the drawn one.
  caret.append("\u2060", name, "\u2060");
  return caret;
}

function drawSelection(user: unknown): DecorationAttrs {
  return isPresenceUser(user) ? { class: "presence-selection", "data-colour": colourOf(user) } : {};
}

function colourOf(user: PresenceUser): string {
  return String(((Math.trunc(user.colour) % COLOURS) + COLOURS) % COLOURS);
}
