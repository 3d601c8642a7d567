import type { Identity } from "../identity/identity.ts";
import type { Reviews } from "../reviews/reviews.ts";
import {
  actRequest,
  decisionRequest,
  inReview,
  inSection,
  languageQuery,
  liveMembers,
  memberChange,
  newMember,
  newReview,
  ofArticle,
  ofDecision,
  ofMember,
  phaseMove,
  recordQuery,
  searchQuery,
  textQuery,
  tokenRequest,
  treatyText,
} from "./review-schemas.ts";
import { answer, answerOf, defineRoute, type Route } from "./route.ts";
import * as views from "./views.ts";

/** The whole text of an instrument in one language fits many times, in bytes. */
const TREATY_TEXT_LIMIT_BYTES = 4_194_304;

/** The most suggestions that one decision may name, with what was seen of each, in bytes. */
const DECISION_LIMIT_BYTES = 2_097_152;

/** Reviews and everything in them. Each handler hands on to `Reviews`, which decides for the actor. */
export function reviewRoutes(reviews: Reviews, identity: Identity): readonly Route[] {
  return [
    ...wholeReview(reviews),
    ...sections(reviews),
    ...decisions(reviews),
    ...membership(reviews),
    liveWriting(reviews),
    ...treatyTexts(reviews),
    tokens(reviews, identity),
  ];
}

function wholeReview(reviews: Reviews): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/reviews",
      summary: "The reviews one is a member of",
      access: "session",
      answers: { status: 200, schema: views.reviewSummaries },
      problems: ["session-required"],
      handle: async (_, { actor }) => answer(await reviews.list(actor)),
    }),
    defineRoute({
      method: "post",
      path: "/api/reviews",
      summary: "Open a review",
      access: "session",
      body: newReview,
      answers: { status: 201, schema: views.reviewView },
      problems: ["session-required", "not-permitted", "invalid"],
      handle: async ({ body }, { actor }) => answerOf(await reviews.create(actor, body)),
    }),
    defineRoute({
      method: "get",
      path: "/api/reviews/:review",
      summary: "A review with its States and members",
      access: "session",
      params: inReview,
      answers: { status: 200, schema: views.reviewView },
      problems: ["session-required", "absent"],
      handle: async ({ params }, { actor }) => answerOf(await reviews.view(actor, params.review)),
    }),
    defineRoute({
      method: "post",
      path: "/api/reviews/:review/phase",
      summary: "Move the review to another phase",
      access: "session",
      params: inReview,
      body: phaseMove,
      answers: { status: 200, schema: views.reviewView },
      problems: ["session-required", "absent", "not-permitted", "phase-order", "reason-missing"],
      handle: async ({ params, body }, { actor }) =>
        answerOf(await reviews.movePhase(actor, params.review, body)),
    }),
    defineRoute({
      method: "get",
      path: "/api/reviews/:review/record",
      summary: "The record of the review, newest first",
      access: "session",
      params: inReview,
      query: recordQuery,
      answers: { status: 200, schema: views.recordEntries },
      problems: ["session-required", "absent"],
      handle: async ({ params, query }, { actor }) =>
        answerOf(await reviews.record(actor, params.review, query.before ?? null)),
    }),
    defineRoute({
      method: "get",
      path: "/api/reviews/:review/search",
      summary: "Search in what one may read",
      access: "session",
      params: inReview,
      query: searchQuery,
      answers: { status: 200, schema: views.searchHits },
      problems: ["session-required", "absent", "invalid"],
      handle: async ({ params, query }, { actor }) =>
        answerOf(await reviews.search(actor, params.review, query.q)),
    }),
  ];
}

function sections(reviews: Reviews): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/reviews/:review/outline",
      summary: "The outline with the rooms one may open",
      access: "session",
      params: inReview,
      answers: { status: 200, schema: views.outlineView },
      problems: ["session-required", "absent"],
      handle: async ({ params }, { actor }) => answerOf(await reviews.outline(actor, params.review)),
    }),
    defineRoute({
      method: "get",
      path: "/api/reviews/:review/sections/:section",
      summary: "A section's text for reading",
      access: "session",
      params: inSection,
      query: textQuery,
      answers: { status: 200, schema: views.sectionText },
      problems: ["session-required", "absent", "unavailable"],
      handle: async ({ params, query }, { actor }) =>
        answerOf(await reviews.text(actor, params.review, params.section, query.room)),
    }),
    defineRoute({
      method: "post",
      path: "/api/reviews/:review/acts",
      summary: "Join, transmit or submit sections",
      access: "session",
      params: inReview,
      body: actRequest,
      answers: { status: 200, schema: views.actResult },
      problems: ["session-required", "absent", "not-permitted", "unavailable"],
      handle: async ({ params, body }, { actor }) => answerOf(await reviews.act(actor, params.review, body)),
    }),
  ];
}

