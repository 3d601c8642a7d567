import type { PresenceUser } from "@travaux/blueprint";
import { useEffect, useState } from "react";
import type { RoomText } from "../session/room-copy.ts";
import { useReport } from "./report-model.ts";
import { useCell } from "./use-cell.ts";

function isPresenceUser(value: unknown): value is PresenceUser {
  return (
    typeof value === "object" &&
    value !== null &&
    "member" in value &&
    typeof value.member === "string" &&
    "name" in value &&
    typeof value.name === "string" &&
    "colour" in value &&
    typeof value.colour === "number"
  );
}

/** Everybody but `self` who is in one of the texts, each person once, by name. */
export function presentPeople(
  states: Iterable<{ readonly [field: string]: unknown }>,
  self: string,
  compare: (one: string, other: string) => number,
): readonly PresenceUser[] {
  const people = new Map<string, PresenceUser>();
  for (const { user } of states)
    if (isPresenceUser(user) && user.member !== self) people.set(user.member, user);
  return [...people.values()].toSorted((one, other) => compare(one.name, other.name));
}

/** Everybody else who is in a text that this page has open, as the server lets the reader know. */
export function usePresentPeople(compare: (one: string, other: string) => number): readonly PresenceUser[] {
  const model = useReport();
  const texts = useCell(model.texts);
  const [people, setPeople] = useState<readonly PresenceUser[]>([]);
  useEffect(() => {
    const each: readonly RoomText[] = [...texts.values()];
    const read = (): void => {
      const next = presentPeople(
        each.flatMap((text) => [...text.awareness.getStates().values()]),
        model.review.member,
        compare,
      );
      // Carets move with every key stroke; the list of people seldom changes.
      setPeople((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    read();
    for (const text of each) text.awareness.on("change", read);
    return () => {
      for (const text of each) text.awareness.off("change", read);
    };
  }, [texts, model, compare]);
  return people;
}
