import type { UserId } from "@travaux/blueprint";
import type { SuggestionView, TrackingMode } from "@travaux/track-changes";
import { Cell } from "../session/observable.ts";
import { TEXT_VIEWS, WORKING_MODES } from "./working-mode.ts";

/** How a person likes to work, remembered in this browser under his own name. */
export interface Preferences {
  readonly mode: Cell<TrackingMode>;
  readonly view: Cell<SuggestionView>;
}

/** Where a browser keeps short texts; `null` where it keeps none. */
type Shelf = Pick<Storage, "getItem" | "setItem"> | null;

/** Reads how `user` worked here last: editing what he may edit, with all changes marked, to begin with. */
export function openPreferences(user: UserId | null, shelf: Shelf): Preferences {
  return {
    mode: remembered(`travaux.mode.${user}`, WORKING_MODES, shelf),
    view: remembered(`travaux.view.${user}`, TEXT_VIEWS, shelf),
  };
}

/** This browser's shelf; reading it fails where site storage is off. */
export function browserShelf(): Shelf {
  try {
    return window.localStorage;
  } catch {
    // Refused by the browser's settings: what is chosen then holds for this page.
    return null;
  }
}

function remembered<Value extends string>(key: string, known: readonly Value[], shelf: Shelf): Cell<Value> {
  const kept = shelf?.getItem(key);
  const [first] = known;
  if (first === undefined) throw new RangeError("Nothing to choose from");
  const cell = new Cell<Value>(known.find((each) => each === kept) ?? first);
  cell.subscribe(() => {
    try {
      shelf?.setItem(key, cell.get());
    } catch {
      // A full shelf: the choice still holds for this page.
    }
  });
  return cell;
}
