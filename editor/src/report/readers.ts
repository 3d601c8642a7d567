import { parseRoomName, type RoomView, type SectionView, type StateId } from "@travaux/blueprint";
import type { InterfaceText } from "../interface-text/text.tsx";
import { isWrittenByReviewers } from "../suggestions/written-by-reviewers.ts";
import { stateName, type ReportModel } from "./report-model.ts";

/** The State whose room it is; `null` for a room of several. */
export function stateOfRoom(name: string): StateId | null {
  const audience = parseRoomName(name)?.audience;
  return audience?.kind === "state" ? audience.state : null;
}

/** Who can read a room's text, in words. */
export function sayReaders(text: InterfaceText, model: ReportModel, room: RoomView): string {
  if (room.audience !== "state") return text.say(`readers.${room.audience}`);
  const id = stateOfRoom(room.name);
  const name = id === null ? null : stateName(model, id);
  const key = id !== null && id === model.member?.state ? "readers.ownState" : "readers.state";
  return text.say(key, { state: name === null ? "" : text.name(name) });
}

/** A room among several of one section: whose text, and whether it is the one being written. */
export function sayRoom(
  text: InterfaceText,
  model: ReportModel,
  { section, room }: { readonly section: SectionView; readonly room: RoomView },
): string {
  const id = stateOfRoom(room.name);
  const name = id === null ? null : stateName(model, id);
  const isUnderReview = model.review.states.some((state) => state.id === id && state.part === "under-review");
  const key =
    isUnderReview && isWrittenByReviewers(section) ? "copy.text" : (`text.${room.audience}` as const);
  const whose = text.say(key, { state: name === null ? "" : text.name(name) });
  return `${whose} (${text.say(`text.${room.standing}`)})`;
}
