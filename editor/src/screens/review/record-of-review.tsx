import type { RecordEntry, ReviewView } from "@travaux/blueprint";
import { useState, type ReactNode } from "react";
import { useApplication } from "../../app/application.tsx";
import { ProblemNote } from "../../app/problem.tsx";
import { useAction } from "../../app/use-action.ts";
import { useResource } from "../../app/use-resource.ts";
import { useText } from "../../interface-text/text.tsx";
import { sayAct } from "./say-act.ts";

/** The record of the review: every act that the reader may know of, newest first. */
export function RecordOfReview({ view }: { readonly view: ReviewView }): ReactNode {
  const { say } = useText();
  const { api } = useApplication();
  // A new view follows every act on this screen, so the record is read again with it.
  const { resource, reload } = useResource(`${view.id} ${view.phase} ${JSON.stringify(view.members)}`, () =>
    api.record(view.id),
  );
  return (
    <section className="part" aria-labelledby="record">
      <h2 id="record">{say("review.record")}</h2>
      {resource.kind === "loading" && <p role="status">{say("app.loading")}</p>}
      {resource.kind === "failed" && <ProblemNote code={resource.code} retry={reload} />}
      {resource.kind === "loaded" && resource.value.length === 0 && (
        <p className="soft">{say("review.recordNone")}</p>
      )}
      {resource.kind === "loaded" && resource.value.length > 0 && (
        <RecordTable view={view} first={resource.value} />
      )}
    </section>
  );
}

function RecordTable({
  view,
  first,
}: {
  readonly view: ReviewView;
  readonly first: readonly RecordEntry[];
}): ReactNode {
  const text = useText();
  const { api } = useApplication();
  const { state, problem, run } = useAction();
  const [earlier, setEarlier] = useState<readonly RecordEntry[]>([]);
  const [isAll, setAll] = useState(false);
  const entries = [...first, ...earlier];
  const last = entries.at(-1);
  const more = (): void =>
    run(async () => {
      const next = last === undefined ? [] : await api.record(view.id, last.seq);
      setEarlier([...earlier, ...next]);
      setAll(next.length === 0);
    });
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={text.say("review.record")}>
        <table className="grid-table record-table stack-table">
          <thead>
            <tr>
              <th scope="col">{text.say("review.recordWhen")}</th>
              <th scope="col">{text.say("review.recordWho")}</th>
              <th scope="col">{text.say("review.recordWhat")}</th>
              <th scope="col">{text.say("review.recordSeal")}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.seq}>
                <td>
                  <time dateTime={entry.at}>{text.time(entry.at)}</time>
                </td>
                <td>
                  <bdi>{entry.byName || text.say("say.unknownPerson")}</bdi>
                </td>
                <td>{sayAct(text, view, entry)}</td>
                <td>
                  <abbr className="figures" title={entry.hash}>
                    {entry.hash.slice(0, 8)}
                  </abbr>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ProblemNote code={problem} />
      {!isAll && last !== undefined && last.seq > 1 && (
        <div>
          <button type="button" className="button" onClick={more} disabled={state.kind === "busy"}>
            {text.say("review.recordMore")}
          </button>
        </div>
      )}
    </>
  );
}
