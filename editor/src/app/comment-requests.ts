import type * as Api from "@travaux/blueprint";
import type { ReviewId, SectionId } from "@travaux/blueprint";

/** A thread by its address. */
export interface ThreadAddress {
  readonly review: ReviewId;
  readonly section: SectionId;
  readonly thread: string;
}

/** The requests about comments. Each rejects with a `RequestProblem` and with nothing else. */
export interface CommentRequests {
  beginThread(review: ReviewId, section: SectionId, thread: Api.NewThread): Promise<Api.ThreadMade>;
  reply(thread: ThreadAddress, comment: Api.NewComment): Promise<Api.ThreadMade>;
  changeComment(thread: ThreadAddress, comment: string, change: Api.CommentChange): Promise<Api.ThreadMade>;
  deleteComment(thread: ThreadAddress, comment: string): Promise<void>;
  /** Resolves a thread, or opens it again. */
  settleThread(thread: ThreadAddress, standing: Api.ThreadStanding): Promise<Api.ThreadStanding>;
  disposeOf(thread: ThreadAddress, disposition: Api.NewDisposition): Promise<Api.NewDisposition>;
  /** Sends to the team what one's delegation wrote for it. */
  sendComments(review: ReviewId, comments: Api.CommentsToSend): Promise<Api.CommentsSent>;
  /** Names the experts of one's delegation who write to the team themselves. */
  allowSpeakers(review: ReviewId, speakers: Api.Speakers): Promise<Api.Speakers>;
  comments(review: ReviewId, filter?: Api.CommentFilter): Promise<readonly Api.ThreadRow[]>;
  /** Where a browser fetches the same table as a CSV file. */
  commentsFile(review: ReviewId, filter?: Api.CommentFilter): string;
  commentCounts(review: ReviewId): Promise<readonly Api.SectionComments[]>;
  unreadThreads(review: ReviewId): Promise<Api.UnreadThreads>;
  markThreadsRead(review: ReviewId, read: Api.ThreadsRead): Promise<void>;
  notices(): Promise<Api.Notices>;
}

type Ask = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

/** @param ask makes one request; `path` without `/api` */
export function commentRequests(ask: Ask): CommentRequests {
  return {
    beginThread: (review, section, body) => ask("POST", threads(review, section), body),
    reply: (thread, body) => ask("POST", `${at(thread)}/comments`, body),
    changeComment: (thread, comment, body) => ask("PUT", commentAt(thread, comment), body),
    deleteComment: (thread, comment) => ask("DELETE", commentAt(thread, comment)),
    settleThread: (thread, body) => ask("PUT", `${at(thread)}/standing`, body),
    disposeOf: (thread, body) => ask("PUT", `${at(thread)}/disposition`, body),
    sendComments: (review, body) => ask("POST", `${of(review)}/comments/send`, body),
    allowSpeakers: (review, body) => ask("PUT", `${of(review)}/speakers`, body),
    comments: (review, filter) => ask("GET", `${of(review)}/comments${queryOf(filter)}`),
    commentsFile: (review, filter) => `/api${of(review)}/comments.csv${queryOf(filter)}`,
    commentCounts: (review) => ask("GET", `${of(review)}/comments/counts`),
    unreadThreads: (review) => ask("GET", `${of(review)}/comments/unread`),
    markThreadsRead: (review, body) => ask("POST", `${of(review)}/comments/read`, body),
    notices: () => ask("GET", "/notifications"),
  };
}

function of(review: ReviewId): string {
  return `/reviews/${encodeURIComponent(review)}`;
}

function threads(review: ReviewId, section: SectionId): string {
  return `${of(review)}/sections/${encodeURIComponent(section)}/threads`;
}

function at({ review, section, thread }: ThreadAddress): string {
  return `${threads(review, section)}/${encodeURIComponent(thread)}`;
}

function commentAt(thread: ThreadAddress, comment: string): string {
  return `${at(thread)}/comments/${encodeURIComponent(comment)}`;
}

function queryOf(filter: Api.CommentFilter = {}): string {
  const query = new URLSearchParams();
  for (const [key, wanted] of Object.entries(filter))
    for (const value of [wanted].flat()) query.append(key, value);
  return query.size === 0 ? "" : `?${query}`;
}
