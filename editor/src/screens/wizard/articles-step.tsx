import { ARTICLES, CLUSTERS, INSTRUMENTS, type InstrumentCode } from "@travaux/blueprint";
import { useEffect, useRef, type ReactNode } from "react";
import { Name } from "../../interface-text/name.tsx";
import { useText } from "../../interface-text/text.tsx";
import { articleKey, articleKeys, choiceOf, choose } from "./review-draft.ts";
import type { StepProps } from "./step-props.ts";

/** The articles under review: by cluster, by instrument, or one by one. */
export function ArticlesStep({ draft, change, faultOf }: StepProps): ReactNode {
  const { say } = useText();
  const { articles } = draft;
  const pick = (keys: readonly string[], isChosen: boolean): void =>
    change({ articles: choose(articles, keys, isChosen) });
  const fault = faultOf("articles");
  return (
    <div
      className="form"
      role="group"
      aria-label={say("wizard.articlesStep")}
      aria-describedby="articles-chosen"
    >
      <p id="articles-chosen" role="status">
        <strong>{say("wizard.articlesChosen", { count: articles.size })}</strong>
        {fault !== null && <span className="fault-text"> {fault}</span>}
      </p>
      <fieldset>
        <legend className="field-label">{say("wizard.byCluster")}</legend>
        {CLUSTERS.map((cluster) => (
          <GroupBox
            key={cluster.id}
            keys={articleKeys({ cluster: cluster.id })}
            chosen={articles}
            onPick={pick}
          >
            <span className="cluster-number">{cluster.number}</span> <Name of={cluster.name} />
          </GroupBox>
        ))}
      </fieldset>
      <fieldset>
        <legend className="field-label">{say("wizard.byInstrument")}</legend>
        {INSTRUMENTS.map((instrument) => (
          <div key={instrument.code} className="instrument">
            <GroupBox keys={articleKeys({ instrument: instrument.code })} chosen={articles} onPick={pick}>
              <Name of={instrument.shortName} />
            </GroupBox>
            <details>
              <summary>
                {say("wizard.allOf", { count: articleKeys({ instrument: instrument.code }).length })}
                <span className="unseen">
                  {" "}
                  <Name of={instrument.shortName} />
                </span>
              </summary>
              <ArticleBoxes instrument={instrument.code} chosen={articles} onPick={pick} />
            </details>
          </div>
        ))}
      </fieldset>
    </div>
  );
}

type Pick = (keys: readonly string[], isChosen: boolean) => void;

interface GroupBoxProps {
  readonly keys: readonly string[];
  readonly chosen: ReadonlySet<string>;
  readonly onPick: Pick;
  readonly children: ReactNode;
}

/** A box for several articles: ticked, clear, or between the two. */
function GroupBox({ keys, chosen, onPick, children }: GroupBoxProps): ReactNode {
  const box = useRef<HTMLInputElement>(null);
  const choice = choiceOf(chosen, keys);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = choice === "some";
  }, [choice]);
  return (
    <label className="check">
      <input
        ref={box}
        type="checkbox"
        checked={choice === "all"}
        onChange={() => onPick(keys, choice !== "all")}
      />
      <span>{children}</span>
    </label>
  );
}

function ArticleBoxes({
  instrument,
  chosen,
  onPick,
}: {
  readonly instrument: InstrumentCode;
  readonly chosen: ReadonlySet<string>;
  readonly onPick: Pick;
}): ReactNode {
  const { say } = useText();
  return (
    <ul className="article-list">
      {ARTICLES.filter((article) => article.instrument === instrument && article.reviewable).map(
        (article) => {
          const key = articleKey(instrument, article.number);
          return (
            <li key={key}>
              <label className="check">
                <input
                  type="checkbox"
                  checked={chosen.has(key)}
                  onChange={(event) => onPick([key], event.target.checked)}
                />
                <span>
                  <bdi>{say("wizard.article", { number: article.number })}</bdi> <Name of={article.title} />
                </span>
              </label>
            </li>
          );
        },
      )}
    </ul>
  );
}
