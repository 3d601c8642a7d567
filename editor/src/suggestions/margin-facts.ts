import { formatRoomName, parseRoomName } from "@travaux/blueprint";
import type * as Y from "yjs";

/** The wire name of a text's margin; `null` for a name that is no text's. */
export function marginOf(text: string): string | null {
  const address = parseRoomName(text);
  return address === null || address.document !== "text"
    ? null
    : formatRoomName({ ...address, document: "margin" });
}

/** When a proposal was first made, as the server has written it beside the text, ISO 8601; `null` until it has. */
export function madeAt(margin: Y.Doc, id: string): string | null {
  const at = fieldOf(margin.getMap("facts").get(id), "at");
  return typeof at === "number" && Number.isFinite(at) ? new Date(at).toISOString() : null;
}

/** Whether the server has written of proposals that are not among `open`. */
export function hasOtherThan(margin: Y.Doc, open: ReadonlySet<string>): boolean {
  return [...margin.getMap("facts").keys()].some((id) => !open.has(id));
}

/** One reviewing State's word on a proposal on which each of them decides. */
export interface Key {
  readonly state: string;
  readonly choice: "accept" | "reject";
}

/** What the reviewing States have said of a proposal that is not decided yet, as their own margin has it. */
export function keysOf(margin: Y.Doc, id: string): readonly Key[] {
  const value: unknown = margin.getMap("keys").get(id);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([state, given]): readonly Key[] => {
    const choice = fieldOf(given, "choice");
    return choice === "accept" || choice === "reject" ? [{ state, choice }] : [];
  });
}

/** Calls `listener` when any of it changes; returns the way to stop. */
export function subscribeToMargin(margin: Y.Doc, listener: () => void): () => void {
  const roots = [margin.getMap("facts"), margin.getMap("keys")];
  for (const root of roots) root.observe(listener);
  return () => {
    for (const root of roots) root.unobserve(listener);
  };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? (Object.entries(value).find(([key]) => key === name)?.[1] as unknown)
    : undefined;
}
