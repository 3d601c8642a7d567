import type { ReviewSummary } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { useApplication } from "../app/application.tsx";
import { Screen } from "../app/frame.tsx";
import { phaseName, roleName } from "../app/names.ts";
import { ScreenLink } from "../app/navigation.tsx";
import { ProblemNote } from "../app/problem.tsx";
import { useResource } from "../app/use-resource.ts";
import { Name } from "../interface-text/name.tsx";
import { useText } from "../interface-text/text.tsx";

/** The reviews of which the person is a member. */
export function MyReviewsScreen(): ReactNode {
  const { say } = useText();
  const { api, session } = useApplication();
  const { resource, reload } = useResource("reviews", () => api.reviews());
  const staff = session.user?.staff === true;
  return (
    <Screen
      title={say("reviews.title")}
      actions={
        staff && (
          <ScreenLink to={{ kind: "new-review" }} className="button button-main">
            {say("reviews.new")}
          </ScreenLink>
        )
      }
    >
      {resource.kind === "loading" && <p role="status">{say("app.loading")}</p>}
      {resource.kind === "failed" && <ProblemNote code={resource.code} retry={reload} />}
      {resource.kind === "loaded" && resource.value.length === 0 && (
        <p className="soft">{say(staff ? "reviews.noneStaff" : "reviews.none")}</p>
      )}
      {resource.kind === "loaded" && resource.value.length > 0 && <ReviewTable reviews={resource.value} />}
    </Screen>
  );
}

function ReviewTable({ reviews }: { readonly reviews: readonly ReviewSummary[] }): ReactNode {
  const text = useText();
  const ordered = reviews.toSorted((one, other) =>
    text.compare(text.name(one.stateUnderReview), text.name(other.stateUnderReview)),
  );
  return (
    <div className="table-scroll">
      <table className="grid-table stack-table">
        <thead>
          <tr>
            <th scope="col">{text.say("reviews.state")}</th>
            <th scope="col">{text.say("reviews.phase")}</th>
            <th scope="col">{text.say("reviews.role")}</th>
            <th scope="col">
              <span className="unseen">{text.say("people.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {ordered.map((review) => (
            <tr key={review.id}>
              <th scope="row">
                <ScreenLink to={{ kind: "report", review: review.id }}>
                  <Name of={review.stateUnderReview} />
                </ScreenLink>
                <div className="hint">
                  {text.say(
                    review.blueprint === "country-report"
                      ? "wizard.countryReport"
                      : "wizard.listOfObservations",
                  )}
                </div>
              </th>
              <td data-label={text.say("reviews.phase")}>{phaseName(text, review.phase)}</td>
              <td data-label={text.say("reviews.role")}>{roleName(text, review.role)}</td>
              <td>
                <ScreenLink to={{ kind: "review", review: review.id }} className="button button-small">
                  {text.say("reviews.about")}
                  <span className="unseen">: {text.name(review.stateUnderReview)}</span>
                </ScreenLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
