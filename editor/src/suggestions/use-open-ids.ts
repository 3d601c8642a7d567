import type { SectionId, SectionView } from "@travaux/blueprint";
import { useMemo } from "react";
import { useApplication } from "../app/application.tsx";
import { useResource } from "../app/use-resource.ts";
import { readDocument } from "../report/document-json.ts";
import { useReport } from "../report/report-model.ts";
import { openIds } from "./open-ids.ts";

/** Of more sections than this nothing is counted beforehand; the act itself tells. */
const COUNTED_LIMIT = 24;

/**
 * The proposals that are open in the texts which an act would send on, by section; `null` while they are being counted
 * or where they cannot be.
 */
export function useOpenIds(
  sections: readonly SectionView[],
  isWanted: boolean,
): { readonly isCounting: boolean; readonly open: ReadonlyMap<SectionId, ReadonlySet<string>> | null } {
  const { api } = useApplication();
  const { review } = useReport();
  const counted = useMemo(
    () => (isWanted && sections.length <= COUNTED_LIMIT ? sections : []),
    [isWanted, sections],
  );
  const { resource } = useResource(counted.map(({ id }) => id).join(" "), async () =>
    Promise.all(
      counted.map(async ({ id, rooms }) => {
        const room = rooms.find(({ standing }) => standing === "current") ?? rooms[0];
        if (room === undefined) return [id, new Set<string>()] as const;
        const { doc, suggestions } = await api.sectionText(review.id, id, room.name);
        const read = readDocument(doc);
        return [id, read === null ? new Set<string>() : openIds(read, suggestions)] as const;
      }),
    ),
  );
  return useMemo(
    () => ({
      isCounting: resource.kind === "loading",
      open: resource.kind === "loaded" && counted.length > 0 ? new Map(resource.value) : null,
    }),
    [resource, counted],
  );
}
