import "./review.css";
import type { ReviewId, ReviewView } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { useApplication } from "../../app/application.tsx";
import { Screen } from "../../app/frame.tsx";
import { ScreenLink } from "../../app/navigation.tsx";
import { ProblemNote } from "../../app/problem.tsx";
import { useResource } from "../../app/use-resource.ts";
import { LANGUAGE_NAMES } from "../../interface-text/load-messages.ts";
import { useText } from "../../interface-text/text.tsx";
import { Members } from "./members.tsx";
import { PhasePart } from "./phase-part.tsx";
import { RecordOfReview } from "./record-of-review.tsx";

/** A review itself: its phase, members, dates and record. */
export function ReviewScreen({ review }: { readonly review: ReviewId }): ReactNode {
  const { say } = useText();
  const { api } = useApplication();
  const { resource, reload, replace } = useResource(review, () => api.review(review));
  if (resource.kind === "loaded") return <Review view={resource.value} onChanged={reload} onView={replace} />;
  return (
    <Screen title={say("reviews.about")}>
      {resource.kind === "loading" ? (
        <p role="status">{say("app.loading")}</p>
      ) : (
        <ProblemNote code={resource.code} retry={reload} />
      )}
    </Screen>
  );
}

interface ReviewProps {
  readonly view: ReviewView;
  readonly onChanged: () => void;
  readonly onView: (view: ReviewView) => void;
}

function Review({ view, onChanged, onView }: ReviewProps): ReactNode {
  const text = useText();
  return (
    <Screen
      title={text.say("review.title", { state: text.name(view.stateUnderReview) })}
      actions={
        <>
          {view.role !== "observer" && (
            <ScreenLink to={{ kind: "comments", review: view.id }} className="button">
              {text.say("discussion.title")}
            </ScreenLink>
          )}
          <ScreenLink to={{ kind: "report", review: view.id }} className="button button-main">
            {text.say("reviews.open")}
          </ScreenLink>
        </>
      }
    >
      <PhasePart view={view} onView={onView} />
      <Members view={view} onChanged={onChanged} />
      <Dates view={view} />
      <RecordOfReview view={view} />
    </Screen>
  );
}

function Dates({ view }: { readonly view: ReviewView }): ReactNode {
  const text = useText();
  const dates = ["officialStart", "informationCutOff", "sessionDate"] as const;
  return (
    <section className="part" aria-labelledby="dates">
      <h2 id="dates">{text.say("review.dates")}</h2>
      <dl className="facts">
        {dates.map((date) => {
          const value = view[date];
          return (
            <div key={date} className="fact">
              <dt>{text.say(`wizard.${date}`)}</dt>
              <dd>{value === null ? text.say("say.notSet") : text.date(value)}</dd>
            </div>
          );
        })}
        <div className="fact">
          <dt>{text.say("twoKeys.title")}</dt>
          <dd>{text.say(view.decisionKeys === "both" ? "twoKeys.is" : "twoKeys.isNot")}</dd>
        </div>
        <div className="fact">
          <dt>{text.say("review.languages")}</dt>
          <dd>{text.list(view.languages.map((language) => LANGUAGE_NAMES[language]))}</dd>
        </div>
      </dl>
    </section>
  );
}
