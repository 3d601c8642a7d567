import type { OutlineEntry, TreatyTextView } from "@travaux/blueprint";
import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { useApplication } from "../app/application.tsx";
import { useResource } from "../app/use-resource.ts";
import { ProblemNote } from "../app/problem.tsx";
import { directionOf } from "../interface-text/message.ts";
import { useText } from "../interface-text/text.tsx";
import { useReport } from "./report-model.ts";

const TreatyDialog = lazy(async () => ({ default: (await import("./treaty-dialog.tsx")).TreatyDialog }));

/** The place of the treaty text before (a): the text as the depositary has it, or the way to it until it is loaded. */
export function TreatySlot({
  entry,
  inView,
}: {
  readonly entry: OutlineEntry;
  readonly inView: boolean;
}): ReactNode {
  const { say } = useText();
  const model = useReport();
  const [wanted, setWanted] = useState(false);
  const [round, setRound] = useState(0);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (inView) setWanted(true);
  }, [inView]);
  const loaded = (): void => {
    setOpen(false);
    setRound(round + 1);
  };
  return (
    <div className="treaty-slot">
      {wanted ? (
        <TreatyText key={round} entry={entry} />
      ) : (
        <p className="section-waiting">{say("report.sectionLoading")}</p>
      )}
      {model.review.role === "secretariat" && (
        <button
          type="button"
          className="button button-small button-quiet no-print"
          onClick={() => setOpen(true)}
        >
          {say("treaty.load")}
        </button>
      )}
      {open && (
        <Suspense fallback={null}>
          <TreatyDialog instrument={entry.instrument} onClose={() => setOpen(false)} onLoaded={loaded} />
        </Suspense>
      )}
    </div>
  );
}

function TreatyText({ entry }: { readonly entry: OutlineEntry }): ReactNode {
  const { say, language } = useText();
  const { api } = useApplication();
  const { review } = useReport();
  const { instrument, article } = entry;
  const { resource, reload } = useResource(`${entry.id} ${language}`, async () =>
    instrument === null || article === null ? null : api.treatyText(review.id, instrument, article, language),
  );
  if (resource.kind === "failed") return <ProblemNote code={resource.code} retry={reload} />;
  if (resource.kind === "loading") return <p className="section-waiting">{say("report.sectionLoading")}</p>;
  return resource.value === null ? null : <TreatyParagraphs view={resource.value} />;
}

function TreatyParagraphs({ view }: { readonly view: TreatyTextView }): ReactNode {
  const { say } = useText();
  const official = (
    <a href={view.officialUrl} rel="noopener noreferrer" target="_blank">
      {say("treaty.official")}
    </a>
  );
  if (view.paragraphs === null) {
    return (
      <p className="treaty-missing">
        {say("treaty.notLoaded")} {official}
      </p>
    );
  }
  return (
    <>
      <blockquote className="treaty-text report-text" lang={view.language} dir={directionOf(view.language)}>
        {view.paragraphs.map((paragraph, index) => (
          <p key={index}>{paragraph}</p>
        ))}
      </blockquote>
      <p className="treaty-source">
        {view.source !== null && <bdi>{say("treaty.source", { source: view.source })}</bdi>} {official}
      </p>
    </>
  );
}