function decisions(reviews: Reviews): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/api/reviews/:review/sections/:section/decisions",
      summary: "Accept or reject what is proposed in a text",
      access: "session",
      params: inSection,
      body: decisionRequest,
      bodyLimitBytes: DECISION_LIMIT_BYTES,
      answers: { status: 200, schema: views.decisionResult },
      problems: ["session-required", "absent", "not-permitted", "invalid", "unavailable"],
      handle: async ({ params, body }, { actor }) =>
        answerOf(await reviews.decide(actor, params.review, params.section, body)),
    }),
    defineRoute({
      method: "post",
      path: "/api/reviews/:review/sections/:section/decisions/:decision/undo",
      summary: "Undo a decision on what was proposed",
      access: "session",
      params: ofDecision,
      answers: { status: 200, schema: views.decisionResult },
      problems: [
        "session-required",
        "absent",
        "not-permitted",
        "already-undone",
        "changed-since",
        "unavailable",
      ],
      handle: async ({ params }, { actor }) =>
        answerOf(await reviews.undoDecision(actor, params.review, params.section, params.decision)),
    }),
  ];
}

function membership(reviews: Reviews): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/api/reviews/:review/members",
      summary: "Add a member",
      access: "session",
      params: inReview,
      body: newMember,
      answers: { status: 201, schema: views.memberView },
      problems: [
        "session-required",
        "absent",
        "not-permitted",
        "invalid",
        "focal-point-taken",
        "members-limit",
      ],
      handle: async ({ params, body }, { actor }) =>
        answerOf(await reviews.addMember(actor, params.review, body)),
    }),
    defineRoute({
      method: "patch",
      path: "/api/reviews/:review/members/:member",
      summary: "Give a member another role, or end the membership",
      access: "session",
      params: ofMember,
      body: memberChange,
      answers: { status: 200, schema: views.memberView },
      problems: ["session-required", "absent", "not-permitted", "invalid", "focal-point-taken", "conflict"],
      handle: async ({ params, body }, { actor }) =>
        answerOf(await reviews.changeMember(actor, params.review, params.member, body)),
    }),
  ];
}

function liveWriting(reviews: Reviews): Route {
  return defineRoute({
    method: "put",
    path: "/api/reviews/:review/live",
    summary: "Name those of one's delegation who write in the team room directly",
    access: "session",
    params: inReview,
    body: liveMembers,
    answers: { status: 200, schema: views.liveMembers },
    problems: ["session-required", "absent", "not-permitted", "invalid"],
    handle: async ({ params, body }, { actor }) =>
      answerOf(await reviews.allowLive(actor, params.review, body)),
  });
}

function treatyTexts(reviews: Reviews): readonly Route[] {
  return [
    defineRoute({
      method: "put",
      path: "/api/reviews/:review/treaty-text",
      summary: "Load the text of a treaty from the depositary's file",
      access: "session",
      params: inReview,
      body: treatyText,
      bodyLimitBytes: TREATY_TEXT_LIMIT_BYTES,
      answers: { status: 200, schema: views.loadedText },
      problems: ["session-required", "absent", "not-permitted", "invalid"],
      handle: async ({ params, body }, { actor }) =>
        answerOf(await reviews.loadTreatyText(actor, params.review, body)),
    }),
    defineRoute({
      method: "get",
      path: "/api/reviews/:review/treaty-text/:instrument/:number",
      summary: "The treaty text of an article",
      access: "session",
      params: ofArticle,
      query: languageQuery,
      answers: { status: 200, schema: views.treatyTextView },
      problems: ["session-required", "absent", "invalid"],
      handle: async ({ params, query }, { actor }) =>
        answerOf(
          await reviews.treatyText(actor, params.review, params.instrument, params.number, query.language),
        ),
    }),
  ];
}

function tokens(reviews: Reviews, identity: Identity): Route {
  return defineRoute({
    method: "post",
    path: "/api/tokens",
    summary: "A short-lived token for a client without a cookie",
    access: "session",
    body: tokenRequest,
    answers: { status: 201, schema: views.tokenView },
    problems: ["session-required", "absent"],
    handle: async ({ body }, { actor }) => {
      // Whoever is not a member learns from no token that the review exists.
      const review = await reviews.view(actor, body.review);
      return "refused" in review ? answerOf(review) : answer(await identity.issueToken(actor, body.review));
    },
  });
}
