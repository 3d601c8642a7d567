import type { CommentFilter } from "@travaux/blueprint";
import type { Comments, ThreadPlace } from "../comments/comments.ts";
import {
  commentChange,
  commentFilter,
  commentsToSend,
  newComment,
  newDisposition,
  newThread,
  ofComment,
  ofThread,
  speakers,
  threadsRead,
  threadStanding,
} from "./comment-schemas.ts";
import * as views from "./comment-views.ts";
import type { ProblemCode } from "./problem-codes.ts";
import { inReview, inSection } from "./review-schemas.ts";
import { answerOf, defineRoute, fileAnswer, problem, type Route } from "./route.ts";

/** A comment of 10 000 letters, each escaped, and what it is about, in bytes. */
const COMMENT_LIMIT_BYTES = 131_072;

/** Two thousand threads by their names, in bytes. */
const THREADS_LIMIT_BYTES = 262_144;

const COMMENT_PROBLEMS: readonly ProblemCode[] = [
  "session-required",
  "absent",
  "not-permitted",
  "invalid",
  "unavailable",
];

/** Comments. Each handler hands on to `Comments`, which decides for the actor. */
export function commentRoutes(comments: Comments): readonly Route[] {
  return [
    ...writing(comments),
    ...ownComments(comments),
    ...standing(comments),
    ...delegation(comments),
    ...tables(comments),
    ...reading(comments),
  ];
}

function writing(comments: Comments): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/api/reviews/:review/sections/:section/threads",
      summary: "Comment on a text, a proposal or a section",
      access: "session",
      params: inSection,
      body: newThread,
      bodyLimitBytes: COMMENT_LIMIT_BYTES,
      answers: { status: 201, schema: views.threadMade },
      problems: [...COMMENT_PROBLEMS, "anchor-gone", "thread-limit", "conflict"],
      handle: async ({ params, body }, { actor }) =>
        answerOf(await comments.begin(actor, params.review, params.section, body)),
    }),
    defineRoute({
      method: "post",
      path: "/api/reviews/:review/sections/:section/threads/:thread/comments",
      summary: "Reply to a comment",
      access: "session",
      params: ofThread,
      body: newComment,
      bodyLimitBytes: COMMENT_LIMIT_BYTES,
      answers: { status: 201, schema: views.threadMade },
      problems: [...COMMENT_PROBLEMS, "already-resolved", "thread-limit", "conflict"],
      handle: async ({ params, body }, { actor }) =>
        answerOf(await comments.reply(actor, placeOf(params), body)),
    }),
  ];
}

function ownComments(comments: Comments): readonly Route[] {
  return [
    defineRoute({
      method: "put",
      path: "/api/reviews/:review/sections/:section/threads/:thread/comments/:comment",
      summary: "Give one's own comment other words",
      access: "session",
      params: ofComment,
      body: commentChange,
      bodyLimitBytes: COMMENT_LIMIT_BYTES,
      answers: { status: 200, schema: views.threadMade },
      problems: [...COMMENT_PROBLEMS, "already-deleted"],
      handle: async ({ params, body }, { actor }) =>
        answerOf(await comments.edit(actor, placeOf(params), params.comment, body)),
    }),
    defineRoute({
      method: "delete",
      path: "/api/reviews/:review/sections/:section/threads/:thread/comments/:comment",
      summary: "Delete one's own comment; that there was one stays visible",
      access: "session",
      params: ofComment,
      answers: { status: 204 },
      problems: [...COMMENT_PROBLEMS, "already-deleted"],
      handle: async ({ params }, { actor }) =>
        answerOf(await comments.remove(actor, placeOf(params), params.comment)),
    }),
  ];
}

function standing(comments: Comments): readonly Route[] {
  return [
    defineRoute({
      method: "put",
      path: "/api/reviews/:review/sections/:section/threads/:thread/standing",
      summary: "Resolve a thread of one's own State, or open it again",
      access: "session",
      params: ofThread,
      body: threadStanding,
      answers: { status: 200, schema: views.threadStanding },
      problems: [...COMMENT_PROBLEMS, "already-resolved", "not-resolved"],
      handle: async ({ params, body }, { actor }) =>
        answerOf(await comments.settle(actor, placeOf(params), body)),
    }),
    defineRoute({
      method: "put",
      path: "/api/reviews/:review/sections/:section/threads/:thread/disposition",
      summary: "Say how a comment of the State under review was taken in",
      access: "session",
      params: ofThread,
      body: newDisposition,
      bodyLimitBytes: COMMENT_LIMIT_BYTES,
      answers: { status: 200, schema: views.disposition },
      problems: COMMENT_PROBLEMS,
      handle: async ({ params, body }, { actor }) =>
        answerOf(await comments.dispose(actor, placeOf(params), body)),
    }),
  ];
}

