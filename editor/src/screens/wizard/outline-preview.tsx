import { buildOutline } from "@travaux/blueprint";
import { memo, useDeferredValue, useMemo, type ReactNode } from "react";
import { Name } from "../../interface-text/name.tsx";
import { useText } from "../../interface-text/text.tsx";
import { anyName, selectionOf, type ReviewDraft } from "./review-draft.ts";

/** The report that the form as it stands will make. */
export const OutlinePreview = memo(function OutlinePreview({
  draft,
}: {
  readonly draft: ReviewDraft;
}): ReactNode {
  const text = useText();
  const { blueprint, articles } = useDeferredValue(draft);
  const outline = useMemo(() => buildOutline(blueprint, selectionOf(articles)), [blueprint, articles]);
  const sections = outline.filter(
    (heading) => heading.section !== null && heading.section.kind !== "art.text",
  );
  const state = anyName(draft.state, text.language);
  return (
    <section className="preview" aria-labelledby="preview-title">
      <h2 id="preview-title">{text.say("wizard.preview")}</h2>
      <p className="hint" role="status">
        {text.say("wizard.previewCount", { count: sections.length })}
      </p>
      <div className="preview-paper" tabIndex={0} role="group" aria-labelledby="preview-title">
        <p className="preview-state">
          {text.say(blueprint === "country-report" ? "report.title" : "report.listTitle", {
            state: state || "…",
          })}
        </p>
        <ul>
          {outline
            .filter((heading) => heading.section?.kind !== "art.text")
            .map((heading) => (
              <li key={heading.id} className={`preview-depth-${heading.depth}`}>
                {heading.label} <Name of={heading.title} />
              </li>
            ))}
        </ul>
      </div>
    </section>
  );
});
