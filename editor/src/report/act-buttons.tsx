import type { OutlineEntry } from "@travaux/blueprint";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import type { ActGroup } from "./outline-tree.ts";

const ActDialog = lazy(async () => ({ default: (await import("./act-dialog.tsx")).ActDialog }));

/** A button for each act that is open to the reader here; each opens a window that says what it will do. */
export function ActButtons({
  groups,
  heading,
}: {
  readonly groups: readonly ActGroup[];
  readonly heading: OutlineEntry;
}): ReactNode {
  const text = useText();
  const [open, setOpen] = useState<ActGroup | null>(null);
  // The window stays to say what became of it when nothing is left to do here.
  if (groups.length === 0 && open === null) return null;
  const named = `${heading.label} ${text.name(heading.title)}`.trim();
  return (
    <span className="act-buttons">
      {groups.map((group) => (
        <button
          key={group.act}
          type="button"
          className="button button-small button-quiet"
          onClick={() => setOpen(group)}
        >
          {text.say(`act.${group.act}`)}
          {group.sections.length > 1 && <span> ({text.number(group.sections.length)})</span>}
          <span className="unseen">: {named}</span>
        </button>
      ))}
      {open !== null && (
        <Suspense fallback={null}>
          <ActDialog group={open} heading={heading} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </span>
  );
}