function delegation(comments: Comments): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/api/reviews/:review/comments/send",
      summary: "Send to the team what one's delegation wrote for it",
      access: "session",
      params: inReview,
      body: commentsToSend,
      bodyLimitBytes: THREADS_LIMIT_BYTES,
      answers: { status: 200, schema: views.commentsSent },
      problems: [...COMMENT_PROBLEMS, "already-sent", "thread-limit"],
      handle: async ({ params, body }, { actor }) =>
        answerOf(await comments.send(actor, params.review, body)),
    }),
    defineRoute({
      method: "put",
      path: "/api/reviews/:review/speakers",
      summary: "Name the experts of one's delegation who write comments to the team themselves",
      access: "session",
      params: inReview,
      body: speakers,
      answers: { status: 200, schema: views.speakers },
      problems: COMMENT_PROBLEMS,
      handle: async ({ params, body }, { actor }) =>
        answerOf(await comments.allowSpeakers(actor, params.review, body)),
    }),
  ];
}

function tables(comments: Comments): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/reviews/:review/comments",
      summary: "The table of comments and dispositions, of what one may read",
      access: "session",
      params: inReview,
      query: commentFilter,
      answers: { status: 200, schema: views.threadRows },
      problems: ["session-required", "absent", "invalid", "unavailable"],
      handle: async ({ params, query }, { actor }) =>
        answerOf(await comments.table(actor, params.review, query)),
    }),
    defineRoute({
      method: "get",
      path: "/api/reviews/:review/comments.csv",
      summary: "The same table as a file",
      access: "session",
      params: inReview,
      query: commentFilter,
      answers: { status: 200, mediaType: "text/csv" },
      problems: ["session-required", "absent", "invalid", "unavailable"],
      handle: async ({ params, query }, { actor }) => {
        const file = await comments.file(actor, params.review, query);
        return "refused" in file ? problem(file.refused) : fileAnswer(file.text, nameOfFile(query));
      },
    }),
  ];
}

function reading(comments: Comments): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/reviews/:review/comments/counts",
      summary: "How many comments each section has, of those one may read",
      access: "session",
      params: inReview,
      answers: { status: 200, schema: views.sectionComments },
      problems: ["session-required", "absent", "unavailable"],
      handle: async ({ params }, { actor }) => answerOf(await comments.counts(actor, params.review)),
    }),
    defineRoute({
      method: "get",
      path: "/api/reviews/:review/comments/unread",
      summary: "Threads with a comment that one has not seen",
      access: "session",
      params: inReview,
      answers: { status: 200, schema: views.unreadThreads },
      problems: ["session-required", "absent", "unavailable"],
      handle: async ({ params }, { actor }) => answerOf(await comments.unread(actor, params.review)),
    }),
    defineRoute({
      method: "post",
      path: "/api/reviews/:review/comments/read",
      summary: "Mark comments as seen, up to now",
      access: "session",
      params: inReview,
      body: threadsRead,
      bodyLimitBytes: THREADS_LIMIT_BYTES,
      answers: { status: 204 },
      problems: ["session-required", "absent", "invalid", "unavailable"],
      handle: async ({ params, body }, { actor }) =>
        answerOf(await comments.markRead(actor, params.review, body)),
    }),
    defineRoute({
      method: "get",
      path: "/api/notifications",
      summary: "Mentions of oneself and replies to what one wrote, newest first",
      access: "session",
      answers: { status: 200, schema: views.notices },
      problems: ["session-required", "unavailable"],
      handle: async (_, { actor }) => answerOf(await comments.notices(actor)),
    }),
  ];
}

function placeOf({ review, section, thread }: ThreadPlace): ThreadPlace {
  return { review, section, thread };
}

/** Names nothing of the review: the file may lie in a folder that others see. */
function nameOfFile({ language }: CommentFilter): string {
  return language === undefined ? "comments.csv" : `comments-${language}.csv`;
}
