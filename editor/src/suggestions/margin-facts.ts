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

/** The reviewing States that have decided on a proposal which waits for another one; empty for one that does not. */
export function statesDecided(margin: Y.Doc, id: string): readonly string[] {
  const value: unknown = margin.getMap("keys").get(id);
  const keys: readonly unknown[] = Array.isArray(value) ? value : [value];
  return [
    ...new Set(
      keys.flatMap((key) => {
        const state = fieldOf(key, "state");
        return typeof state === "string" ? [state] : [];
      }),
    ),
  ];
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
