import { instrumentOf, type Notice, type Notices, type ReviewId } from "@travaux/blueprint";
import { useEffect, useRef, type ReactNode } from "react";
import { useText, type InterfaceText } from "../interface-text/text.tsx";
import { useAnnounce } from "./announcer.tsx";
import { useApplication } from "./application.tsx";
import { ScreenLink } from "./navigation.tsx";
import { ProblemNote } from "./problem.tsx";
import { useAction } from "./use-action.ts";

interface NoticeListProps {
  readonly notices: Notices;
  /** Something was marked as read. */
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** The notices, newest first: who mentioned or answered the reader, where and when, and nothing of what was said. */
export function NoticeList({ notices, onChanged, onClose }: NoticeListProps): ReactNode {
  const text = useText();
  const { api } = useApplication();
  const announce = useAnnounce();
  const { state, problem, run } = useAction();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const unread = notices.notices.filter(({ read }) => !read);
  const readAll = (): void =>
    run(async () => {
      await Promise.all(
        [...threadsOf(unread)].map(([review, threads]) => api.markThreadsRead(review, { threads })),
      );
      announce(text.say("discussion.allReadDone"));
      onChanged();
    });
  const follow = ({ review, section, thread }: Notice): void => {
    onClose();
    // The reader goes there in any case; where it could not be noted, it stays unread.
    api.markThreadsRead(review, { threads: [{ section, thread }] }).then(onChanged, () => undefined);
  };
  return (
    <div className="notices" role="dialog" aria-labelledby="notices-title">
      <div className="notices-head">
        <h2 id="notices-title" ref={heading} tabIndex={-1}>
          {text.say("discussion.notices")}
        </h2>
        <button
          type="button"
          className="button button-small button-quiet"
          disabled={unread.length === 0 || state.kind === "busy"}
          onClick={readAll}
        >
          {text.say("discussion.allRead")}
        </button>
      </div>
      <ProblemNote code={problem} />
      {notices.notices.length === 0 && <p className="soft">{text.say("discussion.noNotices")}</p>}
      <ul className="notice-list">
        {notices.notices.map((notice) => (
          <li key={`${notice.kind} ${notice.comment}`} data-read={notice.read}>
            <NoticeLink notice={notice} onFollow={follow} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface NoticeLinkProps {
  readonly notice: Notice;
  readonly onFollow: (notice: Notice) => void;
}

function NoticeLink({ notice, onFollow }: NoticeLinkProps): ReactNode {
  const text = useText();
  const { review, section, thread, byName, byState } = notice;
  const delegation = byState === null ? text.say("role.secretariat") : text.name(byState);
  const name = text.say("discussion.ofDelegation", {
    name: byName || text.say("say.unknownPerson"),
    delegation,
  });
  return (
    <ScreenLink to={{ kind: "report", review, at: { section, thread } }} onFollow={() => onFollow(notice)}>
      <span className="notice-what">
        {!notice.read && <span className="notice-unread">{text.say("discussion.unread")}</span>}
        <bdi>
          {text.say(notice.kind === "mention" ? "discussion.mentioned" : "discussion.replied", { name })}
        </bdi>
      </span>
      <span className="hint">{sayPlace(text, notice)}</span>
      <span className="hint">
        <bdi>{text.say("review.title", { state: text.name(notice.stateUnderReview) })}</bdi> ·{" "}
        <time dateTime={notice.at}>{text.time(notice.at)}</time>
      </span>
    </ScreenLink>
  );
}

function sayPlace(text: InterfaceText, { place }: Notice): string {
  const { instrument, article, label, title } = place;
  const parts = [
    ...(instrument === null ? [] : [text.name(instrumentOf(instrument).shortName)]),
    ...(article === null ? [] : [text.say("wizard.article", { number: article })]),
    `${label} ${text.name(title)}`.trim(),
  ];
  return parts.join(" – ");
}

function threadsOf(
  notices: readonly Notice[],
): ReadonlyMap<ReviewId, readonly Pick<Notice, "section" | "thread">[]> {
  return Map.groupBy(notices, ({ review }) => review);
}
