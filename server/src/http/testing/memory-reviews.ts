import type { MemberId, NewReview, ReviewId, ReviewView, UserId } from "@travaux/blueprint";
import type { Actor } from "../../identity/actor.ts";
import type { Refusal, Reviews } from "../../reviews/reviews.ts";

/** What the stand-in was asked, for tests of what HTTP hands on. */
export interface MemoryReviews extends Reviews {
  readonly accountActs: readonly { readonly by: UserId; readonly user: UserId; readonly act: string }[];
  /** Calls by name with what followed the actor. */
  readonly calls: readonly { readonly call: string; readonly with: readonly unknown[] }[];
}

/** Reviews in memory with as much sense as routes need: staff opens them, only who opened one is its member. */
export function memoryReviews(): MemoryReviews {
  const reviews = new Map<ReviewId, { readonly owner: UserId; readonly view: ReviewView }>();
  const accountActs: { by: UserId; user: UserId; act: string }[] = [];
  const calls: { call: string; with: readonly unknown[] }[] = [];
  const inside = async <Value>(
    [actor, review]: readonly [Actor, ReviewId],
    call: string,
    given: readonly unknown[],
    value: Value,
  ): Promise<Value | Refusal> => {
    calls.push({ call, with: given });
    return reviews.get(review)?.owner === actor.user ? value : { refused: "absent" };
  };
  return {
    accountActs,
    calls,
    list: async (actor) =>
      [...reviews.values()].filter(({ owner }) => owner === actor.user).map(({ view }) => view),
    create: async (actor, request) => {
      if (!actor.staff) return { refused: "not-permitted" };
      const view = viewOf(`r${String(reviews.size + 1).padStart(5, "0")}` as ReviewId, request);
      reviews.set(view.id, { owner: actor.user, view });
      return view;
    },
    view: async (actor, review) => {
      const known = reviews.get(review);
      return known?.owner === actor.user ? known.view : { refused: "absent" };
    },
    outline: (actor, review) =>
      inside([actor, review], "outline", [], { review, phase: "created", version: 1, entries: [] }),
    text: (actor, review, section, room) =>
      inside([actor, review], "text", [section, room], {
        room: room ?? "first",
        doc: { type: "doc" },
        schemaVersion: 1,
        damaged: false,
      }),
    addMember: async (actor, review, request) => {
      calls.push({ call: "addMember", with: [request] });
      return reviews.get(review)?.owner === actor.user
        ? { refused: "focal-point-taken" }
        : { refused: "absent" };
    },
    changeMember: async () => ({ refused: "conflict" }),
    allowLive: (actor, review, request) => inside([actor, review], "allowLive", [request], request),
    movePhase: async (_, __, move) =>
      move.reason === undefined
        ? { refused: "reason-missing", faults: [{ pointer: "/reason", code: "missing" }] }
        : { refused: "phase-order" },
    act: (actor, review, request) =>
      inside([actor, review], "act", [request], {
        outcomes: request.sections.map((section) => ({ section, outcome: "done" as const })),
      }),
    decide: (actor, review, section, request) =>
      inside([actor, review], "decide", [section, request], {
        decision: "d00000000000000000000",
        outcomes: request.suggestions.map(({ id }) => ({ id, outcome: "accepted" as const })),
      }),
    undoDecision: (actor, review, section, decision) =>
      inside([actor, review], "undoDecision", [section, decision], { decision, outcomes: [] }),
    record: (actor, review, before) => inside([actor, review], "record", [before], []),
    search: (actor, review, query) => inside([actor, review], "search", [query], []),
    loadTreatyText: (actor, review, text) =>
      inside([actor, review], "loadTreatyText", [], { loaded: text.articles.length }),
    treatyText: (actor, review, ...[instrument, article, language]) =>
      inside([actor, review], "treatyText", [instrument, article], {
        paragraphs: null,
        language,
        source: null,
        officialUrl: "https://treaties.example.org/",
      }),
    recordAccountAct: async (actor, user, act) => void accountActs.push({ by: actor.user, user, act }),
  };
}

function viewOf(id: ReviewId, request: NewReview): ReviewView {
  return {
    id,
    blueprint: request.blueprint,
    stateUnderReview: request.stateUnderReview,
    phase: "created",
    role: "secretariat",
    state: null,
    member: "m1" as MemberId,
    states: [],
    members: [],
    languages: request.languages,
    officialStart: request.officialStart,
    informationCutOff: request.informationCutOff,
    sessionDate: request.sessionDate,
    decisionKeys: request.decisionKeys ?? "one",
    nextPhases: [],
  };
}
